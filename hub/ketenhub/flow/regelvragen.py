"""What may be asked about the rules: which versions there are, what each says and changes, and what simulating it counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.errors import NietGevonden
from ketenhub.flow.regeldossier import Dossier, counted, load, load_all, rules_of
from ketenhub.flow.regelkeuring import examined
from ketenhub.share.grenzen import Oordeel, weigh
from ketenhub.share.vergelijken import compare
from ketenhub.store import regels as opslag

if TYPE_CHECKING:
    from ketenhub.domain.delen import Regelset
    from ketenhub.flow.hub import Hub
    from ketenhub.share.keuren import Bevinding
    from ketenhub.share.vergelijken import Wijziging
    from ketenhub.share.verschil import Verschil
    from ketenhub.store.simulaties import Simulatie


@dataclass(frozen=True, slots=True)
class Blad:
    """A version in full: its life, its words, and what is wrong in it."""

    dossier: Dossier
    regels: Regelset
    bevindingen: tuple[Bevinding, ...]


@dataclass(frozen=True, slots=True)
class Uitslag:
    """How far the last simulation of a version is, what it counted so far, and what the limits say of that."""

    simulatie: Simulatie
    verschil: Verschil
    oordeel: Oordeel


async def versions(hub: Hub) -> list[Dossier]:
    """Give every version there ever was, in the order in which they were written."""
    async with hub.opslag.rules() as tx:
        return await load_all(tx)


async def in_force_name(hub: Hub) -> str:
    """Give the name of the version that holds; raises NietGevonden before the first."""
    async with hub.opslag.rules() as tx:
        geldend = await opslag.find_in_force(tx)
        if geldend is None:
            raise NietGevonden("versie")
        return geldend[0]


async def sheet(hub: Hub, versie: str) -> Blad:
    """Give a version in full; raises NietGevonden."""
    async with hub.opslag.rules() as tx:
        regels = await rules_of(tx, versie)
        return Blad(await load(tx, versie), regels, examined(hub, regels))


async def changes(hub: Hub, versie: str, met: str | None = None) -> tuple[str, tuple[Wijziging, ...]]:
    """Give what a version changes beside another, or beside the one that holds, with the name of that one; raises NietGevonden."""
    async with hub.opslag.rules() as tx:
        geldend = await opslag.find_in_force(tx)
        beside = met or (geldend[0] if geldend is not None else versie)
        return beside, compare(await rules_of(tx, beside), await rules_of(tx, versie))


async def changes_of(hub: Hub, regels: Regelset) -> tuple[str, tuple[Wijziging, ...]]:
    """Give what a rule set that is no version yet would change beside the one that holds."""
    name = await in_force_name(hub)
    async with hub.opslag.rules() as tx:
        return name, compare(await rules_of(tx, name), regels)


async def result(hub: Hub, versie: str) -> Uitslag:
    """Give the last simulation of a version; raises NietGevonden when there is none."""
    async with hub.opslag.rules() as tx:
        run = (await load(tx, versie)).simulatie
        if run is None:
            raise NietGevonden("simulatie")
        verschil = await counted(tx, run.simulatie_id)
        return Uitslag(run, verschil, weigh(verschil, hub.grenzen))
