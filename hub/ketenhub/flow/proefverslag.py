"""A judgement that was tried out, as plain Dutch and as JSON: names filled in, facts by their place in the file, terms with days."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ketenhub.domain.json import at, rows, text, texts
from ketenhub.domain.partijen import Persoon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.uitproberen import Proef

PLAATS = re.compile(r"\{(org|persoon):([^{}]*)\}")
FASEN = {1: "directe veiligheid", 2: "risicogestuurde zorg", 3: "herstelgerichte zorg"}
KOPPEN = {"onverdeeld": "Casus", "slachtoffer": "Spoor slachtoffer", "pleger": "Spoor pleger", "beide": "Beide sporen, voor de regie"}
STANDEN = {
    "goed": "genoeg",
    "onder": "te laag",
    "houdt_tegen": "houdt de fase tegen",
    "ontbreekt": "ontbreekt",
    "opnieuw": "opnieuw nodig",
    "verouderd": "verouderd",
    "onvolledig": "zonder reden",
    "andere_schaal": "op een andere schaal",
    "niet_alle_leden": "niet over iedereen",
    "ronde": "tweede ronde nodig",
    "vrijgesteld": "vrijgesteld",
    "telt_niet_mee": "telt niet mee voor de poort",
}


def _names(proef: Proef) -> dict[str, str]:
    """Give how everyone is called: organisations as in the file, persons by first name or else as in the file."""
    found = {f"org:{oin}": naam for oin, naam in proef.organisaties.items()}
    found |= {f"persoon:{ident}": ref for ident, ref in proef.personen.items()}
    for item in proef.casus.items:
        if isinstance(feit := item.feit, Persoon) and feit.naam and feit.naam.voornamen:
            found |= {f"persoon:{ident}": feit.naam.voornamen for ident, ref in proef.personen.items() if ref == feit.ref}
    return found


def _fill(value: Json, proef: Proef, names: dict[str, str]) -> Json:
    """Give the value with names for placeholders, and places and names of the file for our own ids."""
    if isinstance(value, str):
        known = proef.plaatsen.get(value) or proef.personen.get(value)
        return known or PLAATS.sub(lambda found: names.get(f"{found[1]}:{found[2]}", "iemand"), value)
    if isinstance(value, list | tuple):
        return [_fill(inner, proef, names) for inner in value]
    if isinstance(value, dict):
        return {
            key: [_in_file(pad, proef) for pad in texts(value, key)] if key.lower().endswith("paden") else _fill(inner, proef, names)
            for key, inner in value.items()
        }
    return value


def _in_file(pad: str, proef: Proef) -> str:
    ident, _, field = pad.partition(".")
    place = proef.plaatsen.get(ident)
    return pad if place is None else f"{place}/{field.replace('.', '/')}"


def _with_days(spoor: Object, peildatum: str) -> dict[str, Json]:
    today = date.fromisoformat(peildatum)
    terms: list[Json] = [
        {**term, "dagen": (date.fromisoformat(text(term, "datum") or peildatum) - today).days} for term in rows(spoor, "termijnen")
    ]
    return {**spoor, "termijnen": terms}


def as_json(proef: Proef) -> dict[str, Json]:
    """Give the whole judgement as plain JSON."""
    plain = proef.beoordeling.model_dump(mode="json", by_alias=True, exclude_none=True)
    filled = _fill(plain, proef, _names(proef))
    found: dict[str, Json] = dict(filled) if isinstance(filled, dict) else {}
    found["sporen"] = [_with_days(spoor, str(found["peildatum"])) for spoor in rows(found, "sporen")]
    return found


def _days(dagen: Json) -> str:
    if not isinstance(dagen, int) or dagen == 0:
        return "vandaag"
    unit = "dag" if abs(dagen) == 1 else "dagen"
    return f"nog {dagen} {unit}" if dagen > 0 else f"{-dagen} {unit} voorbij"


def _voice(row: Object) -> str:
    stand = text(row, "stand") or ""
    tail = "" if row.get("vereist") is True else ", niet vereist"
    return f"{text(row, 'stem')}: {text(row, 'cijfer') or 'geen cijfer'} ({STANDEN.get(stand, stand)}{tail})"


def _reason(row: Object) -> Iterator[str]:
    mark = "+" if row.get("voldaan") is True else "-"
    yield f"  {mark} {text(row, 'tekst')} [{text(row, 'regel')}, {text(row, 'bron')}]"
    if text(row, "nodig"):
        yield f"      Nodig: {text(row, 'nodig')}"
    for place in texts(row, "paden"):
        yield f"      {place}"


def _term(row: Object) -> str:
    own = " (eigen afspraak)" if row.get("eigenAfspraak") is True else ""
    return f"  {text(row, 'datum')} ({_days(row.get('dagen'))}): {text(row, 'tekst')}{own} Daarna: {text(row, 'gevolg')}"


def _list(kop: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"{kop}:"
        yield from lines


def _track(spoor: Object) -> Iterator[str]:
    fase = at(spoor, "fase")
    yield f"== {KOPPEN.get(text(spoor, 'spoor') or '', '')} =="
    if isinstance(fase, int):
        yield f"Fase {fase}: {FASEN[fase]}" + (f", sinds {text(spoor, 'sinds')}" if text(spoor, "sinds") else "")
    yield f"Poort: {text(spoor, 'poortZin')}"
    if text(spoor, "laagste"):
        yield f"Laagste cijfer: {text(spoor, 'laagste')}"
    yield from _list("Stemmen", [f"  {_voice(row)}" for row in rows(spoor, "stemmen")])
    yield from _list("Redenen", [line for row in rows(spoor, "redenen") for line in _reason(row)])
    yield from _list("Om af te sluiten", [line for row in rows(spoor, "afsluiten") for line in _reason(row)])
    yield from _list("Termijnen", [_term(row) for row in rows(spoor, "termijnen")])
    yield from _list("Signalen", [f"  {text(s, 'ernst')}: {text(s, 'tekst')}" for s in rows(spoor, "signalen")])


def lines(proef: Proef) -> list[str]:
    """Give the judgement line by line, in plain Dutch."""
    whole = as_json(proef)
    found = [f"Op {whole['peildatum']}, met regelpakket {whole['regelpakket']}"]
    for spoor in rows(whole, "sporen"):
        found += ["", *_track(spoor)]
    if text(whole, "volgendeTermijn"):
        found += ["", f"Zonder nieuw bericht verandert er iets op {text(whole, 'volgendeTermijn')}."]
    return found
