"""The subset of Zaken 1.5.1 that the hub reads: a zaak and the natural persons in its rollen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from ketenhub.dialects.zgw.lezen import load, need_text, need_url, read_day, read_text
from ketenhub.domain.bsn import valid_bsn
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.json import at

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

NATUURLIJK_PERSOON = "natuurlijk_persoon"
# from open to closed; the code list of Zaken 1.5.1
VERTROUWELIJKHEDEN = (
    "openbaar",
    "beperkt_openbaar",
    "intern",
    "zaakvertrouwelijk",
    "vertrouwelijk",
    "confidentieel",
    "geheim",
    "zeer_geheim",
)
GESLACHTEN = frozenset({"m", "v", "o"})
ROL_ID = re.compile(r"[A-Za-z0-9._~-]{1,128}")
DAG = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Zaak:
    """A zaak: its address, its number, when it began, how confidential it is."""

    url: str
    identificatie: str
    startdatum: date | None
    vertrouwelijkheid: str | None


@dataclass(frozen=True, slots=True)
class Rolpersoon:
    """A natural person with a rol in the zaak."""

    rol_id: str
    bsn: str | None
    voornamen: str | None
    voorletters: str | None
    voorvoegsel: str | None
    geslachtsnaam: str | None
    geboortedatum: date | None
    geslacht: str | None


@dataclass(frozen=True, slots=True)
class Rollenpagina:
    """One page of rollen: its natural persons, and the address of the next page."""

    personen: tuple[Rolpersoon, ...]
    volgende: str | None


def _rollen(zaak_url: str) -> str:
    base, found, ident = zaak_url.rpartition("/zaken/")
    parts = urlsplit(zaak_url)
    if not found or not ROL_ID.fullmatch(ident) or parts.query or parts.fragment:
        raise OngeldigBericht("/hoofdObject", "dit is geen adres van een zaak")
    return f"{base}/rollen"


def rollen_address(zaak_url: str) -> str:
    """Give the address of the zaak's rollen in the same Zaken API; raises OngeldigBericht."""
    return f"{_rollen(zaak_url)}?zaak={quote(zaak_url, safe='')}"


def read_zaak(data: bytes, place: str) -> Zaak:
    """Read a zaak; raises OngeldigBericht with the place."""
    body = load(data, place)
    vertrouwelijkheid = read_text(body, "vertrouwelijkheidaanduiding", 20, place)
    if vertrouwelijkheid is not None and vertrouwelijkheid not in VERTROUWELIJKHEDEN:
        raise OngeldigBericht(f"{place}/vertrouwelijkheidaanduiding", "deze waarde staat niet in de lijst")
    return Zaak(
        url=need_url(body, "url", place),
        identificatie=need_text(body, "identificatie", 40, place),
        startdatum=read_day(body, "startdatum", place),
        vertrouwelijkheid=vertrouwelijkheid,
    )


def _birth(who: Json, place: str) -> date | None:
    """Give a whole birth date; the standard has free text here, and half a date is no reason to refuse a person."""
    found = DAG.fullmatch(read_text(who, "geboortedatum", 18, place) or "")
    try:
        return date(*(int(part) for part in found.groups())) if found is not None else None
    except ValueError:
        return None


def _person(rol: Json, rollen: str, place: str) -> Rolpersoon:
    who = at(rol, "betrokkeneIdentificatie")
    inner = f"{place}/betrokkeneIdentificatie"
    base, _, ident = need_url(rol, "url", place).rpartition("/")
    if base != rollen or not ROL_ID.fullmatch(ident):
        raise OngeldigBericht(f"{place}/url", "dit is geen rol van hetzelfde zaaksysteem")
    bsn = read_text(who, "inpBsn", 9, inner)
    if bsn is not None and not valid_bsn(bsn):
        raise OngeldigBericht(f"{inner}/inpBsn", "dit nummer haalt de elfproef niet")
    geslacht = read_text(who, "geslachtsaanduiding", 1, inner)
    return Rolpersoon(
        rol_id=ident,
        bsn=bsn,
        voornamen=read_text(who, "voornamen", 200, inner),
        voorletters=read_text(who, "voorletters", 20, inner),
        voorvoegsel=read_text(who, "voorvoegselGeslachtsnaam", 80, inner),
        geslachtsnaam=read_text(who, "geslachtsnaam", 200, inner),
        geboortedatum=_birth(who, inner),
        geslacht=geslacht if geslacht in GESLACHTEN else None,
    )


def _next(body: Json, rollen: str, place: str) -> str | None:
    if at(body, "next") in (None, ""):
        return None
    found = need_url(body, "next", place)
    if found.partition("?")[0] != rollen:
        raise OngeldigBericht(f"{place}/next", "de volgende pagina staat op een andere plek")
    return found


def read_rollen(data: bytes, place: str, zaak_url: str) -> Rollenpagina:
    """Read one page of rollen of this zaak; other kinds of betrokkenen are passed over. Raises OngeldigBericht with the place.

    A rol of another zaak is refused: a system that does not know the filter gives everybody's.
    """
    body = load(data, place)
    found = at(body, "results")
    if not isinstance(found, Sequence) or isinstance(found, str):
        raise OngeldigBericht(f"{place}/results", "de lijst met rollen ontbreekt")
    rollen = _rollen(zaak_url)
    personen = []
    for n, rol in enumerate(found):
        inner = f"{place}/results/{n}"
        if not isinstance(rol, Mapping):
            raise OngeldigBericht(inner, "dit is geen rol")
        if need_url(rol, "zaak", inner) != zaak_url:
            raise OngeldigBericht(f"{inner}/zaak", "deze rol hoort bij een andere zaak")
        if need_text(rol, "betrokkeneType", 40, inner) == NATUURLIJK_PERSOON:
            personen.append(_person(rol, rollen, inner))
    return Rollenpagina(tuple(personen), _next(body, rollen, place))
