"""What a walk does to the lives of signals: raise, ease and withdraw, per recipient and within its transaction."""

from __future__ import annotations

import hmac
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.ladder import make_ladder
from ketenhub.evaluate.levensloop import Bekend, Stap, Stapsoort, Trede, turn
from ketenhub.store import signalen
from ketenhub.store.signalen import Gewijzigd, Lopend, Nieuw

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ketenhub.flow.hub import Hub
    from ketenhub.store.ladder import Stapregel
    from ketenhub.store.lopen import Betrokkene, Uitgaande
    from ketenhub.store.opslag import Tx

ONBEVESTIGD = "signaal-onbevestigd"
GEDEELD = f"{Spoor.ONVERDEELD}:"


@dataclass(frozen=True, slots=True)
class Merker:
    """Turns the cause of a signal into its key for one recipient in one casus; while a key rotates, the one before is known too."""

    sleutels: tuple[bytes, ...]

    def key(self, oorzaak: str) -> bytes:
        """Give the key of a cause. What was raised before the tracks were separated is the victim's, so a split raises none of it anew."""
        return self._keys(oorzaak)[0]

    def _keys(self, oorzaak: str) -> tuple[bytes, ...]:
        cause = f"{Spoor.SLACHTOFFER}:{oorzaak.removeprefix(GEDEELD)}" if oorzaak.startswith(GEDEELD) else oorzaak
        return tuple(hmac.digest(sleutel, cause.encode(), "sha256") for sleutel in self.sleutels)

    def by_key(self, oorzaken: Iterable[str]) -> dict[bytes, str]:
        """Give each cause by its key, under every generation of the hub's key."""
        return {key: oorzaak for oorzaak in oorzaken for key in self._keys(oorzaak)}


def make_marker(hub: Hub, casus_id: str, organisatie: str) -> Merker:
    """Give what makes keys for this recipient; nobody else's keys are alike."""
    return Merker(hub.kluis.marks("signaal", casus_id, organisatie))


def read_history(stappen: Iterable[Stapregel]) -> list[Stap]:
    """Give the steps of a life as the room of the evaluator knows them."""
    return [Stap(Stapsoort(soort), op, Trede(trede) if trede else None) for soort, op, trede in stappen]


@dataclass(slots=True)
class Boek:
    """The lives of all signals of one casus during a walk: those that run, and what the walk changes in them."""

    hub: Hub
    casus_id: str
    lopend: dict[str, list[Lopend]]
    nieuw: list[Nieuw] = field(default_factory=list)
    gewijzigd: list[Gewijzigd] = field(default_factory=list)

    def compare(self, wie: Betrokkene, signalen: Sequence[tuple[str, Ernst]]) -> frozenset[str]:
        """Compare what is shared with this recipient with the lives that run; gives the causes that are raised for it."""
        marker = make_marker(self.hub, self.casus_id, wie.organisatie)
        known = marker.by_key(oorzaak for oorzaak, _ in signalen)
        running = self.lopend.pop(wie.organisatie, [])
        lives = (Bekend(r.signaal_id, marker.key(known[r.sleutel]) if r.sleutel in known else r.sleutel, Ernst(r.ernst)) for r in running)
        found = turn(lives, [(marker.key(oorzaak), ernst) for oorzaak, ernst in signalen])
        eased = dict(found.verlicht)
        for r in running:
            self._change(r, wie.spoor, eased.get(r.signaal_id), ended=r.signaal_id in found.ingetrokken)
        self.nieuw += [
            Nieuw(self.hub.nieuw_id(), wie.organisatie, wie.spoor, key, ernst.value, None, self._first_look(ernst))
            for key, ernst in found.ontstaan
        ]
        return frozenset(known[key] for key, _ in found.ontstaan)

    def leave(self, organisatie: str) -> None:
        """Leave the lives of a recipient as they run."""
        self.lopend.pop(organisatie, None)

    def _first_look(self, ernst: Ernst) -> float | None:
        ladder = make_ladder(self.hub.pakket)
        return min(ladder.bezorgd_binnen, ladder.treden[0][1]).total_seconds() if ernst is Ernst.DIRECT else None

    def _change(self, leven: Lopend, spoor: str, verlicht: Ernst | None, *, ended: bool) -> None:
        """Note what changes in a life; an ended one stays on the track on which it was known."""
        if ended:
            self.gewijzigd.append(Gewijzigd(leven.signaal_id, leven.spoor, leven.ernst, Stapsoort.INGETROKKEN))
        elif verlicht is not None:
            self.gewijzigd.append(Gewijzigd(leven.signaal_id, spoor, verlicht.value, Stapsoort.VERLICHT))
        elif leven.spoor != spoor:
            self.gewijzigd.append(Gewijzigd(leven.signaal_id, spoor, leven.ernst, None))

    def tell(self, organisatie: str, rows: Sequence[Uitgaande]) -> None:
        """Tie the direct signals that were raised for a recipient to the notification that tells of them."""
        told = next((row.outbox_id for row in rows if row.baan == Ernst.DIRECT.value and row.soort == "notificatie"), None)
        self.nieuw = [
            replace(n, bezorging=told) if n.organisatie == organisatie and n.ernst == Ernst.DIRECT.value else n for n in self.nieuw
        ]

    async def write(self, tx: Tx) -> None:
        """Write what changed; whoever takes part no longer is called for nothing any more."""
        for leven in (one for rows in self.lopend.values() for one in rows):
            self._change(leven, leven.spoor, None, ended=True)
        if self.gewijzigd:
            calm = [g.signaal_id for g in self.gewijzigd if g.soort is not None]
            await signalen.silence(tx, self.casus_id, calm, ONBEVESTIGD)
            await signalen.change_lives(tx, self.casus_id, self.gewijzigd)
        if self.nieuw:
            await signalen.begin_lives(tx, self.casus_id, self.nieuw)


async def open_book(hub: Hub, tx: Tx, casus_id: str) -> Boek:
    """Read the lives that run in a locked casus."""
    lopend: dict[str, list[Lopend]] = defaultdict(list)
    for leven in await signalen.read_running(tx, casus_id):
        lopend[leven.organisatie].append(leven)
    return Boek(hub, casus_id, lopend)
