"""Builders for CORV: messages in which every row of the form is filled, and the official schemas where they stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from ketenhub.dialects.stuf.bericht import write_message
from ketenhub.dialects.stuf.delen import steer
from ketenhub.dialects.stuf.vtmelding import VT_MELDING
from ketenhub.dialects.stuf.vtterugkoppeling import VT_TERUGKOPPELING

if TYPE_CHECKING:
    from ketenhub.dialects.stuf.vorm import Veld

CORV = Path(__file__).parents[5] / "shared" / "standards" / "corv"
XSD = CORV / "xsd-vtberichten" / "jz0100_msg_vtberichten_resolved2025.xsd"
POLITIE, VEILIG_THUIS = "00000099000000001002", "00000099000000001001"
BY_PATH = {
    "identificatieVtMelding": "PL0100-2026000001",
    "inp.bsn": "999970008",
    "oinNummer": VEILIG_THUIS,
    "geslachtsaanduiding": "V",
    "lnd.landcode": "6030",
    "aoa.postcode": "9999XK",
    "aoa.huisnummer": "41",
    "aoa.huisletter": "a",
    "aoa.huisnummertoevoeging": "2",
    "vestigingsNummer": "000000000001",
    "rsin": "000000012",
    "kvkNummer": "00000001",
    "voorvoegselGeslachtsnaam": "van der",
    "jeugzorgrol": "ouder, gezag niet benoemd",
    "SASHniveau": "hoog",
    "wijzeVanInformering": "telefonisch",
    "status": "uitkomst veiligheidsbeoordeling",
    "uitkomst": "overdracht",
    "telefoonnummer": "0100000000",
    "nationaliteit": "Nederlandse",
}
BSNS = ("999970008", "999970057", "999970100", "999970148")
DAY, YES = "20260302", "Ja"


def _leaf(veld: Veld, n: int) -> str:
    if veld.naam == "inp.bsn":
        return BSNS[n - 1]
    if veld.naam in BY_PATH:
        return BY_PATH[veld.naam]
    if veld.naam.startswith(("datum", "geboorte")):
        return DAY
    return YES if veld.naam.startswith("indicatie") else f"invoer {veld.naam}"[:35]


def _fill(veld: Veld, pad: str, n: int, found: dict[str, str]) -> None:
    for deel in veld.delen:
        if deel.keuze and any(key.startswith(f"{pad}/{other.naam}/") for other in veld.delen if other.keuze for key in found):
            continue
        for times in range(1, min(deel.vaak, 2) + 1):
            inner = f"{pad}/{deel.step(times)}"
            if deel.toets is None:
                _fill(deel, inner, times if deel.naam == "heeftBetrokken" else n, found)
                continue
            found[inner] = _leaf(deel, n)
            if deel.kenmerk is not None:
                found[f"{inner}@{deel.kenmerk[1]}"] = "V" if deel.kenmerk[1] != "naam" else "soort"


def everything(vorm: Veld) -> dict[str, str]:
    """Give a text for every row of a form; what may stand more often stands twice."""
    found: dict[str, str] = {}
    (object_,) = (deel for deel in vorm.delen if deel.naam == "object")
    _fill(object_, "object", 1, found)
    return found


def _heads() -> dict[str, dict[str, str]]:
    moment = "20260302101500"
    return {
        VT_MELDING.naam: steer(VT_MELDING.naam, POLITIE, VEILIG_THUIS, "ref-1", moment),
        VT_TERUGKOPPELING.naam: steer(VT_TERUGKOPPELING.naam, VEILIG_THUIS, POLITIE, "ref-2", moment),
    }


def a_message(vorm: Veld, changes: dict[str, str] | None = None, without: tuple[str, ...] = ()) -> bytes:
    """Give a full message, with these texts changed and these rows left out."""
    values = {**_heads()[vorm.naam], **everything(vorm), **(changes or {})}
    return write_message(vorm, {pad: value for pad, value in values.items() if not pad.startswith(without or ("-",))})


def a_melding(changes: dict[str, str] | None = None, without: tuple[str, ...] = ()) -> bytes:
    """Give a full vtMelding."""
    return a_message(VT_MELDING, changes, without)


def a_terugkoppeling(changes: dict[str, str] | None = None, without: tuple[str, ...] = ()) -> bytes:
    """Give a full vtTerugkoppeling."""
    return a_message(VT_TERUGKOPPELING, changes, without)


def swapped(data: bytes, tag: str, value: str) -> bytes:
    """Give the message with the text of the first element of this name replaced, whatever it is."""
    root = etree.fromstring(data)
    next(root.iter(f"{{*}}{tag}")).text = value
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def assert_fits(data: bytes) -> None:
    """Hold bytes to the official schema."""
    if not XSD.exists():
        pytest.skip("the official schemas do not stand beside this checkout")
    etree.XMLSchema(etree.parse(str(XSD))).assertValid(etree.fromstring(data))
