"""Do the conditions carry the plan: how many, with which consequence, and whom each protects (domain F11, VISIE-48, VISIE-57)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.fase import Dekkingsrij, Reden
from ketenhub.domain.plan import Veiligheidsvoorwaarde

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.evaluate.verloop import Verloop


def coverage(verloop: Verloop) -> tuple[Dekkingsrij, ...]:
    """Give condition by person: every condition that did not lapse, and which members of this track it protects."""
    feiten, day = verloop.toestand.feiten, verloop.toestand.kader.peildatum
    facts = {item.id: feit for item, feit in feiten.of(Veiligheidsvoorwaarde)}
    found = []
    for condition in sorted(feiten.voorwaarden, key=lambda v: (v.afgesproken, v.item)):
        stand, _ = condition.on(day)
        if stand != "vervallen":
            guarded = tuple(sorted(set(facts[condition.item].beschermt) & set(feiten.leden)))
            paths = (f"{condition.item}.tekst", f"{condition.item}.beschermt") if guarded else (f"{condition.item}.tekst",)
            found.append(Dekkingsrij(voorwaarde=condition.item, stand=stand, beschermt=guarded, paden=paths))
    return tuple(found)


def condition_gaps(verloop: Verloop, dekking: tuple[Dekkingsrij, ...]) -> Iterator[Reden]:
    """Warn of too many conditions, of one without a consequence, and of a member whom none protects."""
    feiten, kader = verloop.toestand.feiten, verloop.toestand.kader
    facts = {item.id: feit for item, feit in feiten.of(Veiligheidsvoorwaarde)}
    figure = kader.pakket.voorwaarden_hoogstens
    waiting = [row for row in dekking if row.stand in ("open", "geschonden")]
    if len(waiting) > figure.waarde:
        yield Reden(
            regel="F11",
            bron=figure.bron,
            tekst=f"Let op: er zijn {len(waiting)} open voorwaarden. Meer dan {figure.waarde} is te veel om te volgen.",
            nodig=f"Kies samen hoogstens {figure.waarde} voorwaarden.",
            paden=tuple(f"{row.voorwaarde}.tekst" for row in waiting),
        )
    for row in waiting:
        if not facts[row.voorwaarde].gevolg and not facts[row.voorwaarde].bij_schending:
            yield Reden(
                regel="F11",
                bron="VISIE-57",
                tekst="Let op: een voorwaarde is niet compleet. Er staat niet bij wat er gebeurt als iemand haar schendt.",
                nodig="Spreek het gevolg af.",
                paden=(f"{row.voorwaarde}.tekst",),
                afwezig="veiligheidsvoorwaarde.gevolg",
            )
    guarded = {lid for row in dekking for lid in row.beschermt}
    for lid in feiten.leden if dekking else ():
        if lid not in guarded:
            yield Reden(
                regel="F11",
                bron="VISIE-48",
                tekst=f"Let op: geen voorwaarde beschermt {{persoon:{lid}}}.",
                nodig="Spreek een voorwaarde af voor ieder lid.",
                paden=tuple(f"{row.voorwaarde}.tekst" for row in dekking),
                afwezig="veiligheidsvoorwaarde.beschermt",
            )
