"""What the evaluator adds to a conclusion, day by day and row by row, goes with its own facts and no further."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import at, rows
from tests.unit.share.test_fase import CASUS, POLITIE, VT, a_rule, a_score, but_not, seen

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object


def a_track(**parts: Json) -> Object:
    """Give an evaluation of one track."""
    return {"sporen": [{"spoor": "onverdeeld", "fase": 2, "poortZin": "Nog niet.", **parts}]}


ALLES = [a_rule("alles")]
ZEVEN: Json = {
    "stem": "Een",
    "vereist": True,
    "cijfer": "7",
    "stand": "ronde",
    "paden": ["c1.cijfer"],
    "voorlopigTot": "2026-12-01",
    "voorlopigPaden": ["c1.cijfer", "c2.cijfer"],
    "verouderdOp": "2027-01-01",
}
WALLED: Object = {**CASUS, "items": [a_score("c1", "7"), a_score("c2", "2", nietVerder=True)]}


def days_of(rules: list[dict[str, Json]], casus: Object = CASUS) -> list[Object]:
    """Give the days that go with the figures."""
    return list(rows(seen(rules, casus=casus, result=a_track(stemmen=[ZEVEN])), "fase", "poort", "geldigheid"))


def test_figure_goes_with_the_days_from_which_it_counts_and_is_stale() -> None:
    assert days_of(ALLES) == [{"stem": "Een", "voorlopigTot": "2026-12-01", "verouderdOp": "2027-01-01"}]


@pytest.mark.parametrize(("rules", "casus"), [(ALLES, WALLED), (but_not("incident"), CASUS)])
def test_day_from_which_a_figure_counts_needs_all_that_decides_it(rules: list[dict[str, Json]], casus: Object) -> None:
    assert days_of(rules, casus) == [{"stem": "Een", "verouderdOp": "2027-01-01"}]


def test_days_of_a_hidden_figure_are_hidden() -> None:
    assert days_of(but_not("cijfer")) == []


REDEN: Json = {"regel": "F1", "bron": "MOV-13", "tekst": "Nog geen afspraken.", "nodig": "Leg vast: afspraken.", "paden": []}


def test_what_would_change_a_reason_goes_with_the_reason_alone() -> None:
    result = a_track(redenen=[REDEN])
    assert [row.get("nodig") for row in rows(seen(ALLES, result=result), "fase", "redenen")] == ["Leg vast: afspraken."]
    assert "Leg vast" not in str(seen(but_not("afspraak"), result=result))


def owner_for(rules: list[dict[str, Json]], eigenaar: str) -> Json:
    """Give whose term it is, as police see it."""
    term: Json = {"soort": "x", "tekst": "t", "datum": "2026-12-01", "gevolg": "g", "eigenaar": eigenaar, "paden": ["c1.cijfer"]}
    (row,) = rows(seen(rules, result=a_track(termijnen=[term])), "fase", "termijnen")
    return at(row, "eigenaar", "oin")


@pytest.mark.parametrize(("hidden", "eigenaar", "shown"), [((), VT, VT), (("regie",), VT, None), (("regie",), POLITIE, POLITIE)])
def test_owner_of_a_term_is_told_to_who_may_know_who_directs_and_to_the_owner(
    hidden: tuple[str, ...], eigenaar: str, shown: str | None
) -> None:
    assert owner_for(but_not(*hidden) if hidden else ALLES, eigenaar) == shown


def a_need(bron: str, *paden: str, voldaan: bool = True, **rest: Json) -> Json:
    """Give one thing that closing needs."""
    return {"regel": "F4", "bron": bron, "tekst": bron, "paden": list(paden), "voldaan": voldaan, **rest}


NODIG: list[Json] = [a_need("VISIE-14", "c1.cijfer"), a_need("ROUTE-40", afwezig="monitor.contactOp")]
STEM: Json = {"stem": "Twee", "vereist": False, "cijfer": "2", "stand": "telt_niet_mee", "paden": ["c2.cijfer"]}


def closing_for(rules: list[dict[str, Json]], casus: Object = CASUS) -> dict[str, Json]:
    """Give what police hear about closing."""
    result = a_track(stemmen=[STEM], afsluiten=NODIG, afsluitenTeWegen=True, hersteldEnDeelnemend=True)
    fase = seen(rules, casus=casus, result=result)["fase"]
    needs: list[Json] = [row["bron"] for row in rows(fase, "afsluiten")]
    return {"nodig": needs, "wegen": at(fase, "afsluitenTeWegen"), "hersteld": at(fase, "hersteldEnDeelnemend")}


@pytest.mark.req("CON-05")
def test_who_sees_all_of_it_hears_that_closing_can_be_weighed_and_that_all_take_part() -> None:
    assert closing_for(ALLES) == {"nodig": ["VISIE-14", "ROUTE-40"], "wegen": True, "hersteld": True}


@pytest.mark.parametrize(
    ("rules", "casus", "nodig", "hersteld"),
    [
        (but_not("monitor"), CASUS, ["VISIE-14"], True),
        (but_not("cijfer"), CASUS, ["ROUTE-40"], None),
        (ALLES, WALLED, ["ROUTE-40"], None),
        (but_not("regie"), CASUS, ["VISIE-14", "ROUTE-40"], True),
    ],
)
def test_that_closing_can_be_weighed_is_not_told_to_who_misses_any_of_it(
    rules: list[dict[str, Json]], casus: Object, nodig: list[str], hersteld: bool | None
) -> None:
    assert closing_for(rules, casus) == {"nodig": nodig, "wegen": None, "hersteld": hersteld}


def test_what_closing_needs_of_someone_whom_the_recipient_does_not_know_is_left_out() -> None:
    about = a_need("MDA-07", afwezig="herstelpunt.stand", tekst="Voor {persoon:p-9} is nog open: meedoen.")
    fase = seen(ALLES, result=a_track(afsluiten=[about, NODIG[1]], afsluitenTeWegen=False))["fase"]
    assert [row["bron"] for row in rows(fase, "afsluiten")] == ["ROUTE-40"]
    assert at(fase, "afsluitenTeWegen") is None


@pytest.mark.parametrize("hidden", ["monitor", "betrokkenheid"])
def test_who_takes_over_is_told_to_who_would_see_it_however_it_was_said(hidden: str) -> None:
    known = a_track(afsluiten=[a_need("ROUTE-39", "c1.cijfer")])
    assert len(rows(seen(ALLES, result=known)["fase"], "afsluiten")) == 1
    assert rows(seen(but_not(hidden), result=known)["fase"], "afsluiten") == ()


def test_track_without_a_phase_has_nothing_to_close() -> None:
    result: Object = {"sporen": [{"spoor": "onverdeeld", "poortZin": "Geen fase.", "afsluiten": NODIG, "afsluitenTeWegen": True}]}
    fase = seen(ALLES, result=result)["fase"]
    assert isinstance(fase, dict)
    assert not {"afsluiten", "afsluitenTeWegen", "hersteldEnDeelnemend"} & set(fase)


def a_piece(ident: str, feit: Json) -> Json:
    """Build an item of Veilig Thuis."""
    return {**a_score(ident, "6"), "feit": feit}


def coverage_for(rules: list[dict[str, Json]], *stappen: Json) -> list[tuple[Json, Json, Json]]:
    """Give condition by person as police see it."""
    condition: Json = {"soort": "veiligheidsvoorwaarde", "tekst": "Hij belt.", "termijn": "2026-12-01", "beschermt": ["p-1", "p-2"]}
    items: list[Json] = [a_piece("v1", condition), a_piece("i1", {"soort": "persoon", "naam": {"voornamen": "Mila"}}), *stappen]
    casus: Object = {**CASUS, "items": items, "personen": [{"id": "p-1", "verklaringen": ["i1"]}, {"id": "p-2", "verklaringen": ["i2"]}]}
    view = seen(rules, casus=casus, result=a_track())
    return [(row["voorwaarde"], row["stand"], row["beschermt"]) for row in rows(view, "dekking")]


def a_step(stand: str, **herkomst: Json) -> Json:
    """Build a step of the condition."""
    return {**a_score("s1", "6", **herkomst), "feit": {"soort": "voorwaardestand", "voorwaarde": "v1", "stand": stand}}


@pytest.mark.req("VISIE-48")
def test_coverage_names_shown_conditions_and_shown_persons_only() -> None:
    assert coverage_for(ALLES) == [("v1", "open", ["p-1"])]
    assert coverage_for(but_not("identiteit")) == [("v1", "open", [])]
    assert coverage_for(but_not("voorwaarde")) == []


@pytest.mark.req("VISIE-48")
def test_step_that_is_hidden_does_not_show_in_the_coverage() -> None:
    assert coverage_for(ALLES, a_step("vervallen")) == []
    assert coverage_for(ALLES, a_step("geschonden")) == [("v1", "geschonden", ["p-1"])]
    for stand in ("vervallen", "geschonden"):
        assert coverage_for(ALLES, a_step(stand, nietVerder=True)) == coverage_for(ALLES)
