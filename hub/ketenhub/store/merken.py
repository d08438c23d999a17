"""The marks of BSNs under each generation of their key."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.store.opslag import Tx

TEL = "select substring(merk for 4) as naam, count(*) as aantal from zoeksleutel group by 1"
VOLGENDE = """select distinct casus_id from zoeksleutel where substring(merk for 4) = $1 and casus_id > $2 order by casus_id limit $3"""
CASUSSEN = "select count(distinct casus_id) from zoeksleutel where substring(merk for 4) = $1"
NEEM = "delete from zoeksleutel where casus_id = $1 and substring(merk for 4) = $2 returning merk, persoon, slachtoffer"
ZET = """insert into zoeksleutel as z (merk, casus_id, persoon, slachtoffer) values ($1, $2, $3, $4)
on conflict (merk, casus_id) do update set slachtoffer = z.slachtoffer or excluded.slachtoffer"""
ANDERE = "delete from zoeksleutel where casus_id = $1 and merk <> all($2::bytea[])"


async def count_by_key(tx: Tx) -> Counter[bytes]:
    """Count the marks under each generation of the key by its name."""
    return Counter({row["naam"]: row["aantal"] for row in await tx.fetch(TEL)})


async def count_marked(tx: Tx, naam: bytes) -> int:
    """Count the casussen with a mark under this generation."""
    return int(await tx.fetchval(CASUSSEN, naam))


async def next_marked(tx: Tx, naam: bytes, na: str, most: int) -> list[str]:
    """Give the next casussen with a mark under this generation."""
    return [row["casus_id"] for row in await tx.fetch(VOLGENDE, naam, na, most)]


async def take_marks(tx: Tx, casus_id: str, naam: bytes) -> list[tuple[bytes, str, bool]]:
    """Take away the marks of a casus under this generation and give them: mark, person, victim or not."""
    return [(row["merk"], row["persoon"], row["slachtoffer"]) for row in await tx.fetch(NEEM, casus_id, naam)]


async def put_marks(tx: Tx, casus_id: str, merken: Sequence[tuple[bytes, str, bool]]) -> None:
    """Leave marks in a casus."""
    await tx.executemany(ZET, [(merk, casus_id, persoon, slachtoffer) for merk, persoon, slachtoffer in merken])


async def keep_marks(tx: Tx, casus_id: str, merken: Sequence[bytes]) -> None:
    """Take away every mark of a casus but these."""
    await tx.execute(ANDERE, casus_id, list(merken))
