"""The municipality's system as the demo plays it: a small Zaken API (1.5.1), and the place where it hears notifications."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from ketenhub.dialects.zgw.notificatie import read_notificatie
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.json import at, rows, text
from ketenhub.testing.canoniek import make_bijdrage
from ketenhub.testing.simulator import Aanvraag, Opdracht, Reactie, Route, Simulator, Zending, route

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ketenhub.domain.json import Json, Object

ZAKEN = "/zaken/api/v1"
CATALOGI = "/catalogi/api/v1"
HUB = "ketenhub"
RSIN = "999990019"
# small, so that the hub has to turn pages
PER_PAGINA = 2
CRS = "EPSG:4326"
FOUTEN: Mapping[int, tuple[str, str]] = {
    400: ("invalid", "De notificatie is niet leesbaar."),
    401: ("not_authenticated", "Het token ontbreekt of klopt niet."),
    403: ("permission_denied", "Deze applicatie mag dit niet."),
    404: ("not_found", "Niet gevonden."),
    406: ("not_acceptable", "Deze header ontbreekt of past niet."),
}


def _json(status: int, body: Json, mediatype: str = "application/json") -> Reactie:
    return Reactie(status, mediatype, json.dumps(body, ensure_ascii=False).encode())


def _fault(status: int) -> Reactie:
    code, title = FOUTEN[status]
    body: Json = {"type": "", "code": code, "title": title, "status": status, "detail": title, "instance": uuid4().urn}
    return _json(status, body, "application/problem+json")


def _stable_uuid(*naam: str) -> str:
    """Give the same id for the same thing, so that a repeated order gives the same bytes."""
    return str(UUID(bytes=hashlib.sha256("/".join(naam).encode()).digest()[:16], version=4))


def check_token(sim: Simulator, aanvraag: Aanvraag) -> int:
    """Give 200 for the hub's own ZGW token, 401 when it is absent, forged or too old, 403 for another application."""
    soort, _, token = aanvraag.kop.get("authorization", "").partition(" ")
    try:
        claims = jwt.decode(token if soort == "Bearer" else "", OctKey.import_key(sim.geheim), algorithms=["HS256"]).claims
        jwt.JWTClaimsRegistry(iat={"essential": True}, exp={"essential": True}).validate(claims)
    except (JoseError, ValueError):
        return 401
    return 200 if claims.get("client_id") == HUB else 403


def _guarded(sim: Simulator, handel: Callable[[Aanvraag], Reactie]) -> Callable[[Aanvraag], Reactie]:
    def handle(aanvraag: Aanvraag) -> Reactie:
        status = check_token(sim, aanvraag)
        if status != 200:
            sim.geweigerd += 1
            return _fault(status)
        return handel(aanvraag)

    return handle


def _zaak(sim: Simulator, waarden: Object, uuid: str, rollen: list[str]) -> Object:
    """Give a zaak with every field that the standard demands."""
    return {
        "url": f"{sim.adres}{ZAKEN}/zaken/{uuid}",
        "uuid": uuid,
        "identificatie": text(waarden, "identificatie") or "",
        "bronorganisatie": RSIN,
        "omschrijving": "Hulpvraag",
        "toelichting": "",
        "zaaktype": f"{sim.adres}{CATALOGI}/zaaktypen/{_stable_uuid('zaaktype')}",
        "registratiedatum": text(waarden, "startdatum") or "",
        "verantwoordelijkeOrganisatie": RSIN,
        "startdatum": text(waarden, "startdatum") or "",
        "einddatum": None,
        "vertrouwelijkheidaanduiding": text(waarden, "vertrouwelijkheidaanduiding") or "zaakvertrouwelijk",
        "betalingsindicatieWeergave": "",
        "deelzaken": [],
        "eigenschappen": [],
        "rollen": rollen,
        "status": None,
        "zaakinformatieobjecten": [],
        "zaakobjecten": [],
        "resultaat": None,
    }


def _rol(sim: Simulator, zaak: str, uuid: str, waarden: Object, betrokkene: tuple[str, Object]) -> Object:
    soort, identificatie = betrokkene
    return {
        "url": f"{sim.adres}{ZAKEN}/rollen/{uuid}",
        "uuid": uuid,
        "zaak": zaak,
        "betrokkene": "",
        "betrokkeneType": soort,
        "afwijkendeNaamBetrokkene": "",
        "roltype": f"{sim.adres}{CATALOGI}/roltypen/{_stable_uuid('roltype', soort)}",
        "omschrijving": "Behandelaar" if soort == "medewerker" else "Betrokkene",
        "omschrijvingGeneriek": "behandelaar" if soort == "medewerker" else "belanghebbende",
        "roltoelichting": "",
        "registratiedatum": text(waarden, "tijdstip") or "",
        "indicatieMachtiging": "",
        "statussen": [],
        "betrokkeneIdentificatie": identificatie,
    }


def _natural(persoon: Object) -> tuple[str, Object]:
    return "natuurlijk_persoon", {
        "inpBsn": text(persoon, "bsn") or "",
        "geslachtsnaam": text(persoon, "achternaam") or "",
        "voorvoegselGeslachtsnaam": text(persoon, "voorvoegsel") or "",
        "voorletters": "",
        "voornamen": text(persoon, "voornamen") or "",
        "geslachtsaanduiding": (text(persoon, "geslacht") or "").lower(),
        "geboortedatum": text(persoon, "geboortedatum") or "",
        "verblijfsadres": None,
        "subVerblijfBuitenland": None,
    }


WERKER: tuple[str, Object] = (
    "medewerker",
    {"identificatie": "w-12", "achternaam": "Bakir", "voorletters": "S", "voorvoegselAchternaam": ""},
)


def _notify(opdracht: Opdracht, sim: Simulator) -> Zending:
    """Make the zaak with its rollen in this system, and the notification that points to it."""
    waarden = opdracht.waarden
    uuid = _stable_uuid("zaak", text(waarden, "identificatie") or "")
    adres = f"{sim.adres}{ZAKEN}/zaken/{uuid}"
    betrokkenen = [*(_natural(persoon) for persoon in rows(waarden, "personen")), WERKER]
    rollen = [_rol(sim, adres, _stable_uuid(uuid, str(n)), waarden, who) for n, who in enumerate(betrokkenen)]
    zaak = _zaak(sim, waarden, uuid, [text(rol, "url") or "" for rol in rollen])
    sim.eigen[uuid] = {"zaak": zaak, "rollen": rollen}
    body = {
        "kanaal": "zaken",
        "hoofdObject": adres,
        "resource": "zaak",
        "resourceUrl": adres,
        "actie": "create",
        "aanmaakdatum": text(waarden, "tijdstip"),
        "kenmerken": {
            "bronorganisatie": RSIN,
            "zaaktype": zaak["zaaktype"],
            "vertrouwelijkheidaanduiding": zaak["vertrouwelijkheidaanduiding"],
        },
    }
    return Zending("/partners/gemeente/berichten", "application/json", json.dumps(body).encode())


VORMEN: Mapping[str, Callable[[Opdracht, Simulator], Zending]] = {
    "zgw_notificatie": _notify,
    "bijdrage": lambda opdracht, _: make_bijdrage(opdracht),
}


def _get_zaak(sim: Simulator, aanvraag: Aanvraag) -> Reactie:
    if aanvraag.kop.get("accept-crs") != CRS:
        return _fault(406)
    zaak = at(sim.eigen, aanvraag.pad.rpartition("/")[2], "zaak")
    return _fault(404) if zaak is None else _json(200, zaak)


def _get_rollen(sim: Simulator, aanvraag: Aanvraag) -> Reactie:
    """Give one page of rollen, of one zaak when the filter names it."""
    wanted, page = aanvraag.vraag.get("zaak"), aanvraag.vraag.get("page", "1")
    found = [rol for uuid in sim.eigen for rol in rows(sim.eigen, uuid, "rollen") if wanted is None or rol["zaak"] == wanted]
    number = int(page) if page.isascii() and page.isdigit() else 0
    if number < 1 or (number > 1 and (number - 1) * PER_PAGINA >= len(found)):
        return _fault(404)

    def link(other: int) -> str | None:
        query = urlencode({**aanvraag.vraag, "page": other})
        return f"{sim.adres}{ZAKEN}/rollen?{query}" if other >= 1 and (other - 1) * PER_PAGINA < len(found) else None

    shown = found[(number - 1) * PER_PAGINA : number * PER_PAGINA]
    return _json(200, {"count": len(found), "next": link(number + 1), "previous": link(number - 1), "results": shown})


def _hear(sim: Simulator, aanvraag: Aanvraag) -> Reactie:
    """Keep a notification of the hub once; it has no id of its own, so the same bytes are the same notification."""
    try:
        read_notificatie(aanvraag.inhoud)
    except OngeldigBericht:
        return _fault(400)
    body: Json = json.loads(aanvraag.inhoud)
    sim.keep(hashlib.sha256(aanvraag.inhoud).hexdigest(), {"inhoud": body}, sim.notificaties)
    return _json(201, body)


class GemeenteSysteem:
    """A zaaksysteem that notifies, shows its zaken to the hub alone, and hears the hub's notifications."""

    def make(self, opdracht: Opdracht, simulator: Simulator) -> Zending:
        """Make a zaak with its notification, or a contribution in canonical JSON."""
        return VORMEN[opdracht.vorm](opdracht, simulator)

    def routes(self, simulator: Simulator) -> list[Route]:
        """Give the Zaken API and the callback; each demands the hub's ZGW token."""
        paths: list[tuple[str, str, Callable[[Simulator, Aanvraag], Reactie]]] = [
            ("GET", f"{ZAKEN}/zaken/{{uuid}}", _get_zaak),
            ("GET", f"{ZAKEN}/rollen", _get_rollen),
            ("POST", "/zgw/notificaties", _hear),
        ]

        def bound(handel: Callable[[Simulator, Aanvraag], Reactie]) -> Callable[[Aanvraag], Reactie]:
            return _guarded(simulator, lambda aanvraag: handel(simulator, aanvraag))

        return [route(simulator, method, path, bound(handel)) for method, path, handel in paths]


simulator = GemeenteSysteem()
