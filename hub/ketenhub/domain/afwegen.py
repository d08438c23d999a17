"""Weighing what falls under professional secrecy, asking for it, and letting one fact go although the rules do not (domain 5)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ketenhub.domain.delen import Standdoel, Weegstap
from ketenhub.domain.gegeven import Categorie, Gegeven
from ketenhub.domain.partijen import KENMERK, FeitBasis, FeitRef
from ketenhub.domain.waarde import Kort, Oin, Sleutel, Tekst

AFWEGING = Gegeven(Categorie.AFWEGING)
AFWEEGVERZOEK = Gegeven(Categorie.AFWEEGVERZOEK)
DOORBREKING = Gegeven(Categorie.DOORBREKING)
# a reason under which a person puts a name is no word or two (our own figure)
MINSTENS = 20
Reden = Annotated[str, StringConstraints(min_length=MINSTENS, max_length=4000)]


def is_one(een: tuple[str, str | None], ander: tuple[str, str | None]) -> bool:
    """Tell whether two professionals of one organisation (reference, name) are one person, as far as these say: one name is enough."""
    (ref, naam), (other, other_name) = een, ander
    named = naam is not None and other_name is not None and naam.casefold().split() == other_name.casefold().split()
    return named or ref.casefold() == other.casefold()


class Afweging(FeitBasis):
    """The holder of a fact under professional secrecy decides whether these recipients may have it, why, and until when (MDA-36).

    It is about the fact as it stood in `bericht`: a corrected one waits again. `stappen` are the steps of the weighing that decided. What
    it is needed for is one of the standing goals (`noodzaak`) or a goal of the plan (`doel`).
    """

    soort: Annotated[Literal["afweging"], KENMERK] = "afweging"
    feit: Annotated[FeitRef, AFWEGING]
    bericht: Annotated[Sleutel, AFWEGING]
    ontvangers: Annotated[tuple[Oin, ...], AFWEGING, Field(min_length=1)]
    besluit: Annotated[Literal["delen", "niet_delen"], AFWEGING]
    noodzaak: Annotated[Standdoel | None, AFWEGING] = None
    doel: Annotated[FeitRef | None, AFWEGING] = None
    stappen: Annotated[tuple[Weegstap, ...], AFWEGING, Field(min_length=1)]
    reden: Annotated[Tekst, AFWEGING]
    geldig_tot: Annotated[date, AFWEGING]


class Afweegverzoek(FeitBasis):
    """Ask an organisation to weigh whether what it may hold under secrecy is needed; it tells nobody that there is anything (MDA-36)."""

    soort: Annotated[Literal["afweegverzoek"], KENMERK] = "afweegverzoek"
    aan: Annotated[Oin, AFWEEGVERZOEK]
    noodzaak: Annotated[Standdoel | None, AFWEEGVERZOEK] = None
    doel: Annotated[FeitRef | None, AFWEEGVERZOEK] = None
    reden: Annotated[Tekst, AFWEEGVERZOEK]
    geldig_tot: Annotated[date, AFWEEGVERZOEK]


class Doorbreking(FeitBasis):
    """Propose to let one fact go to one recipient although a rule withholds it or none shares it (F47).

    It is about the fact as it stood in `bericht`, opens no wall and no text that is held, and does nothing before somebody else confirms.
    """

    soort: Annotated[Literal["doorbreking"], KENMERK] = "doorbreking"
    feit: Annotated[FeitRef, DOORBREKING]
    bericht: Annotated[Sleutel, DOORBREKING]
    ontvanger: Annotated[Oin, DOORBREKING]
    wet: Annotated[Kort, DOORBREKING]
    artikel: Annotated[Kort, DOORBREKING]
    noodzaak: Annotated[Standdoel | None, DOORBREKING] = None
    doel: Annotated[FeitRef | None, DOORBREKING] = None
    reden: Annotated[Reden, DOORBREKING]
    geldig_tot: Annotated[date, DOORBREKING]


class Doorbrekingsbevestiging(FeitBasis):
    """A second person of the same organisation confirms what a first proposed, as it stood in `bericht`; only then it holds (F47)."""

    soort: Annotated[Literal["doorbrekingsbevestiging"], KENMERK] = "doorbrekingsbevestiging"
    doorbreking: Annotated[FeitRef, DOORBREKING]
    bericht: Annotated[Sleutel, DOORBREKING]
