"""What did an organisation know on a date: rebuilt from manifests and contributions, never from today's rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.errors import GeenToegang, OngeldigBericht, Vernietigd
from ketenhub.flow import beeld as projectie
from ketenhub.flow.look import Antwoord, Inkijk, Vraag, Weigering, give
from ketenhub.flow.samengevoegd import adopted_ever
from ketenhub.flow.sleutels import Sleutelbos, open_one_time
from ketenhub.keys.kluis import Plek
from ketenhub.share.bewijs import hash_of, named_paths, rebuild
from ketenhub.store import lopen
from ketenhub.store.verstrekken import Bladzijde, Verstrekking, find_place, read_disclosures

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.domain.bijdrage import Vastlegging
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx

BLADZIJDE = 100
HANDELING, DOEL = "verstrekkingen nagevraagd", "nagaan wat een organisatie wist"
ALLEEN_REGIE = Weigering(GeenToegang, "alleen de regie kan dit navragen")


@dataclass(frozen=True, slots=True)
class Navraag:
    """Who asks about which casus, whose knowledge, up to when, after which disclosure."""

    vrager: str
    verwijzing: str
    organisatie: str
    tot: datetime
    na: str | None = None


def open_manifest(hub: Hub, v: Verstrekking) -> Object:
    """Open what was kept of a disclosure; raises Vernietigd."""
    place = Plek("verstrekking", "manifest", v.verstrekking_id, v.organisatie)
    manifest: Object = orjson.loads(open_one_time(hub.kluis, place, v.gewikkeld, v.manifest))
    return manifest


def _row(hub: Hub, v: Verstrekking, items: dict[tuple[str, str], Object]) -> dict[str, Json]:
    """Give one disclosure with its rebuilt view, and whether it equals what was recorded."""
    row: dict[str, Json] = {
        "verstrekkingId": v.verstrekking_id,
        "op": v.op.isoformat().replace("+00:00", "Z"),
        "soort": v.soort,
        "doel": v.doel,
        "regels": v.regels_versie,
        "hashUitsnede": v.hash_uitsnede,
        "hashBytes": v.hash_bytes,
    }
    try:
        manifest = open_manifest(hub, v)
    except Vernietigd:
        return row | {"staat": "vernietigd"}
    uitsnede = rebuild(manifest, lambda bericht, item: items.get((bericht, item)))
    if uitsnede is None:
        places: list[Json] = [*named_paths(manifest)]
        return row | {"staat": "vernietigd", "plaatsen": places}
    same = hash_of(uitsnede) == v.hash_uitsnede
    return row | {"staat": "gelijk" if same else "verschilt", "uitsnede": uitsnede}


async def every_contribution(hub: Hub, tx: Tx, casus_id: str) -> list[Vastlegging]:
    """Give every contribution that a casus ever read and that can still be opened."""
    bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
    found = await adopted_ever(hub, tx, casus_id)
    for sealed in await lopen.read_contributions(tx, casus_id):
        try:
            found.append(projectie.open_contribution(sealed, bos))
        except Vernietigd:
            continue
    return found


async def _items(hub: Hub, tx: Tx, casus_id: str) -> dict[tuple[str, str], Object]:
    """Give every fact that can still be opened, by message and item."""
    items: dict[tuple[str, str], Object] = {}
    for kept in await every_contribution(hub, tx, casus_id):
        items |= {(kept.bericht_id, i.id): i.feit.model_dump(mode="json", by_alias=True, exclude_none=True) for i in kept.items}
    return items


async def _page(tx: Tx, casus_id: str, vraag: Navraag) -> list[Verstrekking]:
    """Give one page and one row more, when there is more."""
    na = None
    if vraag.na is not None:
        op = await find_place(tx, casus_id, vraag.organisatie, vraag.na)
        if op is None:
            raise OngeldigBericht("/na", "deze plek in de lijst bestaat niet")
        na = (op, vraag.na)
    return await read_disclosures(tx, casus_id, Bladzijde(vraag.organisatie, vraag.tot, na, BLADZIJDE + 1))


async def _recalled(inkijk: Inkijk, vraag: Navraag) -> Antwoord[tuple[list[dict[str, Json]], str | None]]:
    hub, casus_id = inkijk.hub, inkijk.casus_id
    async with hub.opslag.walk() as tx:
        found = await _page(tx, casus_id, vraag)
        items = await _items(hub, tx, casus_id)
    rows = [_row(hub, v, items) for v in found[:BLADZIJDE]]
    return Antwoord((rows, found[BLADZIJDE - 1].verstrekking_id if len(found) > BLADZIJDE else None))


async def recall(hub: Hub, vraag: Navraag) -> tuple[list[dict[str, Json]], str | None]:
    """Give a page of the disclosures of this casus to that organisation up to the moment, rebuilt, and where the next page begins.

    Raises NietGevonden, GeenToegang, OngeldigBericht.
    """
    asked = Vraag(vraag.vrager, vraag.verwijzing, DOEL, handeling=HANDELING, weigering=ALLEEN_REGIE)
    return await give(hub, asked, lambda inkijk: _recalled(inkijk, vraag))
