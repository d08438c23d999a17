"""All settings of the hub, frozen; made in `main`, read nowhere else."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ketenhub.domain.errors import Instellingsfout
from ketenhub.domain.gegeven import Categorie
from ketenhub.share.grenzen import GEVOELIG


class Werkinstellingen(BaseModel):
    """How the worker carries the outbox, each by the variable KETENHUB_WORKER__<NAME>."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    poll: float = Field(default=1.0, gt=0, description="Seconden tussen twee keer kijken als geen sein komt.")
    lease: float = Field(default=60.0, ge=30, description="Seconden dat een rij van een worker is; langer dan een poging duurt (20 s).")
    samen: int = Field(default=128, ge=1, description="Hoeveel bezorgingen tegelijk lopen.")
    apart: int = Field(default=32, ge=0, description="Extra ruimte die alleen de baan direct gebruikt.")
    per_plaats: int = Field(default=4, ge=1, description="Hoeveel bezorgingen tegelijk per organisatie en baan lopen.")


class Regelinstellingen(BaseModel):
    """What holds back the publication of sharing rules, each by the variable KETENHUB_DEELREGELS__<NAME>."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dicht: tuple[Categorie, ...] = Field(
        default=tuple(sorted(GEVOELIG)), description="Categorieen die geen nieuwe versie verder mag openen; als JSON-lijst."
    )
    bevestig_boven: int = Field(default=100, ge=0, description="Boven zoveel velden die opengaan is een bevestiging met reden nodig.")
    dagen: int = Field(default=7, ge=1, description="Dagen dat een simulatie telt.")


class Toegangsinstellingen(BaseModel):
    """When a person who keeps asking for what is not there is told to the privacy officer, each by KETENHUB_TOEGANG__<NAME>."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    missers: int = Field(default=5, ge=2, description="Na zoveel missers van een persoon hoort de privacyfunctionaris het.")
    venster: float = Field(default=600.0, gt=0, description="Seconden waarbinnen die missers tellen.")


class Instellingen(BaseSettings):
    """What an operator may set, each by the variable KETENHUB_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="KETENHUB_", env_nested_delimiter="__", frozen=True, extra="ignore")

    datamap: Path = Field(default=Path(".ketenhub"), description="Map met de ingebouwde database en de sleutels.")
    database_url: str | None = Field(default=None, description="Adres van een PostgreSQL van versie 15 of nieuwer; leeg: de ingebouwde.")
    database_eigenaar_url: str | None = Field(default=None, description="Adres voor migraties, onder de rol van de eigenaar.")
    sleutelbestand: Path | None = Field(default=None, description="Bestand met de hoofdsleutel (32 bytes); leeg: in de datamap.")
    keten: Path | None = Field(default=None, description="JSON-bestand met de organisaties van de regio.")
    regels: Path | None = Field(default=None, description="JSON-bestand met de deelregels van de eerste start; leeg: die van de hub.")
    regelpakket: Path | None = Field(default=None, description="JSON-bestand met het regelpakket van de regio; leeg: dat van de hub.")
    adres: str = Field(default="http://127.0.0.1:8400", description="Adres waarop partners de hub bereiken.")
    host: str = Field(default="127.0.0.1", description="Adres waarop de hub luistert.")
    poort: int = Field(default=8400, ge=1, le=65535, description="Poort waarop de hub luistert.")
    oin: str = Field(default="00000099000000000000", pattern=r"^[0-9]{20}$", description="OIN van de hub.")
    demo: bool = Field(default=False, description="Demostand: inloggen door te kiezen, alleen op deze machine.")
    vertaalbudget: float = Field(default=2.0, gt=0, description="Seconden die een plugin over een bericht mag doen.")
    gewoon_venster: float = Field(default=900.0, ge=0, description="Seconden waarover gewone notificaties worden gespreid.")
    deelregels: Regelinstellingen = Field(default=Regelinstellingen(), description="Wat het publiceren van deelregels tegenhoudt.")
    toegang: Toegangsinstellingen = Field(default=Toegangsinstellingen(), description="Wanneer de privacyfunctionaris van missers hoort.")
    worker: Werkinstellingen = Field(default=Werkinstellingen(), description="Hoe de worker de outbox bezorgt.")

    @property
    def sleutels(self) -> Path:
        """Give the file of the master key."""
        return self.sleutelbestand or self.datamap / "hoofdsleutel"


def load_settings() -> Instellingen:
    """Read the settings from the environment; raises Instellingsfout with the name of the variable, never its value."""
    try:
        return Instellingen()
    except ValidationError as error:
        name = "__".join(str(step) for step in error.errors(include_input=False)[0]["loc"])
    raise Instellingsfout(f"KETENHUB_{name.upper()}", "deze waarde past niet")
