"""What changed between two rule sets, in plain Dutch, rule by rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.delen import Deelregel, Regelset
    from ketenhub.domain.json import Json

NAMEN = {
    "ontvanger_soorten": "de soorten ontvangers",
    "ontvangers": "de ontvangers",
    "categorieen": "de categorieen",
    "feitsoorten": "de feitsoorten",
    "velden": "de velden",
    "bron_soorten": "de soorten bronnen",
    "fasen": "de fasen",
    "geweldsoorten": "de geweldsoorten",
    "sporen": "de sporen",
    "omstandigheden": "de omstandigheden",
    "afspraak": "de afspraak waar zij op rust",
    "op_toestemming": "of toestemming nodig is",
    "doel": "het doel",
    "grondslag": "de grondslag",
    "noodzaak": "de noodzaak",
    "actie": "de actie",
    "minimalisering": "de wijze van verkleinen",
    "van": "de eerste dag",
    "tot": "de laatste dag",
    "toelichting": "de toelichting",
    "voorbeelden": "de voorbeelden",
}
GEEN = "geen voorwaarde"
JA_NEE = {True: "ja", False: "nee"}
LANG = ("toelichting", "voorbeelden")
LIJSTEN = ("ontvanger_soorten", "ontvangers", "categorieen", "feitsoorten", "velden", "bron_soorten", "fasen", "geweldsoorten")
MEERVOUD = (*LIJSTEN, "sporen", "omstandigheden", "voorbeelden")


@dataclass(frozen=True, slots=True)
class Wijziging:
    """What happened to one rule, in sentences."""

    regel: str
    soort: Literal["nieuw", "vervallen", "gewijzigd"]
    zinnen: tuple[str, ...]


def _words(value: Json) -> str:
    if isinstance(value, dict):
        return " ".join(_words(one) for one in value.values() if not isinstance(one, bool))
    if isinstance(value, list | tuple):
        return ", ".join(map(_words, value)) or GEEN
    if isinstance(value, bool):
        return JA_NEE[value]
    return GEEN if value is None else str(value)


def describe_rule(regel: Deelregel) -> str:
    """Say in one sentence what a rule does."""
    wie = [*regel.ontvanger_soorten, *regel.ontvangers]
    parts = [f"{regel.actie.value} met {', '.join(wie) or 'iedereen'}: {', '.join(c.value for c in regel.categorieen)}"]
    if regel.minimalisering is not None:
        parts.append(f"verkleind tot {regel.minimalisering.value}")
    conditions = {
        "van feitsoort": regel.feitsoorten,
        "alleen velden": regel.velden,
        "van bron": regel.bron_soorten,
        "in fase": tuple(map(str, regel.fasen)),
        "bij": regel.geweldsoorten,
        "op spoor": regel.sporen,
        "bij omstandigheid": tuple(one.value for one in regel.omstandigheden),
        "zolang afspraak": (regel.afspraak,) if regel.afspraak else (),
    }
    parts += [f"{name} {', '.join(values)}" for name, values in conditions.items() if values]
    if regel.op_toestemming:
        parts.append("alleen met toestemming")
    basis = f"{regel.grondslag.wet} artikel {regel.grondslag.artikel}"
    until = "" if regel.tot is None else f" tot en met {regel.tot.isoformat()}"
    return (
        f"{'; '.join(parts)}. Doel: {regel.doel}. Nodig voor: {regel.noodzaak}. Grondslag: {basis}. Vanaf {regel.van.isoformat()}{until}."
    )


def _sentences(voor: Deelregel, na: Deelregel) -> tuple[str, ...]:
    before, after = voor.model_dump(mode="json"), na.model_dump(mode="json")
    found: list[str] = []
    for name, words in NAMEN.items():
        now, was, becomes = ("zijn", "waren", "worden") if name in MEERVOUD else ("is", "was", "wordt")
        if before[name] == after[name]:
            continue
        if name in LANG:
            found.append(f"{words} {now} anders")
        elif name == "grondslag" and before[name]["bevestigd"] != after[name]["bevestigd"]:
            done = "bevestigd" if after[name]["bevestigd"] else "niet meer bevestigd"
            found.append(f"{words} {was} {_words(before[name])}, {becomes} {_words(after[name])} en {now} {done}")
        else:
            found.append(f"{words} {was} {_words(before[name])}, {becomes} {_words(after[name])}")
    return tuple(found)


def _agreements(voor: Regelset, na: Regelset) -> list[Wijziging]:
    """Give what changed in the agreements that rules rest on, and in the way of working."""
    old, new = {one.id: one for one in voor.afspraken}, {one.id: one for one in na.afspraken}
    found = [
        Wijziging(f"afspraak {ident}", "nieuw" if ident not in old else "gewijzigd", (f"geldt van {_day(one.van)} tot {_day(one.tot)}",))
        for ident, one in new.items()
        if one != old.get(ident)
    ]
    found += [Wijziging(f"afspraak {ident}", "vervallen", ("de afspraak staat er niet meer in",)) for ident in old if ident not in new]
    if voor.werkwijze != na.werkwijze:
        found.append(Wijziging("werkwijze", "gewijzigd", ("de werkwijze zonder toestemming is anders",)))
    return found


def _day(dag: date | None) -> str:
    return "nog niet afgesproken" if dag is None else dag.isoformat()


def compare(voor: Regelset, na: Regelset) -> tuple[Wijziging, ...]:
    """Give what changed: new rules first, then those that went, then those that say something else, then what they rest on."""
    old, new = {r.id: r for r in voor.regels}, {r.id: r for r in na.regels}
    added = [Wijziging(ident, "nieuw", (describe_rule(regel),)) for ident, regel in new.items() if ident not in old]
    gone = [Wijziging(ident, "vervallen", (describe_rule(regel),)) for ident, regel in old.items() if ident not in new]
    changed = [
        Wijziging(ident, "gewijzigd", _sentences(old[ident], regel)) for ident, regel in new.items() if ident in old and regel != old[ident]
    ]
    return (*added, *gone, *changed, *_agreements(voor, na))
