"""The subset of Zaken 1.5.1 that the hub reads: a zaak and the natural persons in its rollen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from ketenhub.dialects.zgw.lezen import load, need_text, need_url, read_day
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.json import at, rows, text

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.json import Json

NATUURLIJK_PERSOON = "natuurlijk_persoon"
GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


@dataclass(frozen=True, slots=True)
class Zaak:
    """A zaak: its address, its number, when it began."""

    url: str
    identificatie: str
    startdatum: date | None
    vertrouwelijkheid: str | None


@dataclass(frozen=True, slots=True)
class Rolpersoon:
    """A natural person with a rol in the zaak."""

    rol_url: str
    omschrijving: str | None
    bsn: str | None
    voornamen: str | None
    voorvoegsel: str | None
    geslachtsnaam: str | None
    geboortedatum: date | None


def rollen_address(zaak_url: str) -> str:
    """Give the address of the zaak's rollen in the same Zaken API; raises OngeldigBericht."""
    base, found, _ = zaak_url.rpartition("/zaken/")
    if not found:
        raise OngeldigBericht("/hoofdObject", "dit is geen adres van een zaak")
    return f"{base}/rollen?zaak={quote(zaak_url, safe='')}"


def valid_bsn(bsn: str) -> bool:
    """Tell whether nine digits pass the 11-test."""
    return (
        len(bsn) == len(GEWICHTEN)
        and bsn.isdigit()
        and bsn != "0" * 9
        and not sum(int(c) * g for c, g in zip(bsn, GEWICHTEN, strict=True)) % 11
    )


def read_zaak(data: bytes, place: str) -> Zaak:
    """Read a zaak; raises OngeldigBericht with the place."""
    body = load(data, place)
    return Zaak(
        url=need_url(body, "url", place),
        identificatie=need_text(body, "identificatie", 40, place),
        startdatum=read_day(body, "startdatum", place),
        vertrouwelijkheid=text(body, "vertrouwelijkheidaanduiding") or None,
    )


def _person(rol: Json, place: str) -> Rolpersoon:
    who = at(rol, "betrokkeneIdentificatie")
    inner = f"{place}/betrokkeneIdentificatie"
    bsn = text(who, "inpBsn") or None
    if bsn is not None and not valid_bsn(bsn):
        raise OngeldigBericht(f"{inner}/inpBsn", "dit nummer haalt de elfproef niet")
    return Rolpersoon(
        rol_url=need_url(rol, "url", place),
        omschrijving=text(rol, "omschrijving") or None,
        bsn=bsn,
        voornamen=text(who, "voornamen") or None,
        voorvoegsel=text(who, "voorvoegselGeslachtsnaam") or None,
        geslachtsnaam=text(who, "geslachtsnaam") or None,
        geboortedatum=read_day(who, "geboortedatum", inner),
    )


def read_rollen(data: bytes, place: str) -> tuple[Rolpersoon, ...]:
    """Read the natural persons of a page of rollen; other kinds of betrokkenen are passed over."""
    body = load(data, place)
    return tuple(
        _person(rol, f"{place}/results/{n}")
        for n, rol in enumerate(rows(body, "results"))
        if text(rol, "betrokkeneType") == NATUURLIJK_PERSOON
    )
