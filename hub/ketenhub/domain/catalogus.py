"""The catalogue of facts: which kinds there are, and the data category of each of their fields."""

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from ketenhub.domain.bijdrage import Feit
from ketenhub.domain.errors import Instellingsfout
from ketenhub.domain.gegeven import Categorie, Gegeven, Verwijst
from ketenhub.domain.waarde import Waarde

TEKST = "tekst"
Pad = tuple[str, ...]


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


def _leaf(metadata: tuple[object, ...]) -> str | None:
    """Tell what a string is: a reference, free text, or neither because its form is fixed."""
    naar = next((mark.naar for mark in metadata if isinstance(mark, Verwijst)), None)
    fixed = any(getattr(mark, "pattern", None) is not None for mark in metadata)
    free = not metadata or any(isinstance(mark, StringConstraints) for mark in metadata)
    return naar or (TEKST if free and not fixed else None)


def _leaves(annotation: object, metadata: tuple[object, ...], pad: Pad) -> Iterator[tuple[Pad, str]]:
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        yield from _leaves(inner, (*marks, *metadata), pad)
    elif get_origin(annotation) in (Union, UnionType, tuple):
        for inner in get_args(annotation):
            yield from _leaves(inner, metadata, pad)
    elif annotation is str:
        kind = _leaf(tuple(mark for mark in metadata if not isinstance(mark, Gegeven)))
        if kind is not None:
            yield pad, kind
    elif isinstance(annotation, type) and issubclass(annotation, Waarde):
        for name, info in annotation.model_fields.items():
            yield from _leaves(info.annotation, tuple(info.metadata), (*pad, info.alias or name))


@cache
def leaves_of(soort: str) -> dict[Pad, str]:
    """Give which strings in a kind of fact are references (`persoon`, `feit`) and which are free text (`tekst`), by their path."""
    model = next((model for model in get_args(Feit) if kind_of(model) == soort), None)
    return dict(_leaves(model, (), ())) if model is not None else {}
