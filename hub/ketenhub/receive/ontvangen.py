"""Take a message in once: which id it bears, and what it was answered when it came before (trust 2)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ketenhub.domain.errors import SleutelHergebruikt
from ketenhub.store.postvak import find_answer

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Bericht
    from ketenhub.contract.partner import Partner
    from ketenhub.store.opslag import Tx
    from ketenhub.store.postvak import Beantwoord


def message_id(bericht: Bericht, partner: Partner) -> str:
    """Give the message's id in the sender's own terms, or the hash of its bytes."""
    return partner.identify(bericht) or "sha256:" + hashlib.sha256(bericht.inhoud).hexdigest()


async def receive(tx: Tx, bericht: Bericht, bericht_id: str) -> Beantwoord | None:
    """Give the answer that this message got before, or None for a new one; raises SleutelHergebruikt when its bytes differ."""
    before = await find_answer(tx, bericht.organisatie, bericht_id)
    if before is not None and before.hash != hashlib.sha256(bericht.inhoud).digest():
        raise SleutelHergebruikt("berichtId")
    return before
