"""For who directs: who holds which version of the view meant for it, and the four lists of regie (VISIE-53, ROUTE-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.errors import NietGevonden
from ketenhub.domain.json import at, rows, text
from ketenhub.flow.aantekenen import note
from ketenhub.flow.look import Afgeleid, Gezien, Vraag, Zicht, look
from ketenhub.inzicht.bord import Bezorging, Doel, Stand, Verstrekt, Zichtversie, board_row
from ketenhub.inzicht.regie import overview
from ketenhub.store import kijken
from ketenhub.store.planbord import Sporen, read_traces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.hub import Hub

BORD, OVERZICHT = "planbord", "regieoverzicht"


def _stand(sporen: Sporen) -> Stand:
    return Stand(
        tuple(Zichtversie(*row) for row in sporen.versies),
        tuple(Verstrekt(*row) for row in sporen.verstrekt),
        tuple(Bezorging(*row) for row in sporen.notificaties),
    )


async def _traces(hub: Hub, vraag: Vraag) -> dict[str, Sporen]:
    """Give the traces of a casus to who directs it; to anyone else there is no such board. Raises NietGevonden."""
    async with hub.opslag.request(vraag.organisatie) as tx:
        found = await kijken.find_own(tx, vraag.verwijzing)
    if found is None or not found[1].regie:
        await note(hub, vraag.organisatie, f"plan bekeken: {vraag.doel}", NietGevonden.code)
        raise NietGevonden("verwijzing")
    async with hub.opslag.walk() as tx:
        return await read_traces(tx, found[0])


def _target(hub: Hub) -> Doel:
    figure = hub.pakket.bezorgd_binnen
    return Doel(figure.waarde, figure.eigen_afspraak)


def _board(hub: Hub, inhoud: Object, sporen: Mapping[str, Sporen]) -> list[Object]:
    """Give a row per recipient that this view names; who takes part is content, and comes from nowhere else."""
    nu, doel = hub.nu(), _target(hub)
    found: list[Object] = []
    for row in rows(inhoud, "deelnames"):
        traces = sporen.get(text(row, "organisatie", "oin") or "")
        if traces is not None and traces.versies:
            found.append({"organisatie": at(row, "organisatie"), **board_row(_stand(traces), nu, doel)})
    return found


def _shown_target(hub: Hub) -> dict[str, Json]:
    doel = _target(hub)
    return {"minuten": doel.minuten, "eigenAfspraak": doel.eigen_afspraak}


async def show_board(hub: Hub, vraag: Vraag) -> Zicht:
    """Give the board, on record as a disclosure; raises NietGevonden for who does not direct."""
    sporen = await _traces(hub, vraag)

    def made(gezien: Gezien) -> Afgeleid:
        body: dict[str, Json] = {"doel": _shown_target(hub), "ontvangers": _board(hub, gezien.inhoud, sporen)}
        return Afgeleid(body, {BORD: body})

    return await look(hub, vraag, made)


async def show_overview(hub: Hub, vraag: Vraag) -> Zicht:
    """Give the four lists, on record as a disclosure; raises NietGevonden for who does not direct."""
    sporen = await _traces(hub, vraag)

    def made(gezien: Gezien) -> Afgeleid:
        board = _board(hub, gezien.inhoud, sporen)
        return Afgeleid(overview(gezien.inhoud, board), {BORD: {"ontvangers": board}})

    return await look(hub, vraag, made)
