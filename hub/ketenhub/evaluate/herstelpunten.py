"""Before help stops: does everyone have an identity, social roles and a place in the world again (MDA-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.fase import Reden
from ketenhub.domain.samenwerking import Herstelpunt
from ketenhub.evaluate.orde import order_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.bijdrage import Item
    from ketenhub.evaluate.verloop import Verloop

PUNTEN = {"identiteit": "wie iemand zelf is", "sociale_rollen": "rollen bij anderen", "meedoen": "weer meedoen"}
NOG_NIET = "nog_niet"


def _said(verloop: Verloop) -> dict[tuple[str, str], list[tuple[Item, Herstelpunt]]]:
    """Give per person and point the last word of each organisation."""
    zone = verloop.toestand.kader.zone
    last: dict[tuple[str, str, str], tuple[Item, Herstelpunt]] = {}
    points = verloop.toestand.feiten.of(Herstelpunt)
    for item, feit in sorted(points, key=lambda p: (order_of(p[0].herkomst.geldig_op, zone, danger=False), p[0].id)):
        last[feit.persoon, feit.punt, item.herkomst.organisatie] = (item, feit)
    found: dict[tuple[str, str], list[tuple[Item, Herstelpunt]]] = {}
    for (persoon, punt, _), said in sorted(last.items()):
        found.setdefault((persoon, punt), []).append(said)
    return found


def recovery_points(verloop: Verloop) -> Iterator[Reden]:
    """Give for each member what is open: nobody said it is reached or out of reach, or an organisation says not yet."""
    said = _said(verloop)
    for lid in verloop.toestand.feiten.leden:
        words = {punt: said.get((lid, punt), []) for punt in PUNTEN}
        waiting = [punt for punt, found in words.items() if not found or any(feit.stand == NOG_NIET for _, feit in found)]
        paths = tuple(f"{item.id}.stand" for found in words.values() for item, _ in found)
        names = ", ".join(PUNTEN[punt] for punt in waiting)
        yield Reden(
            regel="F4",
            bron="MDA-07",
            tekst=f"Voor {{persoon:{lid}}} is nog open: {names}." if waiting else f"Voor {{persoon:{lid}}} is er gekeken naar eigen leven.",
            nodig="Leg vast of dit is bereikt, of waarom het niet kan." if waiting else None,
            paden=paths,
            afwezig="herstelpunt.stand" if any(not words[punt] for punt in waiting) else None,
            voldaan=not waiting,
        )
