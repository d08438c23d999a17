"""What a request may read, in the name of one organisation, behind row-level security."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.store.lopen import Betrokkene

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

EIGEN = "select casus_id, organisatie, verwijzing, spoor, regie, actief from betrokkenheid where verwijzing = $1"
# the version is read before the casus: when a walk comes in between, one is taken for older, never for newer
EIGEN_ZICHT = """select casus_id, organisatie, verwijzing, spoor, regie, actief,
(select max(z.zicht) from zichtversie z where z.casus_id = b.casus_id and z.organisatie = b.organisatie) as zicht
from betrokkenheid b where verwijzing = $1"""
OP_CASUS = "select casus_id, organisatie, verwijzing, spoor, regie, actief from betrokkenheid where casus_id = $1 and actief"
# the same projection, rules, day and track as when this ETag was given, and a view whose key was not destroyed since
ONGEWIJZIGD = """select b.casus_id, b.spoor, w.etag from betrokkenheid b
join werkregel w on w.casus_id = b.casus_id and w.organisatie = b.organisatie and w.spoor = b.spoor and w.etag_bij = w.hash_uitsnede
join projectie p on p.casus_id = b.casus_id and p.versie = w.versie
join sleutel s on s.casus_id = b.casus_id and s.houder = 'projectie:' || p.spoor
where b.verwijzing = $1 and p.spoor = case b.spoor when 'beide' then 'regie' else b.spoor end
    and w.regels_versie = $2 and w.grond = $3 and w.etag = any($4)"""
REGEL = """select w.casus_id, w.organisatie, w.versie, w.hash_uitsnede from werkregel w
join projectie p using (casus_id, versie) where w.casus_id = $1 and w.organisatie = $2 and w.regels_versie = $3
    and p.spoor = case w.spoor when 'beide' then 'regie' else w.spoor end"""
ONTHOUD = """update werkregel set etag = $5, etag_bij = hash_uitsnede, grond = $6 where (casus_id, organisatie) in (
    select casus_id, organisatie from werkregel where casus_id = $1 and organisatie = $2 and versie = $3 and hash_uitsnede = $4
    for update skip locked)"""


@dataclass(frozen=True, slots=True)
class Ongewijzigd:
    """What a caller has already: which casus, on which track, and the ETag."""

    casus_id: str
    spoor: str
    etag: str


@dataclass(frozen=True, slots=True)
class Regelstand:
    """Which row of the work list belonged to a view when it was cut."""

    casus_id: str
    organisatie: str
    versie: int
    hash_uitsnede: str


async def find_unchanged(tx: Tx, verwijzing: str, grond: tuple[str, str], etags: frozenset[str]) -> Ongewijzigd | None:
    """Give the view that the caller has already, when nothing it was decided on has changed; `grond` is rules version and ground."""
    r = await tx.fetchrow(ONGEWIJZIGD, verwijzing, *grond, list(etags))
    return None if r is None else Ongewijzigd(**dict(r))


async def find_line(tx: Tx, casus_id: str, organisatie: str, regels_versie: str) -> Regelstand | None:
    """Give the row of the work list of now; read before the projection, so that a walk in between shows."""
    r = await tx.fetchrow(REGEL, casus_id, organisatie, regels_versie)
    return None if r is None else Regelstand(**dict(r))


async def keep_etag(tx: Tx, stand: Regelstand, etag: str, grond: str) -> None:
    """Keep the ETag of a view with what it was decided on, unless a walk has come in between or is busy."""
    await tx.execute(ONTHOUD, stand.casus_id, stand.organisatie, stand.versie, stand.hash_uitsnede, etag, grond)


async def find_own(tx: Tx, verwijzing: str) -> tuple[str, Betrokkene] | None:
    """Give the casus behind a reference, when it is the caller's own and active."""
    r = await tx.fetchrow(EIGEN, verwijzing)
    return None if r is None else (r["casus_id"], Betrokkene(r["organisatie"], r["verwijzing"], r["spoor"], r["regie"], r["actief"]))


async def find_own_view(tx: Tx, verwijzing: str) -> tuple[str, Betrokkene, int | None] | None:
    """Give the casus behind a reference of the caller, and which version of its own view is the last."""
    r = await tx.fetchrow(EIGEN_ZICHT, verwijzing)
    if r is None:
        return None
    return r["casus_id"], Betrokkene(r["organisatie"], r["verwijzing"], r["spoor"], r["regie"], r["actief"]), r["zicht"]


async def find_in_casus(tx: Tx, casus_id: str) -> Betrokkene | None:
    """Give the caller's own row in this casus, when it is active."""
    r = await tx.fetchrow(OP_CASUS, casus_id)
    return None if r is None else Betrokkene(r["organisatie"], r["verwijzing"], r["spoor"], r["regie"], r["actief"])
