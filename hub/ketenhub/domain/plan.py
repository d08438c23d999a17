"""The parts of the veiligheidsplan: situations, conditions, agreements, goals, factors, scenario (domain 2)."""

from datetime import date
from typing import Annotated, Literal

from ketenhub.domain.gegeven import Categorie, Gegeven
from ketenhub.domain.partijen import KENMERK, FeitBasis, FeitRef, PersoonRef
from ketenhub.domain.waarde import Kort, Oin, Tekst, Waarde

SITUATIE = Gegeven(Categorie.SITUATIE)
DOEL = Gegeven(Categorie.DOEL)
VOORWAARDE = Gegeven(Categorie.VOORWAARDE)
AFSPRAAK = Gegeven(Categorie.AFSPRAAK)
RISICO = Gegeven(Categorie.RISICO)
HERSTEL = Gegeven(Categorie.HERSTEL)
SCENARIO = Gegeven(Categorie.SCENARIO)
GEZONDHEID = Gegeven(Categorie.GEZONDHEID)
WERKDOEL = Gegeven(Categorie.WERKDOEL)
BESCHERMING = Gegeven(Categorie.BESCHERMING)


class OnveiligeSituatie(FeitBasis):
    """A concrete fact that starts with the name of the (suspected) victim (VISIE-38, VISIE-62)."""

    soort: Annotated[Literal["onveilige_situatie"], KENMERK] = "onveilige_situatie"
    slachtoffer: Annotated[PersoonRef, SITUATIE]
    omschrijving: Annotated[Tekst, SITUATIE]
    jaar: Annotated[int, SITUATIE]
    datum: Annotated[date | None, SITUATIE] = None
    personen: Annotated[tuple[PersoonRef, ...], SITUATIE] = ()
    feitrang: Annotated[tuple[Literal["eerste", "ergste", "actueel"], ...], SITUATIE] = ()
    voorrang: Annotated[int | None, SITUATIE] = None
    genoemd_door: Annotated[Kort | None, SITUATIE] = None
    verteld_door_kind: Annotated[Tekst | None, Gegeven(Categorie.KINDVERHAAL)] = None


class Gevaarsomschrijving(FeitBasis):
    """What may happen if nothing changes (ROUTE-20)."""

    soort: Annotated[Literal["gevaarsomschrijving"], KENMERK] = "gevaarsomschrijving"
    tekst: Annotated[Tekst, DOEL]
    tweede_auteur: Annotated[Kort | None, Gegeven(Categorie.MEDEWERKER)] = None
    horizon: Annotated[Literal["nu", "lange_termijn"], DOEL] = "nu"


class Veiligheidsdoel(FeitBasis):
    """The attainable end state that answers a danger statement (ROUTE-21)."""

    soort: Annotated[Literal["veiligheidsdoel"], KENMERK] = "veiligheidsdoel"
    tekst: Annotated[Tekst, DOEL]
    gevaar: Annotated[FeitRef | None, DOEL] = None
    tweede_auteur: Annotated[Kort | None, Gegeven(Categorie.MEDEWERKER)] = None
    behaald_op: Annotated[date | None, DOEL] = None


class Veiligheidsvoorwaarde(FeitBasis):
    """What must be realised so that everyone can give a 6 (VISIE-17, VISIE-18, VISIE-57)."""

    soort: Annotated[Literal["veiligheidsvoorwaarde"], KENMERK] = "veiligheidsvoorwaarde"
    tekst: Annotated[Tekst, VOORWAARDE]
    termijn: Annotated[date, VOORWAARDE]
    afgesproken_op: Annotated[date | None, VOORWAARDE] = None
    beschermt: Annotated[tuple[PersoonRef, ...], VOORWAARDE] = ()
    let_op_door: Annotated[Kort | None, VOORWAARDE] = None
    gevolg: Annotated[Tekst | None, VOORWAARDE] = None
    gesteld_door_vt: Annotated[bool, VOORWAARDE] = False
    maatregel: Annotated[FeitRef | None, VOORWAARDE] = None


class Voorwaardestand(FeitBasis):
    """A step in the life of a condition; anybody involved may report a breach (domain F5, F6)."""

    soort: Annotated[Literal["voorwaardestand"], KENMERK] = "voorwaardestand"
    voorwaarde: Annotated[FeitRef, VOORWAARDE]
    stand: Annotated[Literal["open", "gerealiseerd", "geschonden", "vervallen"], VOORWAARDE]
    toelichting: Annotated[Tekst | None, VOORWAARDE] = None
    bewijs: Annotated[Tekst | None, VOORWAARDE] = None


class Instemming(FeitBasis):
    """Whether a party agrees with a condition."""

    soort: Annotated[Literal["instemming"], KENMERK] = "instemming"
    voorwaarde: Annotated[FeitRef, VOORWAARDE]
    persoon: Annotated[PersoonRef | None, VOORWAARDE] = None
    organisatie: Annotated[Oin | None, VOORWAARDE] = None
    oordeel: Annotated[Literal["eens", "oneens", "onbekend"], VOORWAARDE]


class Controle(Waarde):
    """One check of an agreement: by whom, how, with what result (ROUTE-26)."""

    op: Annotated[date, AFSPRAAK]
    door: Annotated[Kort, AFSPRAAK]
    hoe: Annotated[Kort, AFSPRAAK]
    resultaat: Annotated[Kort, AFSPRAAK]


class Veiligheidsafspraak(FeitBasis):
    """Who does what for whom by when, for which condition, and who checks (MOV-15, VISIE-19)."""

    soort: Annotated[Literal["veiligheidsafspraak"], KENMERK] = "veiligheidsafspraak"
    wie: Annotated[Kort, AFSPRAAK]
    wat: Annotated[Tekst, AFSPRAAK]
    voor_wie: Annotated[tuple[PersoonRef, ...], AFSPRAAK] = ()
    uiterlijk: Annotated[date | None, AFSPRAAK] = None
    voorwaarde: Annotated[FeitRef | None, AFSPRAAK] = None
    controle_door: Annotated[Kort | None, AFSPRAAK] = None
    gevolg: Annotated[Tekst | None, AFSPRAAK] = None
    controles: Annotated[tuple[Controle, ...], AFSPRAAK] = ()
    geoefend_op: Annotated[date | None, AFSPRAAK] = None
    stresstest_op: Annotated[date | None, AFSPRAAK] = None
    stresstest_resultaat: Annotated[Literal["geslaagd", "niet_geslaagd"] | None, AFSPRAAK] = None
    stand: Annotated[Literal["open", "gedaan", "niet_gedaan"], AFSPRAAK] = "open"


class Werkdoel(FeitBasis):
    """One of at most three active work goals, in order (MOV-08)."""

    soort: Annotated[Literal["werkdoel"], KENMERK] = "werkdoel"
    tekst: Annotated[Tekst, WERKDOEL]
    volgorde: Annotated[int, WERKDOEL]
    actief: Annotated[bool, WERKDOEL] = True


class Risicofactor(FeitBasis):
    """What causes or keeps up the violence (MOV-18, VISIE-30)."""

    soort: Annotated[Literal["risicofactor"], KENMERK] = "risicofactor"
    tekst: Annotated[Tekst, RISICO]
    situaties: Annotated[tuple[FeitRef, ...], RISICO] = ()
    beinvloedbaar: Annotated[bool | None, RISICO] = None
    volgorde: Annotated[int | None, RISICO] = None


class BeschermendeFactor(FeitBasis):
    """What protects (VISIE-45)."""

    soort: Annotated[Literal["beschermende_factor"], KENMERK] = "beschermende_factor"
    tekst: Annotated[Tekst, BESCHERMING]
    situaties: Annotated[tuple[FeitRef, ...], BESCHERMING] = ()


class Hersteldoel(FeitBasis):
    """A recovery goal in one of four fields (VISIE-34)."""

    soort: Annotated[Literal["hersteldoel"], KENMERK] = "hersteldoel"
    gebied: Annotated[Literal["gezondheid", "ontwikkeling", "meedoen", "veilig_voelen"], HERSTEL]
    tekst: Annotated[Tekst, HERSTEL]
    persoon: Annotated[PersoonRef | None, HERSTEL] = None


class Gezondheidsfeit(FeitBasis):
    """A fact about someone's health; not shared outside care by default (VISIE-44)."""

    soort: Annotated[Literal["gezondheidsfeit"], KENMERK] = "gezondheidsfeit"
    persoon: Annotated[PersoonRef, GEZONDHEID]
    tekst: Annotated[Tekst, GEZONDHEID]
    instrument: Annotated[Kort | None, GEZONDHEID] = None


class ProactiefScenario(FeitBasis):
    """What everyone does at the next incident (MDA-43)."""

    soort: Annotated[Literal["proactief_scenario"], KENMERK] = "proactief_scenario"
    stappen: Annotated[tuple[Tekst, ...], SCENARIO]
    vastgelegd_bij_politie: Annotated[bool | None, SCENARIO] = None
    tonen_aan_betrokkenen: Annotated[bool, SCENARIO] = False
    geldig_tot: Annotated[date | None, SCENARIO] = None
