"""Who belongs to the household and its network, with every source about a person, and never a place where a secret one is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ketenhub.domain.json import at, rows, text
from ketenhub.web.ui.labels import ZEKERHEDEN, field_label
from ketenhub.web.ui.names import veiled
from ketenhub.web.ui.texts import REGIEROLLEN, ROLLEN, SPOREN, both, plain, read_day
from ketenhub.web.ui.views.kaarten import Groep, Merk, plain_mark, read_groups
from ketenhub.web.ui.views.lezen import flag
from ketenhub.web.ui.views.wijzer import KADER, VERBORGEN, Bron, Lezer, Veld, Wijzer, filled, source

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.json import Object

DELEN = ("relaties", "lidmaatschappen", "persoonsrollen", "plaatsen")
MEEDOEN = (
    "betrokkenheden",
    "regiestappen",
    "overdrachten",
    "overdrachtstanden",
    "vrijstellingen",
    "zorgbesluiten",
    "beoordelaarsopvolgingen",
    "toestemmingen",
    "vrijgaven",
    "informeringen",
)
ZIJDEN = ("slachtoffer", "pleger", "beide")


@dataclass(frozen=True, slots=True)
class Mens:
    """A person: name, role in the family, age, marks, the other fields, sources, and in what they differ."""

    naam: Markup
    rol: str
    leeftijd: str
    merken: tuple[Merk, ...]
    velden: tuple[Veld, ...]
    bronnen: tuple[Bron, ...]
    verschil: str


@dataclass(frozen=True, slots=True)
class Gezin:
    """The people, what is known about their ties, and whether a place stays off the screen."""

    mensen: tuple[Mens, ...]
    groepen: tuple[Groep, ...]
    plaats_weg: bool

    def __bool__(self) -> bool:
        return bool(self.mensen or self.groepen or self.plaats_weg)


@dataclass(frozen=True, slots=True)
class Deelnemer:
    """An organisation that takes part, and what it directs."""

    naam: str
    bij: str


@dataclass(frozen=True, slots=True)
class Meedoen:
    """Who takes part now, and the statements about that."""

    deelnemers: tuple[Deelnemer, ...]
    groepen: tuple[Groep, ...]

    def __bool__(self) -> bool:
        return bool(self.deelnemers or self.groepen)


def _age(geboren: str | None, vandaag: date) -> str:
    born = read_day(geboren)
    if born is None:
        return ""
    years = vandaag.year - born.year - ((vandaag.month, vandaag.day) < (born.month, born.day))
    return f"{years} jaar"


def _name_words(value: Object) -> str:
    order = ("voorletters", "voornamen", "voorvoegsel", "achternaam")
    return " ".join(word for part in order if (word := text(value, part)))


def _other_words(rij: Object, naam: str, wijzer: Wijzer) -> Markup:
    if naam == "naam":
        return veiled(_name_words(rij["naam"] if isinstance(rij["naam"], Mapping) else {}), VERBORGEN)
    return Lezer({naam: rij[naam]}, wijzer).rest()[0].waarde


def _beside(row: Object, wijzer: Wijzer) -> tuple[Veld, ...]:
    """Give what other sources say about a person that the first one does not say so."""
    fields = []
    for other in rows(row, "bronnen"):
        who = source(other, wijzer).naam
        for naam, value in other.items():
            if naam not in KADER and filled(value) and value != row.get(naam):
                fields.append(Veld(f"{field_label(naam)} volgens {who}", _other_words(other, naam, wijzer)))
    return tuple(dict.fromkeys(fields))


def _person(row: Object, wijzer: Wijzer) -> Mens:
    persoon, lezer = wijzer.personen[text(row, "id") or ""], Lezer(row, wijzer)
    lezer.skip("naam", "gezinsrol")
    initials = text(row, "naam", "voorletters") if text(row, "naam", "voornamen") else None
    extra = (Veld("Voorletters", veiled(initials, VERBORGEN)),) if initials else ()
    marks = tuple(
        plain_mark("neutraal", f"{plain(ROLLEN.get(rol, rol))}{f' ({ZEKERHEDEN[sure]})' if sure in ZEKERHEDEN else ''}")
        for rol, sure in persoon.rollen
    )
    named = bool(persoon.namen)
    return Mens(
        naam=veiled(persoon.naam, persoon.rol) if named else escape(plain(persoon.naam)),
        rol=persoon.rol if named and text(row, "gezinsrol") else "",
        leeftijd=_age(persoon.geboortedatum, wijzer.vandaag),
        merken=marks,
        velden=(*lezer.rest(), *extra, *_beside(row, wijzer)),
        bronnen=lezer.sources(),
        verschil=wijzer.differ(text(row, "id")),
    )


def _order(row: Object, wijzer: Wijzer) -> tuple[int, str, str]:
    """Put adults first, then children, then the network."""
    persoon = wijzer.personen[text(row, "id") or ""]
    roles = {rol for rol, _ in persoon.rollen}
    rang = 2 if roles == {"netwerk"} or not (persoon.lid or roles) else 1 if "kind" in roles or persoon.lid == "minderjarig" else 0
    return rang, persoon.geboortedatum or "9999", persoon.naam


def make_family(inhoud: Object, wijzer: Wijzer) -> Gezin:
    """Give the people and their ties; where any place is secret, no place stands on the screen (domain 5, wall 1)."""
    people = sorted(rows(inhoud, "personen"), key=lambda row: _order(row, wijzer))
    secret = any(flag(row, "geheim") for row in rows(inhoud, "plaatsen"))
    parts = tuple(deel for deel in DELEN if not (secret and deel == "plaatsen"))
    return Gezin(tuple(_person(row, wijzer) for row in people), read_groups(inhoud, parts, wijzer), secret)


def make_participation(inhoud: Object, wijzer: Wijzer) -> Meedoen:
    """Give who takes part now, and how that came about."""
    return Meedoen(_participants(inhoud, wijzer), read_groups(inhoud, MEEDOEN, wijzer))


def _participants(inhoud: Object, wijzer: Wijzer) -> tuple[Deelnemer, ...]:
    """Give who takes part from when, on which track, and who directs."""
    directs: dict[str, list[str]] = {}
    for row in rows(inhoud, "regie"):
        role = REGIEROLLEN.get(text(row, "soort") or "", "regie") + (" (voorlopig)" if flag(row, "voorlopig") else "")
        directs.setdefault(text(row, "organisatie", "naam") or "", []).append(role)
    found = []
    for row in rows(inhoud, "deelnames"):
        naam, since, side = text(row, "organisatie", "naam") or "", text(row, "van"), text(row, "spoor") or ""
        words = [f"vanaf {wijzer.day(since)}" if since else "", SPOREN[side] if side in ZIJDEN else "", *directs.pop(naam, [])]
        found.append(Deelnemer(naam, ", ".join(word for word in words if word)))
    return (*found, *(Deelnemer(naam, ", ".join(roles)) for naam, roles in directs.items()))


def who_directs(inhoud: Object) -> str:
    """Give who has casusregie."""
    found = [text(row, "organisatie", "naam") or "" for row in rows(inhoud, "regie") if at(row, "soort") == "casusregie"]
    return both(found)
