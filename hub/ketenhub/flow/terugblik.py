"""What did an organisation know on a date: rebuilt as it was given, and told no further than who asks was shown it too (ADR 0019)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.errors import GeenToegang, OngeldigBericht
from ketenhub.flow.delen import cut_view
from ketenhub.flow.herbouwen import Herbouwd, all_facts, rebuilt
from ketenhub.flow.look import Antwoord, Inkijk, Vraag, Weigering, give, issue
from ketenhub.share.samen import known_of, leaves_of
from ketenhub.store.verstrekken import Bladzijde, Verstrekking, find_place, read_disclosures

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.herbouwen import Feiten
    from ketenhub.flow.hub import Hub
    from ketenhub.share.samen import Blad
    from ketenhub.store.opslag import Tx

    Terugblik = tuple[list[dict[str, Json]], str | None]

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


def _row(een: Herbouwd, shown: Object | None, *, eigen: bool) -> dict[str, Json]:
    """Give one disclosure for who asks; of another's neither hash nor places, which would tell of what the asker was not shown."""
    v = een.verstrekking
    row: dict[str, Json] = {
        "verstrekkingId": v.verstrekking_id,
        "op": v.op.isoformat().replace("+00:00", "Z"),
        "soort": v.soort,
        "doel": v.doel,
        "regels": v.regels_versie,
        "staat": een.staat,
    }
    if eigen:
        row |= {"hashUitsnede": v.hash_uitsnede, "hashBytes": v.hash_bytes}
    if shown is not None:
        row["uitsnede"] = dict(shown)
    elif eigen and een.plaatsen is not None:
        row["plaatsen"] = [*een.plaatsen]
    return row


async def _page(tx: Tx, casus_id: str, vraag: Navraag) -> list[Verstrekking]:
    """Give one page and one row more, when there is more."""
    na = None
    if vraag.na is not None:
        op = await find_place(tx, casus_id, vraag.organisatie, vraag.na)
        if op is None:
            raise OngeldigBericht("/na", "deze plek in de lijst bestaat niet")
        na = (op, vraag.na)
    return await read_disclosures(tx, casus_id, Bladzijde(vraag.organisatie, vraag.tot, na, BLADZIJDE + 1))


async def _shown_before(hub: Hub, tx: Tx, casus_id: str, stof: tuple[str, Feiten]) -> set[Blad]:
    """Give every leaf that was given to an organisation of this casus before; a view that it got again is read once."""
    organisatie, items = stof
    found: set[Blad] = set()
    read: set[str] = set()
    na: tuple[datetime, str] | None = None
    while True:
        page = await read_disclosures(tx, casus_id, Bladzijde(organisatie, hub.nu(), na, BLADZIJDE))
        for v in page:
            if v.hash_uitsnede not in read:
                read.add(v.hash_uitsnede)
                found.update(leaves_of(rebuilt(hub, v, items).uitsnede or {}))
        if len(page) < BLADZIJDE:
            return found
        na = (page[-1].op, page[-1].verstrekking_id)


def _called(hub: Hub, beeld: Beeld, van: str, naar: str) -> Callable[[Json], Json]:
    """Give what names each person of a casus as another organisation knows them; a name that is none of theirs stays."""
    people = beeld.casus.get("personen")
    idents = [str(row["id"]) for row in people] if isinstance(people, list | tuple) else []
    names = {hub.kluis.pseudonym(van, ident): hub.kluis.pseudonym(naar, ident) for ident in idents}

    def renamed(value: Json) -> Json:
        if isinstance(value, Mapping):
            return {names.get(key, key): renamed(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [renamed(inner) for inner in value]
        return names.get(value, value) if isinstance(value, str) else value

    return renamed


def _for_another(inkijk: Inkijk, vraag: Navraag, found: list[Herbouwd], eerder: set[Blad]) -> Antwoord[list[dict[str, Json]]]:
    """Give of what another was shown only what the asker was shown as well, or would be shown now; the last goes on record."""
    hub, beeld = inkijk.hub, inkijk.open()
    now = cut_view(hub, beeld, inkijk.wie).uitsnede
    called, known = _called(hub, beeld, vraag.organisatie, vraag.vrager), eerder | set(leaves_of(now.inhoud))
    shown = [None if one.uitsnede is None else known_of(_object(called(one.uitsnede)), known) for one in found]
    rows = [_row(one, view, eigen=False) for one, view in zip(found, shown, strict=True)]
    leaves = {leaf for view in shown if view is not None for leaf in leaves_of(view)}
    fresh = replace(now, inhoud=known_of(now.inhoud, leaves))
    uit = None if leaves <= eerder else replace(issue(fresh, orjson.dumps(rows), beeld), vertellen=fresh)
    return Antwoord(rows, uit)


def _object(value: Json) -> Object:
    return value if isinstance(value, Mapping) else {}


async def _recalled(inkijk: Inkijk, vraag: Navraag) -> Antwoord[Terugblik]:
    hub, casus_id = inkijk.hub, inkijk.casus_id
    eigen = vraag.organisatie == vraag.vrager
    async with hub.opslag.walk() as tx:
        page = await _page(tx, casus_id, vraag)
        items = await all_facts(hub, tx, casus_id)
        eerder = set() if eigen else await _shown_before(hub, tx, casus_id, (vraag.vrager, items))
    found = [rebuilt(hub, v, items) for v in page[:BLADZIJDE]]
    volgende = page[BLADZIJDE - 1].verstrekking_id if len(page) > BLADZIJDE else None
    if eigen:
        return Antwoord(([_row(one, one.uitsnede, eigen=True) for one in found], volgende))
    made = _for_another(inkijk, vraag, found, eerder)
    return Antwoord((made.inhoud, volgende), made.uit)


async def recall(hub: Hub, vraag: Navraag) -> Terugblik:
    """Give a page of the disclosures of this casus to that organisation up to the moment, rebuilt, and where the next page begins.

    Of another organisation's view only what who asks was shown too, or would be shown now (ADR 0019). Raises NietGevonden, GeenToegang,
    OngeldigBericht.
    """
    asked = Vraag(vraag.vrager, vraag.verwijzing, DOEL, soort="terugblik", handeling=HANDELING, weigering=ALLEEN_REGIE)
    return await give(hub, asked, lambda inkijk: _recalled(inkijk, vraag))
