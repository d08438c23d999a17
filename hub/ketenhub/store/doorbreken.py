"""Who was at the screen when a message proposed an override; kept no longer than it can be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.store.opslag import Tx

VEEG = "delete from doorbrekingspersoon where organisatie = $1 and tot < $2"
SCHRIJF = "insert into doorbrekingspersoon (organisatie, bericht_id, persoon, tot) values ($1, $2, $3, $4)"
LEES = "select persoon from doorbrekingspersoon where organisatie = $1 and bericht_id = $2"


async def keep_person(tx: Tx, bericht: tuple[str, str], persoon: str, dagen: tuple[date, date]) -> None:
    """Keep who proposed in a message (organisation, id) until its last day, and forget those of before today (today, last day)."""
    organisatie, bericht_id = bericht
    vandaag, tot = dagen
    await tx.execute(VEEG, organisatie, vandaag)
    await tx.execute(SCHRIJF, organisatie, bericht_id, persoon, tot)


async def find_person(tx: Tx, organisatie: str, bericht_id: str) -> str | None:
    """Give who proposed in a message, where that was named."""
    found: str | None = await tx.fetchval(LEES, organisatie, bericht_id)
    return found
