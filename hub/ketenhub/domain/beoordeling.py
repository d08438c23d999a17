"""Who finds what safe: the score and what belongs to it (domain 3)."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ketenhub.domain.cijfer import CijferTekst, Schaal, fits
from ketenhub.domain.gegeven import Categorie, Gegeven
from ketenhub.domain.partijen import KENMERK, FeitBasis, PersoonRef
from ketenhub.domain.waarde import Kort, Onpassend, Tekst, Waarde

CIJFER = Gegeven(Categorie.CIJFER)
ONDERBOUWING = Gegeven(Categorie.ONDERBOUWING)


class ProfessionalStem(Waarde):
    """A professional of the sending organisation scores; its name stands in `professional` of the fact."""

    soort: Annotated[Literal["professional"], CIJFER] = "professional"


class PersoonStem(Waarde):
    """A member or someone of the network scores, perhaps by proxy (VISIE-42)."""

    soort: Annotated[Literal["betrokkene", "netwerk"], CIJFER]
    persoon: Annotated[PersoonRef, CIJFER]
    namens: Annotated[Kort | None, CIJFER] = None


Stem = Annotated[ProfessionalStem | PersoonStem, Field(discriminator="soort")]


class Onderwerp(Waarde):
    """What the score is about: the household, one person, or one relation (MOV-11)."""

    soort: Annotated[Literal["huishouden", "persoon", "relatie"], CIJFER]
    personen: Annotated[tuple[PersoonRef, ...], CIJFER] = ()

    @model_validator(mode="after")
    def _count(self) -> Self:
        if len(self.personen) != {"huishouden": 0, "persoon": 1, "relatie": 2}[self.soort]:
            raise Onpassend("aantal personen past niet bij het onderwerp")
        return self


class Veiligheidsbeoordeling(FeitBasis):
    """One score by one assessor, with its scale, reason, why not higher and why not lower (VISIE-16), and what moved it (MDA-27).

    Without a reason a 6 or more is refused unless the sender marks it `onvolledig`; under 6 it is kept (domain 3).
    """

    soort: Annotated[Literal["veiligheidsbeoordeling"], KENMERK] = "veiligheidsbeoordeling"
    beoordelaar: Annotated[Stem, CIJFER]
    over: Annotated[Onderwerp, CIJFER]
    schaal: Annotated[Schaal, CIJFER] = Schaal.VEILIGHEID
    cijfer: Annotated[CijferTekst, CIJFER]
    reden: Annotated[Tekst | None, ONDERBOUWING] = None
    waarom_niet_hoger: Annotated[Tekst | None, ONDERBOUWING] = None
    waarom_niet_lager: Annotated[Tekst | None, ONDERBOUWING] = None
    aanleiding: Annotated[Tekst | None, ONDERBOUWING] = None
    onvolledig: Annotated[bool, CIJFER] = False

    @model_validator(mode="after")
    def _on_scale(self) -> Self:
        if not fits(self.cijfer, self.schaal):
            raise Onpassend("cijfer bestaat niet op deze schaal")
        return self


class Beoordelaarsopvolging(FeitBasis):
    """An organisation names who succeeds a professional as its assessor (domain F2)."""

    soort: Annotated[Literal["beoordelaarsopvolging"], KENMERK] = "beoordelaarsopvolging"
    van: Annotated[Kort, Gegeven(Categorie.MEDEWERKER)]
    naar: Annotated[Kort, Gegeven(Categorie.MEDEWERKER)]
