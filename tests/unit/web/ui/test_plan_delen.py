"""Everything that was shared can be read somewhere on the page: no kind of fact and no text field is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.bijdrage import Feit
from ketenhub.domain.catalogus import catalogus, kind_of, marks_of
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import Object, at, text
from tests.unit.web.ui.voorbeeld import POLITIE, a_person, a_row, a_view, page_text

if TYPE_CHECKING:
    from ketenhub.domain.json import Json
    from ketenhub.domain.waarde import Waarde

KENNIS: dict[str, Json] = {"incidenten": [a_row("x-1", "incident", aard="geweld", omschrijving="Iets.")]}
VAST: dict[str, Json] = {
    "cijfer": "6",
    "bsn": "999970008",
    "geheim": False,
    "stand": "open",
    "over": {"soort": "huishouden", "personen": []},
}
MODELLEN = {kind_of(model): model for model in get_args(Feit)}


class Vuller:
    """Fills a fact from its schema, with a marker of its own in each field that holds text."""

    def __init__(self, schema: Object) -> None:
        self.schema = schema
        self.merken: list[str] = []

    def text(self, shape: Object, pad: str) -> str:
        pattern = text(shape, "pattern") or ""
        days = {"date": "2026-11-01", "date-time": "2026-11-01T10:00:00Z"}
        if text(shape, "format") in days:
            return days[str(shape["format"])]
        if "{20}" in pattern:
            return POLITIE
        mark = f"merk{len(self.merken)}{''.join(c for c in pad if c.isalpha())}".lower()
        self.merken.append(mark)
        return mark

    def value(self, shape: Object, pad: str) -> Json:
        name = text(shape, "$ref")
        if name is not None:
            return self.value(self.definition(name), pad)
        choices = at(shape, "anyOf") or at(shape, "oneOf")
        if isinstance(choices, list):
            return self.value(choices[0], pad)
        fixed = at(shape, "enum", 0) or at(shape, "const")
        return fixed if fixed is not None else self.plain(shape, pad)

    def definition(self, name: str) -> Object:
        found = at(self.schema, "$defs", name.rpartition("/")[2])
        assert isinstance(found, dict)
        return found

    def plain(self, shape: Object, pad: str) -> Json:
        inner = at(shape, "items")
        fields = at(shape, "properties")
        match shape.get("type"):
            case "string":
                return self.text(shape, pad)
            case "array" if isinstance(inner, dict):
                return [self.value(inner, pad)]
            case "object" if isinstance(fields, dict):
                return {name: self.value(one, f"{pad}{name}") for name, one in fields.items() if isinstance(one, dict)}
            case _:
                return {"integer": 3, "number": 3, "boolean": True}[str(shape.get("type"))]


def filled(model: type[Waarde]) -> tuple[dict[str, Json], list[str]]:
    """Give a fact as a view holds it, and the markers in it."""
    schema = model.model_json_schema(by_alias=True)
    vuller = Vuller(schema)
    body: dict[str, Json] = {}
    kinds = catalogus()[kind_of(model)]
    for _, alias, naar in marks_of(model):
        if kinds[alias] is Categorie.KENMERK or alias == "professional":
            continue
        shape = at(schema, "properties", alias)
        assert isinstance(shape, dict)
        listed = "array" in str(shape.get("type"))
        reference = {"persoon": "ps-1", "feit": "x-1"}.get(naar or "")
        if reference:
            body[alias] = [reference] if listed else reference
        else:
            body[alias] = VAST[alias] if alias in VAST else vuller.value(shape, alias)
    return body, vuller.merken


def with_part(soort: str, body: dict[str, Json]) -> dict[str, Json]:
    """Give a view with one such item."""
    if soort == "persoon":
        return a_view(**{**KENNIS, "personen": [a_person("ps-1", "Mila", **body)]})
    deel = DELEN[soort]
    return a_view(**{**KENNIS, deel: [a_row("eigen-1", soort, **body)]})


@pytest.mark.parametrize("soort", sorted(DELEN))
def test_every_text_field_of_every_kind_of_fact_is_on_the_page(soort: str) -> None:
    body, marks = filled(MODELLEN[soort])
    shown = page_text(with_part(soort, body)).casefold()
    assert [mark for mark in marks if mark not in shown] == []


def test_the_markers_are_really_there() -> None:
    assert sum(len(filled(model)[1]) for model in MODELLEN.values()) > 60


@pytest.mark.parametrize("soort", sorted(set(DELEN) - {"persoon", "plaats"}))
def test_every_item_names_its_source(soort: str) -> None:
    body, _ = filled(MODELLEN[soort])
    view = with_part(soort, body)
    assert "Veilig Thuis Westerveen" in page_text(view).replace("namens Veilig Thuis Westerveen", "").replace(
        "Casemanager, Veilig Thuis Westerveen", ""
    )


def test_part_that_the_page_does_not_know_is_still_shown() -> None:
    assert "een nieuw soort feit" in page_text(a_view(nieuweDingen=[a_row("n1", "nieuw", tekst="een nieuw soort feit")]))


def test_field_that_was_made_smaller_to_a_yes_is_shown_as_a_yes() -> None:
    assert "Omschrijving Ja" in page_text(a_view(incidenten=[a_row("i1", "incident", aard="geweld", omschrijving=True)]))
