"""Ask why a field goes to a recipient or not: answered on what the asker sees, on record as a look, and kept so that it can be replayed."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import orjson

from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.domain.errors import NietGevonden, TeDruk
from ketenhub.domain.json import text
from ketenhub.flow.beeld import row_of
from ketenhub.flow.besluiten import AUTHZEN, Feiten, Grond, Vraagpunt, answer, as_bytes, decisions, phases_in
from ketenhub.flow.delen import fixed_rules, recipient
from ketenhub.flow.geldend import in_force
from ketenhub.flow.informeren import called_by, today
from ketenhub.flow.look import Antwoord, Inkijk, Vraag, give, issue
from ketenhub.flow.regelbron import words_of
from ketenhub.flow.samengevoegd import Namen, names_now
from ketenhub.flow.sleutels import one_time_key
from ketenhub.keys.kluis import Plek
from ketenhub.share.ontvanger import Ontvanger
from ketenhub.store import lopen
from ketenhub.store.besluitlog import Besluitregel, keep_decision

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx

HANDELING, DOEL, SOORT = "deelbesluiten bekeken", "uitleg van een besluit", "uitleg"
POGINGEN = 3


@dataclass(frozen=True, slots=True)
class Besluitvraag:
    """Who asks about which casus, in its own reference, and what."""

    vrager: str
    verwijzing: str
    punt: Vraagpunt


@dataclass(frozen=True, slots=True)
class _Stof:
    """What an answer is made of: the casus it is about, who asks, the facts, the ground, and the names of what it rests on."""

    casus_id: str
    wie: lopen.Betrokkene
    beeld: Beeld
    feiten: Feiten
    grond: Grond
    namen: Namen


class _Veranderd(Exception):
    """A walk came in between."""


def seal_place(besluit_id: str, organisatie: str) -> Plek:
    """Give the place for which what an answer rests on is sealed."""
    return Plek("besluitlog", "inhoud", besluit_id, organisatie)


def _about(hub: Hub, punt: Vraagpunt, wie: lopen.Betrokkene) -> Ontvanger:
    """Give whom is asked about as the region knows it."""
    oin = punt.ontvanger or wie.organisatie
    known = hub.keten.find(oin)
    return Ontvanger(oin, known.soort if known else "", "", regie=False, verwijzing="", gemeente=known.gemeente if known else None)


async def _other(inkijk: Inkijk, tx: Tx, over: str) -> tuple[str, Beeld] | None:
    """Give a participant's track and what that holds, or None when it takes no part now."""
    found = next((b for b in await lopen.read_involved(tx, inkijk.casus_id) if b.organisatie == over and b.actief), None)
    return None if found is None else (found.spoor, await inkijk.open_for(tx, found))


def _kinds(hub: Hub, casus: Object) -> dict[str, str]:
    """Give the kind of every organisation that said something in a casus."""
    items, kinds = casus.get("items"), hub.keten.kinds()
    said = {text(item, "herkomst", "organisatie") or "" for item in items} if isinstance(items, list | tuple) else set()
    return {oin: kinds[oin] for oin in sorted(said) if oin in kinds}


async def _gather(inkijk: Inkijk, punt: Vraagpunt) -> _Stof:
    """Gather what an answer is made of, all of one moment; raises NietGevonden, _Veranderd."""
    hub, casus_id, wie, beeld = inkijk.hub, inkijk.casus_id, inkijk.wie, inkijk.open()
    over = _about(hub, punt, wie)
    async with hub.opslag.walk() as tx:
        await tx.execute("set transaction isolation level repeatable read, read only")
        if await lopen.version_of(tx, casus_id, row_of(wie.spoor)) != inkijk.versie:
            raise _Veranderd
        real = wie.regie and over.oin != wie.organisatie
        ander = await _other(inkijk, tx, over.oin) if real else None
        namen = await names_now(tx, casus_id)
    grond = Grond(
        vraag=punt,
        vandaag=today(hub),
        wie=recipient(hub, wie),
        over=replace(over, spoor=ander[0]) if ander is not None else over,
        fasen=phases_in(beeld.beoordeling),
        over_fasen=phases_in(ander[1].beoordeling) if ander is not None else None,
        soorten=_kinds(hub, beeld.casus),
    )
    return _Stof(casus_id, wie, beeld, Feiten(beeld.casus, ander[1].casus if ander is not None else None), grond, namen)


def _logged(hub: Hub, vraag: Besluitvraag, ident: str, body: bytes, stof: _Stof | None) -> Besluitregel:
    """Give the line of the decision log: what was asked and what the answer rests on, sealed with a key of its own."""
    asked: dict[str, Json] = {"verwijzing": vraag.verwijzing}
    rests = {} if stof is None else {"grond": stof.grond.as_json(), "namen": asdict(stof.namen)}
    content = orjson.dumps(asked | ({"vraag": list(vraag.punt)} if stof is None else rests))
    wrapped, sealed = one_time_key(hub.kluis, seal_place(ident, vraag.vrager), content)
    return Besluitregel(
        besluit_id=ident,
        casus_id=stof.casus_id if stof is not None else None,
        organisatie=vraag.vrager,
        spoor=stof.wie.spoor if stof is not None else "",
        vorm=vraag.punt.vorm,
        op=hub.nu(),
        dag=stof.grond.dag if stof is not None else today(hub),
        regels_versie=hub.regels.versie,
        regels_hash=words_of(hub.regels)[1],
        software=hub.software,
        hash_antwoord=hashlib.sha256(body).hexdigest(),
        verstrekking_id=None,
        gewikkeld=wrapped,
        inhoud=sealed,
    )


async def _explained(inkijk: Inkijk, vraag: Besluitvraag, ident: str) -> Antwoord[bytes]:
    """Give the answer, with what of it goes on record: what it shows as a disclosure, all of it in the log of decisions."""
    hub, stof = inkijk.hub, await _gather(inkijk, vraag.punt)
    found = decisions(stof.grond, stof.feiten, fixed_rules(hub), called_by(hub, vraag.vrager))
    body = answer(stof.grond, found)
    content = as_bytes(body)
    shows = bool(body.get("deelbesluiten") or body.get("context"))
    # what was shown is kept there, under the same id
    regel = replace(_logged(hub, vraag, ident, content, stof), verstrekking_id=ident if shows else None)
    uit = issue(Uitsnede(vraag.vrager, vraag.verwijzing, stof.wie.spoor, body), content, stof.beeld) if shows else None
    return Antwoord(content, uit, uitkomst="getoond" if shows else "niets te tonen", bij=lambda tx: keep_decision(tx, regel))


async def _once(hub: Hub, vraag: Besluitvraag) -> bytes:
    ident = hub.nieuw_id()
    asked = Vraag(vraag.vrager, vraag.verwijzing, DOEL, SOORT, ident=ident, handeling=HANDELING)
    return await give(hub, asked, lambda inkijk: _explained(inkijk, vraag, ident))


async def _of_one_moment(hub: Hub, vraag: Besluitvraag) -> bytes:
    for _ in range(POGINGEN):
        with suppress(_Veranderd):
            return await _once(hub, vraag)
    raise TeDruk("database", "er verandert te veel tegelijk in deze casus")


async def _absent(hub: Hub, vraag: Besluitvraag) -> bytes:
    """Answer about what is not there for this asker, in the form that has an answer for it."""
    content = as_bytes({"decision": False})
    async with hub.opslag.request(vraag.vrager) as tx:
        hub = await in_force(hub, tx)
        await keep_decision(tx, _logged(hub, vraag, hub.nieuw_id(), content, None))
    return content


async def explain_decisions(hub: Hub, vraag: Besluitvraag) -> bytes:
    """Give the answer about decisions; raises NietGevonden where the form has no answer for what is not there."""
    try:
        return await _of_one_moment(hub, vraag)
    except NietGevonden:
        if vraag.punt.vorm != AUTHZEN:
            raise
        return await _absent(hub, vraag)
