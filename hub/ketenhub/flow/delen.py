"""Enter `share` once per recipient, with the rules and names of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.moment import day_of
from ketenhub.flow.werk import work_line
from ketenhub.share.bewijs import hash_of
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share

if TYPE_CHECKING:
    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.fase import Ernst
    from ketenhub.domain.json import Json
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.store.lopen import Betrokkene


@dataclass(frozen=True, slots=True)
class Besluit:
    """What one recipient gets: the view, its hash, the causes of its signals, and the line for its work list."""

    uitsnede: Uitsnede
    som: str
    signalen: tuple[tuple[str, Ernst], ...]

    @property
    def werkregel(self) -> dict[str, Json]:
        """Give what a list shows of this casus, made from the view alone."""
        return work_line(self.uitsnede)


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
    return Besluit(besluit.uitsnede, hash_of(besluit.uitsnede.inhoud), besluit.signalen)
