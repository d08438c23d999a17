"""What may be used once: ids of assertions and proofs (trust 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.store.opslag import Opslag

ONTHOUD = """with oud as (delete from eenmalig where tot < now() - interval '1 hour')
insert into eenmalig (uitgever, jti, tot) values ($1, $2, $3) on conflict do nothing returning 1"""


@dataclass(frozen=True, slots=True)
class Herhalingenlijst:
    """Remember (issuer, jti) until it has expired; one atomic insert, whatever process asks."""

    opslag: Opslag

    async def remember(self, issuer: str, jti: str, until: datetime) -> bool:
        """Give True when this id is new, False when it was used before."""
        async with self.opslag.walk() as tx:
            return await tx.fetchval(ONTHOUD, issuer, jti, until) is not None
