"""The catalogue of facts: which kinds there are, and the data category of each of their fields."""

from functools import cache
from typing import get_args

from pydantic.fields import FieldInfo

from ketenhub.domain.bijdrage import Feit
from ketenhub.domain.errors import Instellingsfout
from ketenhub.domain.gegeven import Categorie, Gegeven, Verwijst
from ketenhub.domain.waarde import Waarde


@cache
def categories_of(model: type[Waarde]) -> tuple[tuple[str, str, Categorie], ...]:
    """Give name, name on the wire and category of each field; raises Instellingsfout when a field has none (closed by default)."""
    found = []
    for name, info in model.model_fields.items():
        marks = [mark.categorie for mark in info.metadata if isinstance(mark, Gegeven)]
        if len(marks) != 1:
            raise Instellingsfout(f"{model.__name__}.{name}", "een veld heeft precies een categorie")
        found.append((name, info.alias or name, marks[0]))
    return tuple(found)


def kind_of(model: type[Waarde]) -> str:
    """Give the kind of a fact, as it stands in `soort`."""
    return str(model.model_fields["soort"].default)


@cache
def catalogus() -> dict[str, dict[str, Categorie]]:
    """Give per kind of fact the category of each field, by its name on the wire."""
    return {kind_of(model): {alias: categorie for _, alias, categorie in categories_of(model)} for model in get_args(Feit)}


def _marks(annotation: object) -> str | None:
    """Give what an annotation refers to, however deep in a tuple or an option the mark stands."""
    for found in getattr(annotation, "__metadata__", ()):
        if isinstance(found, Verwijst):
            return found.naar
    for inner in get_args(annotation):
        naar = _marks(inner)
        if naar is not None:
            return naar
    return None


def _field_mark(info: FieldInfo) -> str | None:
    for found in info.metadata:
        if isinstance(found, Verwijst):
            return found.naar
    return _marks(info.annotation)


@cache
def marks_of(model: type[Waarde]) -> tuple[tuple[str, str, str | None], ...]:
    """Give per field: its name, its name on the wire, and what it refers to."""
    return tuple((name, info.alias or name, _field_mark(info)) for name, info in model.model_fields.items())
