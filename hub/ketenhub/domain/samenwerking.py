"""How the organisations work together: meetings, expertise, monitoring, consent, tasks (domain 2)."""

from datetime import date
from typing import Annotated, Literal

from ketenhub.domain.gegeven import Categorie, Gegeven
from ketenhub.domain.moment import Moment
from ketenhub.domain.partijen import KENMERK, FeitBasis, FeitRef, PersoonRef
from ketenhub.domain.waarde import Kort, Oin, Sleutel, Tekst

OVERLEG = Gegeven(Categorie.OVERLEG)
EXPERTISE = Gegeven(Categorie.EXPERTISE)
MONITOR = Gegeven(Categorie.MONITOR)
TOESTEMMING = Gegeven(Categorie.TOESTEMMING)
VRIJGAVE = Gegeven(Categorie.VRIJGAVE)
TAAK = Gegeven(Categorie.TAAK)
HERSTEL = Gegeven(Categorie.HERSTEL)
TEKSTVRIJGAVE = Gegeven(Categorie.TEKSTVRIJGAVE)


class Overleg(FeitBasis):
    """A meeting with its decisions; a decision makes a new plan version (MOV-07)."""

    soort: Annotated[Literal["overleg"], KENMERK] = "overleg"
    aard: Annotated[Literal["mdo", "actieoverleg", "zsm", "netwerkberaad"], OVERLEG]
    wijze: Annotated[Literal["samen", "apart"], OVERLEG]
    aanwezig: Annotated[tuple[Kort, ...], OVERLEG] = ()
    afwezig: Annotated[tuple[Kort, ...], OVERLEG] = ()
    client_aanwezig: Annotated[bool | None, OVERLEG] = None
    besluiten: Annotated[tuple[Tekst, ...], OVERLEG] = ()
    volgende: Annotated[date | None, OVERLEG] = None


class Toetsmoment(FeitBasis):
    """A planned moment at which safety is tested: when, by whom, with whom (VISIE-54)."""

    soort: Annotated[Literal["toetsmoment"], KENMERK] = "toetsmoment"
    gepland_op: Annotated[date, OVERLEG]
    door: Annotated[Kort, OVERLEG]
    met: Annotated[tuple[Kort, ...], OVERLEG] = ()
    gedaan_op: Annotated[date | None, OVERLEG] = None


class Opschaling(FeitBasis):
    """Expertise added for named goals; regie does not move (MDA-31)."""

    soort: Annotated[Literal["opschaling"], KENMERK] = "opschaling"
    reden: Annotated[Tekst, EXPERTISE]
    doelen: Annotated[tuple[FeitRef, ...], EXPERTISE] = ()
    gevraagd_aan: Annotated[tuple[Oin, ...], EXPERTISE] = ()
    antwoord: Annotated[Tekst | None, EXPERTISE] = None
    beantwoord_op: Annotated[date | None, EXPERTISE] = None


class Consultatie(FeitBasis):
    """Advice asked from a specialist, perhaps about named goals (MDA-16, MDA-22)."""

    soort: Annotated[Literal["consultatie"], KENMERK] = "consultatie"
    vraag: Annotated[Tekst, EXPERTISE]
    aan: Annotated[Kort, EXPERTISE]
    doelen: Annotated[tuple[FeitRef, ...], EXPERTISE] = ()
    advies: Annotated[Tekst | None, EXPERTISE] = None
    geadviseerd_op: Annotated[date | None, EXPERTISE] = None


class Monitor(FeitBasis):
    """Whether safety comes and holds, per member and per organisation (VT-05, VT-06)."""

    soort: Annotated[Literal["monitor"], KENMERK] = "monitor"
    persoon: Annotated[PersoonRef | None, MONITOR] = None
    contact_op: Annotated[Moment | None, MONITOR] = None
    komt_veiligheid: Annotated[bool | None, MONITOR] = None
    blijft_veiligheid: Annotated[bool | None, MONITOR] = None
    verwacht_einde: Annotated[date | None, MONITOR] = None
    beeindigd_op: Annotated[date | None, MONITOR] = None
    overgenomen_door: Annotated[Kort | None, MONITOR] = None


class Herstelpunt(FeitBasis):
    """Whether one person has its own life back, on one of three points, before help stops (MDA-07); `niet_haalbaar` says why."""

    soort: Annotated[Literal["herstelpunt"], KENMERK] = "herstelpunt"
    persoon: Annotated[PersoonRef, HERSTEL]
    punt: Annotated[Literal["identiteit", "sociale_rollen", "meedoen"], HERSTEL]
    stand: Annotated[Literal["bereikt", "nog_niet", "niet_haalbaar"], HERSTEL]
    toelichting: Annotated[Tekst | None, HERSTEL] = None


class Toestemming(FeitBasis):
    """Consent per person, purpose and recipient: one basis among several (MDA-33)."""

    soort: Annotated[Literal["toestemming"], KENMERK] = "toestemming"
    persoon: Annotated[PersoonRef, TOESTEMMING]
    doel: Annotated[Kort, TOESTEMMING]
    ontvanger: Annotated[Oin | None, TOESTEMMING] = None
    oordeel: Annotated[Literal["ja", "nee", "ingetrokken", "niet_gevraagd"], TOESTEMMING]
    reden: Annotated[Tekst | None, TOESTEMMING] = None


class Vrijgave(FeitBasis):
    """Whether it is safe to show an agreement or scenario to those involved: who checked that, why, for whom and until when (MDA-46).

    Without persons it is for everyone of that audience on its own track; one check that finds it unsafe holds it back.
    """

    soort: Annotated[Literal["vrijgave"], KENMERK] = "vrijgave"
    onderdeel: Annotated[FeitRef, VRIJGAVE]
    doelgroepen: Annotated[tuple[Literal["betrokkene", "meerderjarig_kind", "netwerk"], ...], VRIJGAVE]
    personen: Annotated[tuple[PersoonRef, ...], VRIJGAVE] = ()
    veilig: Annotated[bool, VRIJGAVE]
    getoetst_door: Annotated[Kort, VRIJGAVE]
    getoetst_op: Annotated[date, VRIJGAVE]
    reden: Annotated[Tekst, VRIJGAVE]
    tot: Annotated[date | None, VRIJGAVE] = None


class Informering(FeitBasis):
    """What was done about telling a person who got its data: told, or not yet, with who judged that, why and until when (MDA-34).

    Without `ontvanger` it is about every recipient.
    """

    soort: Annotated[Literal["informering"], KENMERK] = "informering"
    persoon: Annotated[PersoonRef, VRIJGAVE]
    ontvanger: Annotated[Oin | None, VRIJGAVE] = None
    uitkomst: Annotated[Literal["verteld", "uitzondering"], VRIJGAVE]
    reden: Annotated[Tekst | None, VRIJGAVE] = None
    beoordelaar: Annotated[Kort | None, VRIJGAVE] = None
    tot: Annotated[date | None, VRIJGAVE] = None


class Taak(FeitBasis):
    """A task with owner and due date, answered by someone (F104)."""

    soort: Annotated[Literal["taak"], KENMERK] = "taak"
    tekst: Annotated[Tekst, TAAK]
    eigenaar: Annotated[Oin, TAAK]
    uiterlijk: Annotated[date | None, TAAK] = None
    beantwoord_op: Annotated[date | None, TAAK] = None
    beantwoord_door: Annotated[Kort | None, TAAK] = None
    antwoord: Annotated[Tekst | None, TAAK] = None


class Tekstvrijgave(FeitBasis):
    """A person looked at a text that was held and lets it go, to some or to all (domain 5, free text).

    It is about the text as it stood in `bericht`: a corrected text waits for a look again. Without `ontvangers` it is for all.
    """

    soort: Annotated[Literal["tekstvrijgave"], KENMERK] = "tekstvrijgave"
    feit: Annotated[FeitRef, TEKSTVRIJGAVE]
    bericht: Annotated[Sleutel, TEKSTVRIJGAVE]
    veld: Annotated[Kort, TEKSTVRIJGAVE]
    ontvangers: Annotated[tuple[Oin, ...], TEKSTVRIJGAVE] = ()
    reden: Annotated[Tekst, TEKSTVRIJGAVE]
