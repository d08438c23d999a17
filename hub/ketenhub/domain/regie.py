"""Who takes part from when, on which track, and who directs."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from ketenhub.domain.gegeven import Categorie, Gegeven
from ketenhub.domain.partijen import KENMERK, FeitBasis, PersoonRef
from ketenhub.domain.waarde import Kort, Oin, Tekst

BETROKKENHEID = Gegeven(Categorie.BETROKKENHEID)
REGIE = Gegeven(Categorie.REGIE)


class Regierol(StrEnum):
    """The four kinds of direction (CON-20)."""

    CASUSREGIE = "casusregie"
    ZICHT_OP_VEILIGHEID = "zicht_op_veiligheid"
    PROCESREGIE = "procesregie"
    PLAATSVERVANGER = "plaatsvervanger"


class Betrokkenheid(FeitBasis):
    """An organisation takes part from/until, on a track; only regie says so (domain 1)."""

    soort: Annotated[Literal["betrokkenheid"], KENMERK] = "betrokkenheid"
    organisatie: Annotated[Oin, BETROKKENHEID]
    taak: Annotated[Kort | None, BETROKKENHEID] = None
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


class Vrijstelling(FeitBasis):
    """A required voice excused by casusregie, with a reason and an end (domain F2)."""

    soort: Annotated[Literal["vrijstelling"], KENMERK] = "vrijstelling"
    organisatie: Annotated[Oin | None, REGIE] = None
    persoon: Annotated[PersoonRef | None, REGIE] = None
    reden: Annotated[Tekst, REGIE]
    tot: Annotated[date, REGIE]
