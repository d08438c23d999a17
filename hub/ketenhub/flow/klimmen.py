"""Nobody acknowledged a direct signal: call the next on the ladder, once, also when the call before did not arrive (domain 4, trust 9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.evaluate.ladder import Ladder, climb, make_ladder, next_moment
from ketenhub.evaluate.levensloop import Stap, Stapsoort, Trede, reached
from ketenhub.flow.audit import audit_line
from ketenhub.flow.signaleren import ONBEVESTIGD, read_history
from ketenhub.store import ladder as treden
from ketenhub.store import lopen
from ketenhub.store.keten import add_line
from ketenhub.store.ladder import Beurt, Klim, Roep
from ketenhub.store.opslag import retried

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.flow.hub import Hub
    from ketenhub.store.lopen import Betrokkene
    from ketenhub.store.opslag import Tx

PER_KEER = 100
# what regie hears at once when a call about direct danger did not arrive
NIET_AANGEKOMEN = "direct-niet-bezorgd"
KLIMMEN = "signaal opgeklommen"
Doel = tuple[str, str | None]


@dataclass(slots=True)
class Klimmer:
    """One casus whose ladder is due: who takes part in it, and the calls that go out, one for each place however many signals there are."""

    hub: Hub
    casus_id: str
    betrokkenen: tuple[Betrokkene, ...]
    ladder: Ladder
    roepen: dict[tuple[str, Doel], Roep] = field(default_factory=dict)
    regels: list[str] = field(default_factory=list)

    def _has(self, oin: str, contact: str | None) -> bool:
        found = self.hub.keten.find(oin)
        return found is not None and {None: found.notificaties, "team": found.team, "wacht": found.wacht}[contact] is not None

    def _regie(self, oin: str) -> list[str]:
        return [b.organisatie for b in self.betrokkenen if b.regie and b.organisatie != oin]

    def places(self, oin: str) -> dict[Trede, list[Doel]]:
        """Give where each rung is called for this organisation; the round-the-clock contact of regie where it has none of its own."""
        directs = self._regie(oin)
        own: list[Doel] = [(oin, "wacht")] if self._has(oin, "wacht") else [(one, "wacht") for one in directs]
        wanted: dict[Trede, list[Doel]] = {Trede.TEAM: [(oin, "team")], Trede.REGIE: [(one, None) for one in directs], Trede.WACHT: own}
        found = {trede: [doel for doel in doelen if self._has(*doel)] for trede, doelen in wanted.items()}
        return {trede: doelen for trede, doelen in found.items() if doelen}

    def _call(self, aanleiding: str, doel: Doel) -> str:
        """Put a call out, or give the one that goes there already."""
        oin, contact = doel
        spoor = next(b.spoor for b in self.betrokkenen if b.organisatie == oin)
        roep = Roep(self.hub.nieuw_id(), oin, spoor, aanleiding, contact)
        return self.roepen.setdefault((aanleiding, doel), roep).outbox_id

    def climb(self, beurt: Beurt) -> Klim:
        """Let one life climb, or wait for its hour."""
        history = read_history(beurt.stappen)
        places = self.places(beurt.organisatie)
        steps = climb(history, beurt.nu, self.ladder, places, bezorgd=beurt.bezorgd)
        after = [*history, *steps]
        called = [stap.trede for stap in steps if stap.soort is Stapsoort.OPGEKLOMMEN and stap.trede is not None]
        calls = tuple(self._call(ONBEVESTIGD, doel) for trede in called for doel in places[trede])
        if steps and not beurt.bezorgd and Trede.REGIE not in called:
            self._tell_regie(beurt)
        self._note(beurt, steps)
        # a call that has just gone out is looked after first; one that arrived is waited for
        moment = next_moment(after, self.ladder, bezorgd=beurt.bezorgd and not called)
        kept = tuple((stap.soort.value, stap.op, stap.trede.value if stap.trede else None) for stap in steps)
        return Klim(beurt.signaal_id, kept, reached(after).value, moment, calls or None)

    def _tell_regie(self, beurt: Beurt) -> None:
        """Tell regie that a call about direct danger did not arrive."""
        for oin in self._regie(beurt.organisatie):
            if self._has(oin, None):
                self._call(NIET_AANGEKOMEN, (oin, None))

    def _note(self, beurt: Beurt, steps: tuple[Stap, ...]) -> None:
        why = "niet bevestigd" if beurt.bezorgd else "niet bezorgd"
        for stap in steps:
            passed = stap.soort is Stapsoort.OVERGESLAGEN
            result = f"{stap.trede} overgeslagen: geen adres" if passed else f"{stap.trede} geroepen: {why}"
            self.regels.append(audit_line(self.hub, KLIMMEN, beurt.organisatie, result, {"signaal": beurt.signaal_id}))


async def _climb(hub: Hub, tx: Tx, casus_id: str, nu: datetime | None) -> int:
    await lopen.lock_casus(tx, casus_id)
    due = await treden.read_due(tx, casus_id, nu)
    active = tuple(b for b in await lopen.read_involved(tx, casus_id) if b.actief)
    klimmer = Klimmer(hub, casus_id, active, make_ladder(hub.pakket))
    climbs = [klimmer.climb(beurt) for beurt in due]
    await treden.call(tx, casus_id, list(klimmer.roepen.values()))
    for klim in climbs:
        await treden.keep_climb(tx, casus_id, klim)
    for regel in klimmer.regels:
        await add_line(tx, f"casus:{casus_id}", regel)
    return sum(bool(klim.stappen) for klim in climbs)


async def find_climbing(hub: Hub, nu: datetime | None = None) -> list[str]:
    """Give the casussen with a signal that waits too long for a person; the moment is the database's own unless one is given."""
    async with hub.opslag.walk() as tx:
        return await treden.find_due(tx, nu, PER_KEER)


async def climb_casus(hub: Hub, casus_id: str, nu: datetime | None = None) -> int:
    """Call the next on the ladder for everything of one casus that is due; gives how many signals climbed.

    The casus is locked first, so a second worker that comes for the same finds nothing left to do.
    """

    async def once() -> int:
        async with hub.opslag.walk() as tx:
            return await _climb(hub, tx, casus_id, nu)

    climbed = await retried(once)
    if climbed:
        hub.wek()
    return climbed
