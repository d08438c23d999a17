"""Enter `share` once per recipient, with the rules and names of today."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import orjson

from ketenhub.domain.moment import day_of
from ketenhub.flow.werkregel import work_line
from ketenhub.share.bewijs import hash_of
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.regels import Zelfde
from ketenhub.share.share import Deelbesluit, share

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.delen import Regelset
    from ketenhub.domain.fase import Ernst
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.store.lopen import Betrokkene

PLAN = "veiligheidsplan"
TELT_AF = ("fase", "sporen")


@dataclass(frozen=True, slots=True)
class Besluit:
    """What one recipient gets: the view, the hash of what lasts in it, the causes of its signals, and the line for its work list."""

    uitsnede: Uitsnede
    som: str
    signalen: tuple[tuple[str, Ernst], ...]

    @property
    def werkregel(self) -> dict[str, Json]:
        """Give what a list shows of this casus, made from the view alone."""
        return work_line(self.uitsnede)


def _uncounted(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {key: _uncounted(inner) for key, inner in value.items() if key != "dagen"}
    return [_uncounted(inner) for inner in value] if isinstance(value, list) else value


def lasting(inhoud: Object) -> dict[str, Json]:
    """Give the view without the days that are left: another day alone is no change, else a hidden message would show by it."""
    return {key: _uncounted(value) if key in TELT_AF else value for key, value in inhoud.items()}


def _today(hub: Hub) -> date:
    return day_of(hub.nu(), ZoneInfo(hub.kalender.zone))


@lru_cache(maxsize=16)
def _words(zelfde: Zelfde) -> str:
    return hashlib.sha256(zelfde.regels.model_dump_json().encode()).hexdigest()


def fixed_rules(hub: Hub) -> Regelset:
    """Give the rules that were fixed for this walk or look; to decide before asking which hold would be to decide under old ones."""
    if hub.regelbron is not None:
        raise RuntimeError("flow/geldend.py was not asked which rules hold")
    return hub.regels


def ground(hub: Hub, organisatie: str) -> str:
    """Give one name for all that a view is decided on beside the casus: rules, day, names and kinds, pseudonyms, and this software."""
    keten = hub.keten
    named = [keten.names(), keten.kinds(), keten.municipalities(), keten.plan_names()]
    world = [_words(Zelfde(fixed_rules(hub))), _today(hub).isoformat(), *named]
    parts = [*world, hub.kluis.pseudonym(organisatie, ""), hub.software]
    return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def recipient(hub: Hub, wie: Betrokkene) -> Ontvanger:
    """Give who takes part as the filter knows it."""
    known = hub.keten.find(wie.organisatie)
    return Ontvanger(
        wie.organisatie,
        known.soort if known is not None else "",
        wie.spoor,
        wie.regie,
        wie.verwijzing,
        plannaam=hub.keten.plan_names().get(wie.organisatie, PLAN),
        gemeente=known.gemeente if known is not None else None,
    )


def surroundings(hub: Hub, regels: Regelset, lezer: str) -> Omgeving:
    """Give what the filter is told about the world; `lezer` is the organisation by whose pseudonyms persons are named."""
    return Omgeving(
        regels=regels,
        peildatum=_today(hub),
        namen=hub.keten.names(),
        soorten=hub.keten.kinds(),
        pseudoniem=lambda persoon: hub.kluis.pseudonym(lezer, persoon),
        gemeenten=hub.keten.municipalities(),
    )


def cut_view(hub: Hub, beeld: Beeld, wie: Betrokkene, lezer: str | None = None) -> Deelbesluit:
    """Decide for one recipient; everything that leaves comes from here. `lezer` is who reads it, where that is another."""
    return share(beeld.gereed, beeld.beoordeling, recipient(hub, wie), surroundings(hub, fixed_rules(hub), lezer or wie.organisatie))


def decide(hub: Hub, beeld: Beeld, wie: Betrokkene) -> Besluit:
    """Decide for one recipient of a walk, with the hash by which the next walk sees whether anything changed."""
    besluit = cut_view(hub, beeld, wie)
    return Besluit(besluit.uitsnede, hash_of(lasting(besluit.uitsnede.inhoud)), besluit.signalen)
