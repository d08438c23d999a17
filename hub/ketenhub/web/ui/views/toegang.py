"""The words of break-glass and of its review: what is asked, and what the privacy officer reads. Never a household by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.web.ui.texts import clock_text, day_text, long_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from ketenhub.flow.privacy import Beoordeeltaak
    from ketenhub.store.missers import Melding

STANDEN = {"te_beoordelen": "Te beoordelen", "te_laat": "Te laat", "beoordeeld": "Beoordeeld"}
TONEN = {"te_beoordelen": "info", "te_laat": "negatief", "beoordeeld": "goed"}
SOORTEN = {
    "missers": "Zocht vaak naar iets dat er niet is",
    "noodtoegang": "Nam noodtoegang",
    "doorbreking": "Stelde een doorbreking voor",
    "doorbrekingsbevestiging": "Bevestigde een doorbreking",
}
NIEMAND = "Een medewerker, door uw systeem niet genoemd"
OORDELEN = {"terecht": "Terecht", "onterecht": "Niet terecht"}


@dataclass(frozen=True, slots=True)
class Noodblad:
    """The page to break the glass: what was filled in, what is wrong with it, and whether to log in again first."""

    verwijzing: str = ""
    reden: str = ""
    fout: str = ""
    opnieuw: bool = False
    werkt_zo: bool = True


@dataclass(frozen=True, slots=True)
class Taakbeeld:
    """One break-glass to review."""

    ident: str
    wie: str
    wanneer: str
    reden: str
    stand: str
    toon: str
    voor: str
    oordeel: str = ""
    waarom: str = ""


def when(op: datetime, zone: ZoneInfo) -> str:
    """Write a day with its time."""
    return f"{day_text(op.astimezone(zone).date())}, {clock_text(op)}"


def task_view(taak: Beoordeeltaak, namen: Mapping[str, str], zone: ZoneInfo) -> Taakbeeld:
    """Give the words of one break-glass."""
    n = taak.noodtoegang
    voor: date = n.beoordelen_voor
    return Taakbeeld(
        ident=n.noodtoegang_id,
        wie=namen.get(n.persoon, n.persoon),
        wanneer=when(n.van, zone),
        reden=taak.reden,
        stand=STANDEN[taak.stand],
        toon=TONEN[taak.stand],
        voor=long_day(voor),
        oordeel="" if taak.oordeel is None else OORDELEN[taak.oordeel.oordeel],
        waarom=taak.waarom or "",
    )


def told_view(meldingen: Sequence[Melding], namen: Mapping[str, str], zone: ZoneInfo) -> list[tuple[str, str, str]]:
    """Give who did what and when, of what the officer was told."""
    return [(NIEMAND if m.persoon is None else namen.get(m.persoon, m.persoon), SOORTEN[m.soort], when(m.op, zone)) for m in meldingen]
