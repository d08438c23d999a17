"""The versions of the sharing rules that this process has read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.contract.lezen import read_value
from ketenhub.domain.delen import Regelset
from ketenhub.domain.errors import Instellingsfout
from ketenhub.store import regels as opslag

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

MEESTE = 8


def words_of(regels: Regelset) -> tuple[str, str]:
    """Give the exact text under which a rule set is kept, and its hash."""
    inhoud = regels.model_dump_json(by_alias=True, exclude_defaults=True)
    return inhoud, hashlib.sha256(inhoud.encode()).hexdigest()


@dataclass(slots=True)
class Regelbron:
    """The versions that this process has read, each as one object, so that what was compiled for it is found again; and the last seen."""

    laatst: Regelset | None = None
    gelezen: dict[str, Regelset] = field(default_factory=dict)

    async def load(self, tx: Tx, versie: str, som: str) -> Regelset:
        """Give a version; read once per process. Raises Instellingsfout when it is not what was approved."""
        if som not in self.gelezen:
            inhoud = await opslag.read_rules(tx, versie)
            if inhoud is None or hashlib.sha256(inhoud.encode()).hexdigest() != som:
                raise Instellingsfout("database", "de deelregels in de database zijn veranderd")
            while len(self.gelezen) >= MEESTE:
                del self.gelezen[next(iter(self.gelezen))]
            self.gelezen[som] = read_value(Regelset, inhoud.encode())
        return self.gelezen[som]
