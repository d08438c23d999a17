"""The one way to read a plan: load, share, record the disclosure, audit; then show."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import orjson

from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.domain.codes import OPENBAAR_MINISTERIE
from ketenhub.domain.errors import NietGevonden
from ketenhub.domain.json import text
from ketenhub.flow import beeld as projectie
from ketenhub.flow.audit import audit_line
from ketenhub.flow.delen import cut_view, ground
from ketenhub.flow.geldend import in_force
from ketenhub.flow.informeren import leave_duties
from ketenhub.flow.levens import stands_of
from ketenhub.flow.missers import count_miss
from ketenhub.flow.namens import mark
from ketenhub.flow.sleutels import Sleutelbos, one_time_key
from ketenhub.keys.kluis import Plek
from ketenhub.share.bewijs import Bron, hash_of, make_manifest
from ketenhub.store import kijken, lopen
from ketenhub.store.keten import add_line
from ketenhub.store.verstrekken import Verstrekking, keep_disclosure

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.domain.json import Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.flow.levens import Stand
    from ketenhub.store.opslag import Tx

    Maker = Callable[["Gezien"], "Afgeleid"]


UITVOERING, VERVOLGING = "uitvoering veiligheidsplan", "vervolgingsbeslissing"


@dataclass(frozen=True, slots=True)
class Vraag:
    """Who looks at which casus, why, and in which form it leaves.

    `ident` where the disclosure has an id already; `heeft` the ETags of what the caller has (`*`: anything), so that nothing new
    leaves when it is the same; `persoon` the one at the screen; `standen` asks where each signal stands too.
    """

    organisatie: str
    verwijzing: str
    doel: str
    soort: str = "opvraag"
    ident: str | None = None
    heeft: frozenset[str] = frozenset()
    persoon: str | None = None
    standen: bool = False

    @property
    def wie(self) -> Object:
        """Give what the audit line says of the one who looks."""
        return {"persoon": self.persoon} if self.persoon else {}


def purpose_of(hub: Hub, organisatie: str) -> str:
    """Give for what an organisation looks at a plan: the prosecutor to decide about prosecution, everyone else to carry it out (MDA-42)."""
    found = hub.keten.find(organisatie)
    return VERVOLGING if found is not None and found.soort == OPENBAAR_MINISTERIE else UITVOERING


@dataclass(frozen=True, slots=True)
class Gezien:
    """What an answer is made of: the view, and where each of its signals stands when that was asked."""

    inhoud: Object
    standen: tuple[Stand | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Afgeleid:
    """An answer made from the view alone; `bij` is what it holds beside (receipts, a simulation) and goes on record with the view.

    `delen` names the only parts of the view that the answer shows, so that no more is put down as known; without it that is all.
    """

    inhoud: Object
    bij: Object = field(default_factory=dict)
    delen: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Zicht:
    """What the caller gets: the view, the bytes of the answer and its ETag; of what the caller had already, nothing leaves.

    `standen` tells of each signal in the view where it stands, in the same order, when that was asked.
    """

    uitsnede: Uitsnede
    inhoud: bytes
    etag: str
    ongewijzigd: bool = False
    standen: tuple[Stand | None, ...] = ()


def sources(beeld: Beeld) -> dict[str, Bron]:
    """Give where each item of the casus was recorded."""
    items = beeld.casus.get("items")
    found = {}
    for item in items if isinstance(items, list) else ():
        found[item["id"]] = Bron(item["herkomst"]["bericht"], item["feit"])
    return found


@dataclass(frozen=True, slots=True)
class Uitgifte:
    """A view as it leaves: with its hash, its bytes, the casus it was cut from, and as which version of the recipient's own view."""

    uitsnede: Uitsnede
    som: str
    inhoud: bytes
    beeld: Beeld
    zicht: int | None = None


def disclosure(hub: Hub, casus_id: str, vraag: Vraag, uit: Uitgifte) -> Verstrekking:
    """Give the record of a disclosure: manifest sealed with a key of its own, two hashes (architecture 2)."""
    ident = vraag.ident or hub.nieuw_id()
    manifest = orjson.dumps(make_manifest(uit.uitsnede.inhoud, sources(uit.beeld)))
    wrapped, sealed = one_time_key(hub.kluis, Plek("verstrekking", "manifest", ident, vraag.organisatie), manifest)
    return Verstrekking(
        verstrekking_id=ident,
        casus_id=casus_id,
        organisatie=vraag.organisatie,
        spoor=uit.uitsnede.spoor,
        soort=vraag.soort,
        doel=vraag.doel,
        op=hub.nu(),
        regels_versie=hub.regels.versie,
        hash_uitsnede=uit.som,
        hash_bytes=hashlib.sha256(uit.inhoud).hexdigest(),
        gewikkeld=wrapped,
        manifest=sealed,
        zicht=uit.zicht,
        noodtoegang=text(mark(casus_id), "noodtoegang"),
    )


async def load_for(hub: Hub, tx: Tx, casus_id: str, wie: lopen.Betrokkene) -> Beeld:
    """Give the projection of this participant's track, in its own transaction; raises NietGevonden."""
    bos = Sleutelbos(hub.kluis, casus_id, {})
    row = projectie.row_of(wie.spoor)
    for rij in await lopen.read_projections(tx, casus_id):
        if rij.spoor == row:
            return projectie.open_row(rij, bos)
    raise NietGevonden("verwijzing")


async def _unchanged(hub: Hub, tx: Tx, vraag: Vraag, grond: str) -> Zicht | None:
    """Tell that the caller has the same already, by what was kept of it: without opening the casus."""
    found = await kijken.find_unchanged(tx, vraag.verwijzing, (hub.regels.versie, grond), vraag.heeft)
    if found is None:
        return None
    await _audit(hub, tx, vraag, found.casus_id, "ongewijzigd")
    return Zicht(Uitsnede(vraag.organisatie, vraag.verwijzing, found.spoor, {}), b"", found.etag, ongewijzigd=True)


async def _audit(hub: Hub, tx: Tx, vraag: Vraag, casus_id: str, uitkomst: str) -> None:
    line = audit_line(hub, f"plan bekeken: {vraag.doel}", vraag.organisatie, uitkomst, {**vraag.wie, **mark(casus_id)})
    await add_line(tx, f"casus:{casus_id}", line)


def _plan(uitsnede: Uitsnede, beeld: Beeld, nummer: int | None) -> tuple[Uitgifte, str]:
    """Give the view to hand out, and its ETag; the bytes are written when they go."""
    som = hash_of(uitsnede.inhoud)
    return Uitgifte(uitsnede, som, b"", beeld, nummer), f'"{som[:32]}"'


def _shown(uitsnede: Uitsnede, made: Afgeleid) -> Uitsnede:
    """Give the part of the view that an answer made from it shows."""
    kept = {name: part for name, part in uitsnede.inhoud.items() if made.delen is None or name in made.delen}
    return replace(uitsnede, inhoud=kept)


def _derived(shown: Uitsnede, beeld: Beeld, made: Afgeleid) -> tuple[Uitgifte, str]:
    """Give what is made of the view to hand out, and the ETag of those bytes."""
    recorded, body = replace(shown, inhoud={**shown.inhoud, **made.bij}), orjson.dumps(made.inhoud)
    return Uitgifte(recorded, hash_of(recorded.inhoud), body, beeld), f'"{hashlib.sha256(body).hexdigest()[:32]}"'


async def _decide_and_record(hub: Hub, tx: Tx, vraag: Vraag, maak: Maker | None) -> tuple[Zicht, kijken.Regelstand | None]:
    """Give the answer on record, and for who asks whether it changed the row in which the ETag of a view can be kept."""
    found = await kijken.find_own_view(tx, vraag.verwijzing)
    if found is None:
        raise NietGevonden("verwijzing")
    casus_id, wie, nummer = found
    stand = await kijken.find_line(tx, casus_id, vraag.organisatie, hub.regels.versie) if vraag.heeft and maak is None else None
    beeld = await load_for(hub, tx, casus_id, wie)
    besluit = cut_view(hub, beeld, wie)
    uitsnede = besluit.uitsnede
    standen = await stands_of(hub, tx, casus_id, wie, besluit) if vraag.standen else ()
    made = None if maak is None else maak(Gezien(uitsnede.inhoud, standen))
    shown = uitsnede if made is None else _shown(uitsnede, made)
    uit, etag = _plan(uitsnede, beeld, nummer) if made is None else _derived(shown, beeld, made)
    same = not vraag.heeft.isdisjoint({etag, "*"})
    body = b"" if same else uit.inhoud or orjson.dumps(uitsnede.inhoud)
    if not same:
        record = disclosure(hub, casus_id, vraag, replace(uit, inhoud=body))
        await keep_disclosure(tx, record)
        await leave_duties(hub, tx, record, (shown, beeld))
    await _audit(hub, tx, vraag, casus_id, "ongewijzigd" if same else "getoond")
    return Zicht(uitsnede, body, etag, same, standen), stand


async def _look(hub: Hub, vraag: Vraag, maak: Maker | None) -> Zicht:
    plan = vraag.heeft and maak is None
    async with hub.opslag.request(vraag.organisatie) as tx:
        hub = await in_force(hub, tx)
        grond = ground(hub, vraag.organisatie) if plan else ""
        known = await _unchanged(hub, tx, vraag, grond) if plan else None
        if known is not None:
            return known
        zicht, stand = await _decide_and_record(hub, tx, vraag, maak)
    # a day that began meanwhile is another ground
    if stand is not None and zicht.ongewijzigd and grond == ground(hub, vraag.organisatie):
        async with hub.opslag.walk() as tx:
            await kijken.keep_etag(tx, stand, zicht.etag, grond)
    return zicht


async def look(hub: Hub, vraag: Vraag, maak: Maker | None = None) -> Zicht:
    """Give the caller's filtered view, or what is made of it; raises NietGevonden when there is nothing for this caller."""
    try:
        return await _look(hub, vraag, maak)
    except NietGevonden:
        line = audit_line(hub, f"plan bekeken: {vraag.doel}", vraag.organisatie, "niet-gevonden", vraag.wie)
        async with hub.opslag.request(vraag.organisatie) as tx:
            await add_line(tx, f"org:{vraag.organisatie}", line)
        await count_miss(hub)
        raise
