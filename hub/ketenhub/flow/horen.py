"""Who should hear what after a walk: new signals by severity, other changes in the quiet lane, messages where a partner asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst
from ketenhub.domain.geweld import Melding, Terugkoppeling
from ketenhub.domain.partijen import Spoor
from ketenhub.store.lopen import Uitgaande

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Item, Vastlegging
    from ketenhub.domain.fase import FaseBeoordeling
    from ketenhub.flow.delen import Besluit
    from ketenhub.flow.hub import Hub
    from ketenhub.store.lopen import Betrokkene

BANEN = {Ernst.DIRECT: "direct", Ernst.HOOG: "hoog", Ernst.ATTENTIE: "gewoon"}
GESCHEIDEN = (Spoor.SLACHTOFFER, Spoor.PLEGER)
ZWAARTE = (Ernst.DIRECT, Ernst.HOOG, Ernst.ATTENTIE)


@dataclass(frozen=True, slots=True)
class Verandering:
    """One recipient before and after: the hash of its last view, the signals that were raised before, and the causes raised for it now.

    `ontstaan` is None where nothing is known of its own signals; then all count as raised.
    """

    voor: str | None
    bekende_signalen: frozenset[tuple[str, Ernst]]
    afzender: str | None
    ontstaan: frozenset[str] | None = None

    def is_fresh(self, oorzaak: str, ernst: Ernst) -> bool:
        """Tell whether the recipient must hear of a signal: raised for it now, and direct or new to the casus too."""
        if self.ontstaan is not None and (oorzaak not in self.ontstaan or ernst is Ernst.DIRECT):
            return oorzaak in self.ontstaan
        return not any((oorzaak, before) in self.bekende_signalen for before in ZWAARTE[: ZWAARTE.index(ernst) + 1])


def known_signals(beoordeling: FaseBeoordeling | None) -> frozenset[tuple[str, Ernst]]:
    """Give the causes of all signals that were raised before, each with its track and how severe it was.

    What was known before the tracks were separated is the victim's, so a split raises none of it anew.
    """
    found = set()
    for result in beoordeling.sporen if beoordeling is not None else ():
        tracks = (result.spoor, Spoor.SLACHTOFFER) if result.spoor is Spoor.ONVERDEELD else (result.spoor,)
        found |= {(f"{spoor}:{s.sleutel}", s.ernst) for spoor in tracks for s in result.signalen}
    return frozenset(found)


def _worst(besluit: Besluit, change: Verandering) -> Ernst | None:
    """Give the severity of the worst signal that is new, or worse than when it was raised."""
    fresh = {ernst for cause, ernst in besluit.signalen if change.is_fresh(cause, ernst)}
    return next((ernst for ernst in ZWAARTE if ernst in fresh), None)


def notices(hub: Hub, wie: Betrokkene, besluit: Besluit, change: Verandering) -> list[Uitgaande]:
    """Give the notification for one recipient: at most one per walk, in the lane of its worst new signal."""
    worst = _worst(besluit, change)
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


def _on_its_track(item: Item, wie: Betrokkene) -> bool:
    """Tell whether wall 4 leaves a message about this item anything to say; one that cannot be made would tell that there is something."""
    return wie.spoor not in GESCHEIDEN or (item.spoor is Spoor.PLEGER) == (wie.spoor == Spoor.PLEGER)


def messages(hub: Hub, wie: Betrokkene, vastlegging: Vastlegging | None) -> list[Uitgaande]:
    """Give the messages with content that this recipient's standard demands and that were addressed to it."""
    organisatie = hub.keten.find(wie.organisatie)
    if vastlegging is None or organisatie is None or organisatie.berichten is None:
        return []
    wanted = hub.partners[organisatie.partner].manifest.berichten
    found = []
    for item in vastlegging.items:
        reason = _asked(item)
        if reason is not None and reason in wanted and wie.organisatie in item.herkomst.genoemd and _on_its_track(item, wie):
            found.append(Uitgaande(hub.nieuw_id(), wie.organisatie, wie.spoor, "bericht", "hoog", reason, item.id))
    return found
