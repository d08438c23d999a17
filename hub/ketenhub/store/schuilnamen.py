"""Code names of casussen: drawn once, kept for ever, so that none is ever reused."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.store.opslag import Tx

LEES = "select casus_id, naam from schuilnaam where casus_id = any($1)"
GEEF = "insert into schuilnaam (naam, casus_id) values ($1, $2) on conflict do nothing"


async def read_code_names(tx: Tx, casussen: Sequence[str]) -> dict[str, str]:
    """Give the code name of each of these casussen that has one."""
    return {row["casus_id"]: row["naam"] for row in await tx.fetch(LEES, list(casussen))}


async def offer_code_name(tx: Tx, casus_id: str, naam: str) -> None:
    """Give the casus this name, unless the name is taken or the casus has one."""
    await tx.execute(GEEF, naam, casus_id)
