"""What an organisation says, and what the hub records of it (architecture 2)."""

from typing import Annotated, Literal

from pydantic import Field

from ketenhub.domain.afwegen import Afweegverzoek, Afweging, Doorbreking, Doorbrekingsbevestiging
from ketenhub.domain.beoordeling import Beoordelaarsopvolging, Veiligheidsbeoordeling
from ketenhub.domain.geweld import (
    Afstemming,
    Geweldsoort,
    Hoedanigheid,
    Incident,
    Maatregel,
    Maatregelschending,
    Melding,
    StrafbaarFeitVermoeden,
    Terugkoppeling,
)
from ketenhub.domain.moment import Moment, Tijdstip
from ketenhub.domain.partijen import Lidmaatschap, Persoon, PersoonRol, Plaats, Professional, Relatie, Spoor
from ketenhub.domain.plan import (
    Afspraakstand,
    BeschermendeFactor,
    Gevaarsomschrijving,
    Gezondheidsfeit,
    Hersteldoel,
    Instemming,
    Interventie,
    OnveiligeSituatie,
    ProactiefScenario,
    Risicofactor,
    Risicotaxatie,
    Veiligheidsafspraak,
    Veiligheidsdoel,
    Veiligheidsvoorwaarde,
    Voorwaardestand,
    Werkdoel,
)
from ketenhub.domain.regie import (
    Betrokkenheid,
    Heroverweging,
    Overdracht,
    Overdrachtstand,
    Planopzet,
    Regie,
    StructureleOnveiligheid,
    Vrijstelling,
    Zorgbesluit,
)
from ketenhub.domain.samenwerking import (
    Consultatie,
    Herstelpunt,
    Informering,
    Monitor,
    Opschaling,
    Overleg,
    Taak,
    Tekstvrijgave,
    Toestemming,
    Toetsmoment,
    Vrijgave,
)
from ketenhub.domain.waarde import Kort, Oin, Plannaam, Sleutel, Tekst, Waarde

Feit = (
    Persoon
    | Lidmaatschap
    | PersoonRol
    | Relatie
    | Plaats
    | Betrokkenheid
    | Regie
    | Vrijstelling
    | Planopzet
    | StructureleOnveiligheid
    | Zorgbesluit
    | Heroverweging
    | Overdracht
    | Overdrachtstand
    | Melding
    | Terugkoppeling
    | Geweldsoort
    | Incident
    | Hoedanigheid
    | Maatregel
    | Maatregelschending
    | StrafbaarFeitVermoeden
    | Afstemming
    | Veiligheidsbeoordeling
    | Beoordelaarsopvolging
    | OnveiligeSituatie
    | Gevaarsomschrijving
    | Veiligheidsdoel
    | Veiligheidsvoorwaarde
    | Voorwaardestand
    | Instemming
    | Veiligheidsafspraak
    | Afspraakstand
    | Werkdoel
    | Risicofactor
    | Risicotaxatie
    | BeschermendeFactor
    | Hersteldoel
    | Interventie
    | Gezondheidsfeit
    | ProactiefScenario
    | Overleg
    | Toetsmoment
    | Opschaling
    | Consultatie
    | Monitor
    | Herstelpunt
    | Toestemming
    | Vrijgave
    | Informering
    | Taak
    | Tekstvrijgave
    | Afweging
    | Afweegverzoek
    | Doorbreking
    | Doorbrekingsbevestiging
)
EenFeit = Annotated[Feit, Field(discriminator="soort")]


class Intrekking(Waarde):
    """A withdrawal by the organisation that said it first."""

    ref: Sleutel
    reden: Tekst


class Bijdrage(Waarde):
    """One message in canonical form: who says what, about which case (`application/vnd.ketenhub.bijdrage+json`).

    `verwijzing` is the casus reference that the hub gave this sender; `eigenReferentie` the sender's own case number;
    `betreftBericht` the identification of a message of this case that the sender sent or received. `plannaam` is how the sender calls the
    plan: it is one plan under each name, so nothing reads it.
    """

    schemaversie: Literal["1"] = "1"
    bericht_id: Sleutel
    opgesteld_op: Tijdstip
    verwijzing: Sleutel | None = None
    eigen_referentie: Sleutel | None = None
    betreft_bericht: Sleutel | None = None
    plannaam: Plannaam | None = None
    geadresseerden: tuple[Oin, ...] = ()
    professional: Professional | None = None
    feiten: tuple[EenFeit, ...] = Field(default=(), max_length=500)
    intrekkingen: tuple[Intrekking, ...] = ()


class Herkomst(Waarde):
    """Where an item comes from: organisation, professional, their own id, when true, when heard, which message."""

    organisatie: Oin
    professional: Professional | None = None
    eigen_id: Sleutel
    geldig_op: Moment
    opgesteld_op: Tijdstip
    ontvangen_op: Tijdstip
    bericht: Sleutel
    vertaling: Kort
    genoemd: tuple[Oin, ...] = ()
    niet_verder: bool = False
    beroepsgeheim: bool = False


class Item(Waarde):
    """One recorded fact: its random id, its track, where it comes from, and the words themselves.

    What was withdrawn is gone; of a decision that it was made stays known (`ingetrokken`), so that an older one does not come back by it.
    """

    id: Sleutel
    spoor: Spoor
    herkomst: Herkomst
    feit: EenFeit
    ingetrokken: Literal[True] | None = None


class Opening(Waarde):
    """How a casus began: who opened it, whom it was addressed to, who directs provisionally."""

    casus_id: Sleutel
    geopend_op: Tijdstip
    organisatie: Oin
    geadresseerden: tuple[Oin, ...]
    regie: Oin


class Vastlegging(Waarde):
    """A contribution as it is stored for ever: facts with ids, references resolved to ids of this casus."""

    vastlegging_id: Sleutel
    casus_id: Sleutel
    organisatie: Oin
    bericht_id: Sleutel
    opgesteld_op: Tijdstip
    ontvangen_op: Tijdstip
    vertaling: Kort
    opening: Opening | None = None
    items: tuple[Item, ...] = ()
    personen: tuple[tuple[str, str, str], ...] = ()
    intrekkingen: tuple[Intrekking, ...] = ()
