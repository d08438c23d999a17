"""The parts of the veiligheidsplan: situations, conditions, agreements, goals, factors, scenario (domain 2)."""

from datetime import date
from typing import Annotated, Literal

from ketenhub.domain.gegeven import Categorie, Gegeven
from ketenhub.domain.partijen import KENMERK, FeitBasis, FeitRef, PersoonRef
from ketenhub.domain.waarde import Code, Kort, Oin, Tekst, Waarde

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
INTERVENTIE = Gegeven(Categorie.INTERVENTIE)
RISICOTAXATIE = Gegeven(Categorie.RISICOTAXATIE)
# the class of a place, from which no address follows (VISIE-15)
Plaatssoort = Literal["thuis", "bij_een_ander", "op_straat", "school_of_werk", "zorg", "online", "elders"]


class OnveiligeSituatie(FeitBasis):
    """A concrete fact that starts with the name of the (suspected) victim (VISIE-38, VISIE-62).

    `zelfde_als` points at another telling of the same situation: both stay as they were told, whatever differs between them (VISIE-06).
    """

    soort: Annotated[Literal["onveilige_situatie"], KENMERK] = "onveilige_situatie"
    slachtoffer: Annotated[PersoonRef, SITUATIE]
    omschrijving: Annotated[Tekst, SITUATIE]
    jaar: Annotated[int, SITUATIE]
    datum: Annotated[date | None, SITUATIE] = None
    waar: Annotated[Plaatssoort | None, SITUATIE] = None
    personen: Annotated[tuple[PersoonRef, ...], SITUATIE] = ()
    feitrang: Annotated[tuple[Literal["eerste", "ergste", "actueel"], ...], SITUATIE] = ()
    voorrang: Annotated[int | None, SITUATIE] = None
    genoemd_door: Annotated[Kort | None, SITUATIE] = None
    zelfde_als: Annotated[FeitRef | None, SITUATIE] = None
    verteld_door_kind: Annotated[Tekst | None, Gegeven(Categorie.KINDVERHAAL)] = None


class Gevaarsomschrijving(FeitBasis):
    """What may happen if nothing changes (ROUTE-20)."""

    soort: Annotated[Literal["gevaarsomschrijving"], KENMERK] = "gevaarsomschrijving"
    tekst: Annotated[Tekst, DOEL]
    tweede_auteur: Annotated[Kort | None, Gegeven(Categorie.MEDEWERKER)] = None
    horizon: Annotated[Literal["nu", "lange_termijn"], DOEL] = "nu"


class Veiligheidsdoel(FeitBasis):
    """The attainable end state that answers a danger statement (ROUTE-21); without a condition it is extra (VT-13)."""

    soort: Annotated[Literal["veiligheidsdoel"], KENMERK] = "veiligheidsdoel"
    tekst: Annotated[Tekst, DOEL]
    gevaar: Annotated[FeitRef | None, DOEL] = None
    voorwaarde: Annotated[FeitRef | None, DOEL] = None
    horizon: Annotated[Literal["nu", "lange_termijn"] | None, DOEL] = None
    tweede_auteur: Annotated[Kort | None, Gegeven(Categorie.MEDEWERKER)] = None
    behaald_op: Annotated[date | None, DOEL] = None


class Vervolgstap(Waarde):
    """What one party does when a condition is broken (MDA-28): in words, and as the organisation or person that it is."""

    wie: Annotated[Kort, VOORWAARDE]
    organisatie: Annotated[Oin | None, VOORWAARDE] = None
    persoon: Annotated[PersoonRef | None, VOORWAARDE] = None
    wat: Annotated[Tekst, VOORWAARDE]


class Veiligheidsvoorwaarde(FeitBasis):
    """What must be realised so that everyone can give a 6 (VISIE-17, VISIE-18, VISIE-57)."""

    soort: Annotated[Literal["veiligheidsvoorwaarde"], KENMERK] = "veiligheidsvoorwaarde"
    tekst: Annotated[Tekst, VOORWAARDE]
    termijn: Annotated[date, VOORWAARDE]
    afgesproken_op: Annotated[date | None, VOORWAARDE] = None
    beschermt: Annotated[tuple[PersoonRef, ...], VOORWAARDE] = ()
    let_op_door: Annotated[Kort | None, VOORWAARDE] = None
    gevolg: Annotated[Tekst | None, VOORWAARDE] = None
    bij_schending: Annotated[tuple[Vervolgstap, ...] | None, VOORWAARDE] = None
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
    vervolg: Annotated[Kort | None, AFSPRAAK] = None


class Veiligheidsafspraak(FeitBasis):
    """Who does what for whom by when, for which condition, and who checks (MOV-15, VISIE-19); practised and tested (ROUTE-37)."""

    soort: Annotated[Literal["veiligheidsafspraak"], KENMERK] = "veiligheidsafspraak"
    wie: Annotated[Kort, AFSPRAAK]
    hoedanigheid: Annotated[Literal["professional", "betrokkene", "netwerk"] | None, AFSPRAAK] = None
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
    stresstest_scenario: Annotated[Tekst | None, AFSPRAAK] = None
    stresstest_deelnemers: Annotated[tuple[Kort, ...], AFSPRAAK] = ()
    stresstest_wijziging: Annotated[Tekst | None, AFSPRAAK] = None
    stand: Annotated[Literal["open", "gedaan", "niet_gedaan"], AFSPRAAK] = "open"


class Afspraakstand(FeitBasis):
    """Somebody involved tells on a day whether an agreement was kept, and what it did (VISIE-32, VISIE-64)."""

    soort: Annotated[Literal["afspraakstand"], KENMERK] = "afspraakstand"
    afspraak: Annotated[FeitRef, AFSPRAAK]
    stand: Annotated[Literal["open", "gedaan", "niet_gedaan"], AFSPRAAK]
    effect: Annotated[Tekst | None, AFSPRAAK] = None
    controle: Annotated[Controle | None, AFSPRAAK] = None


class Werkdoel(FeitBasis):
    """One of at most three active work goals, in order (MOV-08); without a condition it is extra (VT-13)."""

    soort: Annotated[Literal["werkdoel"], KENMERK] = "werkdoel"
    tekst: Annotated[Tekst, WERKDOEL]
    volgorde: Annotated[int, WERKDOEL]
    voorwaarde: Annotated[FeitRef | None, WERKDOEL] = None
    actief: Annotated[bool, WERKDOEL] = True


class Risicofactor(FeitBasis):
    """What causes or keeps up the violence (MOV-18, VISIE-30)."""

    soort: Annotated[Literal["risicofactor"], KENMERK] = "risicofactor"
    aard: Annotated[Code | None, RISICO] = None
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
    """A recovery goal in one of four fields (VISIE-34); without a condition it is extra (VT-13)."""

    soort: Annotated[Literal["hersteldoel"], KENMERK] = "hersteldoel"
    gebied: Annotated[Literal["gezondheid", "ontwikkeling", "meedoen", "veilig_voelen"], HERSTEL]
    tekst: Annotated[Tekst, HERSTEL]
    persoon: Annotated[PersoonRef | None, HERSTEL] = None
    voorwaarde: Annotated[FeitRef | None, HERSTEL] = None


class Interventie(FeitBasis):
    """Help, treatment or another activity with a period and a phase of its own; several run beside each other (VISIE-04, domain F13)."""

    soort: Annotated[Literal["interventie"], KENMERK] = "interventie"
    aard: Annotated[Code, INTERVENTIE]
    domein: Annotated[Literal["zorg", "civiel", "straf", "bestuur"], INTERVENTIE]
    omschrijving: Annotated[Tekst | None, INTERVENTIE] = None
    personen: Annotated[tuple[PersoonRef, ...], INTERVENTIE] = ()
    uitvoerder: Annotated[Oin | None, INTERVENTIE] = None
    fase: Annotated[Literal[1, 2, 3] | None, INTERVENTIE] = None
    van: Annotated[date, INTERVENTIE]
    tot: Annotated[date | None, INTERVENTIE] = None


class Risicotaxatie(FeitBasis):
    """The outcome of a risk instrument, as its authors gave it; the hub computes none (MDA-23, MOV-14)."""

    soort: Annotated[Literal["risicotaxatie"], KENMERK] = "risicotaxatie"
    instrument: Annotated[Kort, RISICOTAXATIE]
    versie: Annotated[Kort | None, RISICOTAXATIE] = None
    deelnemers: Annotated[tuple[Kort, ...], RISICOTAXATIE] = ()
    persoon: Annotated[PersoonRef | None, RISICOTAXATIE] = None
    uitkomst: Annotated[Tekst, RISICOTAXATIE]


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
