"""Everything that may be logged: each event with its name, level, and the fields allowed per stream. Not listed is not logged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Waarde: TypeAlias = "str | int | float | bool | datetime | None"


class Niveau(Enum):
    """How much it matters: expected trouble is a warning, only a defect is an error."""

    INFO = "info"
    WAARSCHUWING = "warning"
    FOUT = "error"


class Stroom(Enum):
    """Where it goes: for those who run the hub, or the Logboek Dataverwerkingen (without users, complete, never sampled)."""

    TECHNIEK = "techniek"
    VERWERKING = "verwerking"


CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,63}")
IDENT = re.compile(r"(?=[^\n]*[A-Za-z])[A-Za-z0-9_-]{8,64}")
OIN = re.compile(r"[0-9]{20}")
HEX = re.compile(r"[0-9a-f]{16}|[0-9a-f]{32}")
GETAL = re.compile(r"-?[0-9]{1,8}(\.[0-9]{1,6})?")
TIJDSTIP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}(Z|[+-][0-9:]{5})")
JANEE = re.compile(r"True|False")

# The form of each field, by name. A value of another form is left out, so that free text can never travel under an allowed name.
VORMEN: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "aantal": GETAL,
        "activiteit": CODE,
        "baan": CODE,
        "betrokkene": IDENT,
        "bezorging": IDENT,
        "demo": JANEE,
        "duur_ms": GETAL,
        "eind": TIJDSTIP,
        "fout": CODE,
        "incident": IDENT,
        "ontvanger": OIN,
        "organisatie": OIN,
        "over_s": GETAL,
        "partner": CODE,
        "poging": GETAL,
        "reden": CODE,
        "span_id": HEX,
        "start": TIJDSTIP,
        "status": GETAL,
        "trace_id": HEX,
        "uitkomst": CODE,
        "versie": CODE,
        "wat": CODE,
    }
)


@dataclass(frozen=True, slots=True)
class Soort:
    """One kind of event."""

    naam: str
    niveau: Niveau
    velden: Mapping[Stroom, frozenset[str]]

    def met(self, **velden: Waarde) -> Gebeurtenis:
        """Give an event of this kind with its fields."""
        return Gebeurtenis(self, velden)


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """Something that happened; what its kind does not list for a stream never gets there."""

    soort: Soort
    velden: Mapping[str, Waarde] = field(default_factory=dict, repr=False)

    def allowed(self, stroom: Stroom) -> dict[str, Waarde]:
        """Give the fields that may go to a stream, in the form of their name."""
        listed = self.soort.velden.get(stroom, frozenset())
        return {name: value for name, value in self.velden.items() if name in listed and value is not None and _fits(name, value)}


def _fits(name: str, value: Waarde) -> bool:
    text = value.isoformat() if not isinstance(value, str | int | float | bool | None) else str(value)
    return name in VORMEN and VORMEN[name].fullmatch(text) is not None


def _techniek(naam: str, niveau: Niveau, *velden: str) -> Soort:
    return Soort(naam, niveau, {Stroom.TECHNIEK: frozenset(velden)})


def _verwerking(naam: str, *techniek: str) -> Soort:
    fields = {"trace_id", "span_id", "start", "eind", "status", "activiteit", "betrokkene", "organisatie", "ontvanger"}
    return Soort(naam, Niveau.INFO, {Stroom.VERWERKING: frozenset(fields), Stroom.TECHNIEK: frozenset({"trace_id", *techniek})})


INFO, WAARSCHUWING, FOUT = Niveau.INFO, Niveau.WAARSCHUWING, Niveau.FOUT

# starting and stopping
GESTART = _techniek("hub.gestart", INFO, "versie", "wat", "demo", "duur_ms")
GESTOPT = _techniek("hub.gestopt", INFO, "wat", "aantal")
GEWEIGERD_TE_STARTEN = _techniek("hub.start-geweigerd", FOUT, "fout")
# one line per walk
GELOPEN = _techniek("loop.gelopen", INFO, "trace_id", "organisatie", "partner", "uitkomst", "duur_ms", "status")
LOOP_GEWEIGERD = _techniek("loop.geweigerd", WAARSCHUWING, "trace_id", "organisatie", "partner", "fout", "status")
TERMIJNEN = _techniek("tijd.termijnen", INFO, "aantal", "duur_ms")
LADDER = _techniek("signaal.opgeklommen", WAARSCHUWING, "aantal")
# deliveries: attempts are counted, ends are lines
BEZORGD = _techniek("bezorging.bezorgd", INFO, "bezorging", "organisatie", "baan", "poging", "status", "duur_ms")
OPNIEUW = _techniek("bezorging.opnieuw", WAARSCHUWING, "bezorging", "organisatie", "baan", "poging", "reden", "over_s")
DOOD = _techniek("bezorging.dood", FOUT, "bezorging", "organisatie", "baan", "poging", "reden")
INGETROKKEN = _techniek("bezorging.ingetrokken", INFO, "bezorging", "organisatie", "baan", "reden")
VERSTOORD = _techniek("partner.verstoord", WAARSCHUWING, "organisatie", "reden", "aantal")
EINDPUNT_GESTOPT = _techniek("partner.eindpunt-gestopt", FOUT, "organisatie")
ZEKERING_OPEN = _techniek("partner.zekering-open", WAARSCHUWING, "organisatie", "aantal")
ZEKERING_DICHT = _techniek("partner.zekering-dicht", INFO, "organisatie")
OPGEHAALD = _techniek("ophalen.klaar", INFO, "organisatie", "status", "duur_ms", "uitkomst")
OPHALEN_OPNIEUW = _techniek("ophalen.opnieuw", WAARSCHUWING, "organisatie", "status", "uitkomst", "poging", "over_s")
OPHALEN_OPGEGEVEN = _techniek("ophalen.opgegeven", FOUT, "organisatie", "status", "uitkomst", "poging")
# once when it goes, once when it is back
WEG = _techniek("onbereikbaar", WAARSCHUWING, "wat", "fout")
TERUG = _techniek("bereikbaar", INFO, "wat", "duur_ms")
# the audit record: a finding is an incident
AUDITWORTEL = _techniek("audit.wortel", INFO)
AUDIT_HEEL = _techniek("audit.heel", INFO)
AUDIT_BREUK = _techniek("audit.breuk", FOUT, "aantal")
# defects: a class and a number, never a message
DEFECT = _techniek("defect", FOUT, "wat", "fout", "incident")
# Logboek Dataverwerkingen
VERWERKT = _verwerking("verwerking", "activiteit", "status")
