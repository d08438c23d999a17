"""Who should hear what after a walk: new signals by severity, other changes in the quiet lane, messages where a partner asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst
from ketenhub.domain.geweld import Melding, Terugkoppeling
from ketenhub.store.lopen import Uitgaande

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Item, Vastlegging
    from ketenhub.domain.fase import FaseBeoordeling
    from ketenhub.flow.delen import Besluit
    from ketenhub.flow.hub import Hub
    from ketenhub.store.lopen import Betrokkene

BANEN = {Ernst.DIRECT: "direct", Ernst.HOOG: "hoog", Ernst.ATTENTIE: "gewoon"}
ZWAARTE = (Ernst.DIRECT, Ernst.HOOG, Ernst.ATTENTIE)


@dataclass(frozen=True, slots=True)
class Verandering:
    """One recipient before and after: the hash of its last view, and the signals it knew."""

    voor: str | None
    bekende_signalen: frozenset[str]
    afzender: str | None


def known_signals(beoordeling: FaseBeoordeling | None) -> frozenset[str]:
    """Give the causes of all signals that were raised before, each with its track."""
    if beoordeling is None:
        return frozenset()
    return frozenset(f"{s.spoor}:{signaal.sleutel}" for s in beoordeling.sporen for signaal in s.signalen)


def _worst(besluit: Besluit, known: frozenset[str]) -> Ernst | None:
    new = {ernst for cause, ernst in besluit.signalen if cause not in known}
    return next((ernst for ernst in ZWAARTE if ernst in new), None)


def notices(hub: Hub, wie: Betrokkene, besluit: Besluit, change: Verandering) -> list[Uitgaande]:
    """Give the notification for one recipient: at most one per walk, in the lane of its worst new signal."""
    worst = _worst(besluit, change.bekende_signalen)
    if worst is not None:
        return [Uitgaande(hub.nieuw_id(), wie.organisatie, wie.spoor, "notificatie", BANEN[worst], "signaal", None, worst.value)]
    if change.voor == besluit.som or wie.organisatie == change.afzender:
        return []
    reason = "betrokken" if change.voor is None else "wijziging"
    return [Uitgaande(hub.nieuw_id(), wie.organisatie, wie.spoor, "notificatie", "gewoon", reason, None, None, hub.gewoon_venster)]


def _asked(item: Item) -> str | None:
    match item.feit:
        case Melding():
            return "melding"
        case Terugkoppeling():
            return "terugkoppeling"
        case _:
            return None


def messages(hub: Hub, wie: Betrokkene, vastlegging: Vastlegging | None) -> list[Uitgaande]:
    """Give the messages with content that this recipient's standard demands and that were addressed to it."""
    organisatie = hub.keten.find(wie.organisatie)
    if vastlegging is None or organisatie is None or organisatie.berichten is None:
        return []
    wanted = hub.partners[organisatie.partner].manifest.berichten
    found = []
    for item in vastlegging.items:
        reason = _asked(item)
        if reason in wanted and wie.organisatie in item.herkomst.genoemd and reason is not None:
            found.append(Uitgaande(hub.nieuw_id(), wie.organisatie, wie.spoor, "bericht", "hoog", reason, item.id))
    return found
