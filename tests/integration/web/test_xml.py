"""Bad XML at the door of a CORV partner: refused before or after the stuurgegevens, never expanded, never repeated."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from ketenhub.demo.invullen import Speelstand
from ketenhub.keys import nieuw_id
from tests.integration.flow.keten import OINS
from tests.integration.flow.test_corv import from_scenario
from tests.integration.web.beloften import check_problem, check_quiet
from tests.integration.web.gastheer import KANARIE, Gastheer

if TYPE_CHECKING:
    import httpx

pytestmark = pytest.mark.asyncio(loop_scope="module")
DEUR = "/partners/politie/berichten"
XML = {"Content-Type": "application/xml"}
REFERENTIE = b"<StUF:referentienummer>"
WORTEL = b"<JZ:vtMeldingDi01 "
NAAM = b"Ravenhorst</BG:geslachtsnaam><BG:voornamen>Jelle"
Bederf = Callable[[bytes], bytes]


def a_report(ident: str) -> bytes:
    """Give a good report of the police under this reference."""
    stand: Any = SimpleNamespace(stand=Speelstand(datetime.now(UTC), OINS, f"PL-{ident[:12]}"))
    data = from_scenario(stand, "politie", "vtmelding").inhoud
    begin = data.index(REFERENTIE) + len(REFERENTIE)
    return data[:begin] + ident.encode() + data[data.index(b"<", begin) :]


def swap(oud: bytes, nieuw: bytes) -> Bederf:
    """Give the message with these bytes in the place of those; they must be there."""

    def change(data: bytes) -> bytes:
        assert oud in data
        return data.replace(oud, nieuw, 1)

    return change


def a_name(tekst: bytes) -> Bederf:
    """Give the message with other bytes for one name."""
    return swap(NAAM, tekst + b"</BG:geslachtsnaam><BG:voornamen>Jelle")


def before_root(tekst: bytes) -> Bederf:
    """Give the message with something between the declaration and the root."""
    return swap(WORTEL, tekst + WORTEL)


ONLEESBAAR: dict[str, Bederf] = {
    "empty": lambda _: b"",
    "json": lambda _: b'{"naam": "' + KANARIE.encode() + b'"}',
    "cut off": lambda data: data[:-30],
    "two roots": lambda data: data + b"<a>" + KANARIE.encode() + b"</a>",
    "doctype": before_root(b"<!DOCTYPE a>"),
    "external entity": before_root(b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
    "entity bomb": before_root(b"<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"),
    "doctype in utf-16": lambda data: before_root(b"<!DOCTYPE a>")(data).decode().replace("UTF-8", "UTF-16").encode("utf-16-le"),
    "utf-16 with a mark": lambda data: data.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "unknown entity": a_name(b"&" + KANARIE.encode() + b";"),
    "processing instruction": before_root(b"<?php " + KANARIE.encode() + b"?>"),
    "escaped nul": a_name(b"&#0;"),
    "raw nul": a_name(b"\x00"),
    "escape": a_name(b"\x1b"),
    "escaped escape": a_name(b"&#27;"),
    "not utf-8": a_name(b"\xe9"),
    "raw surrogate": a_name(b"\xed\xa0\x80"),
    "escaped surrogate": a_name(b"&#xD800;"),
    "unbound prefix": swap(b"<JZ:object ", b"<XX:object "),
    "attribute twice": swap(b'entiteittype="VTM"', b'entiteittype="VTM" StUF:entiteittype="' + KANARIE.encode() + b'"'),
    "100,000 deep": lambda _: b"<a>" * 100_000,
    "200 kB of attributes": lambda data: data.replace(WORTEL, WORTEL + b" ".join(b'a%d="x"' % n for n in range(10_000)) + b" ", 1),
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
}
ZINLOOS: dict[str, Bederf] = {
    "wrong root": lambda data: data.replace(b"vtMeldingDi01", b"vtMeldingDi09"),
    "other namespace": lambda data: data.replace(b"koppelvlak/jz0100", b"koppelvlak/" + KANARIE.encode()),
    "wrong bsn": swap(b"999970057", b"999970012"),
    "letters in a bsn": swap(b"999970057", b"99997005x"),
    "no such day": swap(b"19880702", b"19880231"),
    "day in words": swap(b"19880702", KANARIE.encode()),
    "a year long gone": swap(b"19880702", b"00010101"),
    "unknown role": swap(b"<JZ:jeugzorgrol>kind", b"<JZ:jeugzorgrol>" + KANARIE.encode()),
    "sender of another": swap(
        b"<StUF:zender><StUF:organisatie>00000099000000001002", b"<StUF:zender><StUF:organisatie>00000099000000001003"
    ),
    "name too long": a_name(KANARIE.encode() * 400),
    "direction override in a name": a_name("\u202e".encode() + KANARIE.encode()),
    "noncharacter in a name": a_name("\ufdd0".encode() + KANARIE.encode()),
    "element twice": swap(b"<JZ:datumMelding>", b"<JZ:datumMelding>20260101</JZ:datumMelding><JZ:datumMelding>"),
}


async def refused(gastheer: Gastheer, bederf: Bederf) -> httpx.Response:
    """Send the spoiled message; see that nothing changed and nothing comes back, and that the good one then goes in."""
    ident = hashlib.sha256(nieuw_id().encode()).hexdigest()[:32]
    goed, voor = a_report(ident), await gastheer.fingerprint()
    antwoord = await gastheer.post(bederf(goed), DEUR, XML, wie="politie")
    assert antwoord.status_code == 400, antwoord.text
    for woord in ("Ravenhorst", "root:", KANARIE):
        assert woord not in antwoord.text
    check_quiet(gastheer, antwoord)
    assert await gastheer.fingerprint() == voor
    weer = await gastheer.post(goed, DEUR, XML, wie="politie")
    assert weer.status_code == 201, weer.text
    return antwoord


@pytest.mark.parametrize("bederf", ONLEESBAAR.values(), ids=ONLEESBAAR.keys())
async def test_xml_that_cannot_be_read_is_refused_with_a_problem(gastheer: Gastheer, bederf: Bederf) -> None:
    check_problem(await refused(gastheer, bederf), 400, "ongeldig-bericht", DEUR)


@pytest.mark.parametrize("bederf", ZINLOOS.values(), ids=ZINLOOS.keys())
async def test_xml_that_makes_no_sense_is_refused_and_its_correction_goes_in(gastheer: Gastheer, bederf: Bederf) -> None:
    antwoord = await refused(gastheer, bederf)
    assert antwoord.headers["content-type"].partition(";")[0] in {"application/xml", "application/problem+json"}


@pytest.mark.parametrize(
    ("soort", "status"), [("application/xml; charset=iso-8859-1", 415), ("application/soap+xml", 415), ("text/html", 415)]
)
async def test_another_media_type_is_415(gastheer: Gastheer, soort: str, status: int) -> None:
    antwoord = await gastheer.post(a_report("x" * 32), DEUR, {"Content-Type": soort}, wie="politie")
    check_problem(antwoord, status, "mediatype-niet-ondersteund", DEUR)


ZGW: dict[str, bytes] = {
    "no json": b"<a/>",
    "a list": b"[]",
    "empty object": b"{}",
    "not a number": b'{"kanaal": NaN}',
    "member twice": b'{"kanaal": "zaken", "kanaal": "' + KANARIE.encode() + b'"}',
    "address of another": b'{"kanaal":"zaken","hoofdObject":"http://169.254.169.254/a","resource":"zaak","resourceUrl":"http://169.254.169.254/a",'
    b'"actie":"create","aanmaakdatum":"2026-11-01T10:00:00Z","kenmerken":{}}',
    "lone surrogate": rb'{"kanaal": "\ud800"}',
    "deep": b'{"kenmerken":' + b'{"a":' * 40 + b"1" + b"}" * 41,
}


@pytest.mark.parametrize("inhoud", ZGW.values(), ids=ZGW.keys())
async def test_a_bad_zgw_notification_is_refused_and_makes_no_job(gastheer: Gastheer, inhoud: bytes) -> None:
    pad, voor = "/partners/gemeente/berichten", await gastheer.fingerprint()
    antwoord = await gastheer.post(inhoud, pad, {"Content-Type": "application/json"}, wie="gemeente")
    check_problem(antwoord, 400, "ongeldig-bericht", pad)
    check_quiet(gastheer, antwoord)
    assert await gastheer.fingerprint() == voor
