"""Free text: tagged names are fields inside the text; a known name outside a tag holds the text for a person (domain 5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.domain.catalogus import TEKST, leaves_of
from ketenhub.domain.json import at, rows, text
from ketenhub.domain.naam import VOORVOEGSELS, WOORD, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ketenhub.domain.json import Json, Object

    Patroon = tuple[str, str]

MERK = re.compile(r"@\{([A-Za-z0-9._:~-]{1,128})\|([^|{}@]{1,200})\}")
PLEK = re.compile(r"\{(org|persoon):([A-Za-z0-9._:~-]{1,128})\}")
TEKENS = dict.fromkeys(n for n in range(128) if not chr(n).isalnum())
KORTSTE, KORTE = 2, 3
LANGSTE_PLEK = 5
NUMMER = 9
TUSSEN = r"[\s\-./()]*"
VORM = r"(?:['’]?s|[tp]?je)?"
WEGEN = "straat|laan|weg|plein|kade|gracht|dijk|hof|pad|singel|steeg|dreef|plantsoen|markt|park|ring|baan|wal|erf|kamp|veld"
STAART = re.compile(rf"(?:{WEGEN})$")
# what looks like an address, whoever's: where the hub may not compare with what it knows
ADRES = re.compile(rf"\b[1-9]\d{{3}}\s?[a-z]{{2}}\b|\b\w*(?:{WEGEN}|str|ln)\.?\s+\d", re.IGNORECASE)


def _squeezed(words: str) -> str:
    """Give letters and figures alone, in one case; what a pattern finds in a text stands in its squeezed form without a break."""
    if words.isascii():
        return words.lower().translate(TEKENS)
    return "".join(filter(str.isalnum, words.replace("ı", "i").casefold()))


def _word(word: str) -> str:
    """Give the pattern of one word; a short name only counts with its capital, since it may be a common word."""
    if len(word) < KORTE:
        return rf"(?-i:\b{re.escape(word.capitalize())}{VORM}\b)"
    return rf"\b{re.escape(word)}{VORM}\b"


def _name_patterns(found: str | None) -> Iterator[Patroon]:
    for word in WOORD.findall(plain(found or "")):
        if len(word) >= KORTSTE and not VOORVOEGSELS.fullmatch(word):
            yield word, _word(word)


def _phrase(found: str | None) -> Iterator[Patroon]:
    words = WOORD.findall(plain(found or ""))
    if words and len(words) <= LANGSTE_PLEK and len("".join(words)) >= KORTE:
        yield "".join(words), r"\b" + r"\W+".join(re.escape(word) for word in words) + VORM + r"\b"


def _street(found: str | None) -> Iterator[Patroon]:
    """Give the pattern of a street, also where its last part is abbreviated."""
    yield from _phrase(found)
    for word in WOORD.findall(plain(found or "").lower()):
        core = STAART.sub("", word)
        if core != word and len(core) > KORTE:
            yield core, rf"\b{re.escape(core)}[\s-]?(?:{WEGEN}|str|ln|wg|pln)\b"


def _number(found: str | None) -> Iterator[Patroon]:
    """Give the pattern of a telephone number or BSN, however it is spaced and with or without a country."""
    digits = "".join(c for c in found or "" if c.isdigit())[-NUMMER:]
    if len(digits) == NUMMER:
        yield digits, rf"(?<!\d)(?:\+?31|0|00{TUSSEN}31)?{TUSSEN}" + TUSSEN.join(digits) + r"(?!\d)"


def _postcode(found: str | None) -> Iterator[Patroon]:
    letters = "".join(c for c in plain(found or "") if c.isalnum())
    if letters:
        yield letters, r"\b" + r"[\s.\-]*".join(re.escape(c) for c in letters) + r"\b"


def _person_patterns(feit: Json) -> Iterator[Patroon]:
    for part in ("voornamen", "achternaam"):
        yield from _name_patterns(text(feit, "naam", part))
    yield from _number(text(feit, "telefoon"))
    yield from _number(text(feit, "bsn"))


def _place_patterns(feit: Json) -> Iterator[Patroon]:
    yield from _street(text(feit, "straat"))
    yield from _postcode(text(feit, "postcode"))
    yield from _phrase(text(feit, "omschrijving"))
    if at(feit, "geheim") is True:
        yield from _phrase(text(feit, "woonplaats"))


def _patterns(item: Object) -> Iterator[Patroon]:
    feit = at(item, "feit")
    if at(feit, "soort") == "persoon":
        yield from _person_patterns(feit)
    if at(feit, "soort") == "plaats":
        yield from _place_patterns(feit)
    if at(feit, "melder", "magGenoemd") is not True:
        yield from _name_patterns(text(feit, "melder", "naam"))
    for wie in (at(item, "herkomst", "professional"), at(feit, "professional")):
        if at(wie, "beschermd") is True:
            yield from _name_patterns(text(wie, "naam"))


@dataclass(frozen=True, slots=True)
class Bekend:
    """What the casus knows, in the forms people write: per name, place or number what is looked for first, and the pattern that decides."""

    patronen: tuple[Patroon, ...]

    def in_any(self, values: Iterable[str]) -> Bekend:
        """Keep what may stand in any of these texts: to look at all of them at once is quick, and mostly nothing is left."""
        squeezed = _squeezed(plain(MERK.sub(" ", "\n".join(values))))
        return Bekend(tuple(patroon for patroon in self.patronen if patroon[0] in squeezed))

    def stands_in(self, value: str) -> bool:
        """Tell whether a known name, place or number stands in the text outside a tag."""
        if not self.patronen:
            return False
        words = plain(MERK.sub(" ", value))
        squeezed = _squeezed(words)
        return any(core in squeezed and re.search(pattern, words, re.IGNORECASE) for core, pattern in self.patronen)


def known_words(casus: Object) -> Bekend:
    """Give what the casus knows, once for all its recipients."""
    found = {(_squeezed(core), pattern) for item in rows(casus, "items") for core, pattern in _patterns(item)}
    return Bekend(tuple(sorted(found)))


def looks_like_address(value: str) -> bool:
    """Tell whether something in the text looks like an address, also inside a tag."""
    return ADRES.search(plain(value)) is not None


def free_texts(soort: str, name: str, value: Json) -> Iterator[str]:
    """Give every piece of free text inside a field; codes, dates and references are none."""
    paths = leaves_of(soort)

    def inside(inner: Json, path: tuple[str, ...]) -> Iterator[str]:
        if isinstance(inner, str):
            if paths.get(path) == TEKST:
                yield inner
        elif isinstance(inner, list | tuple):
            for part in inner:
                yield from inside(part, path)
        elif isinstance(inner, dict):
            for key, part in inner.items():
                yield from inside(part, (*path, key))

    yield from inside(value, (name,))


def _within(words: str, name: str) -> bool:
    return {w.lower() for w in WOORD.findall(words)} <= {w.lower() for w in WOORD.findall(name)}


@dataclass(frozen=True, slots=True)
class Noemer:
    """How persons and organisations are named to this recipient: by name where that is shared, else by role."""

    namen: Mapping[str, str]
    rollen: Mapping[str, str]
    organisaties: Mapping[str, str]
    gezegd: dict[str, str] = field(default_factory=dict)

    def person(self, ident: str) -> str:
        """Give the name or the role of a person."""
        return self.namen.get(ident) or self.rollen.get(ident) or "iemand"

    def _tagged(self, found: re.Match[str]) -> str:
        """Give the words of the tag where they are part of the name as it is shared; else that name, or the role."""
        tag = found[0]
        if tag not in self.gezegd:
            name = self.person(found[1])
            self.gezegd[tag] = found[2] if found[1] in self.namen and _within(found[2], name) else name
        return self.gezegd[tag]

    def in_text(self, value: str) -> str:
        """Give the text with each tag replaced by the name, where shared, or the role."""
        return MERK.sub(self._tagged, value) if "@{" in value else value

    def knows_all_in(self, value: str) -> bool:
        """Tell whether everyone whom an evaluator's text is about is known by name or role."""
        return all(soort != "persoon" or ident in self.namen or ident in self.rollen for soort, ident in PLEK.findall(value))

    def in_reason(self, value: str) -> str:
        """Give an evaluator's text with its placeholders filled in."""
        if "{" not in value:
            return value
        return PLEK.sub(
            lambda found: self.organisaties.get(found[2], "een organisatie") if found[1] == "org" else self.person(found[2]), value
        )
