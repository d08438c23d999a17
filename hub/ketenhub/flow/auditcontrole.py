"""Hold every audit line, every chain and every day root to what was written, and name what is not (trust P5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import orjson
from typing_extensions import override

from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.moment import day_of
from ketenhub.flow.auditwortel import keep_root, leaf, link, signed_content
from ketenhub.flow.sleutelring import refresh_ring
from ketenhub.keys.zegel import open_zegel
from ketenhub.log.events import AUDIT_BREUK, AUDIT_HEEL, AUDITWORTEL
from ketenhub.store import wortels
from ketenhub.store.keten import BEGIN, line_hash
from ketenhub.store.merkle import Boom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ketenhub.flow.hub import Hub
    from ketenhub.keys.zegel import Zegel
    from ketenhub.log.emit import Emit
    from ketenhub.store.opslag import Opslag, Tx
    from ketenhub.store.wortels import Auditregel, Wortel

Getuige = Mapping[date, str]
BLOK = 1000
ALLES = 10_000


def read_witnesses(bladen: Iterable[bytes]) -> Getuige:
    """Read pages of roots that someone else kept, as `/v1/auditwortels` gave them; raises OngeldigBericht with the place."""
    found: dict[date, str] = {}
    for blad in bladen:
        try:
            found |= {date.fromisoformat(row["dag"]): str(row["wortel"]) for row in orjson.loads(blad)["wortels"]}
        except (ValueError, KeyError, TypeError):
            raise OngeldigBericht("wortels", "dit is geen antwoord van /v1/auditwortels") from None
    return found


@dataclass(frozen=True, slots=True, order=True)
class Bevinding:
    """What is not as it was written: the first wrong line of a chain (`casus:...`, `org:...`) or a day root, and why."""

    keten: str
    volgnummer: int
    reden: str

    @override
    def __str__(self) -> str:
        """Give one line for a person."""
        return f"{self.keten} regel {self.volgnummer}: {self.reden}" if self.volgnummer else f"{self.keten}: {self.reden}"


@dataclass(slots=True)
class _Ketenlezer:
    """Read the lines of all chains in order; after the first wrong line of a chain the rest of it tells nothing more."""

    keten: str = ""
    nummer: int = 0
    vorige: bytes = BEGIN
    klaar: bool = False
    gevonden: list[Bevinding] = field(default_factory=list)

    def read(self, regel: Auditregel) -> None:
        kop = regel.kop
        if kop.keten != self.keten:
            self.keten, self.nummer, self.vorige, self.klaar = kop.keten, 0, BEGIN, False
        if self.klaar:
            return
        self.nummer += 1
        fault = self._fault(regel)
        if fault is not None:
            self.gevonden.append(Bevinding(self.keten, self.nummer, fault))
            self.klaar = True
        self.vorige = kop.hash

    def _fault(self, regel: Auditregel) -> str | None:
        kop = regel.kop
        faults = (
            (kop.volgnummer != self.nummer, "een regel ontbreekt"),
            (regel.vorige != self.vorige, "de regel volgt niet op de regel ervoor"),
            (kop.hash != line_hash(kop.keten, kop.volgnummer, regel.vorige, regel.regel), "de regel is veranderd"),
            (regel.genoteerd not in {None, kop.hash}, "de keten is herschreven na de dagwortel"),
        )
        return next((reason for wrong, reason in faults if wrong), None)


async def _lines(tx: Tx, step: Callable[[int, int], None]) -> list[Bevinding]:
    of, lezer, done = await wortels.count_lines(tx), _Ketenlezer(), 0
    async for regel in wortels.every_line(tx):
        lezer.read(regel)
        done += 1
        if done % BLOK == 0:
            step(done, of)
    step(of, of)
    named = {b.keten for b in lezer.gevonden}
    cut = [Bevinding(keten, nummer, "de keten is afgekapt of weg") for keten, nummer in await wortels.cut_chains(tx) if keten not in named]
    return lezer.gevonden + cut


def _signed(wortel: Wortel, zegel: Zegel, *, newest: bool) -> str | None:
    """Tell what is wrong with a signature; an old key is vouched for by the newest root, which links to all before it."""
    content = zegel.content(wortel.handtekening)
    if content is None:
        return "de handtekening is niet van deze hub" if newest else None
    same = content == signed_content(wortel.dag, wortel.vorige, wortel.wortel)
    return None if same else "de handtekening hoort bij een andere wortel"


async def _roots(tx: Tx, zegel: Zegel, getuige: Getuige) -> list[Bevinding]:
    kept = await wortels.read_roots(tx, date.min, ALLES)
    computed = await _computed(tx)
    found, before = [], None
    for wortel in kept:
        name, newest = f"dagwortel {wortel.dag.isoformat()}", wortel is kept[-1]
        reasons = [
            _signed(wortel, zegel, newest=newest),
            None if wortel.vorige == link(before) else "de wortel volgt niet op de wortel ervoor",
            None
            if computed.get(wortel.dag, before.wortel if before else Boom().root) == wortel.wortel
            else "de wortel past niet bij de ketens",
            None if getuige.get(wortel.dag, wortel.wortel.hex()) == wortel.wortel.hex() else "een getuige heeft een andere wortel",
        ]
        found += [Bevinding(name, 0, reason) for reason in reasons if reason is not None]
        before = wortel
    days = {w.dag for w in kept}
    return found + [
        Bevinding(f"dagwortel {day.isoformat()}", 0, "een getuige heeft een wortel die hier weg is")
        for day in sorted(getuige)
        if day not in days
    ]


async def _computed(tx: Tx) -> dict[date, bytes]:
    """Give the root of every day on which a chain grew, made again from the heads that were noted."""
    tree, found = Boom(), {}
    async for day, blad in wortels.leaves_by_day(tx):
        try:
            tree.put(blad.plek, leaf(blad.kop))
        except IndexError:
            # a head was taken away: the tree cannot be made again from here on
            found[day] = b""
            continue
        found[day] = tree.root
    return found


async def verify_all(
    opslag: Opslag, zegel: Zegel, getuige: Getuige, step: Callable[[int, int], None] = lambda _done, _of: None
) -> list[Bevinding]:
    """Give everything that is not as it was written, chains first; `getuige` holds roots that someone else kept (hex by day).

    What was added after the newest root and cut off again before the next one leaves no trace; that is why partners fetch a root each day.
    """
    async with opslag.walk() as tx:
        await tx.execute("set transaction isolation level repeatable read, read only")
        return await _lines(tx, step) + await _roots(tx, zegel, getuige)


@dataclass(slots=True)
class Bewaker:
    """Make the root of each day, and once a day hold the whole record to what was written; a finding is an incident."""

    hub: Hub
    emit: Emit
    gecontroleerd: date | None = None

    async def watch(self) -> None:
        """Do what today still asks, with the keys of now; any number of workers may do this beside each other."""
        await refresh_ring(self.hub.opslag, self.hub.kluis)
        zegel = open_zegel(self.hub.kluis)
        if await keep_root(self.hub, zegel):
            self.emit(AUDITWORTEL.met())
        today = day_of(self.hub.nu(), ZoneInfo(self.hub.kalender.zone))
        if self.gecontroleerd != today:
            found = await verify_all(self.hub.opslag, zegel, {})
            self.emit(AUDIT_BREUK.met(aantal=len(found)) if found else AUDIT_HEEL.met())
            self.gecontroleerd = today
