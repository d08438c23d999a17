"""The Dutch texts. Names are placeholders, `{org:OIN}` and `{persoon:ID}`; `share` fills in what a recipient may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.kalender import MAANDNAMEN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ketenhub.evaluate.feiten import Cijfer
    from ketenhub.evaluate.poort import Obstakel, Obstakelsoort

TELWOORDEN = ("Geen", "Eén", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen", "Tien", "Elf", "Twaalf")
GEVAREN = {
    "geweld": "geweld",
    "onveilig": "een onveilig voorval",
    "dreiging": "dreiging",
    "vrijlating": "een vrijlating",
    "schending_maatregel": "een geschonden maatregel",
    "schending_voorwaarde": "een geschonden voorwaarde",
    "maatregel_einde": "het einde van een maatregel",
    "cijfer": "een cijfer onder de 6",
    "nul_op_tien": "een 0 op de schaal van 0 tot 10",
}
# one, more: what stands in the gate sentence per kind of obstacle
ZINNEN: dict[Obstakelsoort, tuple[str, str]] = {
    "onder": ("stem geeft minder dan een {eis}", "stemmen geven minder dan een {eis}"),
    "houdt_tegen": ("andere stem geeft minder dan een 6", "andere stemmen geven minder dan een 6"),
    "ontbreekt": ("stem ontbreekt", "stemmen ontbreken"),
    "andere_schaal": ("stem gaf alleen een cijfer op een andere schaal", "stemmen gaven alleen een cijfer op een andere schaal"),
    "opnieuw": ("stem moet opnieuw een cijfer geven", "stemmen moeten opnieuw een cijfer geven"),
    "verouderd": ("stem is verouderd", "stemmen zijn verouderd"),
    "onvolledig": ("stem gaf geen reden bij het cijfer", "stemmen gaven geen reden bij het cijfer"),
    "niet_alle_leden": ("stem gaf nog niet over iedereen een cijfer", "stemmen gaven nog niet over iedereen een cijfer"),
    "ronde": ("stem gaf nog geen tweede ronde", "stemmen gaven nog geen tweede ronde"),
    "voorwaarde": ("voorwaarde is geschonden", "voorwaarden zijn geschonden"),
}
HELE_ZINNEN: dict[Obstakelsoort, str] = {
    "geen_stem": "Er is nog niemand die een cijfer moet geven.",
    "brug": "Er is gevaar op het andere spoor. Bel de regie.",
    "incident": "Het laatste incident is nog te kort geleden. De 7 is voorlopig.",
    "bescherming": "Er is nog geen bescherming vastgelegd.",
    "controle": "Er is nog geen bewijs van controle.",
    "stresstest": "Het plan is nog niet getest onder druk.",
}
VOLGORDE: tuple[Obstakelsoort, ...] = (*ZINNEN, *HELE_ZINNEN)


def day_text(dag: date) -> str:
    """Write a day as people say it."""
    return f"{dag.day} {MAANDNAMEN[dag.month - 1]} {dag.year}"


def figure(cijfer: str) -> str:
    """Write a figure with a decimal comma."""
    return cijfer.replace(".", ",")


def count_text(aantal: int) -> str:
    """Write a small number as a word that opens a sentence."""
    return TELWOORDEN[aantal] if aantal < len(TELWOORDEN) else str(aantal)


def voice(stem: str | None) -> str:
    """Give the placeholder for a voice."""
    return "{" + (stem or "") + "}"


def persons(leden: Iterable[str]) -> str:
    """Give the placeholders for members; without members it is the household."""
    return " en ".join("{persoon:" + lid + "}" for lid in leden if lid) or "het huishouden"


def about(cijfer: Cijfer) -> str:
    """Say about whom a score is."""
    return persons(cijfer.over)


def days_ago_note(eigen_afspraak: bool) -> str:
    """Mark a figure that is ours and not the sources'."""
    return " (eigen afspraak)" if eigen_afspraak else ""


def gate_sentence(fase: int, obstakels: list[Obstakel]) -> str:
    """Say in plain Dutch whether the next phase can begin and what is in the way; without names."""
    if fase == 3:
        return "Fase 3 is bereikt. Afsluiten gebeurt nooit vanzelf."
    parts = [f"Nog niet naar fase {fase + 1}."]
    for soort in VOLGORDE:
        aantal = sum(1 for o in obstakels if o.soort == soort)
        if aantal and soort in ZINNEN:
            one, more = ZINNEN[soort]
            parts.append(f"{count_text(aantal)} {(one if aantal == 1 else more).format(eis=fase + 5)}.")
        elif aantal:
            parts.append(HELE_ZINNEN[soort])
    return " ".join(parts)


def track_sentence(obstakels: list[Obstakel]) -> str:
    """Say how the perpetrator's track stands; it has no phase."""
    parts = ["Dit spoor heeft geen fase."]
    for soort in ("onder", "houdt_tegen", "ontbreekt", "voorwaarde"):
        aantal = sum(1 for o in obstakels if o.soort == soort)
        if aantal:
            one, more = ZINNEN[soort]
            parts.append(f"{count_text(aantal)} {(one if aantal == 1 else more).format(eis=6)}.")
    return " ".join([*parts, "Bel de regie voor overleg."])


def bridge_text(soort: str) -> str:
    """Say that there is danger on the other track, and nothing more."""
    return f"Gevaar op het andere spoor: {GEVAREN[soort]}. Bel de regie."
