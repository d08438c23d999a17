"""What asks to be done reaches who may know all that it rests on, and nobody else."""

from __future__ import annotations

import pytest

from ketenhub.domain.json import Json, Object, at, rows
from tests.unit.share.test_fase import POLITIE, a_rule, but_not, seen

REVIEW: Json = {
    "terugval": "2026-10-30",
    "open": True,
    "paden": ["i1.aard"],
    "domeinen": [{"domein": "straf", "besluit": "inzetten", "paden": ["h1.besluit"]}, {"domein": "civiel", "paden": []}],
}
GOAL: Json = {"doel": "d1", "soort": "werkdoel", "voorwaarde": "v1", "extra": False, "paden": ["d1.tekst", "v1.tekst"]}
HINT: Json = {"regel": "VISIE-15", "bron": "VISIE-15", "tekst": "Noem de dag.", "paden": ["s1.omschrijving"]}
ALARM: Json = {
    "sleutel": "a",
    "soort": "cijfer",
    "ernst": "direct",
    "dag": "2026-11-01",
    "tekst": "Een 0.",
    "spoor": "onverdeeld",
    "paden": ["c1.cijfer"],
    "vervolg": ["v1.bijSchending"],
    "inschakelen": [{"soort": "politie", "organisaties": [POLITIE], "paden": []}, {"soort": "raad", "organisaties": [], "paden": []}],
}
RESULT: Object = {
    "sporen": [
        {
            "spoor": "onverdeeld",
            "fase": 1,
            "poortZin": "Nog niet naar fase 2.",
            "stemmen": [],
            "heroverwegingen": [REVIEW],
            "doelen": [GOAL],
            "aanwijzingen": [HINT],
            "signalen": [ALARM],
        }
    ]
}


def an_item(ident: str, **feit: Json) -> Json:
    """Give an item of another organisation."""
    herkomst: Json = {"organisatie": "org-x", "geldigOp": "2026-11-01", "ontvangenOp": "2026-11-01T10:00:00Z", "genoemd": []}
    return {"id": ident, "spoor": "onverdeeld", "herkomst": herkomst, "feit": {"ref": ident, "geldigOp": "2026-11-01", **feit}}


CASUS: Object = {
    "items": [
        an_item("i1", soort="incident", aard="geweld"),
        an_item("h1", soort="heroverweging", terugval="2026-10-30", besluit="inzetten", reden="Nodig."),
        an_item("d1", soort="werkdoel", tekst="Rust.", volgorde=1),
        an_item("v1", soort="veiligheidsvoorwaarde", tekst="Hij belt.", bijSchending=[{"wie": "politie", "wat": "komt"}]),
        an_item("s1", soort="onveilige_situatie", omschrijving="Geduwd.", slachtoffer="p"),
        an_item("c1", soort="veiligheidsbeoordeling", cijfer="0"),
    ],
    "personen": [],
    "deelnames": [],
    "regie": [],
}


def phase(rules: list[dict[str, Json]]) -> dict[str, Json]:
    """Give what police see of the phase."""
    found = at(seen(rules, casus=CASUS, result=RESULT), "fase")
    assert isinstance(found, dict)
    return found


def alarm(rules: list[dict[str, Json]], *, regie: bool) -> Object:
    """Give the one signal that is shown."""
    (found,) = rows(seen(rules, regie=regie, casus=CASUS, result=RESULT), "signalen")
    return found


@pytest.mark.req("VISIE-33")
def test_what_is_to_be_weighed_again_is_told_per_domain() -> None:
    told: Json = [{"domein": "straf", "besluit": "inzetten"}, {"domein": "civiel"}]
    assert phase([a_rule("alles")])["heroverwegingen"] == [{"terugval": "2026-10-30", "open": True, "domeinen": told}]


@pytest.mark.parametrize("categorie", ["cijfer", "incident", "voorwaarde", "maatregel"])
def test_fall_back_is_not_told_to_who_does_not_see_what_moves_the_phase(categorie: str) -> None:
    assert "heroverwegingen" not in phase(but_not(categorie))


@pytest.mark.req("VT-13")
def test_goal_is_told_with_its_condition_and_not_without() -> None:
    assert phase([a_rule("alles")])["doelen"] == [{"doel": "d1", "soort": "werkdoel", "extra": False, "voorwaarde": "v1"}]
    assert "doelen" not in phase(but_not("voorwaarde"))


@pytest.mark.req("VISIE-15")
def test_hint_about_a_situation_is_for_who_sees_the_situation() -> None:
    assert [row["tekst"] for row in rows(phase([a_rule("alles")]), "aanwijzingen")] == ["Noem de dag."]
    assert "aanwijzingen" not in phase(but_not("situatie"))


@pytest.mark.req("VISIE-11")
def test_regie_hears_whom_to_call_and_who_takes_part() -> None:
    found = alarm([a_rule("alles")], regie=True)["inschakelen"]
    taking: Json = [{"oin": POLITIE, "naam": "een organisatie"}]
    assert found == [{"soort": "politie", "organisaties": taking}, {"soort": "raad", "organisaties": []}]


@pytest.mark.req("VISIE-11")
def test_who_does_not_direct_or_may_not_know_who_takes_part_hears_no_list() -> None:
    assert "inschakelen" not in alarm([a_rule("alles")], regie=False)
    assert "inschakelen" not in alarm(but_not("betrokkenheid"), regie=True)


@pytest.mark.req("MDA-28")
def test_signal_points_at_the_steps_that_this_recipient_sees() -> None:
    assert alarm([a_rule("alles")], regie=False)["vervolg"] == ["v1"]
    assert "vervolg" not in alarm(but_not("voorwaarde"), regie=False)
