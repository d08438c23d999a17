"""Carry an outbox row: decide again, make its bytes once, send, and mark only afterwards (trust 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ketenhub.contract.bericht import UitBericht
from ketenhub.deliver.schedule import Geschiedenis, is_disturbed, next_wait
from ketenhub.deliver.soorten import Zending, make_request
from ketenhub.deliver.uitkomst import Gevolg, Uitkomst, weigh
from ketenhub.domain.errors import NietGevonden, Verplichtveld
from ketenhub.flow.audit import audit_line
from ketenhub.flow.geldend import in_force_now
from ketenhub.flow.klimmen import NIET_AANGEKOMEN
from ketenhub.flow.opstellen import decide_message, make_message, make_notice, open_message, shows_item
from ketenhub.log.events import BEZORGD, DOOD, INGETROKKEN, OPNIEUW
from ketenhub.share.bewijs import hash_of
from ketenhub.store import kijken, uitgaand
from ketenhub.store.keten import add_line
from ketenhub.store.lopen import Uitgaande
from ketenhub.store.verstrekken import find_view_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ketenhub.contract.partner import Partner
    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.deliver.registratie import Eindpunt, Registratie
    from ketenhub.deliver.transport import Transport
    from ketenhub.flow.hub import Hub
    from ketenhub.log.emit import Emit
    from ketenhub.store.lopen import Betrokkene
    from ketenhub.store.uitgaand import Claim

NIET_BETROKKEN = Uitkomst(Gevolg.INGETROKKEN, "niet-betrokken")
NIET_MEER_TE_DELEN = Uitkomst(Gevolg.INGETROKKEN, "niet-te-delen")
VERPLICHT_VELD = Uitkomst(Gevolg.INGETROKKEN, "verplicht-veld")
VERVANGEN = Uitkomst(Gevolg.INGETROKKEN, "vervangen")
GEEN_EINDPUNT = Uitkomst(Gevolg.GEWEIGERD, "geen-eindpunt")
STATUS = {
    Gevolg.BEZORGD: "bezorgd",
    Gevolg.OPNIEUW: "wacht",
    Gevolg.GEWEIGERD: "dood",
    Gevolg.GESTOPT: "dood",
    Gevolg.INGETROKKEN: "ingetrokken",
}
# what regie must hear, since somebody may now not know what happened
NIET_BEZORGD, GESTOORD, PERSOON_NODIG = "bezorging-mislukt", "bezorging-verstoord", "bericht-niet-te-maken"


@dataclass(frozen=True, slots=True)
class Weg:
    """The way out: the hub, the transport, where partners listen, chance and log."""

    hub: Hub
    transport: Transport
    registraties: Mapping[str, Registratie]
    toeval: Callable[[], float]
    emit: Emit


async def _participant(hub: Hub, row: Claim) -> Betrokkene | None:
    """Give the recipient when it still takes part, on the track for which the row was made."""
    try:
        async with hub.opslag.request(row.organisatie) as tx:
            wie = await kijken.find_in_casus(tx, row.casus_id)
    except NietGevonden:
        return None
    same_side = wie is not None and (wie.spoor in {row.spoor, "beide"} or row.spoor == "onverdeeld")
    return wie if same_side else None


def _endpoint(weg: Weg, row: Claim) -> Eindpunt | None:
    found = weg.registraties.get(row.organisatie)
    return None if found is None else found.endpoint(row.soort, row.contact)


async def _again(weg: Weg, wie: Betrokkene, row: Claim, before: tuple[UitBericht, Uitsnede]) -> UitBericht | Uitkomst:
    """Send the same bytes, or withdraw the row for a new one when today's decision differs."""
    hub, (bericht, today) = weg.hub, before
    async with hub.opslag.walk() as tx:
        if await find_view_hash(tx, row.outbox_id) == hash_of(today.inhoud):
            return bericht
        new = Uitgaande(hub.nieuw_id(), row.organisatie, wie.spoor, "bericht", row.baan, row.aanleiding, row.item, row.ernst)
        await uitgaand.replace(tx, row, new)
    hub.wek()
    return VERVANGEN


async def _decided(weg: Weg, wie: Betrokkene, row: Claim) -> UitBericht | Uitkomst:
    """Decide by the rules of now, then make the message or look at what was made before; raises NietGevonden, Verplichtveld."""
    uitsnede, beeld = await decide_message(weg.hub, wie, row)
    if row.item is None or not shows_item(uitsnede, row.item):
        return NIET_MEER_TE_DELEN
    before = open_message(weg.hub, row)
    if before is None:
        return await make_message(weg.hub, wie, row, (uitsnede, beeld))
    return await _again(weg, wie, row, (before, uitsnede))


async def _message(weg: Weg, wie: Betrokkene, row: Claim) -> UitBericht | Uitkomst:
    """Give the message to send under the rules of now, or why nothing is sent."""
    weg = replace(weg, hub=await in_force_now(weg.hub))
    try:
        return await _decided(weg, wie, row)
    except NietGevonden:
        return NIET_BETROKKEN
    except Verplichtveld:
        return VERPLICHT_VELD


async def carry(weg: Weg, row: Claim) -> Uitkomst:
    """Make one attempt. Nothing is sent when the recipient may not have it any more."""
    wie = await _participant(weg.hub, row)
    if wie is None:
        return NIET_BETROKKEN
    eindpunt = _endpoint(weg, row)
    if eindpunt is None:
        return GEEN_EINDPUNT
    made = await make_notice(weg.hub, wie, row) if row.soort == "notificatie" else await _message(weg, wie, row)
    if isinstance(made, Uitkomst):
        return made
    zending = Zending(row.outbox_id, made.mediatype, made.inhoud, made.kop)
    answer = await weg.transport.send(make_request(eindpunt, zending, weg.hub.nu()))
    return weigh(answer, _partner(weg.hub, row).read_reply, weg.hub.nu(), ook_goed=eindpunt.transport == "xml")


def _partner(hub: Hub, row: Claim) -> Partner:
    found = hub.keten.find(row.organisatie)
    return hub.partners[found.partner if found is not None else "canoniek"].partner


def _wait(weg: Weg, row: Claim, uitkomst: Uitkomst) -> float | None:
    history = Geschiedenis(row.pogingen, row.aangemaakt)
    return next_wait(history, row.nu, row.baan, uitkomst.retry_after, weg.toeval())


async def settle(weg: Weg, row: Claim, uitkomst: Uitkomst) -> None:
    """Mark after the attempt: done, again later, or given up; what is given up or long disturbed is told to regie, never silent."""
    if uitkomst is VERVANGEN:
        return
    wait = _wait(weg, row, uitkomst) if uitkomst.gevolg is Gevolg.OPNIEUW else None
    final = replace(uitkomst, gevolg=Gevolg.GEWEIGERD) if uitkomst.gevolg is Gevolg.OPNIEUW and wait is None else uitkomst
    status = STATUS[final.gevolg]
    async with weg.hub.opslag.walk() as tx:
        if not await uitgaand.settle_claim(tx, row, status, final.reden, wait):
            return
        told = _alarm(row, final)
        if told is not None:
            await uitgaand.tell_regie(tx, row, told, bereikbaar=told == PERSOON_NODIG)
        if status != "wacht":
            line = audit_line(weg.hub, f"{row.soort} {status}: {row.aanleiding}", row.organisatie, final.reden)
            await add_line(tx, f"casus:{row.casus_id}", line)
    _log(weg, row, final, wait)
    if told is not None:
        weg.hub.wek()


def _alarm(row: Claim, uitkomst: Uitkomst) -> str | None:
    """Give what regie must hear of this attempt."""
    if row.aanleiding in {NIET_BEZORGD, GESTOORD, PERSOON_NODIG, NIET_AANGEKOMEN}:
        return None
    if uitkomst is VERPLICHT_VELD:
        return PERSOON_NODIG
    if STATUS[uitkomst.gevolg] == "dood":
        return NIET_BEZORGD
    disturbed = uitkomst.gevolg is Gevolg.OPNIEUW and is_disturbed(Geschiedenis(row.pogingen, row.aangemaakt), row.nu)
    return GESTOORD if disturbed else None


def _log(weg: Weg, row: Claim, uitkomst: Uitkomst, wait: float | None) -> None:
    kind = {"bezorgd": BEZORGD, "wacht": OPNIEUW, "dood": DOOD, "ingetrokken": INGETROKKEN}[STATUS[uitkomst.gevolg]]
    weg.emit(
        kind.met(
            bezorging=row.outbox_id,
            organisatie=row.organisatie,
            baan=row.baan,
            poging=row.pogingen,
            reden=uitkomst.reden,
            status=uitkomst.status,
            over_s=round(wait, 1) if wait is not None else None,
        )
    )


async def put_back(weg: Weg, row: Claim, seconds: float) -> None:
    """Put a claimed row back; this was no attempt."""
    async with weg.hub.opslag.walk() as tx:
        await uitgaand.defer(tx, row, seconds)
