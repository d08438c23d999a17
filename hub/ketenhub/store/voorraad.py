"""The work list in the store: the sealed lines of one organisation, and the disclosure that a page of them is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

WERK = """select w.casus_id, b.verwijzing, w.versie, w.regels_versie, w.inhoud, s.gewikkeld from werkregel w
join betrokkenheid b using (casus_id, organisatie)
join sleutel s on s.casus_id = w.casus_id and s.houder = 'werkregel:' || w.organisatie order by w.casus_id"""
VERNIEUW = """update werkregel set regels_versie = $4, inhoud = $5, etag = null
where casus_id = $1 and organisatie = $2 and versie = $3"""
VERSTREK = """insert into lijstverstrekking (verstrekking_id, organisatie, persoon, casussen, op, regels_versie,
hash_regels, gewikkeld, manifest) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"""


@dataclass(frozen=True, slots=True)
class Werkrij:
    """One sealed line of the work list, under which rules it was made, and its wrapped key."""

    casus_id: str
    verwijzing: str
    versie: int
    regels_versie: str
    inhoud: bytes
    gewikkeld: bytes


@dataclass(frozen=True, slots=True)
class Lijstverstrekking:
    """A page of lines that was shown: to whom, of which casussen, and the lines themselves sealed with a key of their own."""

    verstrekking_id: str
    organisatie: str
    persoon: str | None
    casussen: tuple[str, ...]
    op: datetime
    regels_versie: str
    hash_regels: str
    gewikkeld: bytes
    manifest: bytes


async def read_work(tx: Tx) -> list[Werkrij]:
    """Give the line of every casus of the caller."""
    return [Werkrij(**dict(row)) for row in await tx.fetch(WERK)]


async def renew_work(tx: Tx, organisatie: str, rij: Werkrij) -> None:
    """Keep a line that was made again; one that a walk has made meanwhile stays."""
    await tx.execute(VERNIEUW, rij.casus_id, organisatie, rij.versie, rij.regels_versie, rij.inhoud)


async def keep_list_disclosure(tx: Tx, v: Lijstverstrekking) -> None:
    """Record that these lines were shown, before they are."""
    await tx.execute(
        VERSTREK,
        v.verstrekking_id,
        v.organisatie,
        v.persoon,
        list(v.casussen),
        v.op,
        v.regels_versie,
        v.hash_regels,
        v.gewikkeld,
        v.manifest,
    )
