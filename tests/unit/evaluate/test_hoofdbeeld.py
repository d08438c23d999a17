"""The headline over both tracks: the lower of both, and everything of both beside it (domain 4)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.fase import Spoorbeoordeling
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.plan import OnveiligeSituatie
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.testing import builders as b

MORE = [f"{n:020d}" for n in range(11, 16)]


def three(anna: str, ben: str) -> tuple[Spoorbeoordeling, ...]:
    """Judge a household in which Anna and Ben each gave a score, and Anna's fall is told on both tracks."""
    pushed = OnveiligeSituatie(ref="duw", geldig_op=date(2026, 1, 7), slachtoffer=b.ANNA, omschrijving="Geduwd.", jaar=2026)
    casus = b.a_casus(
        b.an_item(b.a_score(anna, op="2026-01-08", door=b.ANNA, ref="x-anna"), spoor=Spoor.SLACHTOFFER),
        b.an_item(b.a_score("6", op="2026-01-08", ref="z-vt"), spoor=Spoor.SLACHTOFFER),
        *(b.an_item(b.a_score("6", op="2026-01-08", ref=f"o-{oin[-2:]}"), oin, Spoor.SLACHTOFFER) for oin in MORE),
        b.an_item(pushed, spoor=Spoor.SLACHTOFFER, ident="m-duw"),
        b.an_item(b.a_score(ben, op="2026-01-08", door=b.BEN, ref="a-ben"), spoor=Spoor.PLEGER),
        b.an_item(b.a_score("6", op="2026-01-08", ref="y-politie"), b.POLITIE, Spoor.PLEGER),
        b.an_item(pushed, spoor=Spoor.PLEGER, ident="n-duw"),
        personen=(b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=Spoor.PLEGER)),
        deelnames=(*(b.a_part(oin, spoor=Spoor.SLACHTOFFER) for oin in (b.VT, *MORE)), b.a_part(b.POLITIE, spoor=Spoor.PLEGER)),
        splitsing=b.a_split(),
    )
    return evaluate(casus, date(2026, 1, 10), Regelpakket(), Kalender()).sporen


@pytest.mark.parametrize(
    ("anna", "ben", "lowest", "paths"),
    [
        ("4", "5", "4", ("x-anna.cijfer",)),
        ("5", "4", "4", ("a-ben.cijfer",)),
        ("4", "4", "4", ("a-ben.cijfer", "x-anna.cijfer")),
    ],
    ids=["the victim's", "the perpetrator's", "as low"],
)
def test_headline_gives_the_lowest_score_of_both_tracks_and_where_it_stands(
    anna: str, ben: str, lowest: str, paths: tuple[str, ...]
) -> None:
    _, _, both = three(anna, ben)
    assert (both.spoor, both.laagste, both.laagste_paden) == (Spoor.BEIDE, lowest, paths)


def test_headline_shows_the_voices_of_both_tracks_and_all_facts_that_they_rest_on_in_order() -> None:
    victim, perpetrator, both = three("4", "5")
    assert [s.organisatie or s.persoon for s in both.stemmen] == [b.VT, *MORE, b.ANNA, b.POLITIE, b.BEN]
    assert both.stemmen == victim.stemmen + perpetrator.stemmen
    assert both.poort_paden == tuple(
        f"{ref}.cijfer" for ref in ("a-ben", *(f"o-{oin[-2:]}" for oin in MORE), "x-anna", "y-politie", "z-vt")
    )


def test_headline_gives_every_reason_and_every_hint_of_both_tracks_the_victims_first() -> None:
    victim, perpetrator, both = three("4", "5")
    assert [hint.paden[0].partition(".")[0] for hint in both.aanwijzingen] == ["m-duw"] * 5 + ["n-duw"] * 5
    assert victim.redenen
    assert perpetrator.redenen
    assert both.redenen == victim.redenen + perpetrator.redenen
    assert both.aanwijzingen == victim.aanwijzingen + perpetrator.aanwijzingen
