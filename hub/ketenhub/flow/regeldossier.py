"""What is known of a version of the rules: its words, every step of its life, its state now, and what simulating it counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.contract.lezen import read_value
from ketenhub.domain.delen import Regelset
from ketenhub.domain.errors import NietGevonden
from ketenhub.share.verschil import Cel, Telling
from ketenhub.store import regels as opslag
from ketenhub.store.simulaties import latest_run, read_counts

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.share.verschil import Verschil
    from ketenhub.store.opslag import Tx
    from ketenhub.store.regels import Gezet
    from ketenhub.store.simulaties import Simulatie

# what a step makes of a version, until a later one; whether it holds follows from the moment
STANDEN = {"ontworpen": "ontwerp", "gesimuleerd": "gesimuleerd", "goedgekeurd": "goedgekeurd", "teruggedraaid": "teruggedraaid"}


@dataclass(frozen=True, slots=True)
class Dossier:
    """A version with its life: the steps oldest first, its state, and its last simulation."""

    versie: str
    som: str
    stappen: tuple[Gezet, ...]
    stand: str
    simulatie: Simulatie | None = None

    def _last(self, *stappen: str) -> Gezet | None:
        return next((one for one in reversed(self.stappen) if one.stap.stap in stappen), None)

    @property
    def auteur(self) -> str | None:
        """Give who wrote it."""
        found = self._last("ontworpen")
        return found.stap.door if found else None

    @property
    def geteld(self) -> str | None:
        """Give the last simulation that came to its end."""
        found = self._last("gesimuleerd")
        return found.stap.simulatie_id if found else None

    @property
    def goedgekeurd(self) -> str | None:
        """Give the simulation on which it was approved last."""
        found = self._last("goedgekeurd")
        return found.stap.simulatie_id if found else None

    @property
    def gepubliceerd(self) -> bool:
        """Tell whether it was ever published."""
        return self._last("gepubliceerd") is not None

    @property
    def teruggedraaid(self) -> bool:
        """Tell whether it was taken back."""
        return self._last("teruggedraaid") is not None

    @property
    def etag(self) -> str:
        """Give the mark of its state: another after every step."""
        return f"{self.som[:16]}-{self.stappen[-1].volgnummer if self.stappen else 0}"


def _state(steps: list[Gezet], versie: str, geldend: str | None, now: datetime) -> str:
    last = steps[-1].stap
    if last.stap != "gepubliceerd" or last.van is None:
        return STANDEN[last.stap]
    if versie == geldend:
        return "geldend"
    return "gepland" if last.van > now else "vervangen"


def _dossier(som: str, steps: list[Gezet], geldend: str | None, now: datetime) -> Dossier:
    versie = steps[0].stap.versie
    return Dossier(versie, som, tuple(steps), _state(steps, versie, geldend, now))


async def load_all(tx: Tx) -> list[Dossier]:
    """Give every version in the order in which they were written, without simulations."""
    found = await opslag.find_in_force(tx)
    now = await opslag.moment(tx)
    by_version: dict[str, list[Gezet]] = {}
    for one in await opslag.read_steps(tx):
        by_version.setdefault(one.stap.versie, []).append(one)
    sums = await opslag.read_hashes(tx)
    return [_dossier(sums[versie], steps, found[0] if found else None, now) for versie, steps in by_version.items()]


async def load(tx: Tx, versie: str) -> Dossier:
    """Give one version with its last simulation; raises NietGevonden."""
    som = await opslag.find_version(tx, versie)
    steps = await opslag.read_steps(tx, versie)
    if som is None or not steps:
        raise NietGevonden("versie")
    found = await opslag.find_in_force(tx)
    bare = _dossier(som, steps, found[0] if found else None, await opslag.moment(tx))
    return Dossier(bare.versie, bare.som, bare.stappen, bare.stand, await latest_run(tx, versie))


async def rules_of(tx: Tx, versie: str) -> Regelset:
    """Give the rules of a version; raises NietGevonden."""
    inhoud = await opslag.read_rules(tx, versie)
    if inhoud is None:
        raise NietGevonden("versie")
    return read_value(Regelset, inhoud.encode())


async def counted(tx: Tx, simulatie_id: str) -> Verschil:
    """Give what a simulation counted, newly visible first."""
    return {Cel(*row[:4]): Telling(*row[4:]) for row in await read_counts(tx, simulatie_id)}
