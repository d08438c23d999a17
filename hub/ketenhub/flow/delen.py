"""Enter `share` once per recipient, with the rules and names of today."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
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
    from ketenhub.domain.fase import Ernst
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.store.lopen import Betrokkene

VERSIE = version("ketenhub")
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


def ground(hub: Hub, organisatie: str) -> str:
    """Give one name for all that a view is decided on beside the casus: rules, day, names and kinds, pseudonyms, and this software."""
    known = hub.keten.find(organisatie)
    own = known.gemeente if known is not None else None
    world = [_words(Zelfde(hub.regels)), _today(hub).isoformat(), hub.keten.names(), hub.keten.kinds(), own, hub.keten.plan_names()]
    parts = [*world, hub.kluis.pseudonym(organisatie, ""), VERSIE]
    return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def cut_view(hub: Hub, beeld: Beeld, wie: Betrokkene) -> Deelbesluit:
    """Decide for one recipient; everything that leaves comes from here."""
    kinds = hub.keten.kinds()
    known = hub.keten.find(wie.organisatie)
    gemeente = known.gemeente if known is not None else None
    called = hub.keten.plan_names().get(wie.organisatie, PLAN)
    ontvanger = Ontvanger(
        wie.organisatie, kinds.get(wie.organisatie, ""), wie.spoor, wie.regie, wie.verwijzing, plannaam=called, gemeente=gemeente
    )
    omgeving = Omgeving(
        regels=hub.regels,
        peildatum=_today(hub),
        namen=hub.keten.names(),
        soorten=kinds,
        pseudoniem=lambda persoon: hub.kluis.pseudonym(wie.organisatie, persoon),
    )
    return share(beeld.gereed, beeld.beoordeling, ontvanger, omgeving)


def decide(hub: Hub, beeld: Beeld, wie: Betrokkene) -> Besluit:
    """Decide for one recipient of a walk, with the hash by which the next walk sees whether anything changed."""
    besluit = cut_view(hub, beeld, wie)
    return Besluit(besluit.uitsnede, hash_of(lasting(besluit.uitsnede.inhoud)), besluit.signalen)
