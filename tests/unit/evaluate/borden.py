"""Voices and gates by hand, for the tests of the evaluator's parts."""

from __future__ import annotations

from datetime import date, timedelta

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate.feiten import Cijfer, Feiten, Soort, read_facts
from ketenhub.evaluate.kader import Kader
from ketenhub.evaluate.laagste import standing_scores
from ketenhub.evaluate.orde import order_of
from ketenhub.evaluate.poort import Toestand
from ketenhub.evaluate.sporen import split_tracks
from ketenhub.evaluate.stemmen import Bord
from ketenhub.testing import builders as b

KALENDER = Kalender()
ZONE = KALENDER.tijdzone
START = date(2026, 1, 5)
ORG = f"org:{b.VT}"
ZES, ZEVEN = 600, 700


def facts(*items: Item, dag: date = START + timedelta(days=200), **rest: object) -> Feiten:
    """Read the facts of Anna and Ben, with Veilig Thuis taking part."""
    zicht, _ = split_tracks(b.a_casus(*items, **rest))  # type: ignore[arg-type]
    return read_facts(zicht, Kader(dag, Regelpakket(), KALENDER, ZONE, {}))


def a_score(
    rang: int,
    day: int,
    *over: str,
    door: str = "prof-1",
    stem: str = ORG,
    soort: Soort = "professional",
    compleet: bool = True,
    item: str = "",
) -> Cijfer:
    """Give a score so many days after the start."""
    dag = START + timedelta(days=day)
    return Cijfer(
        item=item or f"{stem}-{door}-{'-'.join(over)}-{day}-{rang}",
        stem=stem,
        door=door,
        soort=soort,
        over=over,
        cijfer=str(rang / 100),
        rang=rang,
        compleet=compleet,
        verklaard=False,
        orde=order_of(dag, ZONE, danger=rang < ZES),
        dag=dag,
        moment=dag,
    )


def a_board(*scores: Cijfer) -> Bord:
    """Give the voices after they said this."""
    bord = Bord(facts())
    for score in scores:
        bord.add(score)
    return bord


def standing(bord: Bord) -> list[int]:
    """Give what stands, in hundredths."""
    return sorted(c.rang for c in standing_scores(bord))


def a_state(*scores: Cijfer, fase: int = 1, pakket: Regelpakket | None = None, found: Feiten | None = None) -> Toestand:
    found = found or facts(deelnames=(b.a_part(b.VT),), personen=(b.a_person(b.KIND, volwassen=False),))
    kader = Kader(START + timedelta(days=200), pakket or Regelpakket(), KALENDER, ZONE, {})
    bord = Bord(found)
    for score in scores:
        bord.add(score)
    return Toestand(found, kader, bord, None, (), fase=fase)
