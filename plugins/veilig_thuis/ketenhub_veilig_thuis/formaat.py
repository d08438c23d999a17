"""The messages of Veilig Thuis as it writes them: vtTerugkoppelingDi01 in, vtMeldingDi01 out."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from ketenhub.dialects.stuf.bericht import read_message, reference_of, write_message
from ketenhub.dialects.stuf.codelijsten import GESLACHTEN, STATUS_MELDING
from ketenhub.dialects.stuf.delen import ONTVANGER, TIJDSTIP, steer
from ketenhub.dialects.stuf.toetsen import SLEUTEL, ZONE, read_instant, write_day, write_instant
from ketenhub.dialects.stuf.vorm import GEEN
from ketenhub.dialects.stuf.vtmelding import (
    ADRESDELEN,
    AFWEZIG,
    BETROKKENEN,
    BINNENLAND,
    BUITENLAND,
    DATUM,
    IDENTIFICATIE,
    INCIDENTDATUM,
    INCIDENTPLAATS,
    INDIENER,
    NAAM,
    NAAMDELEN,
    OMSCHRIJVING,
    PERSONEN,
    VERWIJST,
    VT_MELDING,
    involved,
)
from ketenhub.dialects.stuf.vtterugkoppeling import (
    CONTACTPAD,
    MELDING,
    STATUSPAD,
    UITKOMSTPAD,
    VERANTWOORDELIJK,
    VT_TERUGKOPPELING,
    ZAAK,
    code_of,
)
from ketenhub.dialects.stuf.vtterugkoppeling import NAAM as TERUGKOPPELING
from ketenhub.domain.bijdrage import Bijdrage
from ketenhub.domain.errors import OngeldigBericht, Verplichtveld
from ketenhub.domain.geweld import Ruw, Terugkoppeling
from ketenhub.domain.json import rows, text, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.contract.bericht import Aanleiding, Bericht
    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.json import Object

# the form has no code for `anders`
CODES: dict[str, str] = {"anders": "O", **{geslacht: code for code, geslacht in GESLACHTEN.items()}}
GETAL = re.compile(r"[0-9]{1,4}")
HUISNUMMER = re.compile(r"([0-9]{1,5})([A-Za-z]?)(?:-([A-Za-z0-9]{1,4}))?")
# what has a category of its own in the plan is written from there alone, never from what was kept raw
EIGEN = re.compile(
    r"(?:identificatieVtMelding|datumMelding|datumIncident|locatieIncident|omschrijvingIncident|isIngediendDoor/gerelateerde/naam"
    r"|.*inp\.bsn|.*heeftBetrokken\[[0-9]+\]/(?:jeugzorgrol|gerelateerde/(?:geslachtsnaam|voorvoegselGeslachtsnaam|voornamen"
    r"|geslachtsaanduiding|telefoonnummer\[1\]|f[^/]*Verblijf[^/]*/[^/@]*)))"
)
# what the form demands of an address, where it gives one
THUIS = frozenset({"wpl.woonplaatsNaam", "gor.openbareRuimteNaam", "aoa.huisnummer"})
MOET = dict.fromkeys(BINNENLAND.values(), THUIS) | dict.fromkeys(BUITENLAND.values(), frozenset({"lnd.landcode"}))
CONTACTVELDEN = ("afdeling", "naamContactpersoon", "telefoonnummer[1]", "eMail[1]")


def read_terugkoppeling(bericht: Bericht) -> Bijdrage:
    """Read a vtTerugkoppeling; raises OngeldigBericht with the place."""
    values = read_message(bericht.inhoud, VT_TERUGKOPPELING, bericht.organisatie)
    rest = {pad: value for pad, value in values.items() if pad.startswith("object/")}
    melding, status = rest.pop(MELDING), rest.pop(STATUSPAD)
    code = code_of(status, rest.get(UITKOMSTPAD))
    if code is None:
        raise OngeldigBericht(f"/{TERUGKOPPELING}/{UITKOMSTPAD}", "bij deze status hoort een uitkomst")
    if STATUS_MELDING[code][1] is not None:
        rest.pop(UITKOMSTPAD)
    zaak = values.get(ZAAK, "")
    dag = read_instant(values[TIJDSTIP]) or bericht.ontvangen_op
    feit = Terugkoppeling(
        ref=reference_of(values),
        geldig_op=dag,
        identificatie_melding=melding,
        uitkomst=code,
        verantwoordelijk=rest.pop(VERANTWOORDELIJK, None),
        contact=next((rest[f"{CONTACTPAD}/{veld}"] for veld in CONTACTVELDEN if f"{CONTACTPAD}/{veld}" in rest), None),
        ruw=tuple(Ruw(veld=pad.removeprefix("object/"), waarde=value) for pad, value in rest.items()),
    )
    return Bijdrage(
        bericht_id=reference_of(values),
        opgesteld_op=dag,
        eigen_referentie=zaak if SLEUTEL.fullmatch(zaak) else None,
        betreft_bericht=melding,
        geadresseerden=(values[ONTVANGER],),
        feiten=(feit,),
    )


def _day(value: str | None) -> str | None:
    """Give a day or a moment of the plan as the form writes a day."""
    if value is None:
        return None
    if len(value) == len("2026-01-01"):
        return write_day(date.fromisoformat(value))
    return write_day(datetime.fromisoformat(value).astimezone(ZONE).date())


def _kept(values: dict[str, str | None]) -> dict[str, str]:
    return {pad: value for pad, value in values.items() if value}


def _statement(persoon: Object | None, melding: Object) -> Object | None:
    """Give what the reporter said of a person in this report, or else what it said at another time."""
    said = (persoon, *rows(persoon, "bronnen")) if persoon is not None else ()
    own = [row for row in said if text(row, "herkomst", "organisatie", "oin") == text(melding, "herkomst", "organisatie", "oin")]
    heard = text(melding, "herkomst", "ontvangenOp")
    return next((row for row in own if text(row, "herkomst", "ontvangenOp") == heard), own[0] if own else None)


def _person(n: int, persoon: Object) -> dict[str, str]:
    pad = f"{involved(n)}/gerelateerde"
    return _kept(
        {
            f"{pad}/inp.bsn": text(persoon, "bsn"),
            **{f"{pad}/{veld}": text(persoon, "naam", deel) for deel, veld in NAAMDELEN.items()},
            f"{pad}/geslachtsaanduiding": CODES.get(text(persoon, "geslacht") or ""),
            f"{pad}/geboortedatum": _day(text(persoon, "geboortedatum")),
            f"{pad}/telefoonnummer[1]": text(persoon, "telefoon"),
            f"{involved(n)}/jeugzorgrol": text(persoon, "gezinsrol"),
        }
    )


def _place(n: int, plaats: Object) -> dict[str, str]:
    """Give an address, where the form can hold it; the form may do without."""
    soort = text(plaats, "aard") or ""
    number = HUISNUMMER.fullmatch(text(plaats, "huisnummer") or "")
    if soort not in BINNENLAND:
        return {}
    omschrijving = text(plaats, "omschrijving")
    if omschrijving is not None and omschrijving.startswith("landcode "):
        pad = f"{involved(n)}/gerelateerde/{BUITENLAND[soort]}"
        land, *lines = omschrijving.removeprefix("landcode ").split("\n")
        code = {f"{pad}/lnd.landcode": land} if land.isdigit() else {}
        return code | {f"{pad}/sub.adresBuitenland{line}": value for line, value in enumerate(lines[:3], 1)}
    pad = f"{involved(n)}/gerelateerde/{BINNENLAND[soort]}"
    return _kept(
        {
            **{f"{pad}/{veld}": text(plaats, deel) for deel, veld in ADRESDELEN.items()},
            f"{pad}/aoa.postcode": (text(plaats, "postcode") or "").replace(" ", ""),
            f"{pad}/aoa.huisnummer": number[1] if number else None,
            f"{pad}/aoa.huisletter": number[2] if number else None,
            f"{pad}/aoa.huisnummertoevoeging": number[3] if number else None,
        }
    )


def _drop_partial(values: dict[str, str]) -> None:
    """Leave out an address that lacks what the form demands of one: the form may do without the whole of it."""
    found: dict[str, set[str]] = {}
    for key in values:
        pad, _, part = key.partition("@")[0].rpartition("/")
        if pad.rpartition("/")[2] in MOET:
            found.setdefault(pad, set()).add(part)
    for pad, parts in found.items():
        if not MOET[pad.rpartition("/")[2]] <= parts:
            for key in [key for key in values if key.startswith(f"{pad}/")]:
                del values[key]


def _count(value: str) -> int:
    return int(value) if GETAL.fullmatch(value) else 0


def _numbered(values: dict[str, str], statements: Sequence[Object | None]) -> None:
    """Give a number that points at a person of the report, where the number may go out."""
    for key in [key for key in values if key.endswith(VERWIJST)]:
        n = _count(values[key])
        bsn = text(statements[n - 1], "bsn") if 0 < n <= len(statements) else None
        values |= _kept({key.removesuffix(VERWIJST): bsn})


def _people(uitsnede: Uitsnede, melding: Object, values: dict[str, str]) -> None:
    persons = {text(row, "id"): row for row in rows(uitsnede.inhoud, "personen")}
    idents = texts(melding, "personen")
    statements = [_statement(persons.get(ident), melding) for ident in idents]
    involved_ones = statements[: _count(values.get(BETROKKENEN, "")) or len(statements)]
    for n, (ident, persoon) in enumerate(zip(idents, involved_ones, strict=False), 1):
        pad = f"{involved(n)}/gerelateerde/inp.bsn"
        if persoon is None or n > PERSONEN:
            raise Verplichtveld(f"/{NAAM}/{involved(n)}")
        values |= _person(n, persoon)
        if pad not in values and pad + GEEN not in values and pad + AFWEZIG not in values:
            raise Verplichtveld(f"/{NAAM}/{pad}")
        for plaats in rows(uitsnede.inhoud, "plaatsen"):
            if text(plaats, "persoon") == ident:
                values |= _place(n, plaats)
    _numbered(values, statements)
    _drop_partial(values)


def write_melding(uitsnede: Uitsnede, aanleiding: Aanleiding) -> bytes:
    """Write the report that was addressed to Veilig Thuis; raises Verplichtveld with the place, and never fills anything in."""
    item = next((row for row in rows(uitsnede.inhoud, "meldingen") if row.get("id") == aanleiding.item), None)
    if item is None:
        raise Verplichtveld(f"/{NAAM}/object")
    zender = text(item, "herkomst", "organisatie", "oin") or ""
    raw = {text(row, "veld") or "": text(row, "waarde") or "" for row in rows(item, "ruw")}
    values = {f"object/{veld}": value for veld, value in raw.items() if not EIGEN.fullmatch(veld)}
    values |= steer(NAAM, zender, uitsnede.ontvanger, aanleiding.bericht_id, write_instant(aanleiding.op))
    values |= _kept(
        {
            IDENTIFICATIE: text(item, "identificatie"),
            DATUM: _day(text(item, "ontvangen")),
            INCIDENTDATUM: _day(text(item, "incidentdatum")),
            INCIDENTPLAATS: text(item, "incidentplaats"),
            OMSCHRIJVING: text(item, "omschrijving"),
            f"{INDIENER}/naam": text(item, "melder", "naam"),
        }
    )
    _people(uitsnede, item, values)
    return write_message(VT_MELDING, values)
