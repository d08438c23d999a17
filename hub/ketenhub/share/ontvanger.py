"""For whom is decided, and what the room is told about the world."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from ketenhub.domain.delen import Regelset
    from ketenhub.domain.gegeven import Categorie


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """A recipient: OIN, kind, track (`onverdeeld`, `slachtoffer`, `pleger`, `beide`), whether it directs, and its casus reference.

    `plannaam` is how it calls the plan.
    `gemeente` is the municipality for which an organisation works. `persoon` names who of the people themselves it is for: then there is
    no OIN, the kind is an audience, and `alleen` the categories that were agreed with that person.
    """

    oin: str
    soort: str
    spoor: str
    regie: bool
    verwijzing: str
    plannaam: str = "veiligheidsplan"
    gemeente: str | None = None
    persoon: str | None = None
    alleen: frozenset[Categorie] | None = None


class Houding(NamedTuple):
    """How a recipient stands to an item: its track, the kind of who said it, said or named by it, and whether any address is secret.

    `mens` says that the recipient is one of the people themselves, `toegestaan` for which purposes those in the item consent,
    `vrij` the fields of which a person let the held text go to it, `doorbroken` names the override by which its source lets the item go.
    """

    spoor: str
    bron: str
    eigen: bool
    genoemd: bool
    geheim: bool
    mens: bool
    toegestaan: frozenset[str] = frozenset()
    vrij: frozenset[str] = frozenset()
    doorbroken: str | None = None


@dataclass(frozen=True, slots=True)
class Omgeving:
    """The rules of today, names and kinds of organisations by OIN, what this recipient calls a person, and who works for a municipality."""

    regels: Regelset
    peildatum: date
    namen: Mapping[str, str]
    soorten: Mapping[str, str]
    pseudoniem: Callable[[str], str]
    gemeenten: Mapping[str, str] = field(default_factory=dict)
