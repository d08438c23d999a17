"""Cases lived through day by day, for the tests of the evaluator's parts."""

from __future__ import annotations

from datetime import date

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate.feiten import read_facts
from ketenhub.evaluate.kader import Kader
from ketenhub.evaluate.sporen import split_tracks
from ketenhub.evaluate.verloop import Verloop, replay
from ketenhub.testing import builders as b
from tests.unit.evaluate.zinnen import item

KALENDER = Kalender()
START = date(2026, 1, 5)
ORG, ANNA, BEN = f"org:{b.VT}", f"persoon:{b.ANNA}", f"persoon:{b.BEN}"


def lived(*items: Item, dag: str, **rest: object) -> Verloop:
    """Live through the days of Anna and Ben up to a day."""
    casus = b.a_casus(*items, **rest)  # type: ignore[arg-type]
    kader = Kader(date.fromisoformat(dag), Regelpakket(), KALENDER, KALENDER.tijdzone, {})
    own, other = split_tracks(casus)
    across = read_facts(other, kader) if other is not None else None
    return replay(read_facts(own, kader), across, casus.opening, kader)


def lived_as_told(*zinnen: str, dag: str, **rest: object) -> Verloop:
    """Live through the facts of sentences, written as in the table of cases."""
    return lived(*(item(zin, n) for n, zin in enumerate(zinnen, start=1)), dag=dag, **rest)


def told(*sentences: str) -> list[Item]:
    """Read facts as the cases write them; one without a name is `f1`, `f2` and so on."""
    return [item(sentence, n) for n, sentence in enumerate(sentences, start=1)]


def all_say(cijfer: str, op: str, spoor: Spoor = Spoor.ONVERDEELD) -> list[Item]:
    """Let every voice give one figure."""
    return [b.an_item(b.a_score(cijfer, op=op, door=who), spoor=spoor) for who in (None, b.ANNA, b.BEN)]


def turns(verloop: Verloop) -> list[str]:
    """Give the days on which the phase turned."""
    return [f"{dag.isoformat()} {fase}" for dag, fase in verloop.wissels]


def periods(verloop: Verloop) -> list[tuple[str, str | None, str | None]]:
    """Give the stretches of phase 1."""
    return [(p.begin.isoformat(), p.eind.isoformat() if p.eind else None, p.oorzaak) for p in verloop.periodes]


SIX = all_say("6", "2026-01-10")
SEVENS = [*all_say("7", "2026-01-10"), *all_say("7", "2026-02-10")]
