"""What regie gets to decide who is who: what was decided, and who may be one, both only of persons in its own view (domain 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.errors import GeenToegang, NietGevonden
from ketenhub.domain.json import rows, text
from ketenhub.domain.partijen import Spoor
from ketenhub.flow import beeld as projectie
from ketenhub.flow.aantekenen import note
from ketenhub.flow.look import Afgeleid, Gezien, Vraag, Zicht, look
from ketenhub.flow.personen import directed
from ketenhub.flow.sleutels import Sleutelbos
from ketenhub.merge.gelijkenis import Gelijkenis, propose
from ketenhub.store import koppelingen, lopen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Object
    from ketenhub.flow.hub import Hub
    from ketenhub.store.koppelingen import Persoonsregel

DOEL = "wie is wie"
GETOOND = frozenset({"verwijzing", "spoor", "personen"})


@dataclass(frozen=True, slots=True)
class Besloten:
    """What was decided last about two persons, as this organisation calls them, by whom and when."""

    persoon: str
    ander: str
    besluit: str
    organisatie: str
    op: datetime


@dataclass(frozen=True, slots=True)
class Wieiswie:
    """The pairs about which was decided, and the pairs about which a person may decide."""

    besloten: tuple[Besloten, ...]
    voorstellen: tuple[Gelijkenis, ...]


@dataclass(frozen=True, slots=True)
class _Mensen:
    """Who is who in the casus, and what this organisation calls them."""

    casus: Casus
    genoemd: dict[str, str]
    zichtbaar: frozenset[str]

    def now(self, ident: str) -> str:
        """Give what a person is called by now."""
        return dict(self.casus.zelfde).get(ident, ident)

    def seen(self, regel: Persoonsregel) -> bool:
        """Tell whether this organisation sees both; who is one with somebody it sees is seen."""
        return {self.genoemd[self.now(ident)] for ident in (regel.persoon, regel.ander)} <= self.zichtbaar


def _people(hub: Hub, casus: Casus, organisatie: str, zichtbaar: frozenset[str]) -> _Mensen:
    idents = {*(p.id for p in casus.personen), *(ident for pair in casus.zelfde for ident in pair)}
    return _Mensen(casus, {ident: hub.kluis.pseudonym(organisatie, ident) for ident in idents}, zichtbaar)


def _open(mensen: _Mensen, voorstellen: tuple[Gelijkenis, ...], regels: list[Persoonsregel]) -> tuple[Gelijkenis, ...]:
    """Leave out who stands on the other track, and those of whom a person decided that they are two."""
    refused = {frozenset((mensen.now(r.persoon), mensen.now(r.ander))) for r in regels if r.besluit != "dezelfde"}
    called = {name: ident for ident, name in mensen.genoemd.items()}
    sides = {p.id: p.spoor is Spoor.PLEGER for p in mensen.casus.personen}
    found = []
    for voorstel in voorstellen:
        een, ander = (called.get(name, "") for name in (voorstel.persoon, voorstel.ander))
        known = een in sides and ander in sides
        if known and sides[een] == sides[ander] and frozenset((een, ander)) not in refused:
            found.append(voorstel)
    return tuple(found)


async def _casus(hub: Hub, casus_id: str) -> tuple[Casus, list[Persoonsregel]]:
    async with hub.opslag.walk() as tx:
        bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
        found = projectie.whole(await lopen.read_projections(tx, casus_id), bos)
        regels = await koppelingen.read_decided(tx, casus_id)
    if found is None:
        raise NietGevonden("verwijzing")
    return found[0], regels


async def who_is_who(hub: Hub, organisatie: str, verwijzing: str, schrijf: Callable[[Wieiswie], Object]) -> Zicht:
    """Give what was decided and what may be decided, from the view of who directs; raises NietGevonden, AlleenRegie.

    The persons in the view are recorded as disclosed, and a refusal is noted in the chain of the one who asked.
    """
    try:
        casus_id = await directed(hub, organisatie, verwijzing)
    except (NietGevonden, GeenToegang) as fout:
        await note(hub, organisatie, f"plan bekeken: {DOEL}", fout.code)
        raise
    casus, regels = await _casus(hub, casus_id)

    def made(gezien: Gezien) -> Afgeleid:
        personen = rows(gezien.inhoud, "personen")
        mensen = _people(hub, casus, organisatie, frozenset(text(row, "id") or "" for row in personen))
        known = [r for r in regels if r.persoon in mensen.genoemd and r.ander in mensen.genoemd and mensen.seen(r)]
        decided = tuple(Besloten(mensen.genoemd[r.persoon], mensen.genoemd[r.ander], r.besluit, r.organisatie, r.op) for r in known)
        return Afgeleid(schrijf(Wieiswie(decided, _open(mensen, propose(personen), regels))), delen=GETOOND)

    return await look(hub, Vraag(organisatie, verwijzing, DOEL, soort="personen"), made)
