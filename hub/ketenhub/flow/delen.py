"""Enter `share` once per recipient, with the rules and names of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.moment import day_of
from ketenhub.flow.werkregel import work_line
from ketenhub.share.bewijs import hash_of
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share

if TYPE_CHECKING:
    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.fase import Ernst
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.store.lopen import Betrokkene


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


def decide(hub: Hub, beeld: Beeld, wie: Betrokkene) -> Besluit:
    """Decide for one recipient; everything that leaves comes from here."""
    kinds = hub.keten.kinds()
    ontvanger = Ontvanger(wie.organisatie, kinds.get(wie.organisatie, ""), wie.spoor, wie.regie, wie.verwijzing)
    omgeving = Omgeving(
        regels=hub.regels,
        peildatum=day_of(hub.nu(), ZoneInfo(hub.kalender.zone)),
        namen=hub.keten.names(),
        soorten=kinds,
        pseudoniem=lambda persoon: hub.kluis.pseudonym(wie.organisatie, persoon),
    )
    besluit = share(beeld.casus, beeld.beoordeling, ontvanger, omgeving)
    return Besluit(besluit.uitsnede, hash_of(lasting(besluit.uitsnede.inhoud)), besluit.signalen)
