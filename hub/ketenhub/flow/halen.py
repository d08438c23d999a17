"""Fetch what a notification only pointed to, and let what came back walk in as a message (architecture 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from ketenhub.contract.bericht import Bericht, Opgehaald, Ophaalverzoek
from ketenhub.deliver.ophalen import fetch
from ketenhub.deliver.schedule import Geschiedenis, next_wait
from ketenhub.deliver.uitkomst import Gevolg, Uitkomst, classify
from ketenhub.domain.errors import AlleenRegie, OnbekendeVerwijzing, OngeldigBericht
from ketenhub.domain.json import text, texts
from ketenhub.flow.aannemen import translated
from ketenhub.flow.audit import audit_line
from ketenhub.flow.sleutels import open_one_time
from ketenhub.flow.walk import Binnen, walk
from ketenhub.keys.kluis import Plek
from ketenhub.log.events import OPGEHAALD
from ketenhub.store import ophalen
from ketenhub.store.keten import add_line
from ketenhub.store.opslag import retried

if TYPE_CHECKING:
    from ketenhub.deliver.registratie import Registratie
    from ketenhub.domain.bijdrage import Bijdrage
    from ketenhub.domain.json import Object
    from ketenhub.flow.carry import Weg
    from ketenhub.store.ophalen import Klus, Taak

ONBEKEND = Uitkomst(Gevolg.GEWEIGERD, "onbekende-organisatie")
BLIJFT_VRAGEN = Uitkomst(Gevolg.GEWEIGERD, "blijft-vragen")
KLAAR = Uitkomst(Gevolg.BEZORGD, "opgehaald")


def _open(weg: Weg, taak: Taak) -> Object:
    place = Plek("ophaaltaak", "inhoud", taak.taak_id, taak.organisatie)
    found: Object = orjson.loads(open_one_time(weg.hub.kluis, place, taak.gewikkeld, taak.inhoud))
    return found


async def _fetch_all(weg: Weg, registratie: Registratie, adressen: tuple[str, ...]) -> tuple[Opgehaald, ...] | Uitkomst:
    """Fetch each address; passing trouble gives the outcome `again`, and a refusal is for the plugin to judge."""
    found = []
    for adres in adressen:
        answer = await fetch(weg.transport, registratie, adres, weg.hub.nu())
        if classify(answer) is Gevolg.OPNIEUW:
            return Uitkomst(Gevolg.OPNIEUW, answer.fout.value if answer.fout is not None else f"http-{answer.status}", answer.status)
        found.append(Opgehaald(adres, answer.status, answer.inhoud))
    return tuple(found)


async def _take_in(weg: Weg, taak: Taak, bijdrage: Bijdrage) -> None:
    hub = weg.hub
    installed = hub.partners[taak.partner]

    async def once() -> None:
        async with hub.opslag.walk() as tx:
            if not await ophalen.still_open(tx, taak.taak_id):
                return
            await walk(hub, tx, Binnen(bijdrage, taak.organisatie, hub.nu(), f"{taak.partner} {installed.versie}"))
            await ophalen.settle_job(tx, taak.taak_id, "klaar")
            await add_line(tx, f"org:{taak.organisatie}", audit_line(hub, "opgehaald", taak.organisatie, "aangenomen"))

    await retried(once)
    hub.wek()


async def carry_job(weg: Weg, klus: Klus) -> Uitkomst:
    """Fetch, translate again with what came back, and walk; the job is done in the same transaction."""
    taak = klus.taak
    registratie = weg.registraties.get(taak.organisatie)
    if registratie is None or taak.partner not in weg.hub.partners:
        return ONBEKEND
    body = _open(weg, taak)
    found = await _fetch_all(weg, registratie, texts(body, "adressen"))
    if isinstance(found, Uitkomst):
        return found
    inhoud, mediatype = text(body, "inhoud") or "", text(body, "mediatype") or ""
    return await _understand(weg, taak, Bericht(taak.organisatie, mediatype, inhoud.encode(), weg.hub.nu(), found))


async def _understand(weg: Weg, taak: Taak, bericht: Bericht) -> Uitkomst:
    """Translate with what came back, and walk; what the plugin or the rooms refuse is refused for good."""
    try:
        result = await translated(weg.hub, bericht, weg.hub.partners[taak.partner])
        if isinstance(result, Ophaalverzoek):
            return BLIJFT_VRAGEN
        await _take_in(weg, taak, result)
    except (OngeldigBericht, OnbekendeVerwijzing, AlleenRegie) as fout:
        return Uitkomst(Gevolg.GEWEIGERD, fout.code)
    return KLAAR


async def settle_job(weg: Weg, klus: Klus, uitkomst: Uitkomst) -> None:
    """Mark a job that did not end in a walk: again by the table, or given up with the reason in the sender's chain."""
    taak = klus.taak
    weg.emit(OPGEHAALD.met(organisatie=taak.organisatie, status=uitkomst.status, uitkomst=uitkomst.reden))
    if uitkomst is KLAAR:
        return
    wait = None
    if uitkomst.gevolg is Gevolg.OPNIEUW:
        wait = next_wait(Geschiedenis(klus.pogingen, klus.aangemaakt), klus.nu, "gewoon", uitkomst.retry_after, weg.toeval())
    async with weg.hub.opslag.walk() as tx:
        await ophalen.settle_job(tx, taak.taak_id, "wacht" if wait is not None else "dood", wait)
        if wait is None:
            line = audit_line(weg.hub, "ophalen opgegeven", taak.organisatie, uitkomst.reden)
            await add_line(tx, f"org:{taak.organisatie}", line)


async def put_job_back(weg: Weg, klus: Klus, seconds: float) -> None:
    """Put a claimed job back; this was no attempt."""
    async with weg.hub.opslag.walk() as tx:
        await ophalen.defer_job(tx, klus.taak.taak_id, seconds)
