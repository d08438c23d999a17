"""Sessions of people at the screens: only a hash of the cookie is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

BEWAAR = "insert into sessie (sessie_id, persoon, csrf, gezien, tot) values ($1, $2, $3, $4, $5)"
RAAK = """update sessie set gezien = $2 where sessie_id = $1 and tot > $2 and gezien > $3
returning persoon, csrf, tot"""
SLUIT = "delete from sessie where sessie_id = $1 returning persoon"
ALLE = "with weg as (delete from sessie returning 1) select count(*) from weg"
TEL = "select count(*) from sessie"
VEEG = "delete from sessie where tot <= $1 or gezien <= $2"


@dataclass(frozen=True, slots=True)
class Bewaard:
    """A session as it is kept: the hash of its cookie, whose it is, the form token, since when and until when."""

    merk: bytes
    persoon: str
    csrf: str
    gezien: datetime
    tot: datetime


async def keep_session(tx: Tx, sessie: Bewaard) -> None:
    """Keep a new session."""
    await tx.execute(BEWAAR, sessie.merk, sessie.persoon, sessie.csrf, sessie.gezien, sessie.tot)


async def touch_session(tx: Tx, merk: bytes, nu: datetime, stil: timedelta) -> tuple[str, str, datetime] | None:
    """Give (person, form token, last moment) of a session that still runs, and note that it was used; None when it has ended."""
    row = await tx.fetchrow(RAAK, merk, nu, nu - stil)
    return None if row is None else (row["persoon"], row["csrf"], row["tot"])


async def end_session(tx: Tx, merk: bytes) -> str | None:
    """End a session; gives whose it was, None when there was none."""
    found: str | None = await tx.fetchval(SLUIT, merk)
    return found


async def sweep_sessions(tx: Tx, nu: datetime, stil: timedelta) -> None:
    """Take away the sessions that have ended by themselves."""
    await tx.execute(VEEG, nu, nu - stil)


async def end_all(tx: Tx) -> int:
    """End every session; gives how many there were."""
    return int(await tx.fetchval(ALLE))


async def count_all(tx: Tx) -> int:
    """Count the sessions."""
    return int(await tx.fetchval(TEL))
