"""Bad messages, by name: what is wrong with them, what the hub answers and which place it names."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.integration.web.gastheer import KANARIE, a_message, as_bytes

Maak = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Slecht:
    """One bad message for a message id; `plaats` is what the answer must name."""

    naam: str
    maak: Maak
    plaats: str = ""
    status: int = 400
    code: str = "ongeldig-bericht"
    kop: dict[str, str] = field(default_factory=dict)


def put(pad: str, waarde: object) -> Maak:
    """Give the good message with one value in another's place."""

    def make(ident: str) -> bytes:
        bericht = a_message(ident)
        *weg, laatste = [int(stap) if stap.isdigit() else stap for stap in pad.strip("/").split("/")]
        plek: Any = bericht
        for stap in weg:
            plek = plek[stap]
        plek[laatste] = waarde
        return as_bytes(bericht)

    return make


def with_bytes(teken: bytes) -> Maak:
    """Give the good message with these bytes, as they are, inside a text."""
    return lambda ident: put("/feiten/1/reden", f"{KANARIE} X")(ident).replace(b" X", teken)


def without(naam: str) -> Maak:
    """Give the good message without one member."""
    return lambda ident: as_bytes({lid: waarde for lid, waarde in a_message(ident).items() if lid != naam})


def extra(tekst: str) -> Maak:
    """Give the good message with raw text put in as a first member, or anything else that JSON writers do not write."""
    return lambda ident: b"{" + tekst.encode("utf-8", "surrogatepass") + b"," + as_bytes(a_message(ident))[1:]


def raw(data: bytes) -> Maak:
    """Give these bytes, whatever the id."""
    return lambda _: data


def value(pad: str, waarden: tuple[object, ...], naam: str) -> list[Slecht]:
    """Give a bad message per value at one place."""
    return [Slecht(f"{naam} {n}", put(pad, waarde), pad) for n, waarde in enumerate(waarden)]


GEEN_JSON = [
    Slecht("cut off", lambda ident: as_bytes(a_message(ident))[:-4], "/feiten/2/termijn"),
    Slecht("empty", raw(b"")),
    Slecht("only spaces", raw(b"  \n ")),
    Slecht("xml", raw(f"<?xml version='1.0'?><a>{KANARIE}</a>".encode())),
    Slecht("doctype", raw(f"<!DOCTYPE a [<!ENTITY x '{KANARIE}'>]><a>&x;</a>".encode())),
    Slecht("two documents", lambda ident: as_bytes(a_message(ident)) * 2),
    Slecht("trailing comma", lambda ident: as_bytes(a_message(ident))[:-1] + b",}", "/feiten"),
    Slecht("comment", lambda ident: f"/* {KANARIE} */".encode() + as_bytes(a_message(ident))),
    Slecht("single quotes", raw(f"{{'berichtId': '{KANARIE}'}}".encode()), "/(onbekend veld 1)"),
    Slecht("a list", lambda ident: b"[" + as_bytes(a_message(ident)) + b"]"),
    Slecht("a text", raw(json.dumps(KANARIE).encode())),
    Slecht("null", raw(b"null")),
    Slecht("utf-16", lambda ident: as_bytes(a_message(ident)).decode().encode("utf-16")),
    Slecht("utf-16 without mark", lambda ident: as_bytes(a_message(ident)).decode().encode("utf-16-le"), "/(onbekend veld 1)"),
    Slecht("byte order mark", lambda ident: b"\xef\xbb\xbf" + as_bytes(a_message(ident))),
    Slecht("latin-1", lambda ident: put("/feiten/1/reden", f"{KANARIE} X")(ident).replace(b" X", b" \xe9")),
    Slecht("raw surrogate", lambda ident: put("/feiten/1/reden", f"{KANARIE} X")(ident).replace(b" X", b" \xed\xa0\x80")),
    Slecht("overlong nul", lambda ident: put("/feiten/1/reden", f"{KANARIE} X")(ident).replace(b" X", b" \xc0\x80")),
]
GETALLEN = [
    Slecht(f"number {getal[:12]}", extra(f'"schemaversie": {getal}'), "/schemaversie")
    for getal in (
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "-1e400",
        "1e-400",
        "1" * 21,
        "1." + "0" * 200,
        "0x10",
        "01",
        "+1",
        ".5",
        "1.",
        "1_000",
    )
]
DUBBEL = [
    Slecht("member twice", extra(f'"berichtId": "{KANARIE}"'), "/berichtId"),
    Slecht("member twice, once escaped", extra(f'"bericht\\u0049d": "{KANARIE}"'), "/berichtId"),
]
TEKENS = [
    Slecht(f"character {naam}", with_bytes(teken), "/feiten/1/reden")
    for naam, teken in {
        "lone high surrogate": rb"\ud800",
        "lone low surrogate": rb"\udc00",
        "surrogates the wrong way round": rb"\udc00\ud800",
        "escaped nul": rb"\u0000",
        "raw nul": b"\x00",
        "raw newline": b"\n",
        "escape": rb"\u001b",
        "c1 control": rb"\u0085",
        "delete": b"\x7f",
        "direction override": "\u202e".encode(),
        "isolate": rb"\u2066",
        "noncharacter": "\ufffe".encode(),
        "noncharacter of a high plane": "\U0010ffff".encode(),
        "unknown escape": rb"\x41",
        "short escape": rb"\u12",
    }.items()
]
MATEN = [
    Slecht("33 deep", extra('"schemaversie": ' + "[" * 33 + "]" * 33), "/schemaversie" + "/0" * 31),
    Slecht("100,000 deep", raw(b"[" * 100_000), "/0" * 32),
    Slecht("100,000 objects deep", raw(b'{"a":' * 100_000), "/(onbekend veld 1)" * 32),
    Slecht("over 10,000 elements", put("/geadresseerden", [1] * 10_001), "/geadresseerden/9970"),
    Slecht("over 10,000 members", raw(b"{" + b",".join(b'"a%d":1' % n for n in range(10_001)) + b"}"), "/(onbekend veld 10001)"),
    Slecht("over 500 facts", put("/feiten", [a_message()["feiten"][0] | {"ref": f"p{n}"} for n in range(501)]), "/feiten"),
    Slecht("text too long", put("/feiten/1/reden", KANARIE + "x" * 4_000), "/feiten/1/reden"),
    Slecht("name too long", extra(f'"{KANARIE}{"x" * 200}": 1'), "/(onbekend veld 1)"),
]
ONBEKEND = [
    Slecht("unknown member", extra(f'"{KANARIE}": 1'), "/(onbekend veld)"),
    Slecht("unknown member of a fact", put("/feiten/0/" + KANARIE, KANARIE), "/feiten/0/(onbekend veld)"),
    Slecht("unknown member of a name", put("/feiten/0/naam/" + KANARIE, KANARIE), "/feiten/0/naam/(onbekend veld)"),
    Slecht("invisible character in a name", extra('"bericht\u200bId": 1'), "/(onbekend veld 1)"),
    Slecht("mixed scripts in a name", extra('"b\u0435richtId": 1'), "/(onbekend veld 1)"),
    Slecht("compatibility form in a name", extra('"\uff42erichtId": 1'), "/(onbekend veld 1)"),
    Slecht("unknown kind of fact", put("/feiten/0/soort", KANARIE), "/feiten/0"),
    Slecht("kind of fact is a number", put("/feiten/0/soort", 3), "/feiten/0"),
    Slecht("unknown version", put("/schemaversie", KANARIE), "/schemaversie"),
]
DAGEN: tuple[object, ...] = (
    "2026-02-30", "2026-13-01", "2026-W01-1", "0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01", "01-11-2026", "2026-11-01T10:00:00",
    "", KANARIE, 20261101, 1e10, True, [], {}, None,
)  # fmt: skip
MOMENTEN = (
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31T23:59:59Z",
    "2026-11-01T25:00:00Z",
    "2026-11-01T10:00:00+99:99",
)
SITUATIE = {"soort": "onveilige_situatie", "ref": "o", "geldigOp": "2026-11-01", "slachtoffer": "a", "omschrijving": "Er gebeurde iets."}
WAARDEN = [
    *value("/opgesteldOp", (*DAGEN, *MOMENTEN), "moment of writing"),
    *value("/feiten/0/geldigOp", (*DAGEN, *MOMENTEN), "day of validity"),
    *value("/feiten/2/termijn", DAGEN, "term"),
    *value("/feiten/2/afgesprokenOp", DAGEN[:-1], "day of agreement"),
    *value("/feiten/0/geboortedatum", DAGEN[:-1], "day of birth"),
    *value("/feiten/0/bsn", ("999970012", "000000000", "99997000", "9999700080", "99997000a", "९९९९७०००८", 999970008, ""), "bsn"),
    *value("/feiten/1/cijfer", ("11", "7++", "acht", "-1", "5,5", "", KANARIE, 5, 5.5, None, [], "NaN"), "score"),
    *value("/berichtId", ("", " ", "a b", KANARIE + "/1", "x" * 129, 1, None, [], {}, "é"), "message id"),
    *value("/feiten/0/ref", ("", "a b", "x" * 129, 1, None), "own id"),
    *value("/feiten", ({}, None, KANARIE, 1), "facts"),
    Slecht("addressee", put("/geadresseerden", [KANARIE]), "/geadresseerden/0"),
    Slecht("subject", put("/feiten/1/over", {"soort": KANARIE}), "/feiten/1/over/soort"),
    Slecht("score of another scale", put("/feiten/1/cijfer", "8"), "/feiten/1"),
    Slecht("no message id", without("berichtId"), "/berichtId"),
    Slecht("no moment", without("opgesteldOp"), "/opgesteldOp"),
    Slecht("says nothing", without("feiten"), "/feiten"),
    *[
        Slecht(f"a year like {jaar}", put("/feiten/2", {**SITUATIE, "jaar": jaar}), "/feiten/2/jaar")
        for jaar in (10**19, 2**63, -(10**7), 2026.5, "2026")
    ],
]
VERWIJZINGEN = [
    Slecht(
        "reference to nobody",
        put("/feiten/1/over", {"soort": "persoon", "personen": [KANARIE]}),
        "/feiten/1/over/personen/0",
        code="onbekende-verwijzing",
    ),
    Slecht("reference to no case", put("/verwijzing", KANARIE), "/verwijzing", code="onbekende-verwijzing"),
]
KOPPEN = [
    Slecht(
        f"head {n}",
        lambda ident: as_bytes(a_message(ident)),
        "Content-Type" if "Content-Type" in kop else "Content-Encoding",
        415,
        "mediatype-niet-ondersteund",
        kop,
    )
    for n, kop in enumerate(
        (
            {"Content-Type": "text/plain"},
            {"Content-Type": ""},
            {"Content-Type": "text/xml"},
            {"Content-Type": "application/x-www-form-urlencoded"},
            {"Content-Type": "multipart/form-data; boundary=x"},
            {"Content-Type": "application/vnd.ketenhub.bijdrage+json; charset=latin1"},
            {"Content-Type": "application/vnd.ketenhub.bijdrage+json; charset=utf-16"},
            {"Content-Type": KANARIE},
            {"Content-Encoding": "gzip"},
            {"Content-Encoding": "identity"},
        )
    )
]
LICHAMEN = [*GEEN_JSON, *GETALLEN, *DUBBEL, *TEKENS, *MATEN, *ONBEKEND, *WAARDEN, *VERWIJZINGEN]
