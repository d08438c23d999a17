"""A person acknowledges a signal; and what an organisation's signals of a casus are, with where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.errors import KetenhubError, NietGevonden, Tegenstrijdig
from ketenhub.domain.json import rows
from ketenhub.evaluate.levensloop import Stapsoort, follow
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.delen import cut_view
from ketenhub.flow.geldend import in_force
from ketenhub.flow.levens import Stand, words_place
from ketenhub.flow.look import Afgeleid, Gezien, Vraag, load_for, look
from ketenhub.flow.namens import mark
from ketenhub.flow.signaleren import ONBEVESTIGD, make_marker, read_history
from ketenhub.flow.sleutels import one_time_key
from ketenhub.store import kijken, lopen, signalen
from ketenhub.store.keten import add_line
from ketenhub.store.ladder import read_steps
from ketenhub.store.opslag import retried

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx
    from ketenhub.store.signalen import Leven

BEVESTIGD = "signaal bevestigd"
GETOOND = frozenset({"verwijzing", "spoor", "signalen"})
VOORBIJ = 100


@dataclass(frozen=True, slots=True)
class Bevestiging:
    """Who saw a signal, for which organisation, and what was done; `persoon` is the one at the screen."""

    organisatie: str
    verwijzing: str
    signaal_id: str
    professional: str
    gedaan: str | None = None
    persoon: str | None = None

    @property
    def audit(self) -> Object:
        """Give what the audit line says of it."""
        return {"signaal": self.signaal_id} | ({"persoon": self.persoon} if self.persoon else {})


def _moment(op: datetime | None) -> str | None:
    return op.isoformat().replace("+00:00", "Z") if op is not None else None


def _filled(row: dict[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in row.items() if value is not None}


def _row(shown: Object, stand: Stand | None) -> dict[str, Json]:
    """Give one signal as it is shared, with where it stands."""
    if stand is None:
        return {**shown}
    said = _filled({"op": _moment(stand.bevestigd_op), "professional": stand.professional, "gedaan": stand.gedaan})
    others = [
        _filled(
            {
                "organisatie": {"oin": one.organisatie, "naam": one.naam},
                "sinds": _moment(one.sinds),
                "bevestigdOp": _moment(one.bevestigd_op),
            }
        )
        for one in stand.anderen
    ]
    row = {
        "signaalId": stand.signaal_id,
        "staat": stand.staat,
        "sinds": _moment(stand.sinds),
        "trede": stand.trede,
        "volgendeTredeOp": _moment(stand.volgende),
        "bevestiging": said or None,
        "anderen": others or None,
    }
    return _filled({**shown, **row})


def _ended(leven: Leven) -> dict[str, Json]:
    """Give a signal that was withdrawn: nothing is left but that it was there."""
    return {
        "signaalId": leven.signaal_id,
        "staat": Stapsoort.INGETROKKEN.value,
        "sinds": _moment(leven.op),
        "ingetrokkenOp": _moment(leven.ingetrokken_op),
    }


async def _ended_lives(hub: Hub, organisatie: str, verwijzing: str) -> list[Leven]:
    """Give the signals of this organisation that were withdrawn; none for who takes no part."""
    async with hub.opslag.request(organisatie) as tx:
        found = await kijken.find_own(tx, verwijzing)
        return [] if found is None else await signalen.read_ended(tx, found[0], organisatie, VOORBIJ)


async def read_signals(hub: Hub, organisatie: str, verwijzing: str) -> bytes:
    """Give the signals of a plan that the caller may see, each with where it stands, as the exact bytes that leave; raises NietGevonden."""
    ended: list[Json] = [_ended(leven) for leven in await _ended_lives(hub, organisatie, verwijzing)]

    def made(gezien: Gezien) -> Afgeleid:
        open_: list[Json] = [_row(shown, stand) for shown, stand in zip(rows(gezien.inhoud, "signalen"), gezien.standen, strict=True)]
        return Afgeleid({"signalen": [*open_, *ended]}, delen=GETOOND)

    vraag = Vraag(organisatie, verwijzing, "signalen opvolgen", soort="signalen", standen=True)
    return (await look(hub, vraag, made)).inhoud


async def _visible(hub: Hub, b: Bevestiging) -> str:
    """Give the casus, when the signal is the caller's own and still in its view, or was until its cause went."""
    async with hub.opslag.request(b.organisatie) as tx:
        hub = await in_force(hub, tx)
        found = await kijken.find_own(tx, b.verwijzing)
        if found is None:
            raise NietGevonden("verwijzing")
        casus_id, wie = found
        leven = await signalen.find_life(tx, casus_id, b.organisatie, b.signaal_id)
        if leven is None:
            raise NietGevonden("signaalId")
        besluit = cut_view(hub, await load_for(hub, tx, casus_id, wie), wie)
    shared = make_marker(hub, casus_id, b.organisatie).by_key(oorzaak for oorzaak, _ in besluit.signalen)
    if leven.ingetrokken_op is None and leven.sleutel not in shared:
        raise NietGevonden("signaalId")
    return casus_id


async def _acknowledge(hub: Hub, tx: Tx, casus_id: str, b: Bevestiging) -> datetime:
    await lopen.lock_casus(tx, casus_id)
    history = read_history((await read_steps(tx, casus_id, [b.signaal_id]))[b.signaal_id])
    known = next((stap.op for stap in history if stap.soort is Stapsoort.BEVESTIGD), None)
    if known is not None:
        await add_line(tx, f"casus:{casus_id}", audit_line(hub, BEVESTIGD, b.organisatie, "al bevestigd", {**b.audit, **mark(casus_id)}))
        return known
    stap = follow(history, Stapsoort.BEVESTIGD, await signalen.database_now(tx))
    if stap is None:
        raise Tegenstrijdig("signaalId", "dit signaal is ingetrokken; er valt niets meer te bevestigen")
    words = orjson.dumps(_filled({"professional": b.professional, "gedaan": b.gedaan}))
    wrapped, sealed = one_time_key(hub.kluis, words_place(b.organisatie, b.signaal_id), words)
    await signalen.silence(tx, casus_id, [b.signaal_id], ONBEVESTIGD)
    await signalen.keep_acknowledgement(tx, casus_id, signalen.Bevestigd(b.signaal_id, stap.op, wrapped, sealed))
    await add_line(tx, f"casus:{casus_id}", audit_line(hub, BEVESTIGD, b.organisatie, "gedaan", {**b.audit, **mark(casus_id)}))
    return stap.op


async def acknowledge(hub: Hub, bevestiging: Bevestiging) -> datetime:
    """Record that a person saw a signal, so that nobody else of the organisation is called; gives when.

    The first acknowledgement stays: a repeat changes nothing and gives the same moment. Raises NietGevonden and Tegenstrijdig; each is
    noted in the chain of the one who asked.
    """

    async def once() -> datetime:
        async with hub.opslag.walk() as tx:
            return await _acknowledge(hub, tx, casus_id, bevestiging)

    refusals: tuple[type[KetenhubError], ...] = (NietGevonden, Tegenstrijdig)
    try:
        casus_id = await _visible(hub, bevestiging)
        return await retried(once)
    except refusals as fout:
        await note(hub, bevestiging.organisatie, BEVESTIGD, fout.code)
        raise
