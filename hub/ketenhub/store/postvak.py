"""The inbox: what came, under which id, and what was answered (trust 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import asyncpg

from ketenhub.domain.errors import NogBezig

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.store.opslag import Tx

EERDER = "select hash, status, mediatype, antwoord from inbox where organisatie = $1 and bericht_id = $2"
BEWAAR = """insert into inbox (organisatie, bericht_id, hash, status, mediatype, antwoord, casus_id)
values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1"""
STATUS = "select status, ontvangen_op from inbox where organisatie = $1 and bericht_id = $2"
AFZONDEREN = "insert into quarantaine (quarantaine_id, organisatie, hash, gewikkeld, inhoud, fout) values ($1, $2, $3, $4, $5, $6)"


@dataclass(frozen=True, slots=True)
class Beantwoord:
    """An answer as it was given: the hash of the message's bytes, status, media type, body."""

    hash: bytes
    status: int
    mediatype: str
    antwoord: bytes


async def find_answer(tx: Tx, organisatie: str, bericht_id: str) -> Beantwoord | None:
    """Give the answer that this message got before, or None."""
    row = await tx.fetchrow(EERDER, organisatie, bericht_id)
    return None if row is None else Beantwoord(row["hash"], row["status"], row["mediatype"], row["antwoord"])


async def keep_answer(tx: Tx, organisatie: str, bericht_id: str, given: Beantwoord, casus_id: str | None) -> bool:
    """Keep the answer with the message; False when another transaction was first, NogBezig when another is at it for too long."""
    try:
        row = await tx.fetchval(BEWAAR, organisatie, bericht_id, given.hash, given.status, given.mediatype, given.antwoord, casus_id)
    except asyncpg.LockNotAvailableError:
        raise NogBezig("berichtId") from None
    return row is not None


async def read_status(tx: Tx, organisatie: str, bericht_id: str) -> tuple[int, datetime] | None:
    """Give the status that this organisation's message got, and when it came; also within its own request."""
    row = await tx.fetchrow(STATUS, organisatie, bericht_id)
    return None if row is None else (row["status"], row["ontvangen_op"])


async def quarantine(tx: Tx, ident: str, organisatie: str, sealed: tuple[bytes, bytes, bytes], fault: str) -> None:
    """Keep unreadable bytes apart: (hash, wrapped key, sealed bytes); nothing else changes."""
    await tx.execute(AFZONDEREN, ident, organisatie, *sealed, fault)
