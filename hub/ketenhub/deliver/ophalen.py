"""Fetch what a notification points to: only under addresses that its own sender registered, with the hub's token."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ketenhub.deliver.egress import AdresGeweigerd, read_place, read_url
from ketenhub.deliver.soorten import zgw_token
from ketenhub.deliver.transport import Antwoord, Fout, Verzoek

if TYPE_CHECKING:
    from datetime import datetime

    from yarl import URL

    from ketenhub.deliver.registratie import Registratie
    from ketenhub.deliver.transport import Transport

HOOGSTENS = 1024 * 1024


def _steps(url: URL) -> list[str]:
    return [step for step in url.path.split("/") if step]


def _under(url: URL, above: URL) -> bool:
    """Tell whether an address is the same place, with a path at or below; no step upwards, in any spelling."""
    steps, start = _steps(url), _steps(above)
    return read_place(url) == read_place(above) and ".." not in steps and steps[: len(start)] == start


def may_fetch(registratie: Registratie, adres: str) -> bool:
    """Tell whether this organisation registered a fetch address above this one."""
    try:
        url = read_url(adres)
        return any(_under(url, read_url(above)) for above in registratie.ophalen)
    except AdresGeweigerd:
        return False


async def fetch(transport: Transport, registratie: Registratie, adres: str, nu: datetime) -> Antwoord:
    """Get one resource of at most 1 MiB; a longer one is an answer with a `fout`, and without its bytes."""
    if not may_fetch(registratie, adres):
        return Antwoord(fout=Fout.GEWEIGERD)
    headers = [("Accept", "application/json"), ("Accept-Crs", "EPSG:4326")]
    if registratie.ophaalsleutel is not None:
        headers.append(("Authorization", f"Bearer {zgw_token(registratie.ophaalsleutel, nu)}"))
    answer = await transport.send(Verzoek(adres, "GET", tuple(headers), hoogstens=HOOGSTENS))
    return replace(answer, inhoud=b"", fout=Fout.ANTWOORD) if answer.afgekapt else answer
