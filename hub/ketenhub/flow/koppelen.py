"""A person decides whether two casussen are one household: join, refuse, or undo, without loss (domain 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import orjson

from ketenhub.domain.errors import AlleenRegie, GeenToegang, NietGevonden, OngeldigBericht, Tegenstrijdig
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.namens import mark
from ketenhub.flow.samengevoegd import fold_again
from ketenhub.flow.sleutels import one_time_key
from ketenhub.flow.walk import walk_on
from ketenhub.keys.kluis import Plek
from ketenhub.merge.koppelen import check_join
from ketenhub.store import koppelingen, lopen
from ketenhub.store.keten import add_line
from ketenhub.store.opslag import retried

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub
    from ketenhub.store.koppelingen import Voorstel, Voorstelregel
    from ketenhub.store.opslag import Tx

Uitspraak = Literal["samengevoegd", "afgewezen", "ontkoppeld"]
BLADZIJDE = 100
BEGIN = (datetime.min.replace(tzinfo=UTC), "")
# from what was decided last (None: nothing) to what may be decided now
STAPPEN = MappingProxyType(
    {
        None: {"samengevoegd", "afgewezen"},
        "afgewezen": {"samengevoegd"},
        "samengevoegd": {"ontkoppeld"},
        "ontkoppeld": {"samengevoegd"},
    }
)
GELEZEN, BESLOTEN = "koppelvoorstellen bekeken", "koppelvoorstel besloten"


@dataclass(frozen=True, slots=True)
class Beslissing:
    """What a professional of an organisation decides about a proposal, and why."""

    organisatie: str
    voorstel_id: str
    besluit: Uitspraak
    reden: str
    professional: str


async def proposals(hub: Hub, organisatie: str, na: str | None = None) -> tuple[list[Voorstelregel], bool]:
    """Give a page of the proposals about casussen that this organisation directs, and whether there are more; raises OngeldigBericht."""
    async with hub.opslag.request(organisatie) as tx:
        after = BEGIN
        if na is not None:
            op = await koppelingen.find_place(tx, na)
            if op is None:
                raise OngeldigBericht("query/na", "deze plek in de lijst bestaat niet")
            after = (op, na)
        found = await koppelingen.read_proposals(tx, after, BLADZIJDE + 1)
        await add_line(tx, f"org:{organisatie}", audit_line(hub, GELEZEN, organisatie, "getoond"))
    return found[:BLADZIJDE], len(found) > BLADZIJDE


async def _visible(hub: Hub, beslissing: Beslissing) -> Voorstel:
    """Give the proposal as this organisation may see it, and hold it to the right to decide so."""
    async with hub.opslag.request(beslissing.organisatie) as tx:
        voorstel = await koppelingen.find_proposal(tx, beslissing.voorstel_id)
    if voorstel is None:
        raise NietGevonden("voorstelId")
    if beslissing.besluit != "afgewezen" and not voorstel.beide:
        raise AlleenRegie("voorstelId", "wie samenvoegt of ontkoppelt heeft de regie over allebei")
    return voorstel


async def _join(hub: Hub, tx: Tx, voorstel: Voorstel) -> None:
    """Let the known casus read the new one, unless one of them is joined already or the tracks do not fit."""
    casus, ander = await fold_again(hub, tx, voorstel.bekend), await fold_again(hub, tx, voorstel.nieuw)
    if casus is None or ander is None:
        raise NietGevonden("voorstelId")
    if casus.casus.opgenomen_in or ander.casus.opgenomen_in or ander.casus.gekoppeld:
        raise Tegenstrijdig("voorstelId", "een van beide is al samengevoegd; ontkoppel eerst")
    check_join(casus.casus, ander.casus)
    await koppelingen.begin_join(tx, voorstel.bekend, voorstel.nieuw, hub.nu())


async def _apply(hub: Hub, tx: Tx, voorstel: Voorstel, beslissing: Beslissing) -> None:
    # the part first, then the whole: the order in which a message for the part takes them too
    for casus_id in (voorstel.nieuw, voorstel.bekend):
        await lopen.lock_casus(tx, casus_id)
    last = await koppelingen.lock_state(tx, beslissing.voorstel_id)
    if last == beslissing.besluit:
        return
    if beslissing.besluit not in STAPPEN[last]:
        raise Tegenstrijdig("besluit", "dit besluit volgt niet op het vorige")
    if beslissing.besluit == "samengevoegd":
        await _join(hub, tx, voorstel)
    elif beslissing.besluit == "ontkoppeld":
        await koppelingen.end_join(tx, voorstel.bekend, voorstel.nieuw, hub.nu())
    await _keep(hub, tx, voorstel, beslissing)
    if beslissing.besluit != "afgewezen":
        for casus_id in (voorstel.nieuw, voorstel.bekend):
            await walk_on(hub, tx, casus_id)


async def _keep(hub: Hub, tx: Tx, voorstel: Voorstel, b: Beslissing) -> None:
    """Keep the decision with its sealed words, and note it in both chains."""
    op = hub.nu()
    words = orjson.dumps({"reden": b.reden, "professional": b.professional})
    wrapped, sealed = one_time_key(hub.kluis, Plek("koppelbesluit", "inhoud", f"{b.voorstel_id}/{op.isoformat()}", b.organisatie), words)
    await koppelingen.keep_decision(tx, voorstel.nieuw, koppelingen.Besluit(b.voorstel_id, b.besluit, b.organisatie, op, wrapped, sealed))
    for casus_id in sorted((voorstel.nieuw, voorstel.bekend)):
        await add_line(tx, f"casus:{casus_id}", audit_line(hub, BESLOTEN, b.organisatie, b.besluit, mark(casus_id)))


async def decide_proposal(hub: Hub, beslissing: Beslissing) -> None:
    """Carry out a decision; the same one again changes nothing.

    Raises NietGevonden, AlleenRegie, Tegenstrijdig; each is noted in the chain of the one who asked.
    """

    async def once() -> None:
        async with hub.opslag.walk() as tx:
            await _apply(hub, tx, voorstel, beslissing)

    try:
        voorstel = await _visible(hub, beslissing)
        await retried(once)
    except (NietGevonden, GeenToegang, Tegenstrijdig) as fout:
        await note(hub, beslissing.organisatie, BESLOTEN, fout.code)
        raise
    hub.wek()
