"""What happened and what stands against it: reports, kinds of violence, incidents, measures, criminal law."""

from datetime import date
from typing import Annotated, Literal

from ketenhub.domain.gegeven import Categorie, Gegeven
from ketenhub.domain.moment import Moment
from ketenhub.domain.partijen import KENMERK, FeitBasis, FeitRef, PersoonRef, Zekerheid
from ketenhub.domain.waarde import Code, Kort, Oin, Sleutel, Tekst, Waarde

MELDING = Gegeven(Categorie.MELDING)
MELDER = Gegeven(Categorie.MELDER)
GEWELDSOORT = Gegeven(Categorie.GEWELDSOORT)
INCIDENT = Gegeven(Categorie.INCIDENT)
MAATREGEL = Gegeven(Categorie.MAATREGEL)
STRAF = Gegeven(Categorie.STRAF)
LOCATIE = Gegeven(Categorie.LOCATIE)


class Melder(Waarde):
    """Who reported; may stay unnamed (domain 5, wall 2)."""

    hoedanigheid: Annotated[Kort, MELDER]
    naam: Annotated[Kort | None, MELDER] = None
    mag_genoemd: Annotated[bool, MELDER] = False


class Ruw(Waarde):
    """What only a partner's format knows, kept as it came."""

    veld: Annotated[Kort, MELDING]
    waarde: Annotated[str, MELDING]


class Melding(FeitBasis):
    """A report to Veilig Thuis (VT-07, VT-11); the service `onderzoek` has a reason (VT-15)."""

    soort: Annotated[Literal["melding"], KENMERK] = "melding"
    identificatie: Annotated[Sleutel, MELDING]
    melder: Annotated[Melder | None, MELDER] = None
    ontvangen: Annotated[Moment, MELDING]
    incidentdatum: Annotated[Moment | None, MELDING] = None
    incidentplaats: Annotated[Kort | None, LOCATIE] = None
    omschrijving: Annotated[Tekst | None, MELDING] = None
    personen: Annotated[tuple[PersoonRef, ...], MELDING] = ()
    instrument: Annotated[Kort | None, MELDING] = None
    instrument_versie: Annotated[Kort | None, MELDING] = None
    uitkomst: Annotated[Kort | None, MELDING] = None
    uitkomst_op: Annotated[date | None, MELDING] = None
    dienst: Annotated[Literal["directe_overdracht", "voorwaarden_en_vervolg", "onderzoek"] | None, MELDING] = None
    onderzoek_omdat: Annotated[tuple[Literal["geweld_onduidelijk", "leden_werken_niet_mee"], ...], MELDING] = ()
    dienst_reden: Annotated[Tekst | None, MELDING] = None
    ambtshalve: Annotated[bool | None, MELDER] = None
    overgenomen_door: Annotated[Oin | None, MELDING] = None
    ruw: Annotated[tuple[Ruw, ...], MELDING] = ()


class Terugkoppeling(FeitBasis):
    """What Veilig Thuis tells a professional reporter: handover facts only, never plan content (VT-18)."""

    soort: Annotated[Literal["terugkoppeling"], KENMERK] = "terugkoppeling"
    identificatie_melding: Annotated[Sleutel, MELDING]
    uitkomst: Annotated[Kort, MELDING]
    verantwoordelijk: Annotated[Kort | None, MELDING] = None
    contact: Annotated[Kort | None, MELDING] = None
    ruw: Annotated[tuple[Ruw, ...], MELDING] = ()


class Geweldsoort(FeitBasis):
    """The kind of violence, decided by whom, how certain (MDA-19, ROUTE-17)."""

    soort: Annotated[Literal["geweldsoort"], KENMERK] = "geweldsoort"
    aard: Annotated[Code, GEWELDSOORT]
    zekerheid: Annotated[Zekerheid, GEWELDSOORT] = Zekerheid.VERMOEDEN
    beslissers: Annotated[tuple[Kort, ...], GEWELDSOORT] = ()
    slachtoffers: Annotated[tuple[PersoonRef, ...], GEWELDSOORT] = ()
    plegers: Annotated[tuple[PersoonRef, ...], GEWELDSOORT] = ()
    opnieuw_beoordelen: Annotated[date | None, GEWELDSOORT] = None


class Incident(FeitBasis):
    """Something dangerous that happened, or a threat, or a release."""

    soort: Annotated[Literal["incident"], KENMERK] = "incident"
    aard: Annotated[Literal["geweld", "onveilig", "dreiging", "vrijlating"], INCIDENT]
    gemeld_door: Annotated[Kort | None, MELDER] = None
    omschrijving: Annotated[Tekst, INCIDENT]
    gemeente: Annotated[Kort | None, LOCATIE] = None
    personen: Annotated[tuple[PersoonRef, ...], INCIDENT] = ()


class Hoedanigheid(FeitBasis):
    """The capacity of a person in one incident (third axis of a person)."""

    soort: Annotated[Literal["hoedanigheid"], KENMERK] = "hoedanigheid"
    persoon: Annotated[PersoonRef, INCIDENT]
    incident: Annotated[FeitRef, INCIDENT]
    hoedanigheid: Annotated[Code, INCIDENT]


class Maatregel(FeitBasis):
    """A measure in civil, criminal or administrative law, or voluntary (MDA-44)."""

    soort: Annotated[Literal["maatregel"], KENMERK] = "maatregel"
    aard: Annotated[Code, MAATREGEL]
    kader: Annotated[Literal["civiel", "straf", "bestuur", "vrijwillig"], MAATREGEL]
    persoon: Annotated[PersoonRef | None, MAATREGEL] = None
    van: Annotated[date, MAATREGEL]
    tot: Annotated[date | None, MAATREGEL] = None
    instantie: Annotated[Kort | None, MAATREGEL] = None
    beeindigd_op: Annotated[date | None, MAATREGEL] = None


class Maatregelschending(FeitBasis):
    """A measure was broken (domain F6: a ban that is broken is `direct`)."""

    soort: Annotated[Literal["maatregelschending"], KENMERK] = "maatregelschending"
    maatregel: Annotated[FeitRef, MAATREGEL]
    omschrijving: Annotated[Tekst, MAATREGEL]


class StrafbaarFeitVermoeden(FeitBasis):
    """Samenloop straf en zorg: suspicion or arrest (VISIE-22, CON-25)."""

    soort: Annotated[Literal["strafbaarfeitvermoeden"], KENMERK] = "strafbaarfeitvermoeden"
    niveau: Annotated[Literal["vermoeden", "aanhouding"], STRAF]
    grond: Annotated[Tekst, STRAF]
    persoon: Annotated[PersoonRef | None, STRAF] = None


class Afstemming(FeitBasis):
    """Alignment with police and OM; the prosecution decision is OM's alone (VISIE-23, VISIE-25)."""

    soort: Annotated[Literal["afstemming"], KENMERK] = "afstemming"
    betreft: Annotated[FeitRef, STRAF]
    met: Annotated[tuple[Oin, ...], STRAF]
    uitkomst: Annotated[Tekst | None, STRAF] = None
    vervolgingsbeslissing: Annotated[Kort | None, STRAF] = None
