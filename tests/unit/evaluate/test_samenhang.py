"""What hangs loose in the plan, whole: its source, what would mend it, its facts, and what is not there (VT-13, MOV-18, MOV-08)."""

from __future__ import annotations

import pytest

from ketenhub.domain.fase import Reden
from ketenhub.domain.overzicht import Doelrij
from ketenhub.evaluate.samenhang import goal_rows, loose_parts, too_many_goals
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import lived_as_told

DAG = "2026-02-01"


def a_gap(bron: str, tekst: str, nodig: str, pad: str, afwezig: str) -> Reden:
    """Build what one item lacks; its own organisation hears it."""
    return Reden(regel="plan", bron=bron, tekst=f"Let op: {tekst}", nodig=nodig, paden=(pad,), afwezig=afwezig, organisatie=b.VT)


@pytest.mark.req("MOV-18")
def test_loose_factor_asks_for_its_situations() -> None:
    text = "een risicofactor hoort nog bij geen onveilige situatie."
    gap = a_gap("MOV-18", text, "Kies bij welke onveilige situaties dit speelt.", "f1.tekst", "risicofactor.situaties")
    assert list(loose_parts(lived_as_told("2026-01-10 risicofactor", dag=DAG))) == [gap]


def test_loose_goal_with_one_author_asks_for_its_danger_and_a_second_author() -> None:
    danger = a_gap(
        "ROUTE-21",
        "een veiligheidsdoel hoort nog bij geen gevaar.",
        "Kies op welk gevaar dit doel antwoord geeft.",
        "f1.tekst",
        "veiligheidsdoel.gevaar",
    )
    author = a_gap(
        "ROUTE-21",
        "een veiligheidsdoel heeft één auteur.",
        "Schrijf het met een tweede auteur.",
        "f1.tekst",
        "veiligheidsdoel.tweedeAuteur",
    )
    assert list(loose_parts(lived_as_told("2026-01-10 veiligheidsdoel", dag=DAG))) == [danger, author]


@pytest.mark.req("MOV-08")
def test_fourth_active_goal_is_told_with_all_that_are_active() -> None:
    verloop = lived_as_told(*[f"2026-01-1{n} werkdoel" for n in range(4)], dag=DAG)
    figure = verloop.toestand.kader.pakket.werkdoelen_hoogstens
    assert list(too_many_goals(verloop)) == [
        Reden(
            regel="plan",
            bron=figure.bron,
            tekst="Let op: er zijn 4 werkdoelen actief. Meer dan 3 tegelijk is te veel.",
            nodig="Kies samen de 3 doelen die nu het belangrijkst zijn.",
            paden=("f1.actief", "f2.actief", "f3.actief", "f4.actief"),
        )
    ]


@pytest.mark.req("VT-13")
def test_goal_stands_with_its_condition_and_the_facts_of_both_or_as_extra_with_what_is_not_there() -> None:
    told = ("2026-01-10 voorwaarde v1 termijn 2026-04-01", "2026-01-11 veiligheidsdoel bij v1", "2026-01-12 veiligheidsdoel")
    bound, loose = goal_rows(lived_as_told(*told, dag=DAG))
    paths = ("f2.tekst", "f2.voorwaarde", "v1.gesteldDoorVt")
    assert bound == Doelrij(doel="f2", soort="veiligheidsdoel", voorwaarde="v1", extra=True, paden=paths)
    assert loose == Doelrij(doel="f3", soort="veiligheidsdoel", extra=True, paden=("f3.tekst",), afwezig="veiligheidsdoel.voorwaarde")
