"""The conflict list of a casus: who may never see it, whatever the role. That person is not told; to him it does not exist (trust 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.errors import AlleenRegie, KetenhubError, NietGevonden, OngeldigBericht
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.namens import mark
from ketenhub.flow.verzegeld import Gezegd, open_words, seal_words
from ketenhub.keys.kluis import Plek
from ketenhub.store import kijken, lopen, toegang
from ketenhub.store.keten import add_line
from ketenhub.store.opslag import retried

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.flow.hub import Hub
    from ketenhub.store.lopen import Betrokkene
    from ketenhub.store.opslag import Tx

GEZET, BEEINDIGD, BEKEKEN = "conflict gezet", "conflict beeindigd", "conflictlijst bekeken"


@dataclass(frozen=True, slots=True)
class Conflictvraag:
    """Who asks, about which casus."""

    organisatie: str
    verwijzing: str


@dataclass(frozen=True, slots=True)
class Conflictregel:
    """One line of the list with its words; `einde` says who ended it, when and why."""

    conflict: toegang.Conflict
    gezegd: Gezegd
    einde: Gezegd | None


async def _own(hub: Hub, vraag: Conflictvraag) -> tuple[str, Betrokkene]:
    """Give the casus as the one who asks may see it; a person who is on the list does not. Raises NietGevonden."""
    async with hub.opslag.request(vraag.organisatie) as tx:
        found = await kijken.find_own(tx, vraag.verwijzing)
    if found is None:
        raise NietGevonden("verwijzing")
    return found


def _check_right(hub: Hub, wie: Betrokkene, organisatie: str) -> None:
    """Regie closes a casus to anyone, an organisation to its own people; raises AlleenRegie, OngeldigBericht."""
    if not wie.regie and wie.organisatie != organisatie:
        raise AlleenRegie("/organisatie", "een organisatie zet alleen eigen medewerkers op de lijst")
    if hub.keten.find(organisatie) is None:
        raise OngeldigBericht("/organisatie", "deze organisatie doet niet mee in deze regio")


def _plek(tabel: str, ident: str, organisatie: str) -> Plek:
    return Plek(tabel, "inhoud", ident, organisatie)


async def _set(hub: Hub, tx: Tx, plaats: tuple[str, str], wie: tuple[str, str], gezegd: Gezegd) -> tuple[str, datetime]:
    """Close a casus to a person, once per organisation that says so; the same again changes nothing."""
    (casus_id, door), (organisatie, persoon) = plaats, wie
    await lopen.lock_casus(tx, casus_id)
    for known in await toegang.read_conflicts(tx, casus_id):
        if known.einde is None and (known.organisatie, known.persoon, known.door) == (organisatie, persoon, door):
            return known.conflict_id, known.op
    ident, op = hub.nieuw_id(), hub.nu()
    words = seal_words(hub, _plek("conflict", ident, door), gezegd)
    await toegang.keep_conflict(tx, casus_id, toegang.Conflict(ident, organisatie, persoon, door, op, words))
    await add_line(tx, f"casus:{casus_id}", audit_line(hub, GEZET, door, "gedaan", {"conflict": ident, **mark(casus_id)}))
    return ident, op


async def set_conflict(hub: Hub, vraag: Conflictvraag, wie: tuple[str, str], gezegd: Gezegd) -> tuple[str, datetime]:
    """Close a casus to a person (organisation, id); gives the line and since when.

    Raises NietGevonden, AlleenRegie, OngeldigBericht; each is noted in the chain of the one who asked.
    """

    async def once() -> tuple[str, datetime]:
        async with hub.opslag.walk() as tx:
            return await _set(hub, tx, (casus_id, vraag.organisatie), wie, gezegd)

    refusals: tuple[type[KetenhubError], ...] = (NietGevonden, AlleenRegie, OngeldigBericht)
    try:
        casus_id, ik = await _own(hub, vraag)
        _check_right(hub, ik, wie[0])
        return await retried(once)
    except refusals as fout:
        await note(hub, vraag.organisatie, GEZET, fout.code)
        raise


async def _end(hub: Hub, tx: Tx, plaats: tuple[str, Betrokkene], conflict_id: str, gezegd: Gezegd) -> datetime:
    casus_id, ik = plaats
    await lopen.lock_casus(tx, casus_id)
    known = next((c for c in await toegang.read_conflicts(tx, casus_id) if c.conflict_id == conflict_id), None)
    if known is None or not (ik.regie or known.door == ik.organisatie):
        raise NietGevonden("conflictId")
    if known.einde is not None:
        return known.einde[1]
    op = hub.nu()
    words = seal_words(hub, _plek("conflicteinde", conflict_id, ik.organisatie), gezegd)
    await toegang.end_conflict(tx, casus_id, conflict_id, (ik.organisatie, op, words))
    line = audit_line(hub, BEEINDIGD, ik.organisatie, "gedaan", {"conflict": conflict_id, **mark(casus_id)})
    await add_line(tx, f"casus:{casus_id}", line)
    return op


async def end_conflict(hub: Hub, vraag: Conflictvraag, conflict_id: str, gezegd: Gezegd) -> datetime:
    """End a line: regie any, an organisation its own; gives when it ended. A repeat changes nothing.

    Raises NietGevonden, noted in the chain of the one who asked.
    """

    async def once() -> datetime:
        async with hub.opslag.walk() as tx:
            return await _end(hub, tx, found, conflict_id, gezegd)

    try:
        found = await _own(hub, vraag)
        return await retried(once)
    except NietGevonden as fout:
        await note(hub, vraag.organisatie, BEEINDIGD, fout.code)
        raise


def _line(hub: Hub, c: toegang.Conflict) -> Conflictregel:
    said = open_words(hub, _plek("conflict", c.conflict_id, c.door), c.woorden)
    if c.einde is None:
        return Conflictregel(c, said, None)
    return Conflictregel(c, said, open_words(hub, _plek("conflicteinde", c.conflict_id, c.einde[0]), c.einde[2]))


async def read_conflicts(hub: Hub, vraag: Conflictvraag) -> list[Conflictregel]:
    """Give the whole list with its history, to who directs alone; raises NietGevonden and AlleenRegie, noted with the one who asked."""
    try:
        casus_id, ik = await _own(hub, vraag)
        if not ik.regie:
            raise AlleenRegie("verwijzing", "alleen de regie ziet deze lijst")
    except (NietGevonden, AlleenRegie) as fout:
        await note(hub, vraag.organisatie, BEKEKEN, fout.code)
        raise
    async with hub.opslag.walk() as tx:
        found = [_line(hub, one) for one in await toegang.read_conflicts(tx, casus_id)]
        await add_line(tx, f"casus:{casus_id}", audit_line(hub, BEKEKEN, vraag.organisatie, "getoond", mark(casus_id)))
    return found
