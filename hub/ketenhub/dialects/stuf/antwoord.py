"""StUF's acknowledgements: Bv03 (taken in), Fo03 and Fo01 (refused), written and read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.contract.bericht import Ontvangst
from ketenhub.dialects.stuf.codelijsten import BLIJVEND, TIJDELIJK
from ketenhub.dialects.stuf.delen import KETENHUB
from ketenhub.dialects.stuf.knoop import STUF, Knoop, parse, write
from ketenhub.dialects.stuf.toetsen import write_instant
from ketenhub.domain.errors import OngeldigBericht

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.contract.bericht import Antwoord
    from ketenhub.dialects.stuf.bericht import Kop

BEVESTIGD = frozenset({"Bv01Bericht", "Bv02Bericht", "Bv03Bericht", "Bv04Bericht"})
FOUT = frozenset({"Fo01Bericht", "Fo02Bericht", "Fo03Bericht"})
VOORGOED = frozenset({400, 404, 405, 409, 410, 413, 415, 422})


@dataclass(frozen=True, slots=True)
class Antwoordkop:
    """Who answers whom, under which number, when, and to which message."""

    zender: str
    ontvanger: str
    referentienummer: str
    op: datetime
    op_bericht: Kop


@dataclass(frozen=True, slots=True)
class Fout:
    """A fault of StUF 03.01: its code, at whose side (`client`, `server`), what it is, and the place without the value."""

    code: str
    plek: str
    omschrijving: str
    details: str = ""


def _leaf(naam: str, tekst: str) -> Knoop:
    return Knoop(STUF, naam, tekst)


def _group(naam: str, *delen: Knoop) -> Knoop:
    return Knoop(STUF, naam, "", delen)


def _steer(code: str, kop: Antwoordkop) -> Knoop:
    return _group(
        "stuurgegevens",
        _leaf("berichtcode", code),
        _group("zender", _leaf("organisatie", kop.zender), _leaf("applicatie", KETENHUB)),
        _group("ontvanger", _leaf("organisatie", kop.ontvanger), _leaf("applicatie", kop.op_bericht.applicatie)),
        _leaf("referentienummer", kop.referentienummer),
        _leaf("tijdstipBericht", write_instant(kop.op)),
        _leaf("crossRefnummer", kop.op_bericht.referentienummer),
    )


def write_bv03(kop: Antwoordkop) -> bytes:
    """Write that the message was taken in."""
    return write(_group("Bv03Bericht", _steer("Bv03", kop)))


def write_fout(kop: Antwoordkop, fout: Fout, code: str = "Fo03") -> bytes:
    """Write that the message was refused, with the place: Fo03 at once, Fo01 afterwards."""
    details = (_leaf("details", fout.details[:1000]),) if fout.details else ()
    body = _group("body", _leaf("code", fout.code), _leaf("plek", fout.plek), _leaf("omschrijving", fout.omschrijving[:200]), *details)
    return write(_group(f"{code}Bericht", _steer(code, kop), body))


def _verdict(root: Knoop) -> Ontvangst | None:
    if root.ruimte != STUF or root.naam not in BEVESTIGD | FOUT:
        return None
    if root.naam in BEVESTIGD:
        return Ontvangst.AANGENOMEN
    code, plek = root.find(STUF, "body", "code"), root.find(STUF, "body", "plek")
    known = code.tekst if code is not None else ""
    passing = known in TIJDELIJK or (known not in BLIJVEND and plek is not None and plek.tekst == "server")
    return Ontvangst.OPNIEUW if passing else Ontvangst.GEWEIGERD


def read_ontvangst(antwoord: Antwoord) -> Ontvangst:
    """Say what a partner's answer means: by its acknowledgement, and where there is none by its status."""
    try:
        said = _verdict(parse(antwoord.inhoud))
    except OngeldigBericht:
        said = None
    succeeded = 200 <= antwoord.status < 300
    if said is not None and (succeeded or said is not Ontvangst.AANGENOMEN):
        return said
    if succeeded:
        return Ontvangst.AANGENOMEN
    return Ontvangst.GEWEIGERD if antwoord.status in VOORGOED else Ontvangst.OPNIEUW
