"""Which organisations this hub knows, how they log in and where they listen; closed by default."""

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from ketenhub.domain.errors import Instellingsfout
from ketenhub.domain.waarde import Code, Kort, Oin, Plannaam
from ketenhub.partners.register import Geinstalleerd


class _Gesloten(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Aansluiting(_Gesloten):
    """A client of an organisation: its id, public keys (JWKS) and scopes."""

    client_id: Kort
    jwks: dict[str, list[dict[str, str]]]
    scopes: tuple[str, ...]


class Eindpunt(_Gesloten):
    """Where a partner listens, by which transport, with which secret of ours.

    `geheim` is the HMAC secret for Standard Webhooks (`whsec_...`), or the ZGW secret; `zgw_client_id` goes with the latter.
    """

    adres: str
    transport: Literal["webhook", "zgw", "xml"]
    geheim: str | None = None
    zgw_client_id: str | None = None


class Contactpunt(_Gesloten):
    """Where people of an organisation are called by a signed webhook, with which secret of ours (`whsec_...`)."""

    adres: str
    transport: Literal["webhook"] = "webhook"
    geheim: str
    zgw_client_id: None = None


class Organisatie(_Gesloten):
    """One organisation: OIN, name, kind, its plugin, how it logs in, where it listens, its name for the plan, and its municipality.

    When nobody acknowledges a direct signal, `team` is called after the desk that listens at `notificaties`, and `wacht` round the clock.
    With `toewijzing` a casemanager sees what is assigned to him or to nobody, instead of everything of the organisation.
    """

    oin: Oin
    naam: Kort
    soort: Code
    partner: Code
    gemeente: Kort | None = None
    aansluitingen: tuple[Aansluiting, ...] = ()
    notificaties: Eindpunt | None = None
    berichten: Eindpunt | None = None
    team: Contactpunt | None = None
    wacht: Contactpunt | None = None
    ophalen: tuple[str, ...] = ()
    ophaal_geheim: str | None = None
    ophaal_client_id: str | None = None
    plannaam: Plannaam = "veiligheidsplan"
    toewijzing: bool = False


class Medewerker(_Gesloten):
    """A person of an organisation: name, role and organisation; in demo mode he logs in by choosing. The id is his alone in the region."""

    id: Code
    naam: Kort
    rol: Literal["casemanager", "beheerder", "privacy_officer"]
    organisatie: Oin


class Keten(_Gesloten):
    """All organisations of the region and which one directs a new case."""

    regio: Kort
    regie: Oin
    organisaties: tuple[Organisatie, ...]
    medewerkers: tuple[Medewerker, ...] = ()

    def find(self, oin: str) -> Organisatie | None:
        """Give the organisation with this OIN, or None."""
        return next((o for o in self.organisaties if o.oin == oin), None)

    def staff(self, oin: str) -> tuple[Medewerker, ...]:
        """Give the people of one organisation."""
        return tuple(one for one in self.medewerkers if one.organisatie == oin)

    def names(self) -> dict[str, str]:
        """Give the name of each organisation by OIN."""
        return {o.oin: o.naam for o in self.organisaties}

    def plan_names(self) -> dict[str, Plannaam]:
        """Give how each organisation calls the plan, by OIN."""
        return {o.oin: o.plannaam for o in self.organisaties}

    def kinds(self) -> dict[str, str]:
        """Give the kind of each organisation by OIN."""
        return {o.oin: o.soort for o in self.organisaties}

    def municipalities(self) -> dict[str, str]:
        """Give for which municipality an organisation works, by OIN; most work for none in particular."""
        return {o.oin: o.gemeente for o in self.organisaties if o.gemeente is not None}


def _check(keten: Keten, partners: dict[str, Geinstalleerd], where: str) -> None:
    seen: set[str] = set()
    for n, organisatie in enumerate(keten.organisaties):
        if organisatie.oin in seen:
            raise Instellingsfout(f"{where}: /organisaties/{n}/oin", "dit OIN komt twee keer voor")
        seen.add(organisatie.oin)
        if organisatie.partner not in partners:
            raise Instellingsfout(f"{where}: /organisaties/{n}/partner", "deze plugin is niet geinstalleerd")
    if keten.regie not in seen:
        raise Instellingsfout(f"{where}: /regie", "deze organisatie staat niet in de lijst")
    people = [one.id for one in keten.medewerkers]
    for n, ident in enumerate(people):
        if ident in people[:n]:
            raise Instellingsfout(f"{where}: /medewerkers/{n}/id", "deze id komt twee keer voor")


def load_keten(path: Path, partners: dict[str, Geinstalleerd]) -> Keten:
    """Read the organisations from a JSON file and check them against the plugins; raises Instellingsfout with the place."""
    try:
        keten = Keten.model_validate(json.loads(path.read_bytes()))
    except OSError as error:
        raise Instellingsfout(path.name, "dit bestand is niet leesbaar") from error
    except ValidationError as error:
        where = "/".join(str(step) for step in error.errors()[0]["loc"])
        raise Instellingsfout(f"{path.name}: /{where}", "deze waarde past niet") from error
    except ValueError as error:
        raise Instellingsfout(path.name, "dit is geen JSON") from error
    _check(keten, partners, path.name)
    return keten
