"""Once a day a signed root over all audit chains, so that others can witness that nothing was changed since (trust 8)."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import orjson

from ketenhub.domain.moment import day_of
from ketenhub.store import wortels
from ketenhub.store.merkle import Boom, leaf_hash
from ketenhub.store.wortels import Blad, Wortel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.domain.json import Json
    from ketenhub.flow.hub import Hub
    from ketenhub.keys.zegel import Zegel
    from ketenhub.store.keten import Kop

BEGIN = bytes(32)
BLADZIJDE = 100


def signed_content(dag: date, vorige: bytes, wortel: bytes) -> bytes:
    """Give the bytes that are signed: canonical JSON without a size or a name."""
    return orjson.dumps({"dag": dag.isoformat(), "vorige": vorige.hex(), "wortel": wortel.hex()}, option=orjson.OPT_SORT_KEYS)


def link(wortel: Wortel | None) -> bytes:
    """Give what the next root says of this one, so that the last signature holds for all before it."""
    return BEGIN if wortel is None else hashlib.sha256(signed_content(wortel.dag, wortel.vorige, wortel.wortel)).digest()


def leaf(kop: Kop) -> bytes:
    """Give the leaf of a chain's end."""
    return leaf_hash(b"\x1f".join((kop.keten.encode(), str(kop.volgnummer).encode(), kop.hash)))


def _grown(known: Sequence[Blad], heads: Sequence[Kop]) -> list[Blad]:
    """Give the chains that grew or are new, each at its place; a new one comes at the end of the tree."""
    places = {b.kop.keten: b for b in known}
    following = len(known)
    found = []
    for kop in heads:
        before = places.get(kop.keten)
        if before is None:
            found.append(Blad(following, kop))
            following += 1
        elif before.kop.volgnummer < kop.volgnummer:
            found.append(Blad(before.plek, kop))
    return found


async def keep_root(hub: Hub, zegel: Zegel) -> bool:
    """Make the root of today when there is none yet; tells whether it did."""
    today = day_of(hub.nu(), ZoneInfo(hub.kalender.zone))
    async with hub.opslag.walk() as tx:
        await wortels.one_maker(tx)
        last = await wortels.last_root(tx)
        if last is not None and last.dag >= today:
            return False
        known = await wortels.known_leaves(tx)
        grown = _grown(known, await wortels.read_heads(tx))
        tree = Boom()
        for blad in known + grown:
            tree.put(blad.plek, leaf(blad.kop))
        vorige = link(last)
        signed = zegel.sign(signed_content(today, vorige, tree.root))
        wortel = Wortel(today, hub.nu(), vorige, tree.root, signed, orjson.dumps(zegel.publiek).decode())
        await wortels.keep_root(tx, wortel, grown)
    return True


def shown(wortel: Wortel) -> dict[str, Json]:
    """Give a root as anyone may see it: no count, no chain."""
    return {
        "dag": wortel.dag.isoformat(),
        "vorige": wortel.vorige.hex(),
        "wortel": wortel.wortel.hex(),
        "handtekening": wortel.handtekening,
        "sleutel": orjson.loads(wortel.sleutel),
    }


async def published(hub: Hub, na: date | None) -> dict[str, Json]:
    """Give a page of roots, those after a day, and the day to go on from."""
    async with hub.opslag.walk() as tx:
        found = await wortels.read_roots(tx, na or date.min, BLADZIJDE + 1)
    page: dict[str, Json] = {"wortels": [shown(w) for w in found[:BLADZIJDE]]}
    if len(found) > BLADZIJDE:
        page["volgende"] = found[BLADZIJDE - 1].dag.isoformat()
    return page
