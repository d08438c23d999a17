"""The hub's own keys by purpose: what must outlive a master key is a key of its own (trust 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NAAM = 4
# which purposes turn together, by what an operator calls them
DRAAIBAAR: Mapping[str, tuple[str, ...]] = {"bsn": ("bsn",), "ondertekening": ("auditwortel", "tokens", "tokens-2")}
# partners and running signals remember what was made with these, so they stay
VAST = ("pseudoniem", "signaal", "eigen", "bericht")
DOELEN = (*VAST, *(doel for doelen in DRAAIBAAR.values() for doel in doelen))


@dataclass(frozen=True, slots=True)
class Geheim:
    """One generation of a key, and its name; the name tells nothing of the key."""

    naam: bytes
    waarde: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ring:
    """The readable generations of every purpose, today's first; `versie` grows with each turn or close."""

    versie: int = 0
    geheimen: Mapping[str, tuple[Geheim, ...]] = field(default_factory=dict, repr=False)


LEEG = Ring()
