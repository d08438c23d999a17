"""Decide again what was decided: from the contributions known then and the rules of then, and say whether it is the same."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import orjson

from ketenhub.contract.lezen import read_value
from ketenhub.domain.delen import Regelset
from ketenhub.domain.errors import Vernietigd
from ketenhub.flow.beeld import per_track, row_of
from ketenhub.flow.besluiten import Feiten, Grond, answer, as_bytes, decisions, read_ground
from ketenhub.flow.deelbesluiten import seal_place
from ketenhub.flow.informeren import called_by
from ketenhub.flow.samengevoegd import Namen, fold_named
from ketenhub.flow.sleutels import open_one_time
from ketenhub.store.besluitlog import Besluitregel, Tijdvak, count_decisions, read_decisions
from ketenhub.store.regels import read_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx

BLOK = 200
BEGIN = (datetime.min.replace(tzinfo=UTC), "")
GELIJK, VERSCHILT, NIET = "gelijk", "verschilt", "niet_te_herhalen"
SLEUTEL, SOFTWARE, REGELS, ONBEKEND = "vernietigde sleutel", "software", "regels", "onbekend"


class Herhaling(NamedTuple):
    """How one decision came out again: the same, another with what can have caused that, or not to be decided again and why."""

    besluit_id: str
    op: datetime
    vorm: str
    uitkomst: str
    oorzaken: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """Give it for machines."""
        return {
            "besluitId": self.besluit_id,
            "op": self.op.isoformat().replace("+00:00", "Z"),
            "vorm": self.vorm,
            "uitkomst": self.uitkomst,
            "oorzaken": list(self.oorzaken),
        }


@dataclass(frozen=True, slots=True)
class Verslag:
    """How all decisions of a period came out."""

    herhalingen: tuple[Herhaling, ...]

    @property
    def telling(self) -> dict[str, int]:
        """Count each outcome."""
        found = Counter(one.uitkomst for one in self.herhalingen)
        return {uitkomst: found[uitkomst] for uitkomst in (GELIJK, VERSCHILT, NIET)}

    def as_json(self) -> dict[str, Json]:
        """Give it for machines: the count, and each decision that is not the same."""
        return {"telling": {**self.telling}, "afwijkend": [one.as_json() for one in self.herhalingen if one.uitkomst != GELIJK]}


async def _rules(tx: Tx, regel: Besluitregel) -> Regelset | None:
    """Give the rules of then, or None when they are gone or not what they were."""
    inhoud = await read_rules(tx, regel.regels_versie)
    if inhoud is None or hashlib.sha256(inhoud.encode()).hexdigest() != regel.regels_hash:
        return None
    return read_value(Regelset, inhoud.encode())


def _names(row: Object) -> Namen:
    """Read the names of what an answer rests on."""
    bijdragen, gelijk = row["bijdragen"], row["gelijk"]
    return Namen(
        {casus: list(map(str, named)) for casus, named in bijdragen.items() if isinstance(named, list)}
        if isinstance(bijdragen, dict)
        else {},
        {casus: [(str(a), str(b)) for a, b in pairs] for casus, pairs in gelijk.items() if isinstance(pairs, list)}
        if isinstance(gelijk, dict)
        else {},
    )


def _facts(casus: Casus, grond: Grond) -> Feiten | None:
    """Give the facts as each track held them; None when the asker's track is not there."""
    parts = {spoor: part.model_dump(mode="json", by_alias=True, exclude_none=True) for spoor, part in per_track(casus).items()}
    eigen = parts.get(row_of(grond.wie.spoor))
    ander = parts.get(row_of(grond.over.spoor)) if grond.over_fasen is not None else None
    return None if eigen is None else Feiten(eigen, ander)


async def _again(hub: Hub, tx: Tx, regel: Besluitregel, regels: Regelset) -> tuple[bytes | None, bool]:
    """Give the bytes of the answer as it is decided now, and whether all it rests on can still be opened; raises Vernietigd."""
    sealed = open_one_time(hub.kluis, seal_place(regel.besluit_id, regel.organisatie), regel.gewikkeld, regel.inhoud)
    kept: Object = orjson.loads(sealed)
    rests, named = kept.get("grond"), kept.get("namen")
    if regel.casus_id is None or not isinstance(rests, dict) or not isinstance(named, dict):
        # nothing was there for who asked: in every time the same answer
        return as_bytes({"decision": False}), True
    grond = read_ground(rests)
    casus, whole = await fold_named(hub, tx, regel.casus_id, _names(named))
    feiten = _facts(casus, grond) if casus is not None else None
    if feiten is None:
        return None, whole
    return as_bytes(answer(grond, decisions(grond, feiten, regels, called_by(hub, regel.organisatie)))), whole


def _causes(hub: Hub, regel: Besluitregel, *, whole: bool) -> Iterator[str]:
    if not whole:
        yield SLEUTEL
    if regel.software != hub.software:
        yield SOFTWARE


async def _repeat(hub: Hub, tx: Tx, regel: Besluitregel) -> Herhaling:
    """Decide one again."""

    def came_out(uitkomst: str, *oorzaken: str) -> Herhaling:
        return Herhaling(regel.besluit_id, regel.op, regel.vorm, uitkomst, oorzaken)

    regels = await _rules(tx, regel)
    if regels is None:
        return came_out(NIET, REGELS)
    try:
        content, whole = await _again(hub, tx, regel, regels)
    except Vernietigd:
        return came_out(NIET, SLEUTEL)
    if content is not None and hashlib.sha256(content).hexdigest() == regel.hash_antwoord:
        return came_out(GELIJK)
    causes = tuple(_causes(hub, regel, whole=whole))
    return came_out(NIET if content is None else VERSCHILT, *(causes or (ONBEKEND,)))


async def repeat_all(hub: Hub, tijdvak: Tijdvak, step: Callable[[int, int], None] = lambda _done, _of: None) -> Verslag:
    """Decide again everything of a period, in the order in which it was decided; calls `step(done, of)`."""
    async with hub.opslag.walk() as tx:
        of = await count_decisions(tx, tijdvak)
    found: list[Herhaling] = []
    last = BEGIN
    while True:
        async with hub.opslag.walk() as tx:
            block = await read_decisions(tx, tijdvak, last, BLOK)
            for regel in block:
                found.append(await _repeat(hub, tx, regel))
                step(len(found), max(of, len(found)))
        if not block:
            return Verslag(tuple(found))
        last = (block[-1].op, block[-1].besluit_id)
