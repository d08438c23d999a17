"""What every system that speaks CORV does with a message: hold it to sense, keep it, and acknowledge it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from ketenhub.dialects.stuf.antwoord import Antwoordkop, Fout, write_bv03, write_fout
from ketenhub.dialects.stuf.bericht import MEDIATYPE, MEDIATYPES, Kop, read_head, read_values, write_message
from ketenhub.dialects.stuf.delen import ONTVANGER, REFERENTIENUMMER, ZENDER, steer
from ketenhub.dialects.stuf.toetsen import write_instant
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.testing.simulator import Aanvraag, Reactie, Zending, route

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ketenhub.dialects.stuf.vorm import Veld
    from ketenhub.testing.simulator import Route, Simulator

PAD = "/berichten"


def _head(sim: Simulator, ontvanger: str, kop: Kop) -> Antwoordkop:
    return Antwoordkop(sim.oin, ontvanger, uuid4().hex, datetime.now(UTC), kop)


def receive(sim: Simulator, vorm: Veld) -> Callable[[Aanvraag], Reactie]:
    """Give what answers a message of this form: Bv03 and kept once, or Fo03 with the place."""

    def handle(aanvraag: Aanvraag) -> Reactie:
        mediatype = aanvraag.kop.get("content-type", "").partition(";")[0]
        kop = read_head(aanvraag.inhoud)
        if mediatype not in MEDIATYPES or kop is None:
            sim.geweigerd += 1
            return Reactie(415 if mediatype not in MEDIATYPES else 400)
        try:
            values = read_values(aanvraag.inhoud, vorm)
            if values[ONTVANGER] != sim.oin:
                raise OngeldigBericht(f"/{vorm.naam}/{ONTVANGER}", "dit bericht is voor een ander")
        except OngeldigBericht as fout:
            sim.geweigerd += 1
            refusal = Fout("StUF055", "client", "Berichtbody is niet conform schema in sectormodel", f"{fout.plaats}: {fout.reden}")
            return Reactie(400, MEDIATYPE, write_fout(_head(sim, "0" * 20, kop), refusal))
        content = {pad.removeprefix("object/"): value for pad, value in values.items()}
        sim.keep(values[REFERENTIENUMMER], {"vorm": vorm.naam, "inhoud": dict(content)}, sim.berichten)
        return Reactie(200, MEDIATYPE, write_bv03(_head(sim, values[ZENDER], kop)))

    return handle


def corv_route(sim: Simulator, vorm: Veld) -> Route:
    """Give the route on which this system hears messages of one form."""
    return route(sim, "POST", PAD, receive(sim, vorm))


def make_corv(sim: Simulator, vorm: Veld, waarden: Mapping[str, str], values: Mapping[str, str]) -> Zending:
    """Give a message of this form as this system sends it; `waarden` names zender, ontvanger and tijdstip."""
    moment = write_instant(datetime.fromisoformat(waarden["tijdstip"]))
    head = steer(vorm.naam, waarden["zender"], waarden["ontvanger"], uuid4().hex, moment)
    head["stuurgegevens/zender/applicatie"] = f"Zaaksysteem {sim.partner}"
    return Zending(f"/partners/{sim.partner}{PAD}", MEDIATYPE, write_message(vorm, {**head, **values}))
