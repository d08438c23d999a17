"""The two questions about a casus in a file, from its bytes to what is printed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.moment import NEDERLAND, day_of
from ketenhub.flow.proefcasus import read_proefcasus
from ketenhub.flow.proefverslag import as_json, lines
from ketenhub.flow.uitproberen import Vraag, try_out, try_with
from ketenhub.flow.watals import WatAls, extra_fact, read_aard

if TYPE_CHECKING:
    from datetime import date, datetime

    from ketenhub.domain.json import Json
    from ketenhub.domain.regelpakket import Regelpakket


@dataclass(frozen=True, slots=True)
class Stel:
    """What is supposed, as it is typed."""

    wie: str
    cijfer: str | None
    incident: str | None
    over: tuple[str, ...]
    professional: str | None


def _vraag(moment: date | datetime, pakket: Regelpakket) -> Vraag:
    return Vraag(day_of(moment, ZoneInfo(NEDERLAND)), pakket)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def explain(inhoud: bytes, moment: date | datetime, pakket: Regelpakket, *, machine: bool) -> str:
    """Explain the casus on the day; raises OngeldigBericht and what a walk raises, with the place."""
    proef = try_out(read_proefcasus(inhoud), _vraag(moment, pakket))
    return _json(as_json(proef)) if machine else "\n".join(lines(proef))


def suppose(inhoud: bytes, moment: date | datetime, pakket: Regelpakket, stel: Stel, *, machine: bool) -> str:
    """Explain the casus as it is, and as it would be with one fact more; raises as `explain` does."""
    casus, vraag = read_proefcasus(inhoud), _vraag(moment, pakket)
    nu = try_out(casus, vraag)
    wens = WatAls(stel.wie, stel.cijfer, read_aard(stel.incident), stel.over, stel.professional)
    dan = try_with(casus, vraag, *extra_fact(nu, wens))
    if machine:
        return _json({"nu": as_json(nu), "dan": as_json(dan)})
    return "\n".join(["NU", "", *lines(nu), "", "DAN", "", *lines(dan)])
