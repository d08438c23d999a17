"""How the door answers on a StUF route: Bv03 when taken in, Fo03 with the place once the stuurgegevens can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from ketenhub.dialects.stuf.antwoord import Antwoordkop, Fout, write_bv03, write_fout
from ketenhub.dialects.stuf.bericht import MEDIATYPE, Kop, read_head
from ketenhub.domain.errors import GeenToegang, KetenhubError, NogBezig, OngeldigBericht, SleutelHergebruikt, TeDruk
from ketenhub.flow.aannemen import Gegeven
from ketenhub.web.problems import WACHT, status_of

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Bericht
    from ketenhub.flow.hub import Hub

# by the table of faults of StUF 03.01; what is not here is a fault at our side
FOUTEN: tuple[tuple[type[KetenhubError], str, str, str], ...] = (
    (OngeldigBericht, "StUF055", "client", "Berichtbody is niet conform schema in sectormodel"),
    (SleutelHergebruikt, "StUF016", "client", "Combinatie zender en referentienummer niet uniek"),
    (GeenToegang, "StUF052", "client", "Het zendende systeem is niet geautoriseerd voor deze gegevens"),
    (NogBezig, "StUF046", "server", "Opslaan bericht niet mogelijk"),
    (TeDruk, "StUF046", "server", "Opslaan bericht niet mogelijk"),
)
ONZE = ("StUF058", "server", "Proces voor afhandelen bericht geeft fout")


def _head(hub: Hub, bericht: Bericht, kop: Kop) -> Antwoordkop:
    return Antwoordkop(hub.oin, bericht.organisatie, hub.nieuw_id(), hub.nu(), kop)


def acknowledge(hub: Hub, bericht: Bericht) -> Gegeven:
    """Give the receipt as Bv03; what was translated has stuurgegevens, so they can be read."""
    kop = read_head(bericht.inhoud)
    if kop is None:
        raise OngeldigBericht("/stuurgegevens")
    return Gegeven(201, MEDIATYPE, write_bv03(_head(hub, bericht, kop)))


def refuse(hub: Hub, bericht: Bericht, fout: KetenhubError) -> Response | None:
    """Give the refusal as Fo03, or None where the stuurgegevens cannot be read: then a problem document tells."""
    kop = read_head(bericht.inhoud)
    if kop is None:
        return None
    code, plek, omschrijving = next((rest for soort, *rest in FOUTEN if isinstance(fout, soort)), ONZE)
    details = f"{fout.plaats}: {fout.reden or fout.titel}" if plek == "client" else ""
    body = write_fout(_head(hub, bericht, kop), Fout(code, plek, omschrijving, details))
    headers = {"retry-after": WACHT} if fout.opnieuw else {}
    return Response(body, status_of(fout), headers, MEDIATYPE)
