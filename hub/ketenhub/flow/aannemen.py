"""Take a message in: seen before, translate within a budget, walk, answer; what was answered 2xx is on disk."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from ketenhub.contract.bericht import Ophaalverzoek
from ketenhub.domain.errors import GeenToegang, KetenhubError, NogBezig, OngeldigBericht, SleutelHergebruikt, TeDruk, Tegenstrijdig
from ketenhub.flow.aanknopen import Binnen
from ketenhub.flow.aantekenen import note
from ketenhub.flow.afzender import check_sender
from ketenhub.flow.audit import audit_line
from ketenhub.flow.doorbreken import take_in
from ketenhub.flow.sleutels import one_time_key
from ketenhub.keys.kluis import Plek
from ketenhub.receive.ontvangen import message_id, receive
from ketenhub.store import ophalen, postvak
from ketenhub.store.keten import add_line
from ketenhub.store.opslag import retried
from ketenhub.translate.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.contract.bericht import Bericht
    from ketenhub.domain.bijdrage import Bijdrage
    from ketenhub.flow.hub import Hub
    from ketenhub.partners.register import Geinstalleerd
    from ketenhub.store.opslag import Tx

    Antwoordmaker = Callable[[str], "Gegeven"]
    Keuring = Callable[[bytes], None]

GEWEIGERD = "bericht geweigerd"


def anything(inhoud: bytes) -> None:
    """Hold the bytes to nothing: for a form that its partner checks itself."""


@dataclass(frozen=True, slots=True)
class Gegeven:
    """The answer to a message: status, media type, exact body, and whether it was given before."""

    status: int
    mediatype: str
    inhoud: bytes
    herhaald: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A message at the door: through which partner, how the sender wants its receipt, and what its bytes are held to first."""

    bericht: Bericht
    partner: str
    maak_antwoord: Antwoordmaker
    keur: Keuring = anything


async def translated(hub: Hub, bericht: Bericht, partner: Geinstalleerd) -> Bijdrage | Ophaalverzoek:
    """Translate in a worker thread; raises TeDruk over budget, OngeldigBericht with the place."""
    try:
        return await asyncio.wait_for(asyncio.to_thread(translate, bericht, partner.partner, partner.levert), hub.vertaalbudget)
    except TimeoutError:
        raise TeDruk("vertaling", "vertalen duurde te lang") from None


async def _seen(hub: Hub, bericht: Bericht, bericht_id: str) -> Gegeven | None:
    try:
        async with hub.opslag.walk() as tx:
            before = await receive(tx, bericht, bericht_id)
    except SleutelHergebruikt as fout:
        await note(hub, bericht.organisatie, GEWEIGERD, fout.code)
        raise
    return None if before is None else Gegeven(before.status, before.mediatype, before.antwoord, herhaald=True)


async def _set_apart(hub: Hub, post: Post, som: bytes, fout: KetenhubError) -> None:
    """Keep unreadable bytes apart with a key of their own, and note the refusal in the sender's chain."""
    ident, org = hub.nieuw_id(), post.bericht.organisatie
    wrapped, sealed = one_time_key(hub.kluis, Plek("quarantaine", "inhoud", ident, org), post.bericht.inhoud)
    async with hub.opslag.walk() as tx:
        await postvak.quarantine(tx, ident, org, (som, wrapped, sealed), fout.code)
        await add_line(tx, f"org:{org}", audit_line(hub, GEWEIGERD, org, fout.code))


async def _job(hub: Hub, tx: Tx, post: Post, bericht_id: str, verzoek: Ophaalverzoek) -> None:
    """Keep the wish to fetch as a job; no network call happens inside a transaction."""
    ident, org = hub.nieuw_id(), post.bericht.organisatie
    body = {"inhoud": post.bericht.inhoud.decode(), "mediatype": post.bericht.mediatype, "adressen": list(verzoek.adressen)}
    wrapped, sealed = one_time_key(hub.kluis, Plek("ophaaltaak", "inhoud", ident, org), orjson.dumps(body))
    await ophalen.keep_job(tx, ophalen.Taak(ident, org, post.partner, bericht_id, wrapped, sealed))


async def _check(hub: Hub, post: Post, som: bytes) -> None:
    """Hold the bytes to the form of the door before anything else reads them."""
    try:
        post.keur(post.bericht.inhoud)
    except OngeldigBericht as fout:
        await _set_apart(hub, post, som, fout)
        raise


async def _walk_once(hub: Hub, post: Post, som: bytes, known: tuple[str, Bijdrage | Ophaalverzoek]) -> Gegeven | None:
    """Keep the answer and walk in one transaction; None when another brought the same message first."""
    (bericht_id, result), org, partner = known, post.bericht.organisatie, hub.partners[post.partner]
    answer = post.maak_antwoord(bericht_id)

    async def once() -> bool:
        async with hub.opslag.walk() as tx:
            given = postvak.Beantwoord(som, answer.status, answer.mediatype, answer.inhoud)
            if not await postvak.keep_answer(tx, org, bericht_id, given, None):
                return False
            if isinstance(result, Ophaalverzoek):
                await _job(hub, tx, post, bericht_id, result)
            else:
                await take_in(hub, tx, Binnen(result, org, hub.nu(), f"{post.partner} {partner.versie}"))
            await add_line(tx, f"org:{org}", audit_line(hub, "bericht aangenomen", org, "aangenomen"))
        return True

    try:
        return answer if await retried(once) else None
    except (OngeldigBericht, GeenToegang, Tegenstrijdig) as fout:
        await note(hub, org, GEWEIGERD, fout.code)
        raise


async def rehearse(hub: Hub, bericht: Bericht, partner: str, keur: Keuring) -> Bijdrage:
    """Let a message go the whole way and keep nothing of it; gives the contribution. Raises what `accept` raises."""
    installed = hub.partners[partner]
    keur(bericht.inhoud)
    async with hub.opslag.walk() as tx:
        before = await receive(tx, bericht, message_id(bericht, installed.partner))
    result = await translated(hub, bericht, installed)
    if isinstance(result, Ophaalverzoek):
        raise OngeldigBericht("", "dit bericht verwijst alleen; de hub haalt het pas op als het is verstuurd")
    await check_sender(hub, bericht.organisatie, result.verwijzing, GEWEIGERD)

    async def once() -> None:
        async with hub.opslag.rehearsal() as tx:
            await take_in(hub, tx, Binnen(result, bericht.organisatie, hub.nu(), f"{partner} {installed.versie}"))

    if before is None:
        await retried(once)
    return result


async def accept(hub: Hub, post: Post) -> Gegeven:
    """Take one message in and give its answer; a repeat gets the first answer, byte for byte.

    Raises SleutelHergebruikt (same id, other bytes), NogBezig, OngeldigBericht, OnbekendeVerwijzing, AlleenRegie, TeDruk.
    """
    partner = hub.partners[post.partner]
    som = hashlib.sha256(post.bericht.inhoud).digest()
    await _check(hub, post, som)
    bericht_id = message_id(post.bericht, partner.partner)
    before = await _seen(hub, post.bericht, bericht_id)
    if before is not None:
        return before
    try:
        result = await translated(hub, post.bericht, partner)
    except OngeldigBericht as fout:
        await _set_apart(hub, post, som, fout)
        raise
    if not isinstance(result, Ophaalverzoek):
        await check_sender(hub, post.bericht.organisatie, result.verwijzing, GEWEIGERD)
    answer = await _walk_once(hub, post, som, (bericht_id, result))
    if answer is None:
        again = await _seen(hub, post.bericht, bericht_id)
        if again is None:
            raise NogBezig("berichtId")
        return again
    hub.wek()
    return answer
