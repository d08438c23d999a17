"""Rules, administrators and a hub that asks the database which rules hold: what the tests of their life act on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import asyncpg
import httpx

from ketenhub.domain.delen import Actie, Deelregel, Grondslag, Regelset, Voorbeeld
from ketenhub.domain.errors import NietGevonden
from ketenhub.domain.gegeven import Categorie
from ketenhub.flow.regeldossier import Dossier, load, load_all
from ketenhub.flow.regelleven import Daad, Publicatie, approve, draft, publish, simulate
from ketenhub.flow.regelsimulatie import carry_simulation
from ketenhub.main import make_door, own_rules
from ketenhub.partners.organisaties import Medewerker
from ketenhub.web.app import Web, create_app
from tests.integration.flow.keten import OINS, Keten

if TYPE_CHECKING:
    from ketenhub.domain.json import Json
    from ketenhub.flow.hub import Hub

ANNEKE, BRAM = "anneke", "bram"
REDEN = "Overleg van de regio."
GEHEIM = "Zonnebloemhof"


async def with_rules(keten: Keten) -> Hub:
    """Give the region of a test two administrators; gives the hub."""
    people = tuple(Medewerker(id=who, naam=who.capitalize(), rol="beheerder", organisatie=OINS["veilig_thuis"]) for who in (ANNEKE, BRAM))
    region = keten.hub.keten.model_copy(update={"medewerkers": (*keten.hub.keten.medewerkers, *people)})
    keten.hub = replace(keten.hub, keten=region)
    app = create_app(Web(keten.hub, make_door(keten.hub, demo=True), lambda _, kind: keten.defecten.append(kind)))
    keten.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=keten.hub.adres)
    return keten.hub


def a_message(ident: str, *feiten: Json, **rest: Json) -> dict[str, Json]:
    """Build a contribution."""
    facts = [{"ref": f"{ident}-{n}", "geldigOp": "2026-10-05", **feit} for n, feit in enumerate(feiten) if isinstance(feit, dict)]
    return {"berichtId": ident, "opgesteldOp": "2026-10-05T10:00:00Z", "feiten": facts, **rest}


async def a_household(keten: Keten) -> None:
    """Open a casus: police tells of an incident, and Veilig Thuis lets the municipality take part."""
    persoon: Json = {"soort": "persoon", "ref": "anna", "naam": {"voornamen": "Anna"}, "lid": "volwassene", "bsn": "999990019"}
    incident: Json = {"soort": "incident", "aard": "onveilig", "omschrijving": f"{GEHEIM} riep om hulp."}
    opening = a_message("opening", persoon, incident, geadresseerden=[OINS["veilig_thuis"]])
    assert (await keten.send("politie", opening)).status_code == 201
    await keten.learn_references()
    deel: Json = {"soort": "betrokkenheid", "organisatie": OINS["gemeente"], "van": "2026-10-05"}
    more = a_message("deelname", deel, verwijzing=keten.stand.verwijzingen["veilig_thuis"])
    assert (await keten.send("veilig_thuis", more)).status_code == 201
    await keten.learn_references()


def opens_incidents(versie: str = "v2") -> Regelset:
    """Give the rules of the hub, and one that lets the municipality see incidents."""
    return with_rule(versie, a_rule("gem-incident", Categorie.INCIDENT, "incident.omschrijving", naar="gemeente"))


def a_rule(ident: str, categorie: Categorie, plek: str, *, naar: str = "reclassering", actie: Actie = Actie.DELEN) -> Deelregel:
    """Build a rule for everything of a category, with the example that it needs; `plek` is a kind of fact with a field."""
    feitsoort, _, veld = plek.partition(".")
    example = Voorbeeld(ontvanger_soort=naar, feitsoort=feitsoort, veld=veld, bron_soort="veilig_thuis", actie=actie)
    return Deelregel(
        id=ident,
        ontvanger_soorten=(naar,),
        categorieen=(categorie,),
        doel="veiligheidsplan uitvoeren",
        grondslag=Grondslag(wet="Wmo 2015", artikel="4.1.1 lid 2"),
        noodzaak="directe_veiligheid",
        actie=actie,
        van=date(2026, 1, 1),
        toelichting="Een regel van een test.",
        voorbeelden=(example,),
    )


def with_rule(versie: str, *regels: Deelregel) -> Regelset:
    """Give the rules of the hub with these added, under another name."""
    own = own_rules()
    return own.model_copy(update={"versie": versie, "regels": (*own.regels, *regels)})


def does(wie: str, versie: str = "v2", stand: str | None = None) -> Daad:
    """Act as an administrator."""
    return Daad(wie, OINS["veilig_thuis"], versie, REDEN, stand)


async def drafted(hub: Hub, regels: Regelset, wie: str = ANNEKE) -> None:
    """Keep a draft."""
    await draft(hub, does(wie, regels.versie), regels)


async def simulated(hub: Hub, versie: str = "v2", wie: str = ANNEKE) -> None:
    """Ask for a simulation and carry it to its end."""
    await simulate(hub, does(wie, versie))
    while await carry_simulation(hub):
        pass


async def approved(hub: Hub, regels: Regelset) -> None:
    """Bring a version to where it can be published."""
    await drafted(hub, regels)
    await simulated(hub, regels.versie)
    await approve(hub, does(BRAM, regels.versie))


async def published(hub: Hub, regels: Regelset, publicatie: Publicatie = Publicatie(bevestiging="Zo bedoeld.")) -> None:  # noqa: B008 - a frozen value
    """Bring a version to hold."""
    await approved(hub, regels)
    await publish(hub, does(ANNEKE, regels.versie), publicatie)


async def dossier(hub: Hub, versie: str = "v2") -> Dossier:
    """Give a version as it stands."""
    async with hub.opslag.rules() as tx:
        return await load(tx, versie)


async def states(hub: Hub) -> dict[str, str]:
    """Give the state of every version."""
    async with hub.opslag.rules() as tx:
        return {one.versie: one.stand for one in await load_all(tx)}


async def refused_by_database(hub: Hub, rol: str, statement: str) -> bool:
    """Tell whether the database refuses a statement under one of its roles."""
    ways = {"walk": hub.opslag.walk(), "request": hub.opslag.request(OINS["politie"]), "rules": hub.opslag.rules()}
    with suppress(asyncpg.PostgresError, NietGevonden):
        async with ways[rol] as tx:
            await tx.execute(statement)
            return False
    return True
