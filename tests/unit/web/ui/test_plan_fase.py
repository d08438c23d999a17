"""The phase, the terms and the tracks stand on the page as they were shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.web.ui.voorbeeld import (
    NAMEN,
    POLITIE,
    RECLASSERING,
    VT,
    a_phase,
    a_row,
    a_score,
    a_view,
    found,
    make_page,
    make_view,
    page_text,
    parsed,
)

if TYPE_CHECKING:
    from ketenhub.domain.json import Json


@pytest.mark.parametrize(("fase", "standen"), [(1, ["nu", "later", "later"]), (2, ["klaar", "nu", "later"]), (3, ["klaar", "klaar", "nu"])])
def test_current_phase_is_marked(fase: int, standen: list[str]) -> None:
    shown = make_view(a_view(fase=a_phase(fase))).fase
    assert shown is not None
    assert [step.stand for step in shown.stappen] == standen
    assert len(parsed(make_page(a_view(fase=a_phase(fase)))).xpath("//*[@aria-current='step']")) == 1


@pytest.mark.parametrize(("fase", "eis"), [(1, "geeft een 6 of hoger"), (2, "geeft een 7 of hoger")])
def test_gate_counts_against_the_boundary_of_the_phase(fase: int, eis: str) -> None:
    assert f"1 van 2 {eis}" in page_text(a_view(fase=a_phase(fase))).replace("1 van 2geeft", "1 van 2 geeft")


def test_track_without_a_phase_shows_no_steps() -> None:
    page = parsed(make_page(a_view(spoor="pleger", fase=a_phase(None))))
    assert "Stand van dit spoor" in found(page, "//h2")
    assert found(page, "//*[@class='kh-fasen']") == []


def test_phase_that_was_not_shared_leaves_no_trace() -> None:
    assert found(parsed(make_page(a_view())), "//*[@id='fase']") == []


def test_phase_that_was_shared_alone_stands_without_a_gate() -> None:
    page = parsed(make_page(a_view(fase={"fase": 2, "naam": "risicogestuurde_zorg"})))
    assert found(page, "//*[@aria-current='step']/span") == ["2"]
    assert found(page, "//*[contains(@class,'kh-poort')]") == []


def test_what_would_change_a_reason_stands_after_it() -> None:
    reason: Json = {
        "regel": "F1",
        "bron": "VISIE-28",
        "tekst": "Politie gaf geen cijfer.",
        "nodig": "Vraag om een cijfer.",
        "voldaan": False,
    }
    (shown,) = found(parsed(make_page(a_view(fase=a_phase(redenen=[reason])))), "//ul[@class='kh-redenen']/li")
    assert "Politie gaf geen cijfer. Vraag om een cijfer." in shown


def test_reason_stands_with_its_rule_and_source() -> None:
    reasons: list[Json] = [
        {"regel": "F5", "bron": "MOV-19", "tekst": "Mila moet opnieuw een cijfer geven.", "voldaan": False},
        {"regel": "F1", "bron": "CON-02", "tekst": "Er is bewijs van controle.", "voldaan": True},
    ]
    shown = found(parsed(make_page(a_view(fase=a_phase(redenen=reasons)))), "//ul[@class='kh-redenen']/li")
    assert shown == [
        (
            "Nog niet:Mila moet opnieuw een cijfer geven. Regel: Na nieuw gevaar gaat het plan terug naar directe veiligheid. "
            "Bron: MOV-19, Samen voor veiligheid (Moviera)."
        ),
        (
            "Goed:Er is bewijs van controle. Regel: Fase 2 kan beginnen als alle verplichte stemmen een 6 of hoger geven. "
            "Bron: CON-02, onze keuze waar de bronnen verschillen."
        ),
    ]


def a_term(dagen: int, datum: str, own: bool = False) -> dict[str, Json]:
    return {
        "soort": "directe_veiligheid",
        "tekst": "Dan is het veilig.",
        "datum": datum,
        "dagen": dagen,
        "gevolg": "Anders opschalen.",
        "eigenAfspraak": own,
    }


@pytest.mark.parametrize(
    ("dagen", "datum", "tegel", "toon"),
    [(20, "2026-12-15", (20, "dagen"), "gewoon"), (1, "2026-11-26", (1, "dag"), "let"), (-3, "2026-11-22", (3, "dagen te laat"), "neg")],
)
def test_term_shows_its_days_and_how_near_it_is(dagen: int, datum: str, tegel: tuple[int, str], toon: str) -> None:
    (shown,) = make_view(a_view(fase=a_phase(termijnen=[a_term(dagen, datum)]))).termijnen
    assert ((shown.tal, shown.eenheid), shown.toon) == (tegel, toon)


@pytest.mark.parametrize("own", [True, False])
def test_figure_of_our_own_says_so(own: bool) -> None:
    (shown,) = make_view(a_view(fase=a_phase(termijnen=[a_term(20, "2026-12-15", own)]))).termijnen
    assert ("(eigen afspraak)" in shown.uitleg) is own


def test_terms_and_next_meeting_stand_nearest_first() -> None:
    meeting = a_row("o1", "overleg", aard="mdo", wijze="apart", volgende="2026-12-01")
    view = a_view(fase=a_phase(termijnen=[a_term(20, "2026-12-15"), a_term(-3, "2026-11-22")]), overleggen=[meeting])
    assert [str(t.titel) for t in make_view(view).termijnen] == [
        "Directe veiligheid: uiterlijk 22 november",
        "Volgend overleg: 1 december",
        "Directe veiligheid: uiterlijk 15 december",
    ]


def test_old_score_is_named_with_its_age() -> None:
    view = a_view(fase=a_phase(), veiligheidsbeoordelingen=[a_score("5", "2026-10-20")])
    (shown,) = make_view(view).termijnen
    assert (shown.tal, str(shown.titel)) == (36, "Cijfer van Veilig Thuis Westerveen is oud")
    assert "In deze fase is een cijfer na 30 dagen oud (eigen afspraak)." in shown.uitleg


def tracks() -> dict[str, Json]:
    side: list[Json] = [
        {"spoor": "slachtoffer", **a_phase(laagste="2")},
        {
            "spoor": "pleger",
            **a_phase(None),
            "poort": {"zin": "Dit spoor heeft geen fase.", "aantalVoldoende": 1, "aantalVereist": 1, "ontbreekt": []},
        },
    ]
    parts: list[Json] = [
        {"organisatie": {"oin": oin, "naam": NAMEN[oin]}, "van": "2026-11-01", "spoor": spoor}
        for oin, spoor in ((VT, "beide"), (POLITIE, "slachtoffer"), (RECLASSERING, "pleger"))
    ]
    kind = a_row("g1", "geweldsoort", aard="intiem_terrorisme", slachtoffers=["ps-1"], plegers=["ps-3"], spoor="slachtoffer")
    seen = a_row("m1", "monitor", RECLASSERING, contactOp="2026-11-12", spoor="pleger")
    return a_view(spoor="beide", fase=a_phase(laagste="2"), sporen=side, deelnames=parts, geweldsoorten=[kind], monitors=[seen])


@pytest.mark.req("MDA-20")
def test_both_tracks_stand_first_each_with_its_own_result() -> None:
    page = parsed(make_page(tracks()))
    victim, perpetrator = found(page, "//article")
    assert victim.startswith("Spoor van Mila en kinderen Dit spoor bepaalt de fase")
    assert "Politie Westerveen" in victim
    assert "Reclassering" not in victim
    assert "Dit spoor heeft geen fase." in perpetrator
    assert "Laatste contact 12 november, Reclassering Noordwest" in perpetrator
    assert "Politie" not in perpetrator


@pytest.mark.parametrize("spoor", ["onverdeeld", "slachtoffer", "pleger"])
def test_whoever_does_not_direct_both_sees_no_columns_and_no_wall(spoor: str) -> None:
    text = page_text(a_view(spoor=spoor, fase=a_phase()))
    assert "Twee sporen" not in text
    assert "De muur" not in text


def test_statement_behind_the_wall_is_marked_for_who_directs_both() -> None:
    rows: list[Json] = [
        a_row("i1", "incident", RECLASSERING, aard="dreiging", omschrijving="Hij dreigde.", spoor="pleger"),
        a_row("i2", "incident", POLITIE, aard="geweld", omschrijving="Er was geweld.", spoor="slachtoffer"),
    ]
    cards = found(
        parsed(make_page({**tracks(), "incidenten": rows})),
        "//section[@id='gebeurd']//li[contains(., 'dreigde') or contains(., 'was geweld')]",
    )
    assert ["Alleen spoor van de pleger" in card for card in cards] == [False, True]


def test_term_names_whose_it_is_where_that_was_shared() -> None:
    term = a_term(20, "2026-12-15") | {"eigenaar": {"oin": "0" * 19 + "1", "naam": "Veilig Thuis Noord"}}
    (shown,) = make_view(a_view(fase=a_phase(termijnen=[term]))).termijnen
    assert str(shown.uitleg).endswith("Van: Veilig Thuis Noord.")
