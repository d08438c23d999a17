"""Fetch what a notification only pointed to, and let what came back walk in as a message (architecture 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson

from ketenhub.contract.bericht import Bericht, Ontvangst, Opgehaald, Ophaalverzoek
from ketenhub.deliver.ophalen import fetch, may_fetch
from ketenhub.deliver.schedule import Geschiedenis, next_wait
from ketenhub.deliver.transport import Fout
from ketenhub.deliver.uitkomst import Gevolg, Uitkomst, weigh
from ketenhub.domain.errors import GeenToegang, OnbekendeVerwijzing, OngeldigBericht, Tegenstrijdig
from ketenhub.domain.json import text, texts
from ketenhub.flow.aanknopen import Binnen
from ketenhub.flow.aannemen import translated
from ketenhub.flow.audit import audit_line
from ketenhub.flow.doorbreken import take_in
from ketenhub.flow.sleutels import open_one_time
from ketenhub.keys.kluis import Plek
from ketenhub.log.events import OPGEHAALD, OPHALEN_OPGEGEVEN, OPHALEN_OPNIEUW
from ketenhub.store import ophalen
from ketenhub.store.keten import add_line
from ketenhub.store.opslag import retried

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Antwoord
    from ketenhub.deliver.registratie import Registratie
    from ketenhub.domain.bijdrage import Bijdrage
    from ketenhub.domain.json import Object
    from ketenhub.flow.carry import Weg
    from ketenhub.store.ophalen import Klus, Taak

ONBEKEND = Uitkomst(Gevolg.GEWEIGERD, "onbekende-organisatie")
BLIJFT_VRAGEN = Uitkomst(Gevolg.GEWEIGERD, "blijft-vragen")
NIET_GEREGISTREERD = Uitkomst(Gevolg.GEWEIGERD, Fout.GEWEIGERD.value)
KLAAR = Uitkomst(Gevolg.BEZORGD, "opgehaald")
# the first fetch, and pages after it
RONDES = 20
# the hub's own token was not taken; its owner can put that right, and the notification may not be lost meanwhile
GEEN_TOEGANG = frozenset({401, 403})


def _open(weg: Weg, taak: Taak) -> Object:
    place = Plek("ophaaltaak", "inhoud", taak.taak_id, taak.organisatie)
    found: Object = orjson.loads(open_one_time(weg.hub.kluis, place, taak.gewikkeld, taak.inhoud))
    return found


def _reply(antwoord: Antwoord) -> Ontvangst:
    return Ontvangst.OPNIEUW if antwoord.status in GEEN_TOEGANG else Ontvangst.GEWEIGERD


async def _fetch_all(weg: Weg, registratie: Registratie, adressen: tuple[str, ...]) -> tuple[Opgehaald, ...] | Uitkomst:
    """Fetch each address; passing trouble gives the outcome `again`, and a refusal is for the plugin to judge.

    When the sender did not register one of them nothing is fetched at all, now or later.
    """
    if not all(may_fetch(registratie, adres) for adres in adressen):
        return NIET_GEREGISTREERD
    found = []
    for adres in adressen:
        answer = await fetch(weg.transport, registratie, adres, weg.hub.nu())
        uitkomst = weigh(answer, _reply, weg.hub.nu())
        if uitkomst.gevolg is Gevolg.OPNIEUW:
            return uitkomst
        found.append(Opgehaald(adres, answer.status, answer.inhoud))
    return tuple(found)


async def _take_in(weg: Weg, taak: Taak, bijdrage: Bijdrage) -> None:
    hub = weg.hub
    installed = hub.partners[taak.partner]

    async def once() -> None:
        async with hub.opslag.walk() as tx:
            if not await ophalen.still_open(tx, taak.taak_id):
                return
            await take_in(hub, tx, Binnen(bijdrage, taak.organisatie, hub.nu(), f"{taak.partner} {installed.versie}"))
            await ophalen.finish_job(tx, taak.taak_id)
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
    bericht = Bericht(taak.organisatie, text(body, "mediatype") or "", (text(body, "inhoud") or "").encode(), weg.hub.nu())
    wanted = texts(body, "adressen")
    for _ in range(RONDES):
        found = await _fetch_all(weg, registratie, wanted)
        if isinstance(found, Uitkomst):
            return found
        bericht = replace(bericht, opgehaald=bericht.opgehaald + found)
        understood = await _understand(weg, taak, bericht)
        if isinstance(understood, Uitkomst):
            return understood
        wanted = understood.adressen
    return BLIJFT_VRAGEN


async def _understand(weg: Weg, taak: Taak, bericht: Bericht) -> Uitkomst | Ophaalverzoek:
    """Translate with what came back, and walk; what the plugin or the rooms refuse is refused for good, unless it passes."""
    try:
        result = await translated(weg.hub, bericht, weg.hub.partners[taak.partner])
        if isinstance(result, Ophaalverzoek):
            return result
        await _take_in(weg, taak, result)
    except (OngeldigBericht, OnbekendeVerwijzing, GeenToegang, Tegenstrijdig) as fout:
        return Uitkomst(Gevolg.OPNIEUW if fout.opnieuw else Gevolg.GEWEIGERD, fout.code)
    return KLAAR


async def settle_job(weg: Weg, klus: Klus, uitkomst: Uitkomst) -> None:
    """Mark a job that did not end in a walk: again by the table, or given up with the reason in the sender's chain."""
    taak = klus.taak
    if uitkomst is KLAAR:
        weg.emit(OPGEHAALD.met(organisatie=taak.organisatie, uitkomst=uitkomst.reden))
        return
    wait = None
    if uitkomst.gevolg is Gevolg.OPNIEUW:
        wait = next_wait(Geschiedenis(klus.pogingen, klus.aangemaakt), klus.nu, "gewoon", uitkomst.retry_after, weg.toeval())
    async with weg.hub.opslag.walk() as tx:
        if not await ophalen.settle_claim(tx, klus, "wacht" if wait is not None else "dood", wait):
            return
        if wait is None:
            line = audit_line(weg.hub, "ophalen opgegeven", taak.organisatie, uitkomst.reden)
            await add_line(tx, f"org:{taak.organisatie}", line)
    _log(weg, klus, uitkomst, wait)


def _log(weg: Weg, klus: Klus, uitkomst: Uitkomst, wait: float | None) -> None:
    weg.emit(
        (OPHALEN_OPGEGEVEN if wait is None else OPHALEN_OPNIEUW).met(
            organisatie=klus.taak.organisatie,
            status=uitkomst.status,
            uitkomst=uitkomst.reden,
            poging=klus.pogingen,
            over_s=round(wait, 1) if wait is not None else None,
        )
    )


async def put_job_back(weg: Weg, klus: Klus, seconds: float) -> None:
    """Put a claimed job back; this was no attempt."""
    async with weg.hub.opslag.walk() as tx:
        await ophalen.defer_job(tx, klus, seconds)
