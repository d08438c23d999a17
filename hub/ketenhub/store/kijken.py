"""What a request may read, in the name of one organisation, behind row-level security."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.store.lopen import Betrokkene

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

EIGEN = "select casus_id, organisatie, verwijzing, spoor, regie, actief from betrokkenheid where verwijzing = $1"
OP_CASUS = "select casus_id, organisatie, verwijzing, spoor, regie, actief from betrokkenheid where casus_id = $1 and actief"


async def find_own(tx: Tx, verwijzing: str) -> tuple[str, Betrokkene] | None:
    """Give the casus behind a reference, when it is the caller's own and active."""
    r = await tx.fetchrow(EIGEN, verwijzing)
    return None if r is None else (r["casus_id"], Betrokkene(r["organisatie"], r["verwijzing"], r["spoor"], r["regie"], r["actief"]))


async def find_in_casus(tx: Tx, casus_id: str) -> Betrokkene | None:
    """Give the caller's own row in this casus, when it is active."""
    r = await tx.fetchrow(OP_CASUS, casus_id)
    return None if r is None else Betrokkene(r["organisatie"], r["verwijzing"], r["spoor"], r["regie"], r["actief"])
