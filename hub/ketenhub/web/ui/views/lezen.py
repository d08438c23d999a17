"""The one place that knows the names of the keys in a filtered view; all may be absent, since hidden looks absent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.cijfer import Schaal
from ketenhub.domain.json import at, rows, text, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketenhub.domain.json import Json, Object

EEN_ORGANISATIE = "een organisatie"
IEMAND = "iemand"
HUISHOUDEN = "huishouden"


@dataclass(frozen=True, slots=True)
class Herkomst:
    """Where an item comes from: organisation, function of the professional, when it was true and when it came in."""

    oin: str
    organisatie: str
    functie: str | None
    geldig_op: str | None
    ontvangen_op: str | None


@dataclass(frozen=True, slots=True)
class Persoon:
    """A person as this viewer may know it: what to call it, in full and in short, its role, and every word of its names."""

    id: str
    naam: str
    kort: str
    rol: str
    namen: tuple[str, ...]
    rollen: tuple[tuple[str, str], ...]
    geboortedatum: str | None
    lid: str | None


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One score: by whom, about whom, on which scale, and why."""

    id: str
    soort: str
    persoon: str | None
    namens: str | None
    over: tuple[str, ...]
    over_soort: str
    schaal: str
    cijfer: str
    reden: str | None
    niet_hoger: str | None
    niet_lager: str | None
    onvolledig: bool
    herkomst: Herkomst
    aanleiding: str | None = None


def flag(value: Json, *path: str) -> bool:
    """Tell whether a yes stands at the path."""
    return at(value, *path) is True


def number(value: Json, *path: str) -> int | None:
    """Give the whole number at the path, or None."""
    found = at(value, *path)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def read_origin(item: Json) -> Herkomst:
    """Read where an item comes from."""
    return Herkomst(
        oin=text(item, "herkomst", "organisatie", "oin") or "",
        organisatie=text(item, "herkomst", "organisatie", "naam") or EEN_ORGANISATIE,
        functie=text(item, "herkomst", "professional", "functie"),
        geldig_op=text(item, "herkomst", "geldigOp"),
        ontvangen_op=text(item, "herkomst", "ontvangenOp"),
    )


def _called(row: Object) -> tuple[str, ...]:
    """Give the words of a name, first name first."""
    words = (text(row, "naam", part) for part in ("voornamen", "voorvoegsel", "achternaam"))
    found = tuple(word for word in words if word)
    initials = text(row, "naam", "voorletters")
    return found or ((initials,) if initials else ())


def _role(row: Object, rollen: Mapping[str, str]) -> str:
    own = text(row, "gezinsrol")
    known = [rollen.get(text(role, "rol") or "") for role in rows(row, "rollen")]
    return own or next((role for role in known if role), None) or IEMAND


def _words_of(row: Object) -> set[str]:
    """Give every word by which one statement names a person: whole, first name, last name."""
    return {" ".join(_called(row)), text(row, "naam", "voornamen") or "", text(row, "naam", "achternaam") or ""} - {""}


def read_persons(uitsnede: Object, rollen: Mapping[str, str]) -> dict[str, Persoon]:
    """Read the persons by id; who has no name here is called by role, and a first name stands alone only where it is one person's."""
    found = {}
    people = rows(uitsnede, "personen")
    firsts = [text(row, "naam", "voornamen") for row in people]
    for row in people:
        ident, first, role = text(row, "id") or "", text(row, "naam", "voornamen"), _role(row, rollen)
        naam = " ".join(_called(row)) or role
        words = _words_of(row).union(*(_words_of(other) for other in rows(row, "bronnen")))
        found[ident] = Persoon(
            id=ident,
            naam=naam,
            kort=first if first and firsts.count(first) == 1 else naam,
            rol=role,
            namen=tuple(sorted(words)),
            rollen=tuple((text(r, "rol") or "", text(r, "zekerheid") or "") for r in rows(row, "rollen")),
            geboortedatum=text(row, "geboortedatum"),
            lid=text(row, "lid"),
        )
    return found


def read_scores(uitsnede: Object) -> tuple[Cijfer, ...]:
    """Read every score that has a figure."""
    found = []
    for row in rows(uitsnede, "veiligheidsbeoordelingen"):
        cijfer = text(row, "cijfer")
        if cijfer is None:
            continue
        found.append(
            Cijfer(
                id=text(row, "id") or "",
                soort=text(row, "beoordelaar", "soort") or "professional",
                persoon=text(row, "beoordelaar", "persoon"),
                namens=text(row, "beoordelaar", "namens"),
                over=tuple(sorted(texts(row, "over", "personen"))),
                over_soort=text(row, "over", "soort") or HUISHOUDEN,
                schaal=text(row, "schaal") or Schaal.VEILIGHEID,
                cijfer=cijfer,
                reden=text(row, "reden"),
                niet_hoger=text(row, "waaromNietHoger"),
                niet_lager=text(row, "waaromNietLager"),
                onvolledig=flag(row, "onvolledig"),
                herkomst=read_origin(row),
                aanleiding=text(row, "aanleiding"),
            )
        )
    return tuple(found)


def read_organisations(uitsnede: Object) -> dict[str, str]:
    """Give the names of organisations by OIN, from everywhere they stand in the view."""
    found: dict[str, str] = {}
    for value in uitsnede.values():
        for row in rows(value):
            for owner in (at(row, "organisatie"), at(row, "herkomst", "organisatie")):
                oin, name = text(owner, "oin"), text(owner, "naam")
                if oin and name:
                    found[oin] = name
    return found
