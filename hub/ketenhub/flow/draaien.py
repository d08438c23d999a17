"""Turn the hub's keys while it runs, wrap and mark again in batches that can be resumed, and close what nothing needs any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.errors import GeenToegang, KetenhubError, Tegenstrijdig, Vernietigd
from ketenhub.domain.partijen import Persoon
from ketenhub.flow.audit import audit_line
from ketenhub.flow.samengevoegd import contributions
from ketenhub.flow.sleutelring import HOOFDSLEUTEL, refresh_ring, secret_place
from ketenhub.keys.ring import DRAAIBAAR, NAAM
from ketenhub.keys.toeval import random_bytes
from ketenhub.keys.zegel import open_zegel
from ketenhub.store import geheimen, lopen, merken, omwikkelen, sessies, wortels
from ketenhub.store.keten import add_line
from ketenhub.store.opslag import retried

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub
    from ketenhub.keys.kast import Sleutelkast
    from ketenhub.store.geheimen import Generatie
    from ketenhub.store.omwikkelen import Bron, Gewikkeld
    from ketenhub.store.opslag import Tx

Stap = Callable[[int, int], None]
KETEN = "sleutels"
GEDRAAID, VERDER, GESLOTEN, GEEN = "gedraaid", "verder gegaan", "gesloten", "niets te sluiten"
PER_KEER = 200
# how old a generation is before the one before can go: every process read it, and every token of the other has ended
GEDULD = 660.0


@dataclass(frozen=True, slots=True)
class Beheer:
    """Who does this, with which store of master keys; `geduld` in seconds, shorter in tests alone."""

    beheerder: str
    kast: Sleutelkast
    geduld: float = GEDULD


@dataclass(frozen=True, slots=True)
class Gedaan:
    """What an act did: how many rows or casussen were done, and how many still stand under the one before."""

    soort: str
    uitkomst: str
    gedaan: int = 0
    over: int = 0


def check_administrator(hub: Hub, beheerder: str) -> None:
    """Refuse anyone but a registered administrator; raises GeenToegang."""
    if not any(wie.id == beheerder and wie.rol == "beheerder" for wie in hub.keten.medewerkers):
        raise GeenToegang("beheerder", "dit is geen beheerder van deze regio")


async def note_act(hub: Hub, tx: Tx, beheerder: str, act: str, uitkomst: str) -> None:
    """Put an act on the keys on record."""
    await add_line(tx, KETEN, audit_line(hub, f"sleutels: {act}", hub.oin, uitkomst, {"beheerder": beheerder}))


async def _refused(hub: Hub, beheerder: str, act: str, fout: KetenhubError) -> None:
    async with hub.opslag.walk() as tx:
        await note_act(hub, tx, beheerder, act, fout.code)


async def turn(hub: Hub, beheer: Beheer, soort: str, step: Stap = lambda _done, _of: None) -> Gedaan:
    """Turn one kind of key, or go on where that was broken off; raises GeenToegang, Instellingsfout, OngeldigBericht."""
    acts = {HOOFDSLEUTEL: _turn_master, "bsn": _turn_bsn, "ondertekening": _turn_signing}
    try:
        check_administrator(hub, beheer.beheerder)
        return await acts[soort](hub, beheer, step) if soort in acts else await _end_sessions(hub, beheer)
    except KetenhubError as fout:
        await _refused(hub, beheer.beheerder, f"{soort} draaien", fout)
        raise


async def _turn_master(hub: Hub, beheer: Beheer, step: Stap) -> Gedaan:
    beheer.kast.turn()
    hub.kluis.reread()
    naam = hub.kluis.naam
    async with hub.opslag.walk() as tx:
        await geheimen.hold_alone(tx)
        known = [one for one in await geheimen.read_generations(tx) if one.soort == HOOFDSLEUTEL]
        begun = known[0].naam != naam
        if begun:
            await geheimen.set_aside(tx, (HOOFDSLEUTEL,))
            await geheimen.keep_generation(tx, (HOOFDSLEUTEL, known[0].generatie + 1, naam, b""))
        await note_act(hub, tx, beheer.beheerder, f"{HOOFDSLEUTEL} draaien", naam.hex())
    async with hub.opslag.walk() as tx:
        await omwikkelen.split_old_messages(tx)
    of, done = await _left_under_others(hub), 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        step(done, max(of, done))

    for bron in omwikkelen.BRONNEN:
        await _wrap_again(hub, bron, count)
    await refresh_ring(hub.opslag, hub.kluis)
    over = await _left_under_others(hub)
    async with hub.opslag.walk() as tx:
        await note_act(hub, tx, beheer.beheerder, f"{HOOFDSLEUTEL} omgewikkeld", str(done))
    return Gedaan(HOOFDSLEUTEL, GEDRAAID if begun else VERDER, done, over)


def _rewrapped(hub: Hub, batch: list[Gewikkeld]) -> list[tuple[Gewikkeld, bytes]]:
    """Give what can be wrapped again; a key that no master key opens stays as it is, and holds up the closing."""
    found = []
    for one in batch:
        try:
            found.append((one, hub.kluis.rewrap(one.gewikkeld, one.plek)))
        except Vernietigd:
            continue
    return found


async def _wrap_again(hub: Hub, bron: Bron, count: Callable[[int], None]) -> None:
    """Wrap every key of a table again, batch by batch; what is done stays done, whatever happens next."""
    na: tuple[object, ...] = ()

    async def once() -> tuple[tuple[object, ...], int]:
        async with hub.opslag.walk() as tx:
            batch = await omwikkelen.read_batch(tx, bron, hub.kluis.naam, na, PER_KEER)
            wrapped = _rewrapped(hub, batch)
            await omwikkelen.write_batch(tx, bron, wrapped)
        return (batch[-1].sleutel if batch else ()), len(wrapped)

    while True:
        na, done = await retried(once)
        if not na:
            return
        count(done)


async def _left_under_others(hub: Hub) -> int:
    async with hub.opslag.walk() as tx:
        await omwikkelen.split_old_messages(tx)
        counted = await omwikkelen.count_by_name(tx)
    return counted.total() - counted[hub.kluis.naam]


async def _new_generations(hub: Hub, tx: Tx, doelen: tuple[str, ...]) -> bool:
    """Make a new generation of each, unless the one before was not closed yet: then this goes on with what was begun."""
    await geheimen.hold_alone(tx)
    known = await geheimen.read_generations(tx)
    if any(one.soort in doelen and one.staat == "vorig" for one in known):
        return False
    await geheimen.set_aside(tx, doelen)
    for doel in doelen:
        number = 1 + max(one.generatie for one in known if one.soort == doel)
        wrapped = hub.kluis.new_data_key(secret_place(doel, number))
        await geheimen.keep_generation(tx, (doel, number, random_bytes(NAAM), wrapped))
    return True


async def _turned(hub: Hub, beheer: Beheer, soort: str) -> str:
    async with hub.opslag.walk() as tx:
        begun = await _new_generations(hub, tx, DRAAIBAAR[soort])
        await note_act(hub, tx, beheer.beheerder, f"{soort} draaien", GEDRAAID if begun else VERDER)
    await refresh_ring(hub.opslag, hub.kluis)
    return GEDRAAID if begun else VERDER


async def _turn_signing(hub: Hub, beheer: Beheer, step: Stap) -> Gedaan:
    uitkomst = await _turned(hub, beheer, "ondertekening")
    step(1, 1)
    return Gedaan("ondertekening", uitkomst, 1)


async def _turn_bsn(hub: Hub, beheer: Beheer, step: Stap) -> Gedaan:
    """Mark every casus again; meanwhile every walk tries both keys and leaves marks under the new one."""
    uitkomst = await _turned(hub, beheer, "bsn")
    before = hub.kluis.ring.geheimen["bsn"][-1].naam
    done, na = 0, ""
    async with hub.opslag.walk() as tx:
        of = await merken.count_marked(tx, before)
    while True:
        async with hub.opslag.walk() as tx:
            waiting = await merken.next_marked(tx, before, na, PER_KEER)
        if not waiting:
            break
        for casus_id in waiting:
            await _mark_again(hub, casus_id)
            done += 1
            step(done, max(of, done))
        na = waiting[-1]
    async with hub.opslag.walk() as tx:
        over = (await merken.count_by_key(tx))[before]
    return Gedaan("bsn", uitkomst, done, over)


async def known_numbers(hub: Hub, tx: Tx, casus_id: str) -> set[str]:
    """Give every BSN that was ever told in this casus itself and can still be opened."""
    told = (item.feit for kept in await contributions(hub, tx, casus_id) for item in kept.items)
    return {feit.bsn for feit in told if isinstance(feit, Persoon) and feit.bsn}


async def _mark_again(hub: Hub, casus_id: str) -> None:
    """Put each mark of a casus under the new key: same person, same role. A mark of a number that nobody knows any more goes."""

    async def once() -> None:
        async with hub.opslag.walk() as tx:
            await lopen.lock_casus(tx, casus_id)
            pairs = {old: new for new, old in [hub.kluis.marks("bsn", bsn) for bsn in await known_numbers(hub, tx, casus_id)]}
            taken = await merken.take_marks(tx, casus_id, hub.kluis.ring.geheimen["bsn"][-1].naam)
            await merken.put_marks(tx, casus_id, [(pairs[merk], wie, victim) for merk, wie, victim in taken if merk in pairs])

    await retried(once)


async def _end_sessions(hub: Hub, beheer: Beheer) -> Gedaan:
    """End every session: a cookie is a random number of which a hash is kept, so there is no key that could turn."""
    async with hub.opslag.walk() as tx:
        count = await sessies.end_all(tx)
        await note_act(hub, tx, beheer.beheerder, "alle sessies beeindigen", str(count))
    return Gedaan("sessie", "beeindigd", count)


async def _needed(hub: Hub, soort: str, before: Generatie) -> str | None:
    """Tell what still needs the generation before, with the count."""
    if soort == HOOFDSLEUTEL:
        left, what = await _left_under_others(hub), "sleutels staan nog onder de vorige hoofdsleutel: draai eerst verder"
    elif soort == "bsn":
        async with hub.opslag.walk() as tx:
            left, what = (await merken.count_by_key(tx))[before.naam], "BSN-merken staan nog onder de vorige sleutel: draai eerst verder"
    else:
        left, what = await _roots_of_before(hub), "dagwortel draagt nog de vorige handtekening: wacht tot de volgende"
    return f"{left} {what}" if left else None


async def _roots_of_before(hub: Hub) -> int:
    """Count one when the newest day root, which vouches for all before it, is not signed with the key of now."""
    async with hub.opslag.walk() as tx:
        newest = await wortels.last_root(tx)
    zegel = open_zegel(hub.kluis)
    return int(newest is not None and type(zegel)(zegel.sleutels[:1]).content(newest.handtekening) is None)


async def close(hub: Hub, beheer: Beheer, soort: str) -> Gedaan:
    """Destroy the generation before of one kind; raises Tegenstrijdig with the count while anything needs it, GeenToegang."""
    try:
        check_administrator(hub, beheer.beheerder)
        return await _close(hub, beheer, soort)
    except KetenhubError as fout:
        await _refused(hub, beheer.beheerder, f"{soort} sluiten", fout)
        raise


async def _close(hub: Hub, beheer: Beheer, soort: str) -> Gedaan:
    doelen = DRAAIBAAR.get(soort, (soort,))
    await refresh_ring(hub.opslag, hub.kluis)
    async with hub.opslag.walk() as tx:
        known = [one for one in await geheimen.read_generations(tx) if one.soort == doelen[0]]
    before = next((one for one in known if one.staat == "vorig"), None)
    if before is None:
        return await _close_store(hub, beheer, soort, known[0])
    wait = beheer.geduld - known[0].leeftijd
    if wait > 0:
        raise Tegenstrijdig(soort, f"nog {wait / 60:.0f} minuten wachten, tot elk proces de nieuwe sleutel kent")
    reason = await _needed(hub, soort, before)
    if reason is not None:
        raise Tegenstrijdig(soort, reason)
    async with hub.opslag.walk() as tx:
        await geheimen.hold_alone(tx)
        await geheimen.close_previous(tx, doelen)
        await note_act(hub, tx, beheer.beheerder, f"{soort} sluiten", before.naam.hex())
    if soort == HOOFDSLEUTEL:
        beheer.kast.close()
        hub.kluis.reread()
    await refresh_ring(hub.opslag, hub.kluis)
    return Gedaan(soort, GESLOTEN, 1)


async def _close_store(hub: Hub, beheer: Beheer, soort: str, now: Generatie) -> Gedaan:
    """Close in the key store what was closed in the database, after an accident in between; never what is still in use."""
    if soort != HOOFDSLEUTEL or beheer.kast.vorig() is None or now.naam != hub.kluis.naam or await _left_under_others(hub):
        return Gedaan(soort, GEEN)
    beheer.kast.close()
    hub.kluis.reread()
    return Gedaan(soort, GESLOTEN, 1)
