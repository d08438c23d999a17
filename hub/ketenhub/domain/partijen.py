"""Who takes part: organisations, professionals, persons of the household and the tracks."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from ketenhub.domain.bsn import valid_bsn
from ketenhub.domain.gegeven import Categorie, Gegeven, Verwijst
from ketenhub.domain.moment import Moment
from ketenhub.domain.waarde import Code, Kort, Oin, Onpassend, Sleutel, Tekst, Waarde

KENMERK = Gegeven(Categorie.KENMERK)
IDENTITEIT = Gegeven(Categorie.IDENTITEIT)
LOCATIE = Gegeven(Categorie.LOCATIE)
ROL = Gegeven(Categorie.ROL)
RELATIE = Gegeven(Categorie.RELATIE)
MEDEWERKER = Gegeven(Categorie.MEDEWERKER)


def _eleven_test(bsn: str) -> str:
    """Refuse a number that no register can have given."""
    if not valid_bsn(bsn):
        raise Onpassend("dit nummer haalt de elfproef niet")
    return bsn


Bsn = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$"), AfterValidator(_eleven_test)]
PersoonRef = Annotated[Sleutel, Verwijst("persoon")]
FeitRef = Annotated[Sleutel, Verwijst("feit")]
# how a person stands in running text: `@{p-1|Anna}` (VISIE-38)
NAAMMERK = re.compile(r"@\{([A-Za-z0-9._:~-]{1,128})\|([^|{}@]{1,200})\}")


class Spoor(StrEnum):
    """The track of a participant or an item (domain 1, Spoor)."""

    ONVERDEELD = "onverdeeld"
    SLACHTOFFER = "slachtoffer"
    PLEGER = "pleger"
    BEIDE = "beide"


class Zekerheid(StrEnum):
    """How certain a role or kind of violence is (VISIE-39)."""

    VERMOEDEN = "vermoeden"
    VASTGESTELD = "vastgesteld"


class Rol(StrEnum):
    """The role of a person in the household."""

    SLACHTOFFER = "slachtoffer"
    PLEGER = "pleger"
    KIND = "kind"
    HUISGENOOT = "huisgenoot"
    NETWERK = "netwerk"


class Lid(StrEnum):
    """The kind of member; nothing in the core depends on minors (MDA-01)."""

    VOLWASSENE = "volwassene"
    MINDERJARIG = "minderjarig"
    MEERDERJARIG_KIND_IN_HUIS = "meerderjarig_kind_in_huis"
    MEERDERJARIG_KIND_UIT_HUIS = "meerderjarig_kind_uit_huis"


class Professional(Waarde):
    """The professional who says something: a role first, a name only where it may be known (F124)."""

    ref: Annotated[Sleutel, MEDEWERKER]
    functie: Annotated[Kort, MEDEWERKER]
    naam: Annotated[Kort | None, MEDEWERKER] = None
    beschermd: Annotated[bool, MEDEWERKER] = False


class FeitBasis(Waarde):
    """What every fact of a contribution carries, beside its own words."""

    ref: Annotated[Sleutel, KENMERK]
    geldig_op: Annotated[Moment, KENMERK]
    professional: Annotated[Professional | None, MEDEWERKER] = None
    genoemd: Annotated[tuple[Oin, ...], KENMERK] = ()
    niet_verder: Annotated[bool, KENMERK] = False
    beroepsgeheim: Annotated[bool, KENMERK] = False
    spoor: Annotated[Literal["slachtoffer", "pleger"] | None, KENMERK] = None


class Naam(Waarde):
    """The name of a person."""

    voornamen: Annotated[Kort | None, IDENTITEIT] = None
    voorletters: Annotated[Kort | None, IDENTITEIT] = None
    voorvoegsel: Annotated[Kort | None, IDENTITEIT] = None
    achternaam: Annotated[Kort | None, IDENTITEIT] = None


class Persoon(FeitBasis):
    """One organisation's statement about who a person is; other organisations' statements stand beside it.

    Who is of the network was invited by someone, agreed on a day, has a role there, and may see what was agreed (ROUTE-05).
    """

    soort: Annotated[Literal["persoon"], KENMERK] = "persoon"
    bsn: Annotated[Bsn | None, Gegeven(Categorie.BSN)] = None
    naam: Annotated[Naam | None, IDENTITEIT] = None
    geboortedatum: Annotated[date | None, IDENTITEIT] = None
    geslacht: Annotated[Literal["man", "vrouw", "anders", "onbekend"] | None, IDENTITEIT] = None
    lid: Annotated[Lid | None, ROL] = None
    gezinsrol: Annotated[Kort | None, ROL] = None
    telefoon: Annotated[Kort | None, Gegeven(Categorie.CONTACT)] = None
    uitgenodigd_door: Annotated[PersoonRef | None, RELATIE] = None
    akkoord_op: Annotated[date | None, RELATIE] = None
    netwerkrol: Annotated[Kort | None, RELATIE] = None
    mag_zien: Annotated[tuple[Categorie, ...] | None, RELATIE] = None


class Lidmaatschap(FeitBasis):
    """The period in which a person belongs to the household (F122)."""

    soort: Annotated[Literal["lidmaatschap"], KENMERK] = "lidmaatschap"
    persoon: Annotated[PersoonRef, ROL]
    van: Annotated[date, ROL]
    tot: Annotated[date | None, ROL] = None


class PersoonRol(FeitBasis):
    """A role of a person with period and certainty; one person can be victim and perpetrator."""

    soort: Annotated[Literal["persoonsrol"], KENMERK] = "persoonsrol"
    persoon: Annotated[PersoonRef, ROL]
    rol: Annotated[Rol, ROL]
    zekerheid: Annotated[Zekerheid, ROL] = Zekerheid.VERMOEDEN
    van: Annotated[date | None, ROL] = None
    tot: Annotated[date | None, ROL] = None


class Relatie(FeitBasis):
    """How one person stands to another."""

    soort: Annotated[Literal["relatie"], KENMERK] = "relatie"
    persoon: Annotated[PersoonRef, RELATIE]
    andere: Annotated[PersoonRef, RELATIE]
    aard: Annotated[Code, RELATIE]
    van: Annotated[date | None, RELATIE] = None
    tot: Annotated[date | None, RELATIE] = None


class Plaats(FeitBasis):
    """An address, or anything from which one follows: school, GP, shelter (domain 5, wall 1)."""

    soort: Annotated[Literal["plaats"], KENMERK] = "plaats"
    persoon: Annotated[PersoonRef, LOCATIE]
    aard: Annotated[Literal["woonadres", "verblijfadres", "opvang", "school", "huisarts", "werk", "overig"], LOCATIE]
    geheim: Annotated[bool, LOCATIE] = False
    straat: Annotated[Kort | None, LOCATIE] = None
    huisnummer: Annotated[Kort | None, LOCATIE] = None
    postcode: Annotated[Kort | None, LOCATIE] = None
    woonplaats: Annotated[Kort | None, LOCATIE] = None
    omschrijving: Annotated[Tekst | None, LOCATIE] = None
    van: Annotated[date | None, LOCATIE] = None
    tot: Annotated[date | None, LOCATIE] = None
