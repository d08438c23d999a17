"""Make the bytes of an outbox row: a thin notification, or a message with content that `share` decided at this very moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ketenhub.contract.bericht import Aanleiding, UitBericht
from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.dialects.cloudevents import MEDIATYPE, Notificatie, write_notificatie
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.flow.delen import cut_view
from ketenhub.flow.look import Vraag, issue, keep, load_for
from ketenhub.flow.sleutels import one_time_key, open_one_time
from ketenhub.keys.kluis import NAAMLOOS, Plek
from ketenhub.share.aandacht import focus, within
from ketenhub.store.uitgaand import Bewaard, keep_bytes, number_once

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.store.lopen import Betrokkene
    from ketenhub.store.uitgaand import Claim

DOEL = "bericht volgens afspraak van de keten"


def address(hub: Hub, wie: Betrokkene) -> str:
    """Give where this participant fetches its view."""
    return f"{hub.adres}/v1/veiligheidsplannen/{wie.verwijzing}"


def _about(hub: Hub, wie: Betrokkene, row: Claim, number: int) -> Aanleiding:
    return Aanleiding(row.aanleiding, row.outbox_id, row.nu, row.item, row.ernst, address(hub, wie), number)


def _thin(hub: Hub, wie: Betrokkene, row: Claim, number: int) -> UitBericht:
    """Say that, never what: in a ZGW notification where the partner itself listens so, else in a CloudEvent."""
    organisatie = hub.keten.find(wie.organisatie) if row.contact is None else None
    if organisatie is not None and organisatie.notificaties is not None and organisatie.notificaties.transport == "zgw":
        empty = Uitsnede(wie.organisatie, wie.verwijzing, wie.spoor, {})
        return hub.partners[organisatie.partner].partner.translate_out(empty, _about(hub, wie, row, number))
    notice = Notificatie(
        id=row.outbox_id,
        oin=hub.oin,
        soort=row.aanleiding,
        verwijzing=wie.verwijzing,
        adres=address(hub, wie),
        baan=row.baan,
        volgnummer=number,
        op=row.aangemaakt,
        ernst=row.ernst,
    )
    return UitBericht(MEDIATYPE, write_notificatie(notice))


async def make_notice(hub: Hub, wie: Betrokkene, row: Claim) -> UitBericht:
    """Make a notification once, with its number; the same bytes ever after."""
    if row.inhoud is not None and row.mediatype is not None:
        return UitBericht(row.mediatype, row.inhoud)
    async with hub.opslag.walk() as tx:
        number = await number_once(tx, row)
        made = _thin(hub, wie, row, number)
        await keep_bytes(tx, row.outbox_id, number, Bewaard(made.mediatype, made.inhoud))
    return made


def _message(item: Object) -> tuple[str | None, str | None]:
    """Give the message of an item: two organisations may number theirs alike."""
    return text(item, "herkomst", "organisatie"), text(item, "herkomst", "bericht")


def _of_message(hub: Hub, beeld: Beeld, wie: Betrokkene, item_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the items that came with this one, and what this recipient calls the persons they tell of."""
    items = rows(beeld.casus, "items")
    message = next((_message(i) for i in items if i.get("id") == item_id), None)
    together = frozenset(text(i, "id") or "" for i in items if _message(i) == message)
    persons = (p for p in rows(beeld.casus, "personen") if together & set(texts(p, "verklaringen")))
    return together, frozenset(hub.kluis.pseudonym(wie.organisatie, text(p, "id") or "") for p in persons)


async def decide_message(hub: Hub, wie: Betrokkene, row: Claim) -> tuple[Uitsnede, Beeld]:
    """Decide again what this message may hold, by the rules of now; the plugin may narrow it and add nothing."""
    async with hub.opslag.request(wie.organisatie) as tx:
        beeld = await load_for(hub, tx, row.casus_id, wie)
    decided = cut_view(hub, beeld, wie).uitsnede
    focused = replace(decided, inhoud=focus(decided.inhoud, *_of_message(hub, beeld, wie, row.item or "")))
    organisatie = hub.keten.find(wie.organisatie)
    if organisatie is None:
        return focused, beeld
    kept = within(focused.inhoud, hub.partners[organisatie.partner].partner.narrow(focused).inhoud)
    return replace(focused, inhoud=kept if isinstance(kept, dict) else {}), beeld


def shows_item(uitsnede: Uitsnede, item_id: str) -> bool:
    """Tell whether the item that the message is about may still go out."""
    return any(at(item, "id") == item_id for key in uitsnede.inhoud for item in rows(uitsnede.inhoud, key))


def _place(row: Claim) -> Plek:
    return Plek("outbox", "inhoud", row.outbox_id, row.organisatie)


def open_message(hub: Hub, row: Claim) -> UitBericht | None:
    """Open the bytes of an earlier attempt, or None before the first."""
    if row.inhoud is None or row.mediatype is None:
        return None
    # rows of before migration 0014 hold the key in front of the bytes
    wrapped, sealed = (row.gewikkeld, row.inhoud) if row.gewikkeld else (row.inhoud[:NAAMLOOS], row.inhoud[NAAMLOOS:])
    return UitBericht(row.mediatype, open_one_time(hub.kluis, _place(row), wrapped, sealed))


async def make_message(hub: Hub, wie: Betrokkene, row: Claim, decided: tuple[Uitsnede, Beeld]) -> UitBericht:
    """Render, record the disclosure and keep the sealed bytes in one transaction; raises Verplichtveld when the form lacks something."""
    uitsnede, beeld = decided
    organisatie = hub.keten.find(wie.organisatie)
    partner = hub.partners[organisatie.partner].partner if organisatie is not None else hub.partners["canoniek"].partner
    made = partner.translate_out(uitsnede, _about(hub, wie, row, 0))
    wrapped, sealed = one_time_key(hub.kluis, _place(row), made.inhoud)
    async with hub.opslag.walk() as tx:
        if await keep_bytes(tx, row.outbox_id, None, Bewaard(made.mediatype, sealed, wrapped)):
            asked = Vraag(wie.organisatie, wie.verwijzing, DOEL, "bericht", row.outbox_id)
            await keep(hub, tx, row.casus_id, asked, replace(issue(uitsnede, made.inhoud, beeld), vertellen=uitsnede))
    return made
