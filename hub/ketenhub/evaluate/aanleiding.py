"""Which events move the figure: who changes a score is asked what made it change (MDA-27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.evaluate.laagste import standing_scores
from ketenhub.evaluate.teksten import about, figure, voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.evaluate.feiten import Cijfer
    from ketenhub.evaluate.verloop import Verloop


def _changes(verloop: Verloop) -> Iterator[tuple[Cijfer, Cijfer]]:
    """Give the last change of each assessor about each subject: the score before it, and the score itself."""
    before: dict[tuple[str, str, tuple[str, ...]], list[Cijfer]] = {}
    for cijfer in sorted(verloop.toestand.feiten.cijfers, key=lambda c: (c.orde, -c.rang, c.item)):
        if cijfer.geldig:
            before.setdefault((cijfer.stem, cijfer.door, cijfer.over), []).append(cijfer)
    standing = {c.item for c in standing_scores(verloop.toestand.bord)}
    for said in before.values():
        if len(said) > 1 and said[-1].rang != said[-2].rang and said[-1].item in standing:
            yield said[-2], said[-1]


def cause_signals(verloop: Verloop) -> Iterator[Signaal]:
    """Ask each voice that changed its score without a cause what made it change."""
    for before, after in _changes(verloop):
        if not after.verklaard:
            text = f"{voice(after.stem)} gaf eerst een {figure(before.cijfer)} en nu een {figure(after.cijfer)} voor {about(after)}."
            yield Signaal(
                sleutel=f"aanleiding:{after.item}",
                soort="aanleiding",
                ernst=Ernst.ATTENTIE,
                dag=after.moment,
                tekst=f"{text} Vraag wat dat veranderde.",
                spoor=verloop.toestand.feiten.zicht.spoor,
                organisatie=after.stem.removeprefix("org:") if after.soort == "professional" else None,
                paden=(before.pad, after.pad),
                afwezig="veiligheidsbeoordeling.aanleiding",
            )
