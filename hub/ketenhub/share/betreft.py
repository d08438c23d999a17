"""Whom an item is about, and for which purposes those persons consent: specific beats general, objection beats consent (domain 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.catalogus import leaves_of
from ketenhub.domain.json import text
from ketenhub.domain.partijen import NAAMMERK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ketenhub.domain.catalogus import Pad
    from ketenhub.domain.json import Json
    from ketenhub.share.gereed import Gereed, Stuk

TEGEN = frozenset({"nee", "ingetrokken"})
JA = "ja"


def persons_in(stuk: Stuk) -> frozenset[str]:
    """Give every person that an item refers to or tags."""
    kinds = leaves_of(stuk.vorm.soort)
    return frozenset(persoon for naam in stuk.aanpassen for persoon in _inside(stuk.waarden[naam], (naam,), kinds))


def _inside(value: Json, pad: Pad, kinds: Mapping[Pad, str]) -> Iterator[str]:
    if isinstance(value, str):
        if kinds.get(pad) == "persoon":
            yield value
        yield from (found[1] for found in NAAMMERK.finditer(value))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _inside(inner, pad, kinds)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _inside(inner, (*pad, key), kinds)


def consents(gereed: Gereed, oin: str) -> dict[str, frozenset[str]]:
    """Give per person for which purposes it consents to this recipient.

    What was said of this recipient counts before what was said in general. Among words of one level an objection or withdrawal counts,
    and that a person could not be asked is no consent.
    """
    said: dict[tuple[str, str], dict[bool, set[str]]] = {}
    for stuk in gereed.stukken:
        persoon, doel, oordeel = (text(stuk.waarden, key) for key in ("persoon", "doel", "oordeel"))
        ontvanger = stuk.waarden.get("ontvanger")
        if stuk.vorm.soort == "toestemming" and persoon and doel and oordeel and ontvanger in (None, oin):
            said.setdefault((persoon, doel), {}).setdefault(ontvanger == oin, set()).add(oordeel)
    found: dict[str, set[str]] = {}
    for (persoon, doel), levels in said.items():
        words = levels.get(True) or levels[False]
        if JA in words and words.isdisjoint(TEGEN):
            found.setdefault(persoon, set()).add(doel)
    return {persoon: frozenset(doelen) for persoon, doelen in found.items()}


def agreed_purposes(stuk: Stuk, gereed: Gereed, given: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Give the purposes for which everyone in an item consents; what names nobody is about all."""
    of_item = {persoon for persoon, stukken in gereed.verklaringen.items() if any(one.id == stuk.id for one in stukken)}
    persons = of_item | persons_in(stuk) or set(gereed.verklaringen)
    found = [given.get(persoon, frozenset()) for persoon in persons]
    return frozenset.intersection(*found) if found else frozenset()
