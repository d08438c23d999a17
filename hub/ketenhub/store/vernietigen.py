"""What is destroyed with a key, and everything that held its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

TEL = """select count(*) as alle, count(*) filter (where exists (
    select from geheim g where g.soort = 'hoofdsleutel' and g.naam = v.hoofdsleutel and g.staat <> 'gesloten')) as nog
from vernietiging v"""


async def count_destroyed(tx: Tx) -> tuple[int, int]:
    """Give how many destructions there were, and of how many the master key of that moment is not closed."""
    row = await tx.fetchrow(TEL)
    return (row["alle"], row["nog"]) if row else (0, 0)
