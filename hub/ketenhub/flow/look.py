"""The one way to read a plan: load, share, record the disclosure, audit; then show.

`look` gives the caller's own view, or what is made of it. `give` opens the casus for a question of another kind. Who asks by either cannot
leave out the record: the casus is open within the question alone, and what comes of it is put down here (ADR 0018).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, TypeVar

import orjson

from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.domain.codes import OPENBAAR_MINISTERIE
from ketenhub.domain.errors import GeenToegang, KetenhubError, NietGevonden, OngeldigBericht
from ketenhub.domain.json import text
from ketenhub.flow import beeld as projectie
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.delen import cut_view, ground
from ketenhub.flow.geldend import in_force
from ketenhub.flow.informeren import leave_duties
from ketenhub.flow.levens import stands_of
from ketenhub.flow.namens import mark
from ketenhub.flow.sleutels import Sleutelbos, one_time_key
from ketenhub.keys.kluis import Plek
from ketenhub.share.bewijs import Bron, hash_of, make_manifest
from ketenhub.store import kijken, lopen
from ketenhub.store.keten import add_line
from ketenhub.store.verstrekken import Verstrekking, keep_disclosure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ketenhub.domain.json import Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.flow.levens import Stand
    from ketenhub.store.opslag import Tx

    Maker = Callable[["Gezien"], "Afgeleid"]


Inhoud = TypeVar("Inhoud")
WEIGERINGEN: tuple[type[KetenhubError], ...] = (NietGevonden, GeenToegang, OngeldigBericht)
UITVOERING, VERVOLGING = "uitvoering veiligheidsplan", "vervolgingsbeslissing"


@dataclass(frozen=True, slots=True)
class Weigering:
    """What whoever does not direct hears of a question that only regie may ask."""

    fout: type[GeenToegang]
    uitleg: str


@dataclass(frozen=True, slots=True)
class Vraag:
    """Who looks at which casus, why, and in which form it leaves.

    `ident` where the disclosure has an id already; `heeft` the ETags of what the caller has (`*`: anything), so that nothing new
    leaves when it is the same; `persoon` the one at the screen; `standen` asks where each signal stands too; `handeling` is what the
    chain calls it; with `weigering` only regie may ask.
    """

    organisatie: str
    verwijzing: str
    doel: str
    soort: str = "opvraag"
    ident: str | None = None
    heeft: frozenset[str] = frozenset()
    persoon: str | None = None
    standen: bool = False
    handeling: str | None = None
    weigering: Weigering | None = None

    @property
    def act(self) -> str:
        """Give what the chain calls this question."""
        return self.handeling or f"plan bekeken: {self.doel}"

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
    """A view as it leaves: with its hash, its bytes, the casus it was cut from, and as which version of the recipient's own view.

    `vertellen` is the part of which the people are to be told that the recipient has it; None where nobody is.
    """

    uitsnede: Uitsnede
    som: str
    inhoud: bytes
    beeld: Beeld
    zicht: int | None = None
    vertellen: Uitsnede | None = None


def issue(uitsnede: Uitsnede, inhoud: bytes, beeld: Beeld) -> Uitgifte:
    """Give a view to hand out in these bytes, of which nobody is to be told: it makes nobody know more of the people."""
    return Uitgifte(uitsnede, hash_of(uitsnede.inhoud), inhoud, beeld)


@dataclass(frozen=True, slots=True)
class Inkijk:
    """The casus of one who asks, while the question lasts: made here alone, so that what comes of it cannot stay off the record."""

    hub: Hub
    casus_id: str
    wie: lopen.Betrokkene
    rij: lopen.Projectieregel | None

    def open(self) -> Beeld:
        """Give what the track of the one who asks holds; raises NietGevonden, Vernietigd."""
        if self.rij is None:
            raise NietGevonden("verwijzing")
        return projectie.open_row(self.rij, Sleutelbos(self.hub.kluis, self.casus_id, {}))

    @property
    def versie(self) -> int | None:
        """Give of which version of the casus it is."""
        return None if self.rij is None else self.rij.versie

    async def open_for(self, tx: Tx, wie: lopen.Betrokkene) -> Beeld:
        """Give what the track of another holds, in a transaction that may see it; raises NietGevonden."""
        return await load_for(self.hub, tx, self.casus_id, wie)


@dataclass(frozen=True, slots=True)
class Antwoord(Generic[Inhoud]):
    """An answer with what goes on record of it: what it shows of the plan (`uit`, if anything), and what the line in the chain says.

    `bij` writes what is kept beside it, in the same transaction and after the disclosure.
    """

    inhoud: Inhoud
    uit: Uitgifte | None = None
    meer: Object = field(default_factory=dict)
    uitkomst: str = "getoond"
    bij: Callable[[Tx], Awaitable[None]] | None = None


def _disclosure(hub: Hub, casus_id: str, vraag: Vraag, uit: Uitgifte) -> Verstrekking:
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


async def keep(hub: Hub, tx: Tx, casus_id: str, vraag: Vraag, uit: Uitgifte) -> None:
    """Put on record what leaves, before its first byte goes: the disclosure, and whom to tell of it. Nobody else writes either."""
    record = _disclosure(hub, casus_id, vraag, uit)
    await keep_disclosure(tx, record)
    if uit.vertellen is not None:
        await leave_duties(hub, tx, record, (uit.vertellen, uit.beeld))


async def load_for(hub: Hub, tx: Tx, casus_id: str, wie: lopen.Betrokkene) -> Beeld:
    """Give the projection of this participant's track, in its own transaction; raises NietGevonden."""
    return Inkijk(hub, casus_id, wie, await _row_for(tx, casus_id, wie)).open()


async def _row_for(tx: Tx, casus_id: str, wie: lopen.Betrokkene) -> lopen.Projectieregel | None:
    row = projectie.row_of(wie.spoor)
    return next((rij for rij in await lopen.read_projections(tx, casus_id) if rij.spoor == row), None)


async def _unchanged(hub: Hub, tx: Tx, vraag: Vraag, grond: str) -> Zicht | None:
    """Tell that the caller has the same already, by what was kept of it: without opening the casus."""
    found = await kijken.find_unchanged(tx, vraag.verwijzing, (hub.regels.versie, grond), vraag.heeft)
    if found is None:
        return None
    await _line(hub, tx, vraag, found.casus_id, ("ongewijzigd", {}))
    return Zicht(Uitsnede(vraag.organisatie, vraag.verwijzing, found.spoor, {}), b"", found.etag, ongewijzigd=True)


async def _line(hub: Hub, tx: Tx, vraag: Vraag, casus_id: str, wat: tuple[str, Object]) -> None:
    uitkomst, meer = wat
    line = audit_line(hub, vraag.act, vraag.organisatie, uitkomst, {**vraag.wie, **meer, **mark(casus_id)})
    await add_line(tx, f"casus:{casus_id}", line)


def _plan(uitsnede: Uitsnede, beeld: Beeld, nummer: int | None) -> tuple[Uitgifte, str]:
    """Give the view to hand out, and its ETag; the bytes are written when they go."""
    som = hash_of(uitsnede.inhoud)
    return Uitgifte(uitsnede, som, b"", beeld, nummer, uitsnede), f'"{som[:32]}"'


def _shown(uitsnede: Uitsnede, made: Afgeleid) -> Uitsnede:
    """Give the part of the view that an answer made from it shows."""
    kept = {name: part for name, part in uitsnede.inhoud.items() if made.delen is None or name in made.delen}
    return replace(uitsnede, inhoud=kept)


def _derived(shown: Uitsnede, beeld: Beeld, made: Afgeleid) -> tuple[Uitgifte, str]:
    """Give what is made of the view to hand out, and the ETag of those bytes."""
    recorded, body = replace(shown, inhoud={**shown.inhoud, **made.bij}), orjson.dumps(made.inhoud)
    return replace(issue(recorded, body, beeld), vertellen=shown), f'"{hashlib.sha256(body).hexdigest()[:32]}"'


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
    uit, etag = _plan(uitsnede, beeld, nummer) if made is None else _derived(_shown(uitsnede, made), beeld, made)
    same = not vraag.heeft.isdisjoint({etag, "*"})
    body = b"" if same else uit.inhoud or orjson.dumps(uitsnede.inhoud)
    if not same:
        await keep(hub, tx, casus_id, vraag, replace(uit, inhoud=body))
    await _line(hub, tx, vraag, casus_id, ("ongewijzigd" if same else "getoond", {}))
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
    except NietGevonden as fout:
        await note(hub, vraag.organisatie, vraag.act, fout.code, vraag.wie)
        raise


async def _ask(hub: Hub, vraag: Vraag) -> Inkijk:
    """Let one in who takes part, and who directs where only regie may ask; raises NietGevonden, GeenToegang."""
    async with hub.opslag.request(vraag.organisatie) as tx:
        hub = await in_force(hub, tx)
        found = await kijken.find_own(tx, vraag.verwijzing)
        if found is None:
            raise NietGevonden("verwijzing")
        casus_id, wie = found
        if vraag.weigering is not None and not wie.regie:
            raise vraag.weigering.fout("verwijzing", vraag.weigering.uitleg)
        return Inkijk(hub, casus_id, wie, await _row_for(tx, casus_id, wie))


async def _give(hub: Hub, vraag: Vraag, maak: Callable[[Inkijk], Awaitable[Antwoord[Inhoud]]]) -> Inhoud:
    inkijk = await _ask(hub, vraag)
    hub, casus_id = inkijk.hub, inkijk.casus_id
    antwoord = await maak(inkijk)
    # a request puts nothing down on a track that is not its own (trust 6)
    own = antwoord.uit is None or antwoord.uit.uitsnede.spoor == inkijk.wie.spoor
    async with hub.opslag.request(vraag.organisatie) if own else hub.opslag.walk() as tx:
        if antwoord.uit is not None:
            await keep(hub, tx, casus_id, vraag, antwoord.uit)
        if antwoord.bij is not None:
            await antwoord.bij(tx)
        await _line(hub, tx, vraag, casus_id, (antwoord.uitkomst, antwoord.meer))
    return antwoord.inhoud


async def give(hub: Hub, vraag: Vraag, maak: Callable[[Inkijk], Awaitable[Antwoord[Inhoud]]]) -> Inhoud:
    """Give what is made of an opened casus, on record before it leaves.

    What the maker shows is what `share` decided. Raises NietGevonden, GeenToegang, OngeldigBericht and what the maker raises; a refusal is
    noted in the chain of the one who asked.
    """
    try:
        return await _give(hub, vraag, maak)
    except WEIGERINGEN as fout:
        await note(hub, vraag.organisatie, vraag.act, fout.code, vraag.wie)
        raise
