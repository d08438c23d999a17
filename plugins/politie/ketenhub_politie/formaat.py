"""The messages of the police as it writes them: vtMeldingDi01 in, vtTerugkoppelingDi01 out, and canonical JSON."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ketenhub.dialects.stuf.bericht import read_message, reference_of, write_message
from ketenhub.dialects.stuf.codelijsten import GESLACHTEN, STATUS_MELDING
from ketenhub.dialects.stuf.delen import ONTVANGER, TIJDSTIP, steer
from ketenhub.dialects.stuf.toetsen import read_instant, write_instant
from ketenhub.dialects.stuf.vorm import GEEN, ONVOLLEDIGE_DATUM
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
    VERWIJST,
    VT_MELDING,
    involved,
)
from ketenhub.dialects.stuf.vtterugkoppeling import (
    CONTACTPAD,
    MELDING,
    STATUSPAD,
    UITKOMSTPAD,
    UITVOERDER,
    VERANTWOORDELIJK,
    VT_TERUGKOPPELING,
)
from ketenhub.dialects.stuf.vtterugkoppeling import NAAM as TERUGKOPPELING
from ketenhub.domain.bijdrage import Bijdrage
from ketenhub.domain.errors import OngeldigBericht, Verplichtveld
from ketenhub.domain.geweld import Melder, Melding, Ruw
from ketenhub.domain.json import rows, text
from ketenhub.domain.partijen import Naam, Persoon, Plaats

if TYPE_CHECKING:
    from typing import Literal

    from ketenhub.contract.bericht import Aanleiding, Bericht
    from ketenhub.contract.uitsnede import Uitsnede

    Adressoort = Literal["woonadres", "verblijfadres"]

POLITIE = "politie"
MEESTE_FEITEN = 500
BETROKKEN = re.compile(r"object/betreft/gerelateerde/heeftBetrokken\[([0-9]+)\]/")
SOORTEN: tuple[Adressoort, ...] = ("woonadres", "verblijfadres")


class _Melding:
    """One vtMelding while it is translated: what is taken has its place in the plan, what stays is kept raw."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values = values
        self.rest = dict(values)
        self.dag = date.fromisoformat(values[DATUM])
        self.persons = sorted({int(found[1]) for found in map(BETROKKEN.match, values) if found})

    def take(self, pad: str) -> str | None:
        """Take a text out; it has a place of its own."""
        return self.rest.pop(pad, None)

    def ref(self, n: int) -> str:
        """Name a person within this message; another message names its own."""
        return f"{reference_of(self.values)}:p{n}"

    def raw(self) -> tuple[Ruw, ...]:
        """Give what the plan has no place for, as it came."""
        own = {key: value for key, value in self.rest.items() if key.startswith("object/")}
        return tuple(Ruw(veld=key.removeprefix("object/"), waarde=value) for key, value in own.items())


def _person(melding: _Melding, n: int) -> Persoon:
    """Give who a person is; the form has no code for slachtoffer or pleger, and neither is ever guessed."""
    pad = f"{involved(n)}/gerelateerde"
    born = f"{pad}/geboortedatum"
    whole = melding.values.get(f"{born}@{ONVOLLEDIGE_DATUM}", "V") == "V"
    bsn = melding.take(f"{pad}/inp.bsn")
    if bsn is None and f"{pad}/inp.bsn{GEEN}" not in melding.values:
        melding.rest[f"{pad}/inp.bsn{AFWEZIG}"] = "ja"
    naam = Naam(**{deel: melding.take(f"{pad}/{veld}") for deel, veld in NAAMDELEN.items()})
    geboren = melding.take(born) if whole else None
    return Persoon(
        ref=melding.ref(n),
        geldig_op=melding.dag,
        bsn=bsn,
        naam=naam if naam != Naam() else None,
        geboortedatum=date.fromisoformat(geboren) if geboren else None,
        geslacht=GESLACHTEN.get(melding.take(f"{pad}/geslachtsaanduiding") or ""),
        gezinsrol=melding.take(f"{involved(n)}/jeugzorgrol"),
        telefoon=melding.take(f"{pad}/telefoonnummer[1]"),
    )


def _at_home(melding: _Melding, n: int, soort: Adressoort) -> Plaats | None:
    pad = f"{involved(n)}/gerelateerde/{BINNENLAND[soort]}"
    adres = {deel: melding.take(f"{pad}/{veld}") for deel, veld in ADRESDELEN.items()}
    number, letter = melding.take(f"{pad}/aoa.huisnummer"), melding.take(f"{pad}/aoa.huisletter")
    more = melding.take(f"{pad}/aoa.huisnummertoevoeging")
    if not any((*adres.values(), number)):
        return None
    huisnummer = f"{number or ''}{letter or ''}{f'-{more}' if more else ''}"
    return Plaats(
        ref=f"{melding.ref(n)}:{soort}",
        geldig_op=melding.dag,
        persoon=melding.ref(n),
        aard=soort,
        straat=adres["straat"],
        huisnummer=huisnummer or None,
        postcode=adres["postcode"],
        woonplaats=adres["woonplaats"],
    )


def _abroad(melding: _Melding, n: int, soort: Adressoort) -> Plaats | None:
    pad = f"{involved(n)}/gerelateerde/{BUITENLAND[soort]}"
    land = melding.take(f"{pad}/lnd.landcode")
    lines = [melding.take(f"{pad}/sub.adresBuitenland{line}") for line in (1, 2, 3)]
    if land is None and not any(lines):
        return None
    return Plaats(
        ref=f"{melding.ref(n)}:{soort}-buitenland",
        geldig_op=melding.dag,
        persoon=melding.ref(n),
        aard=soort,
        omschrijving="\n".join((f"landcode {land or 'onbekend'}", *(line for line in lines if line))),
    )


def _places(melding: _Melding, n: int) -> list[Plaats]:
    """Give the addresses of a person: places, so that the wall around a secret address stands before them."""
    return [place for soort in SOORTEN for place in (_at_home(melding, n, soort), _abroad(melding, n, soort)) if place is not None]


def _check_numbers(melding: _Melding) -> dict[str, int]:
    """Give which number is whose; refuses two persons with one number, since they would become one person."""
    seen: dict[str, int] = {}
    for n in melding.persons:
        pad = f"{involved(n)}/gerelateerde/inp.bsn"
        bsn = melding.values.get(pad)
        if bsn in seen:
            raise OngeldigBericht(f"/{NAAM}/{pad}", "dit nummer komt twee keer voor")
        seen |= {bsn: n} if bsn else {}
    return seen


def _others(melding: _Melding, numbers: dict[str, int]) -> list[Persoon]:
    """Give who is named with a number beside those involved: a number stands with a person only, and elsewhere points there."""
    found: list[Persoon] = []
    for pad in [pad for pad in melding.rest if pad.endswith("/inp.bsn")]:
        bsn = melding.take(pad) or ""
        if bsn not in numbers:
            numbers[bsn] = len(melding.persons) + len(found) + 1
            naam = Naam(**{deel: melding.values.get(pad.replace("inp.bsn", veld)) for deel, veld in NAAMDELEN.items()})
            found.append(Persoon(ref=melding.ref(numbers[bsn]), geldig_op=melding.dag, bsn=bsn, naam=naam if naam != Naam() else None))
        melding.rest[pad + VERWIJST] = str(numbers[bsn])
    if found:
        melding.rest[BETROKKENEN] = str(len(melding.persons))
    return found


def read_melding(bericht: Bericht) -> Bijdrage:
    """Read a vtMelding; raises OngeldigBericht with the place."""
    values = read_message(bericht.inhoud, VT_MELDING, bericht.organisatie)
    melding = _Melding(values)
    numbers = _check_numbers(melding)
    people = [_person(melding, n) for n in melding.persons]
    places = [place for n in melding.persons for place in _places(melding, n)]
    people += _others(melding, numbers)
    melding.take(DATUM)
    identificatie = melding.take(IDENTIFICATIE) or ""
    incident, naam = melding.take(INCIDENTDATUM), melding.take(f"{INDIENER}/naam")
    plaats, omschrijving = melding.take(INCIDENTPLAATS), melding.take(OMSCHRIJVING)
    report = Melding(
        ref=identificatie,
        geldig_op=melding.dag,
        identificatie=identificatie,
        melder=Melder(hoedanigheid=POLITIE, naam=naam),
        ontvangen=melding.dag,
        incidentdatum=date.fromisoformat(incident) if incident else None,
        incidentplaats=plaats,
        omschrijving=omschrijving,
        personen=tuple(persoon.ref for persoon in people),
        ruw=melding.raw(),
    )
    moment = read_instant(values[TIJDSTIP])
    if len(people) + len(places) >= MEESTE_FEITEN:
        raise OngeldigBericht(f"/{NAAM}/object", "er zijn er te veel")
    return Bijdrage(
        bericht_id=reference_of(values),
        opgesteld_op=moment or bericht.ontvangen_op,
        betreft_bericht=identificatie,
        geadresseerden=(values[ONTVANGER],),
        feiten=(*people, *places, report),
    )


def write_terugkoppeling(uitsnede: Uitsnede, aanleiding: Aanleiding) -> bytes:
    """Write what Veilig Thuis says about a report; raises Verplichtveld with the place."""
    item = next((row for row in rows(uitsnede.inhoud, "terugkoppelingen") if row.get("id") == aanleiding.item), None)
    if item is None:
        raise Verplichtveld(f"/{TERUGKOPPELING}/object")
    zender = text(item, "herkomst", "organisatie", "oin") or ""
    values = {f"object/{text(row, 'veld')}": text(row, "waarde") or "" for row in rows(item, "ruw")}
    values |= steer(TERUGKOPPELING, zender, uitsnede.ontvanger, aanleiding.bericht_id, write_instant(aanleiding.op))
    status, uitkomst = STATUS_MELDING.get(text(item, "uitkomst") or "", (None, None))
    said = {
        MELDING: text(item, "identificatieMelding"),
        STATUSPAD: status,
        UITKOMSTPAD: uitkomst,
        VERANTWOORDELIJK: text(item, "verantwoordelijk"),
    }
    values |= {pad: value for pad, value in said.items() if value}
    if not any(pad.startswith(f"{CONTACTPAD}/") for pad in values) and text(item, "contact"):
        values[f"{CONTACTPAD}/afdeling"] = text(item, "contact") or ""
    values.setdefault(f"{UITVOERDER}/naam", text(item, "herkomst", "organisatie", "naam") or "")
    values.setdefault(f"{UITVOERDER}/oinNummer", zender)
    return write_message(VT_TERUGKOPPELING, values)
