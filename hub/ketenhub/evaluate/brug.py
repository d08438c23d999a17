"""The danger bridge: of the other track kind, severity and day, and nothing more (domain F12)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.evaluate.alarmen import DRIE, still_open, zeros
from ketenhub.evaluate.feiten import ZES
from ketenhub.evaluate.laagste import standing_scores
from ketenhub.evaluate.teksten import bridge_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ketenhub.domain.partijen import Spoor
    from ketenhub.evaluate.feiten import Cijfer
    from ketenhub.evaluate.verloop import Verloop

Brug = tuple[str, Ernst, date]


def _score_dangers(cijfers: Iterable[Cijfer]) -> list[Brug]:
    return [("cijfer", Ernst.DIRECT if c.rang < DRIE else Ernst.HOOG, c.dag) for c in cijfers if c.rang < ZES]


def bridge_key(soort: str, ernst: Ernst, dag: date, nummer: int) -> str:
    """Name the cause of a danger that crosses the bridge: kind, severity and day, and a number where more are alike."""
    key = f"brug:{soort}:{ernst.value}:{dag.isoformat()}"
    return key if nummer == 1 else f"{key}:{nummer}"


def bridged(verloop: Verloop, ander: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    """Give danger of the other track as kind, severity and day; the key tells no more than that.

    The last of all that were alike on one day are numbered, so that a new one has a new key, also where it took the place of an earlier.
    """
    other, feiten = ander.toestand.bord, ander.toestand.feiten
    unanswered = zeros(feiten.tien, other)
    standing = _score_dangers(standing_scores(other)) + [("nul_op_tien", Ernst.HOOG, c.dag) for c in unanswered]
    standing += [(g.soort, g.ernst, g.dag) for g in verloop.gevaren if g.brug and still_open(g, verloop)]
    ever = _score_dangers(feiten.cijfers) + [("nul_op_tien", Ernst.HOOG, c.dag) for c in feiten.tien if c.rang == 0]
    ever += [(g.soort, g.ernst, g.dag) for g in feiten.gevaren]
    for (soort, ernst, day), count in sorted(Counter(standing).items()):
        last = max(Counter(ever)[soort, ernst, day], count)
        for number in range(last - count + 1, last + 1):
            yield Signaal(
                sleutel=bridge_key(soort, ernst, day, number),
                soort=soort,
                ernst=ernst,
                dag=day,
                tekst=bridge_text(soort),
                spoor=spoor,
                brug=True,
            )
