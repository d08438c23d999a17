"""Hints on an unsafe situation before it is sent: each says what is vague and where, and nothing is refused."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.fase import Reden
from ketenhub.domain.plan import OnveiligeSituatie
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import hints
from ketenhub.evaluate.aanwijzingen import item_hints
from ketenhub.testing import builders as b

HELDER = "@{anna|Anna} werd door @{ben|Ben} van de trap geduwd en brak haar pols."


def a_situation(**velden: object) -> OnveiligeSituatie:
    """Build a situation that is told well, but for what the test names."""
    told = {"omschrijving": HELDER, "datum": date(2026, 1, 4), "waar": "thuis", **velden}
    return OnveiligeSituatie.model_validate({"ref": "s1", "geldig_op": date(2026, 1, 5), "slachtoffer": "anna", "jaar": 2026, **told})


def places(**velden: object) -> list[tuple[str, str]]:
    """Give source and place of each hint."""
    return [(hint.bron, hint.paden[0]) for hint in hints([a_situation(**velden)], Regelpakket())]


@pytest.mark.req("VISIE-15", "VISIE-38")
def test_a_situation_with_victim_fact_others_day_and_place_gets_no_hint() -> None:
    assert hints([a_situation()], Regelpakket()) == ()


@pytest.mark.req("VISIE-38")
@pytest.mark.parametrize(
    "omschrijving",
    [
        "Gisteren werd @{anna|Anna} door @{ben|Ben} van de trap geduwd.",
        "@{ben|Ben} duwde @{anna|Anna} gisteren van de trap in huis.",
        "@{annabel|Annabel} werd door @{ben|Ben} van de trap geduwd.",
    ],
)
def test_a_text_that_does_not_open_with_the_victim_gets_a_hint(omschrijving: str) -> None:
    assert places(omschrijving=omschrijving) == [("VISIE-38", "/feiten/0/omschrijving")]


@pytest.mark.req("VISIE-38")
def test_a_text_in_which_nobody_else_is_tagged_gets_a_hint() -> None:
    assert places(omschrijving="@{anna|Anna} werd door Ben van de trap geduwd.") == [("VISIE-38", "/feiten/0/omschrijving")]


@pytest.mark.req("VISIE-15")
@pytest.mark.parametrize("veld", ["datum", "waar"])
def test_a_missing_day_or_class_of_place_is_asked_for_at_its_own_field(veld: str) -> None:
    assert places(**{veld: None}) == [("VISIE-15", f"/feiten/0/{veld}")]


@pytest.mark.req("VISIE-15")
def test_a_very_short_text_gets_a_hint_that_says_whose_figure_it_is() -> None:
    (hint,) = hints([a_situation(omschrijving="@{anna|Anna} geduwd door @{ben|Ben}")], Regelpakket())
    assert (hint.paden, "eigen afspraak" in hint.tekst) == (("/feiten/0/omschrijving",), True)


@pytest.mark.req("VISIE-15")
def test_a_vague_situation_is_named_by_its_place_among_the_facts() -> None:
    vague = a_situation(omschrijving="Het ging mis.", datum=None, waar=None)
    found = hints([b.an_incident(op="2026-01-05"), vague], Regelpakket())
    assert len(found) == 5
    assert {path.rsplit("/", 1)[0] for hint in found for path in hint.paden} == {"/feiten/1"}


@pytest.mark.req("VISIE-15")
def test_a_hint_never_holds_the_words_of_the_fact() -> None:
    vague = a_situation(omschrijving="Geheimwoord.", datum=None, waar=None)
    assert "Geheimwoord" not in " ".join(f"{hint.tekst} {hint.nodig}" for hint in hints([vague], Regelpakket()))


VAAG = "@{ben|Ben} deed iets."


@pytest.mark.req("VISIE-15", "VISIE-38")
def test_each_hint_says_what_is_vague_what_would_help_and_where() -> None:
    found = hints([a_situation(omschrijving=VAAG.replace("ben|Ben", "anna|Anna"), datum=None, waar=None)], Regelpakket())
    text = ("/feiten/0/omschrijving",)
    assert found == (
        Reden(
            regel="plan",
            bron="VISIE-38",
            tekst="Naast het slachtoffer is niemand aangewezen in de tekst.",
            nodig="Wijs ieder die je noemt aan, ook wie het deed en wie erbij was.",
            paden=text,
        ),
        Reden(
            regel="plan",
            bron="VISIE-15",
            tekst="De omschrijving is korter dan 5 woorden (eigen afspraak).",
            nodig="Zeg concreet wat er gebeurde: wie deed wat, en wat zag of hoorde je?",
            paden=text,
        ),
        Reden(
            regel="plan",
            bron="VISIE-15",
            tekst="De dag staat er niet bij.",
            nodig="Noem de dag, als iemand die weet.",
            paden=("/feiten/0/datum",),
            afwezig="onveilige_situatie.datum",
        ),
        Reden(
            regel="plan",
            bron="VISIE-15",
            tekst="Er staat niet bij op wat voor plek het was.",
            nodig="Kies wat voor plek het was.",
            paden=("/feiten/0/waar",),
            afwezig="onveilige_situatie.waar",
        ),
    )


@pytest.mark.req("VISIE-15", "VISIE-38")
def test_hint_on_a_fact_of_the_plan_is_for_who_wrote_it_and_stands_with_its_text() -> None:
    vague = b.an_item(a_situation(omschrijving=VAAG, waar=None), b.POLITIE, ident="s1")
    found = item_hints([b.an_item(b.an_incident(op="2026-01-05")), vague], Regelpakket())
    assert [(h.bron, h.paden, h.afwezig, h.organisatie) for h in found] == [
        ("VISIE-38", ("s1.omschrijving",), None, b.POLITIE),
        ("VISIE-15", ("s1.omschrijving",), None, b.POLITIE),
        ("VISIE-15", ("s1.omschrijving",), "onveilige_situatie.waar", b.POLITIE),
    ]
