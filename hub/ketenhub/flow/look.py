"""The one way to read a plan: load, share, record the disclosure, audit; then show."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.errors import NietGevonden
from ketenhub.flow import beeld as projectie
from ketenhub.flow.audit import audit_line
from ketenhub.flow.delen import decide
from ketenhub.flow.sleutels import Sleutelbos, one_time_key
from ketenhub.keys.kluis import Plek
from ketenhub.share.bewijs import Bron, hash_of, make_manifest
from ketenhub.store import kijken, lopen
from ketenhub.store.keten import add_line
from ketenhub.store.verstrekken import Verstrekking, keep_disclosure

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.json import Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx


@dataclass(frozen=True, slots=True)
class Vraag:
    """Who looks at which casus, why, and in which form it leaves.

    `ident` where the disclosure has an id already; `heeft` the ETags of what the caller has (`*`: anything), so that nothing new
    leaves when it is the same; `persoon` the one at the screen.
    """

    organisatie: str
    verwijzing: str
    doel: str
    soort: str = "opvraag"
    ident: str | None = None
    heeft: frozenset[str] = frozenset()
    persoon: str | None = None

    @property
    def wie(self) -> Object:
        """Give what the audit line says of the one who looks."""
        return {"persoon": self.persoon} if self.persoon else {}


@dataclass(frozen=True, slots=True)
class Zicht:
    """What the caller gets: the view, its exact bytes and its ETag; when the caller had the same already, nothing of it leaves."""

    uitsnede: Uitsnede
    inhoud: bytes
    etag: str
    ongewijzigd: bool = False


def sources(beeld: Beeld) -> dict[str, Bron]:
    """Give where each item of the casus was recorded."""
    items = beeld.casus.get("items")
    found = {}
    for item in items if isinstance(items, list) else ():
        found[item["id"]] = Bron(item["herkomst"]["bericht"], item["feit"])
    return found


def disclosure(hub: Hub, casus_id: str, vraag: Vraag, uitsnede: Uitsnede, made: tuple[bytes, Beeld, datetime]) -> Verstrekking:
    """Give the record of a disclosure: manifest sealed with a key of its own, two hashes (architecture 2)."""
    body, beeld, op = made
    ident = vraag.ident or hub.nieuw_id()
    manifest = orjson.dumps(make_manifest(uitsnede.inhoud, sources(beeld)))
    wrapped, sealed = one_time_key(hub.kluis, Plek("verstrekking", "manifest", ident, vraag.organisatie), manifest)
    return Verstrekking(
        verstrekking_id=ident,
        casus_id=casus_id,
        organisatie=vraag.organisatie,
        spoor=uitsnede.spoor,
        soort=vraag.soort,
        doel=vraag.doel,
        op=op,
        regels_versie=hub.regels.versie,
        hash_uitsnede=hash_of(uitsnede.inhoud),
        hash_bytes=hashlib.sha256(body).hexdigest(),
        gewikkeld=wrapped,
        manifest=sealed,
    )


async def load_for(hub: Hub, tx: Tx, casus_id: str, wie: lopen.Betrokkene) -> Beeld:
    """Give the projection of this participant's track, in its own transaction; raises NietGevonden."""
    bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
    row = projectie.row_of(wie.spoor)
    for rij in await lopen.read_projections(tx, casus_id):
        if rij.spoor == row:
            return projectie.open_row(rij, bos)
    raise NietGevonden("verwijzing")


async def _load(hub: Hub, tx: Tx, vraag: Vraag) -> tuple[str, lopen.Betrokkene, Beeld]:
    found = await kijken.find_own(tx, vraag.verwijzing)
    if found is None:
        raise NietGevonden("verwijzing")
    casus_id, wie = found
    return casus_id, wie, await load_for(hub, tx, casus_id, wie)


async def _decide_and_record(hub: Hub, tx: Tx, vraag: Vraag) -> Zicht:
    casus_id, wie, beeld = await _load(hub, tx, vraag)
    uitsnede = decide(hub, beeld, wie).uitsnede
    etag = f'"{hash_of(uitsnede.inhoud)[:32]}"'
    same = not vraag.heeft.isdisjoint({etag, "*"})
    body = b"" if same else orjson.dumps(uitsnede.inhoud)
    if not same:
        await keep_disclosure(tx, disclosure(hub, casus_id, vraag, uitsnede, (body, beeld, hub.nu())))
    line = audit_line(hub, f"plan bekeken: {vraag.doel}", vraag.organisatie, "ongewijzigd" if same else "getoond", vraag.wie)
    await add_line(tx, f"casus:{casus_id}", line)
    return Zicht(uitsnede, body, etag, same)


async def look(hub: Hub, vraag: Vraag) -> Zicht:
    """Give the caller's filtered view; raises NietGevonden when there is nothing for this caller."""
    try:
        async with hub.opslag.request(vraag.organisatie) as tx:
            return await _decide_and_record(hub, tx, vraag)
    except NietGevonden:
        line = audit_line(hub, f"plan bekeken: {vraag.doel}", vraag.organisatie, "niet-gevonden", vraag.wie)
        async with hub.opslag.request(vraag.organisatie) as tx:
            await add_line(tx, f"org:{vraag.organisatie}", line)
        raise
