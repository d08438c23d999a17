"""Dutch words for what the code calls by a key: dates, numbers and labels, at language level B1."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.kalender import MAANDNAMEN
from ketenhub.domain.moment import NEDERLAND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
FASEN: Mapping[int, str] = {1: "Directe veiligheid", 2: "Risicogestuurde zorg", 3: "Herstelgerichte zorg"}
ROLLEN: Mapping[str, str] = {
    "slachtoffer": "slachtoffer",
    "pleger": "pleger",
    "kind": "kind",
    "huisgenoot": "huisgenoot",
    "netwerk": "iemand uit het netwerk",
}
REGIEROLLEN: Mapping[str, str] = {
    "casusregie": "casusregie",
    "zicht_op_veiligheid": "zicht op veiligheid",
    "procesregie": "procesregie",
    "plaatsvervanger": "plaatsvervanger",
}
SPOREN: Mapping[str, str] = {
    "slachtoffer": "spoor van het slachtoffer",
    "pleger": "spoor van de pleger",
    "beide": "beide sporen",
}
SIGNALEN: Mapping[str, str] = {
    "geweld": "Geweld",
    "onveilig": "Onveilig voorval",
    "dreiging": "Dreiging",
    "vrijlating": "Vrijlating",
    "schending_maatregel": "Maatregel geschonden",
    "schending_voorwaarde": "Voorwaarde geschonden",
    "maatregel_einde": "Maatregel loopt af",
    "cijfer": "Cijfer onder de 6",
    "daling": "Cijfer gedaald tot onder de 6",
    "nul_op_tien": "Een 0 op de schaal van 0 tot 10",
    "andere_schaal": "Cijfer op een andere schaal",
    "verouderd": "Cijfer is oud",
    "onvolledig": "Cijfer zonder reden",
    "stilte": "Cijfer ontbreekt",
    "termijn_50": "Helft van de tijd voorbij",
    "termijn_80": "Tijd bijna voorbij",
    "termijn_100": "Laatste dag van de tijd",
    "opschalen": "Termijn voorbij",
    "regie_open": "Nog niemand aanvaardde de regie",
    "spoor_toewijzen": "Wijs een spoor toe",
    "consulteren": "Vraag advies",
    "afstemmen_vermoeden": "Stem af met politie en OM",
    "afstemmen_aanhouding": "Aanhouding: stem zorg en straf af",
    "afstemmen_stalking": "Stalking: stem af met de politie",
    "afstemmen_afspraak": "Stem een afspraak af met politie en OM",
    "afstemmen_schending": "Meld een schending aan het OM",
    "vt_melder": "Melder weet de uitkomst nog niet",
    "vt_lid": "Een lid weet de uitkomst nog niet",
    "vt_overname": "Melder weet nog niet wie het overneemt",
    "aanleiding": "Vraag wat het cijfer bewoog",
    "heroverweging": "Weeg opnieuw: straf, civiel en bestuur",
    "veilig_thuis_hoort": "Vertel dit aan Veilig Thuis",
    "bijna": "Datum komt dichtbij",
    "te_laat": "Datum is voorbij",
}
TERMIJNEN: Mapping[str, str] = {
    "directe_veiligheid": "Directe veiligheid",
    "voorwaarden": "Voorwaarden afspreken",
    "consulteren": "Stabiele veiligheid",
    "maatregel": "Maatregel loopt af",
    "stabiele_veiligheid": "De 7 is voorlopig",
    "vt_melder": "Vertel de melder de uitkomst",
    "vt_lid": "Vertel een lid de uitkomst",
    "vt_overname": "Vertel de melder wie het overneemt",
    "monitor": "Verwacht einde van de monitor",
}
REGELS: Mapping[str, str] = {
    "F1": "Fase 2 kan beginnen als alle verplichte stemmen een 6 of hoger geven.",
    "F2": "Het laagste cijfer telt, nooit het gemiddelde. Een stem die ontbreekt, houdt de fase tegen.",
    "F3": "Fase 3 kan beginnen bij een 7 in twee rondes en een half jaar rust.",
    "F4": "Afsluiten gebeurt nooit vanzelf. Mensen wegen dat.",
    "F5": "Na nieuw gevaar gaat het plan terug naar directe veiligheid.",
    "F6": "Hoe ernstiger het signaal, hoe sneller iemand het moet zien.",
    "F7": "Is het na de afgesproken tijd niet veilig, dan wordt opgeschaald.",
    "F8": "Na een half jaar zonder stabiele veiligheid is advies nodig.",
    "F9": "Zorg en straf stemmen samen af wat zij doen.",
    "F10": "Veilig Thuis heeft vaste termijnen.",
    "F11": "Elke voorwaarde heeft een gevolg en beschermt iemand.",
    "F12": "Bij intiem terrorisme staan de sporen apart.",
    "F13": "Herstel mag eerder beginnen. De fase blijft gelijk.",
    "F14": "Afspraken, metingen en maatregelen hebben een datum.",
    "plan": "De delen van een plan horen bij elkaar.",
}
BRONNEN: Mapping[str, str] = {
    "MOV": "Samen voor veiligheid (Moviera)",
    "VISIE": "de visie Gefaseerd samenwerken aan veiligheid",
    "ROUTE": "de routekaart",
    "VT": "het kader van Veilig Thuis",
    "MDA": "de aanpak MDA++",
    "CON": "onze keuze waar de bronnen verschillen",
}
STANDEN: Mapping[str, str] = {"open": "Open", "gerealiseerd": "Gerealiseerd", "geschonden": "Geschonden", "vervallen": "Vervallen"}
AFSPRAAKSTANDEN: Mapping[str, str] = {"open": "Bezig", "gedaan": "Lukt", "niet_gedaan": "Niet gelukt"}
FEITRANGEN: Mapping[str, str] = {"eerste": "Eerste feit", "ergste": "Ergste feit", "actueel": "Nu nog actueel"}
OVERLEGGEN: Mapping[str, str] = {"mdo": "MDO", "actieoverleg": "Actieoverleg", "zsm": "ZSM", "netwerkberaad": "Netwerkberaad"}
WERKROLLEN: Mapping[str, str] = {
    "casemanager": "Casemanager",
    "beheerder": "Beheerder",
    "privacy_officer": "Privacyfunctionaris",
}
OORDELEN: Mapping[str, str] = {"eens": "is het eens", "oneens": "is het niet eens", "onbekend": "heeft nog niet gekozen"}


def plain(sleutel: str) -> str:
    """Write a key as words: `sociaal_geweld` becomes `Sociaal geweld`."""
    words = sleutel.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def signal_title(soort: str) -> str:
    """Name a kind of signal."""
    return SIGNALEN.get(soort) or plain(soort) or "Signaal"


def term_title(soort: str) -> str:
    """Name a kind of term."""
    return TERMIJNEN.get(soort) or plain(soort) or "Termijn"


def read_day(value: str | None) -> date | None:
    """Give the Dutch calendar day of a moment on the wire, or None when it holds no whole day."""
    if value is None or len(value) < len("2026-01-01"):
        return None
    try:
        if len(value) == len("2026-01-01"):
            return date.fromisoformat(value)
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(ZoneInfo(NEDERLAND)).date()


def day_text(dag: date, vandaag: date | None = None) -> str:
    """Write a day as people say it; the year only when it is another one than today's."""
    short = f"{dag.day} {MAANDNAMEN[dag.month - 1]}"
    return short if vandaag is not None and vandaag.year == dag.year else f"{short} {dag.year}"


def long_day(dag: date) -> str:
    """Write a day with the name of the weekday."""
    return f"{DAGEN[dag.weekday()]} {day_text(dag)}"


def short_day(dag: date) -> str:
    """Write a day for a narrow place."""
    return f"{dag.day} {MAANDNAMEN[dag.month - 1][:3]}"


def moment_text(value: str | None, vandaag: date | None = None) -> str:
    """Write a moment on the wire: a year, a day, or a day with the time."""
    dag = read_day(value)
    if value is None or dag is None:
        return value or ""
    words = day_text(dag, vandaag)
    if "T" not in value:
        return words
    local = datetime.fromisoformat(value).astimezone(ZoneInfo(NEDERLAND))
    return f"{words}, {local.hour:02d}.{local.minute:02d} uur"


def clock_text(moment: datetime) -> str:
    """Write the time of day in the Netherlands."""
    local = moment.astimezone(ZoneInfo(NEDERLAND))
    return f"{local.hour:02d}.{local.minute:02d} uur"


def figure(cijfer: str) -> str:
    """Write a score with a decimal comma."""
    return cijfer.replace(".", ",")


def both(namen: Sequence[str]) -> str:
    """Write names in a row: `a, b en c`."""
    return namen[0] if len(namen) == 1 else f"{', '.join(namen[:-1])} en {namen[-1]}" if namen else ""


def days_text(dagen: int) -> str:
    """Say how far a day is away."""
    if dagen < 0:
        return f"{-dagen} {'dag' if dagen == -1 else 'dagen'} te laat"
    return ("vandaag", "morgen")[dagen] if dagen <= 1 else f"nog {dagen} dagen"


def count_text(aantal: int, een: str, meer: str) -> str:
    """Write a number with its noun in the right form."""
    return f"{aantal} {een if aantal == 1 else meer}"


def source_text(bron: str) -> str:
    """Name a source line: `MOV-17` stands in the flyer of Moviera."""
    name = BRONNEN.get(bron.partition("-")[0])
    return f"{bron}, {name}" if name else bron
