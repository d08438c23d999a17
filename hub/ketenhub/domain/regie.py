"""Who takes part from when, on which track, who directs, and who hands over to whom."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from ketenhub.domain.gegeven import Categorie, Gegeven
from ketenhub.domain.partijen import KENMERK, FeitBasis, FeitRef, PersoonRef
from ketenhub.domain.waarde import Kort, Oin, Tekst

BETROKKENHEID = Gegeven(Categorie.BETROKKENHEID)
REGIE = Gegeven(Categorie.REGIE)
MAATREGEL = Gegeven(Categorie.MAATREGEL)
Domein = Literal["straf", "civiel", "bestuur"]
# what can happen in a plan of which Veilig Thuis may want to hear (VISIE-55)
Gebeurtenis = Literal["cijfer_onder_6", "incident", "schending", "terugval", "einde_maatregel", "termijn_voorbij", "stilte"]


class Regierol(StrEnum):
    """The four kinds of direction (CON-20)."""

    CASUSREGIE = "casusregie"
    ZICHT_OP_VEILIGHEID = "zicht_op_veiligheid"
    PROCESREGIE = "procesregie"
    PLAATSVERVANGER = "plaatsvervanger"


class Betrokkenheid(FeitBasis):
    """An organisation takes part from/until, in a phase, on a track; only regie says so (domain 1, MOV-04)."""

    soort: Annotated[Literal["betrokkenheid"], KENMERK] = "betrokkenheid"
    organisatie: Annotated[Oin, BETROKKENHEID]
    taak: Annotated[Kort | None, BETROKKENHEID] = None
    fase: Annotated[Literal[1, 2, 3] | None, BETROKKENHEID] = None
    op_spoor: Annotated[Literal["slachtoffer", "pleger", "beide"] | None, BETROKKENHEID] = None
    reden: Annotated[Tekst | None, BETROKKENHEID] = None
    van: Annotated[date, BETROKKENHEID]
    tot: Annotated[date | None, BETROKKENHEID] = None


class Regie(FeitBasis):
    """A step in handing over direction: offered, accepted or refused, with a reason."""

    soort: Annotated[Literal["regie"], KENMERK] = "regie"
    regierol: Annotated[Regierol, REGIE]
    organisatie: Annotated[Oin, REGIE]
    houder: Annotated[Kort | None, Gegeven(Categorie.MEDEWERKER)] = None
    stap: Annotated[Literal["aangeboden", "aanvaard", "geweigerd", "beeindigd"], REGIE]
    reden: Annotated[Tekst | None, REGIE] = None
    intensief: Annotated[bool | None, REGIE] = None


class Planopzet(FeitBasis):
    """How regie set the plan up: stage, method, who walks along, how all stay informed (ROUTE-10, ROUTE-36).

    `veilig_thuis_hoort_bij` names at which events Veilig Thuis is informed; the evaluator fires it (VISIE-55).
    """

    soort: Annotated[Literal["planopzet"], KENMERK] = "planopzet"
    stadium: Annotated[Literal["direct", "stabiel"], REGIE]
    methodiek: Annotated[Kort | None, REGIE] = None
    begeleider: Annotated[Kort | None, Gegeven(Categorie.MEDEWERKER)] = None
    informatieafspraak: Annotated[Tekst | None, REGIE] = None
    veilig_thuis_hoort_bij: Annotated[tuple[Gebeurtenis, ...], REGIE] = ()
    veilig_thuis_hoort: Annotated[Tekst | None, REGIE] = None
    uitleg_aan_kinderen: Annotated[Tekst | None, REGIE] = None


class StructureleOnveiligheid(FeitBasis):
    """Regie finds that the unsafety does not stop by itself: hold on, and do not close (MDA-50)."""

    soort: Annotated[Literal["structurele_onveiligheid"], KENMERK] = "structurele_onveiligheid"
    reden: Annotated[Tekst, REGIE]
    van: Annotated[date, REGIE]
    tot: Annotated[date | None, REGIE] = None


class Vrijstelling(FeitBasis):
    """A required voice excused by casusregie, with a reason and an end (domain F2)."""

    soort: Annotated[Literal["vrijstelling"], KENMERK] = "vrijstelling"
    organisatie: Annotated[Oin | None, REGIE] = None
    persoon: Annotated[PersoonRef | None, REGIE] = None
    reden: Annotated[Tekst, REGIE]
    tot: Annotated[date, REGIE]


class Zorgbesluit(FeitBasis):
    """What became of the concern of an organisation that left with a score under 6; regie and a second organisation say so (domain F2)."""

    soort: Annotated[Literal["zorgbesluit"], KENMERK] = "zorgbesluit"
    organisatie: Annotated[Oin, REGIE]
    reden: Annotated[Tekst, REGIE]


class Heroverweging(FeitBasis):
    """What regie answers after a fall-back: is the law used, in one domain or, without `domein`, in all three (CON-26, VISIE-33).

    `terugval` is the day on which the phase went back; an answer holds for the fall-backs up to that day.
    """

    soort: Annotated[Literal["heroverweging"], KENMERK] = "heroverweging"
    terugval: Annotated[date, MAATREGEL]
    domein: Annotated[Domein | None, MAATREGEL] = None
    besluit: Annotated[Literal["inzetten", "loopt_al", "niet_nodig", "kan_niet"], MAATREGEL]
    reden: Annotated[Tekst, MAATREGEL]


class Overdracht(FeitBasis):
    """An organisation is done and hands its work over, to an organisation or to somebody of the network (MOV-22, ROUTE-41)."""

    soort: Annotated[Literal["overdracht"], KENMERK] = "overdracht"
    aan: Annotated[Oin | None, BETROKKENHEID] = None
    aan_persoon: Annotated[PersoonRef | None, BETROKKENHEID] = None
    wat: Annotated[Tekst, BETROKKENHEID]
    reden: Annotated[Tekst, BETROKKENHEID]
    per: Annotated[date, BETROKKENHEID]


class Overdrachtstand(FeitBasis):
    """A step in a handover: who gets it takes it on or refuses, and who gave it says that it is done (MOV-22)."""

    soort: Annotated[Literal["overdrachtstand"], KENMERK] = "overdrachtstand"
    overdracht: Annotated[FeitRef, BETROKKENHEID]
    stand: Annotated[Literal["aanvaard", "geweigerd", "afgerond"], BETROKKENHEID]
    toelichting: Annotated[Tekst | None, BETROKKENHEID] = None
