"""Where each signal in a view stands with its recipient: raised, called up the ladder, acknowledged by whom; for regie the others too."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import orjson

from ketenhub.domain.errors import Vernietigd
from ketenhub.domain.fase import Ernst
from ketenhub.domain.json import rows, text
from ketenhub.domain.moment import day_of
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.brug import bridge_key
from ketenhub.evaluate.ladder import Ladder, make_ladder, planned
from ketenhub.evaluate.levensloop import Trede
from ketenhub.flow.signaleren import Merker, make_marker
from ketenhub.flow.sleutels import open_one_time
from ketenhub.keys.kluis import Plek
from ketenhub.store import signalen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.json import Object
    from ketenhub.flow.hub import Hub
    from ketenhub.share.share import Deelbesluit
    from ketenhub.store.lopen import Betrokkene
    from ketenhub.store.opslag import Tx
    from ketenhub.store.signalen import Leven

OPEN, BEVESTIGD = "open", "bevestigd"
# how many dangers of one kind and day are told apart across the bridge; more than this are one alike
ALIKE = 9


@dataclass(frozen=True, slots=True)
class Ander:
    """That another organisation was told too: since when, and when its last person acknowledged; None where one still has to."""

    organisatie: str
    naam: str
    sinds: datetime
    bevestigd_op: datetime | None


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one signal stands with one recipient. Without an id the hub has not raised it yet, as after a change of rules.

    `trede` and `volgende` only while a direct signal waits for a person: who was called last, and when the next one is.
    """

    signaal_id: str | None = None
    sinds: datetime | None = None
    trede: str | None = None
    volgende: datetime | None = None
    bevestigd_op: datetime | None = None
    professional: str | None = None
    gedaan: str | None = None
    anderen: tuple[Ander, ...] = ()

    @property
    def staat(self) -> str:
        """Tell whether a person acknowledged it."""
        return OPEN if self.bevestigd_op is None else BEVESTIGD


def words_place(organisatie: str, signaal_id: str) -> Plek:
    """Give the place for which the words of an acknowledgement are sealed."""
    return Plek("signaalstap", "inhoud", signaal_id, organisatie)


def _words(hub: Hub, leven: Leven) -> Object:
    """Give who acknowledged and what was done; nothing when the key was destroyed."""
    if leven.gewikkeld is None or leven.inhoud is None:
        return {}
    try:
        found: Object = orjson.loads(
            open_one_time(hub.kluis, words_place(leven.organisatie, leven.signaal_id), leven.gewikkeld, leven.inhoud)
        )
    except Vernietigd:
        return {}
    return found


def _own(hub: Hub, leven: Leven, ladder: Ladder) -> Stand:
    said, waits = _words(hub, leven), leven.ernst == Ernst.DIRECT.value and leven.bevestigd_op is None
    return Stand(
        signaal_id=leven.signaal_id,
        sinds=leven.op,
        trede=leven.trede if waits else None,
        volgende=planned(leven.op, Trede(leven.trede), ladder) if waits else None,
        bevestigd_op=leven.bevestigd_op,
        professional=text(said, "professional"),
        gedaan=text(said, "gedaan"),
    )


@dataclass(slots=True)
class Levens:
    """The running lives that this viewer may know of, by organisation and key."""

    hub: Hub
    casus_id: str
    per_sleutel: dict[str, dict[bytes, Leven]]
    merkers: dict[str, Merker] = field(default_factory=dict)

    def find(self, organisatie: str, oorzaken: Iterable[str]) -> list[Leven]:
        """Give the lives of an organisation that belong to one of these causes."""
        marker = self.merkers.setdefault(organisatie, make_marker(self.hub, self.casus_id, organisatie))
        lives = self.per_sleutel.get(organisatie, {})
        return [lives[key] for key in marker.by_key(oorzaken) if key in lives]

    def others(self, oin: str, oorzaken: list[str]) -> tuple[Ander, ...]:
        """Give where every other organisation stands; of more lives behind one signal the one that still waits decides."""
        found, names = [], self.hub.keten.names()
        for organisatie in sorted(self.per_sleutel.keys() - {oin}):
            lives = self.find(organisatie, oorzaken)
            done = [leven.bevestigd_op for leven in lives if leven.bevestigd_op is not None]
            if lives:
                since, until = min(leven.op for leven in lives), max(done) if len(done) == len(lives) else None
                found.append(Ander(organisatie, names.get(organisatie, ""), since, until))
        return tuple(found)


def _causes(hub: Hub, oorzaak: str, row: Object) -> list[str]:
    """Give the causes under which others hear of a signal: its own, and where it crosses the bridge its kind, severity and day."""
    if not oorzaak.startswith(f"{Spoor.PLEGER}:"):
        return [oorzaak]
    kind, moment = text(row, "soort") or "", datetime.fromisoformat(text(row, "dag") or "")
    timed = "T" in (text(row, "dag") or "")
    day = day_of(moment, ZoneInfo(hub.kalender.zone)) if timed else moment.date()
    bridged = "cijfer" if kind == "daling" else kind
    ernst = Ernst(text(row, "ernst") or "")
    return [oorzaak, *(f"{Spoor.SLACHTOFFER}:{bridge_key(bridged, ernst, day, n)}" for n in range(1, ALIKE + 1))]


async def stands_of(hub: Hub, tx: Tx, casus_id: str, wie: Betrokkene, besluit: Deelbesluit) -> tuple[Stand | None, ...]:
    """Give where each signal of a decided view stands, in its order; None for one without a cause, which asks for nobody.

    In the viewer's own request, so that it sees only what it may.
    """
    per_key: dict[str, dict[bytes, Leven]] = defaultdict(dict)
    for leven in await signalen.read_lives(tx, casus_id):
        per_key[leven.organisatie][leven.sleutel] = leven
    levens, ladder = Levens(hub, casus_id, per_key), make_ladder(hub.pakket)
    found: list[Stand | None] = []
    for row, signaal in zip_longest(rows(besluit.uitsnede.inhoud, "signalen"), besluit.signalen):
        if signaal is None:
            found.append(None)
            continue
        own = [_own(hub, leven, ladder) for leven in levens.find(wie.organisatie, [signaal[0]])]
        others = levens.others(wie.organisatie, _causes(hub, signaal[0], row)) if wie.regie else ()
        found.append(replace(own[0] if own else Stand(), anderen=others))
    return tuple(found)
