"""Write the page about contributions from the models, the examples and the word list, or check that the committed one is that page."""

import argparse
import json
import re
import sys
import typing
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType

from pydantic.fields import FieldInfo

from ketenhub.domain.bijdrage import Feit
from ketenhub.domain.catalogus import categories_of, kind_of
from ketenhub.domain.gegeven import Verwijst
from ketenhub.domain.partijen import FeitBasis
from ketenhub.domain.waarde import Waarde
from ketenhub.web.voorbeelden import examples, meaning

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "naslag" / "bijdragen.md"
WORDS = ROOT / "docs" / "woordenlijst.md"
WORD = re.compile(r"^\| `(?P<word>\w+)` \| (?P<meaning>.+) \|$", re.MULTILINE)
SIMPLE = {str: "tekst", bool: "ja of nee", int: "getal", date: "dag", datetime: "tijdstip"}
RIGHTS = {
    "ieder": "Zenden: elke organisatie die meedoet. Verbeteren en intrekken: alleen de organisatie die het zei.",
    "bron": "Zenden, verbeteren en intrekken: alleen de organisatie die het feit zei.",
    "regie": "Zenden: alleen de casusregie. Verbeteren en intrekken: alleen wie het zei, zolang die de casusregie heeft.",
}
HEADING = """# Bijdragen

Gemaakt met `.venv/bin/python tools/bijdragen.py --write`; `make docs` vergelijkt. Per soort feit: wat het is, welke velden het
heeft, in welke categorie elk veld valt (daaraan hangen de deelregels), wie het mag zeggen, en een verzonnen voorbeeld dat u zo kunt
sturen aan `POST /v1/bijdragen`. De voorbeelden staan ook in de beschrijving van de API, en een toets stuurt ze elk naar een hub.

Verbeteren is hetzelfde feit opnieuw sturen: dezelfde `ref`, een later `opgesteldOp`. Het onderdeel houdt zijn `id`. Intrekken staat
in `intrekkingen`: `{"ref": "...", "reden": "..."}`. Een andere organisatie verbetert of trekt niets van u in: stuurt zij dezelfde
`ref`, dan is dat haar eigen uitspraak ernaast, en een intrekking van wat u zei is 400 `onbekende-verwijzing`.
"""


def words() -> dict[str, str]:
    """Read what each class is, from the word list."""
    return {found["word"]: found["meaning"] for found in WORD.finditer(WORDS.read_text("utf-8"))}


def alternatives(annotation: object) -> Iterator[object]:
    """Give what a field may hold, without the possibility that it is empty."""
    for inner in typing.get_args(annotation) if typing.get_origin(annotation) in (typing.Union, UnionType) else (annotation,):
        if inner is not NoneType:
            yield inner


def form(annotation: object, marks: tuple[object, ...] = ()) -> str:
    """Say what form a value has."""
    refers = next((mark.naar for mark in marks if isinstance(mark, Verwijst)), None)
    if refers is not None:
        return f"verwijzing naar een {refers}"
    match typing.get_origin(annotation), typing.get_args(annotation):
        case typing.Annotated, (inner, *more):
            found = form(inner, (*marks, *more))
        case typing.Literal, values:
            found = ", ".join(f"`{value}`" for value in values)
        case origin, (inner, *_) if origin is tuple:
            found = f"lijst van: {form(inner)}"
        case origin, _ if origin in (typing.Union, UnionType):
            found = " of ".join(dict.fromkeys(form(inner) for inner in alternatives(annotation)))
        case _:
            found = named(annotation)
    return found


def named(annotation: object) -> str:
    """Say what form a value of a class has."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return ", ".join(f"`{value.value}`" for value in annotation)
    if isinstance(annotation, type) and issubclass(annotation, Waarde):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return next((name for kind, name in SIMPLE.items() if annotation is kind), "tekst")


def field_form(info: FieldInfo) -> str:
    """Say what form a field has; the marks on the field itself count too."""
    return form(info.annotation, tuple(info.metadata))


def table(model: type[Waarde], soort: str, fields: list[str]) -> str:
    """Write the fields of a model as a table."""
    lines = ["| veld | moet | vorm | categorie | betekenis |", "|---|---|---|---|---|"]
    for name, alias, category in categories_of(model):
        if name in fields:
            info = model.model_fields[name]
            must = "ja" if info.is_required() else ""
            lines.append(f"| `{alias}` | {must} | {field_form(info)} | {category.value} | {meaning(soort, alias)} |")
    return "\n".join(lines)


def nested(annotation: object) -> Iterator[type[Waarde]]:
    """Give the models inside a field, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Waarde):
        yield annotation
        for info in annotation.model_fields.values():
            yield from nested(info.annotation)
    for inner in typing.get_args(annotation):
        yield from nested(inner)


def composites() -> dict[str, type[Waarde]]:
    """Give every model that stands inside a fact, by its name."""
    found = {
        one.__name__: one for model in typing.get_args(Feit) for info in model.model_fields.values() for one in nested(info.annotation)
    }
    return dict(sorted(found.items()))


def chapter(model: type[Waarde], known: dict[str, str]) -> str:
    """Write what one kind of fact is."""
    soort = kind_of(model)
    example = examples().get(soort)
    if example is None:
        raise SystemExit(f"hub/ketenhub/web/voorbeelden.json: een voorbeeld van {soort} ontbreekt")
    own = [name for name in model.model_fields if name not in FeitBasis.model_fields and name != "soort"]
    rights = " ".join(part for part in (RIGHTS[example.wie], example.voorbehoud) if part)
    sample = json.dumps(example.bijdrage(), ensure_ascii=False, indent=2)
    what = known[model.__name__]
    return f"## {soort}\n\n{what[0].upper()}{what[1:]}.\n\n{table(model, soort, own)}\n\n{rights}\n\n```json\n{sample}\n```\n"


def page() -> str:
    """Write the whole page."""
    known = words()
    common = f"## Wat elk feit heeft\n\n{table(FeitBasis, '', list(FeitBasis.model_fields))}\n"
    kinds = [chapter(model, known) for model in typing.get_args(Feit)]
    inner = [
        f"### {name}\n\n{known[name][0].upper()}{known[name][1:]}.\n\n{table(model, name.lower(), list(model.model_fields))}\n"
        for name, model in composites().items()
    ]
    return "\n".join([HEADING, common, *kinds, "## Samengestelde velden\n", *inner])


def main() -> int:
    """Write, or check and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the page; else only compare")
    text = page()
    if parser.parse_args().write:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    same = PAGE.exists() and PAGE.read_text("utf-8") == text
    if not same:
        print("docs/naslag/bijdragen.md wijkt af; schrijf haar met .venv/bin/python tools/bijdragen.py --write")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
