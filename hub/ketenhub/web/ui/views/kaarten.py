"""The parts of the plan that share one form: a card per item, gathered in panels. The table says what stands where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup, escape

from ketenhub.domain.json import rows, text
from ketenhub.web.ui.labels import code_text
from ketenhub.web.ui.views.wijzer import Bron, Lezer, Veld, Wijzer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.json import Object

Toon = Literal["negatief", "let-op", "goed", "info", "neutraal"]


@dataclass(frozen=True, slots=True)
class Merk:
    """A short mark with a tone, always with words."""

    toon: Toon
    tekst: Markup
    icoon: str = ""


@dataclass(frozen=True, slots=True)
class Kaart:
    """One item: heading, text, marks, the other fields, what else its message held, and its sources."""

    kop: Markup
    tekst: Markup
    merken: tuple[Merk, ...]
    velden: tuple[Veld, ...]
    ruw: tuple[Veld, ...]
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True)
class Punt:
    """A short statement with its other fields and its sources."""

    tekst: Markup
    velden: tuple[Veld, ...]
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True)
class Groep:
    """The cards of one part of the plan."""

    titel: str
    kaarten: tuple[Kaart, ...]


@dataclass(frozen=True, slots=True)
class Paneel:
    """A panel with its groups; a panel without any does not exist."""

    id: str
    titel: str
    groepen: tuple[Groep, ...]


@dataclass(frozen=True, slots=True)
class Vorm:
    """How a part is shown: its title, and which fields make the heading, the text and the marks of a card."""

    titel: str
    kop: tuple[str, ...] = ()
    tekst: str = ""
    merken: tuple[str, ...] = ()


VORMEN: dict[str, Vorm] = {
    "maatregelen": Vorm("Maatregelen", ("aard", "persoon"), merken=("kader",)),
    "maatregelschendingen": Vorm("Geschonden maatregelen", ("maatregel",), "omschrijving"),
    "incidenten": Vorm("Incidenten", ("aard",), "omschrijving"),
    "hoedanigheden": Vorm("Wie deed wat", ("persoon",), merken=("hoedanigheid",)),
    "meldingen": Vorm("Meldingen bij Veilig Thuis", ("identificatie",), "omschrijving"),
    "terugkoppelingen": Vorm("Antwoord aan de melder", ("identificatieMelding",), "uitkomst"),
    "geweldsoorten": Vorm("Soort geweld", ("aard",), merken=("zekerheid",)),
    "gevaarsomschrijvingen": Vorm("Wat kan er gebeuren", tekst="tekst"),
    "veiligheidsdoelen": Vorm("Veiligheidsdoelen", tekst="tekst"),
    "risicofactoren": Vorm("Wat maakt het onveilig", tekst="tekst"),
    "herstelpunten": Vorm("Het eigen leven terug", ("punt", "persoon"), "toelichting", ("stand",)),
    "hersteldoelen": Vorm("Hersteldoelen", ("gebied", "persoon"), "tekst"),
    "gezondheidsfeiten": Vorm("Gezondheid", ("persoon",), "tekst"),
    "strafbareFeitVermoedens": Vorm("Vermoeden van een strafbaar feit", ("niveau", "persoon"), "grond"),
    "afstemmingen": Vorm("Afspraken met politie en Openbaar Ministerie", tekst="uitkomst"),
    "relaties": Vorm("Relaties", ("persoon",), merken=("aard",)),
    "lidmaatschappen": Vorm("Wie hoort bij het huishouden", ("persoon",)),
    "persoonsrollen": Vorm("Rollen", ("persoon",), merken=("rol", "zekerheid")),
    "plaatsen": Vorm("Plaatsen", ("aard", "persoon"), "omschrijving"),
    "betrokkenheden": Vorm("Organisaties bij dit huishouden", ("organisatie",), "taak"),
    "regiestappen": Vorm("Stappen in de regie", ("organisatie",), "reden", ("stap",)),
    "vrijstellingen": Vorm("Hoeft nu geen cijfer te geven", ("organisatie", "persoon"), "reden"),
    "beoordelaarsopvolgingen": Vorm("Nieuwe beoordelaar", ("naar",)),
    "zorgbesluiten": Vorm("Wat er met de zorg is gedaan", ("organisatie",), "reden"),
    "heroverwegingen": Vorm("Opnieuw gewogen na een terugval", ("terugval", "domein"), "reden", ("besluit",)),
    "overdrachten": Vorm("Overdracht van werk", ("aan", "aanPersoon"), "wat"),
    "overdrachtstanden": Vorm("Is de overdracht aangenomen?", ("overdracht",), "toelichting", ("stand",)),
    "planopzetten": Vorm("Opzet van het plan", ("stadium",), "informatieafspraak"),
    "structureleOnveiligheden": Vorm("Het blijft onveilig", tekst="reden"),
    "afspraakstanden": Vorm("Is de afspraak nagekomen?", ("afspraak",), "effect", ("stand",)),
    "risicotaxaties": Vorm("Uitkomst van een risico-instrument", ("instrument", "persoon"), "uitkomst"),
    "interventies": Vorm("Hulp en activiteiten", ("aard",), "omschrijving", ("domein",)),
    "overleggen": Vorm("Overleg", ("aard",)),
    "toetsmomenten": Vorm("Dagen waarop de veiligheid wordt getoetst", ("geplandOp",)),
    "taken": Vorm("Taken", ("eigenaar",), "tekst"),
    "tekstvrijgaven": Vorm("Vrijgegeven teksten", ("veld",), "reden"),
    "afwegingen": Vorm("Afgewogen onder beroepsgeheim", ("ontvangers",), "reden", ("besluit",)),
    "afweegverzoeken": Vorm("Gevraagd om af te wegen", ("aan",), "reden"),
    "doorbrekingen": Vorm("Doorgelaten buiten de regels om", ("ontvanger",), "reden"),
    "doorbrekingsbevestigingen": Vorm("Bevestigd door een tweede", ("doorbreking",)),
    "opschalingen": Vorm("Extra hulp ingezet", tekst="reden"),
    "consultaties": Vorm("Advies gevraagd", ("aan",), "vraag"),
    "monitors": Vorm("Komt en blijft het veilig?", ("persoon",)),
    "toestemmingen": Vorm("Toestemming", ("persoon",), "doel", ("oordeel",)),
    "vrijgaven": Vorm("Veilig om te laten zien?", ("doelgroepen",), "reden"),
    "informeringen": Vorm("Verteld wie gegevens kreeg?", ("persoon",), "reden", ("uitkomst",)),
}
PANELEN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("maatregelen", "Maatregelen", ("maatregelen", "maatregelschendingen")),
    ("gebeurd", "Wat er is gebeurd", ("incidenten", "hoedanigheden", "meldingen", "terugkoppelingen", "geweldsoorten")),
    (
        "gevaar",
        "Gevaar en doelen",
        ("structureleOnveiligheden", "gevaarsomschrijvingen", "veiligheidsdoelen", "risicofactoren", "risicotaxaties"),
    ),
    ("herstel", "Hulp, herstel en gezondheid", ("interventies", "hersteldoelen", "herstelpunten", "gezondheidsfeiten")),
    ("straf", "Zorg en straf", ("strafbareFeitVermoedens", "afstemmingen")),
    (
        "overleg",
        "Overleg en taken",
        (
            "planopzetten",
            "heroverwegingen",
            "overleggen",
            "toetsmomenten",
            "afspraakstanden",
            "taken",
            "tekstvrijgaven",
            "afwegingen",
            "afweegverzoeken",
            "doorbrekingen",
            "doorbrekingsbevestigingen",
            "opschalingen",
            "consultaties",
            "monitors",
        ),
    ),
)


def make_card(lezer: Lezer, vorm: Vorm) -> Kaart:
    """Make the card of one item."""
    kop = [shown for naam in vorm.kop if (shown := lezer.code(naam))]
    tekst = lezer.words(vorm.tekst) if vorm.tekst else Markup("")
    merken = tuple(Merk("neutraal", shown) for naam in vorm.merken if (shown := lezer.code(naam)))
    ruw = lezer.raw()
    return Kaart(Markup(": ").join(kop), tekst, merken, lezer.rest(), ruw, lezer.sources())


def read_groups(inhoud: Object, delen: Iterable[str], wijzer: Wijzer) -> tuple[Groep, ...]:
    """Make the groups of these parts that are there."""
    found = (read_group(inhoud, deel, wijzer) for deel in delen)
    return tuple(groep for groep in found if groep is not None)


def read_group(inhoud: Object, deel: str, wijzer: Wijzer) -> Groep | None:
    """Make the cards of one part, newest first; None when it is not there."""
    vorm = VORMEN.get(deel) or Vorm(code_text(deel))
    found = [make_card(Lezer(row, wijzer), vorm) for row in reversed(rows(inhoud, deel))]
    return Groep(vorm.titel, tuple(found)) if found else None


def make_panels(inhoud: Object, wijzer: Wijzer, known: frozenset[str]) -> tuple[Paneel, ...]:
    """Make every panel that has something in it; what has no place of its own comes last, so that nothing shared stays unread."""
    unknown = tuple(deel for deel in sorted(inhoud) if deel not in known and any(text(row, "id") for row in rows(inhoud, deel)))
    wanted = (*PANELEN, ("meer", "Andere gegevens", unknown))
    found = (Paneel(ident, titel, read_groups(inhoud, delen, wijzer)) for ident, titel, delen in wanted)
    return tuple(panel for panel in found if panel.groepen)


def plain_mark(toon: Toon, tekst: str, icoon: str = "") -> Merk:
    """Make a mark of fixed words."""
    return Merk(toon, escape(tekst), icoon)
