"""Find what the casus knows in running text: all texts at once, first by words alone, and what then is left is looked at closely."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from ketenhub.domain.partijen import NAAMMERK
from ketenhub.share.spelling import skeleton, unify, words_of
from ketenhub.share.vorm import holds_number
from ketenhub.share.woorden import GETALLEN, GEWOON, LIDWOORDEN, TITELS, VULLING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

KORTE = 3
ZONDER_HOOFDLETTER = 6
TIKFOUT, TIKFOUT_KLEIN = 6, 8
IN_BRIEFADRES = 4
LETTERS = frozenset(string.ascii_lowercase)
# an e-mail address, a user name, a word with figures
MERKTEKEN = re.compile(r"[@_]|\d(?:(?<=[^\W\d_]\d)|(?=[^\W\d_]))")
CIJFERLETTERS = str.maketrans("013457", "oieast")
GESPELD = re.compile(r" \w \w \w \w ")
VOOR = r"(?:(?:[Vv]an|[Dd]en|[Dd]er|[Dd]e|[Hh]et|'t|[Tt]er|[Tt]en|[Tt]e|[Ee]l|[Vv]\.?\s?d\.?|[Vv]\.|[Dd]\.?)\s?){0,3}"
INITIALEN = re.compile(rf"([A-Z](?<![\w.].)\.\s?(?:[A-Z]\.\s?){{0,3}}){VOOR}([A-Z])(?!\w)")
AANHEF = re.compile(rf"\b(?:[Mm]w|[Mm]evr|[Mm]evrouw|[Dd]hr|[Hh]eer|[Mm]eneer|[Ff]am|[Ff]amilie)\.?\s+{VOOR}([A-Z])\.(?!\w)")


class Naamvorm(NamedTuple):
    """A way in which a name is written: behind which prefixes of its own, whether it is the name itself, and whether a common word too."""

    voor: frozenset[str]
    eigen: bool
    gewoon: bool


class Plek(NamedTuple):
    """A place by sound: what is looked for first, the pattern that decides, and whether it only counts with a capital."""

    kern: str
    patroon: str
    hoofdletter: bool = False


class Nummer(NamedTuple):
    """A number or postcode: what is looked for first among letters and figures alone, and the pattern that decides."""

    kern: str
    patroon: str


@dataclass(frozen=True, slots=True)
class _Tekst:
    """A text made ready to be searched: as it is written without accents, its words, those in small letters, and all by sound."""

    bron: str
    schoon: str
    woorden: list[str]
    laag: list[str]
    klanken: list[str]
    geluid: str

    @property
    def kaal(self) -> bool:
        """Tell whether it is written without capitals, so that a name has none either."""
        return self.woorden == self.laag


def _read(values: Iterable[str]) -> list[_Tekst]:
    """Read the texts; each word is heard once, however often it stands there."""
    clean = [(value, unify(NAAMMERK.sub(" ", value))) for value in values]
    lower = [words_of(found.lower()) for _, found in clean]
    known = list({word for words in lower for word in words})
    sounds = dict(zip(known, skeleton(" ".join(known)).split(" "), strict=True)) if known else {}
    heard = [[sounds[word] for word in words] for words in lower]
    return [
        _Tekst(value, found, words_of(found), low, sound, f" {' '.join(sound)} ")
        for (value, found), low, sound in zip(clean, lower, heard, strict=True)
    ]


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _stands(plek: Plek, one: _Tekst) -> bool:
    found = re.finditer(plek.patroon, one.geluid)
    if not plek.hoofdletter or one.kaal:
        return any(True for _ in found)
    return any(_capital(one.woorden[one.geluid.count(" ", 0, hit.start())]) for hit in found)


@dataclass(frozen=True)
class Bekend:
    """What the casus knows, in the forms people write.

    `vormen` are names as written, in small letters; `klanken` the same by sound, each with its prefixes; `hoofdletters` names of places
    that are words too; `lang` what one typing error is looked for in, by its first letter and by each length that a word may have then,
    and by its last with those lengths below zero; `heel` what may be written in pieces or glued together, and `heelklank` the same by
    sound; `kort` what may stand in an e-mail address; `initialen` all of a person's, and `kapitalen` of surnames alone.
    """

    vormen: Mapping[str, Naamvorm]
    klanken: Mapping[str, frozenset[str]]
    hoofdletters: frozenset[str]
    lang: Mapping[tuple[str, int], tuple[str, ...]]
    heel: tuple[str, ...]
    heelklank: tuple[str, ...]
    kort: tuple[str, ...]
    initialen: frozenset[str]
    kapitalen: frozenset[str]
    plekken: tuple[Plek, ...]
    nummers: tuple[Nummer, ...]

    def found_in(self, values: Iterable[str]) -> frozenset[str]:
        """Give the texts in which a known name, place or number stands outside a tag, or any number by its form."""
        texts = _read(dict.fromkeys(values))
        ronde = _Ronde(self, texts)
        looks, forms = ronde.looks, ronde.forms
        return frozenset(one.bron for one in texts if any(look(one) for look in looks) or any(look(one.schoon) for look in forms))


@dataclass(frozen=True)
class _Ronde:
    """One search through all texts: what of the known may stand in any of them; most often nearly nothing is left."""

    bekend: Bekend
    texts: list[_Tekst]

    @cached_property
    def looks(self) -> tuple[Callable[[_Tekst], bool], ...]:
        """Give the ways to look at one text; those for which nothing is left fall away."""
        left = (
            (self._names, self.verdacht),
            (self._broken, self.gebroken or self.gespeld),
            (self._places, self.plekken),
            (self._numbers, self.nummers),
        )
        return tuple(look for look, known in left if known)

    @cached_property
    def gezien(self) -> frozenset[str]:
        """Give every word of the texts, in small letters."""
        return frozenset(word for one in self.texts for word in one.laag)

    @cached_property
    def forms(self) -> tuple[Callable[[str], bool], ...]:
        """Give the ways to look at the letters of a text as they stand; most often there is nothing like it in any of them."""
        # what ends one text and what begins the next are never one thing
        alles = "\n|\n".join(one.schoon for one in self.texts)
        return tuple(look for look in (holds_number, self._initials, self._handles) if look(alles))

    @cached_property
    def verdacht(self) -> frozenset[str]:
        """Give the words of the texts, in small letters, that sound like a known name, or are one typing error away from it."""
        seen = {word: sound for one in self.texts for word, sound in zip(one.laag, one.klanken, strict=True)}
        names = self.bekend.klanken
        return frozenset(word for word, sound in seen.items() if sound in names or self._typed(word) or self._typed(sound))

    def _typed(self, word: str) -> bool:
        """Tell whether a word is a long name but for one letter: too many, too few, another, or two in each other's place."""
        lang, size = self.bekend.lang, len(word)
        near = lang.get((word[0], size), ()) + lang.get((word[-1], -size), ())
        return bool(near) and any(OSA.distance(word, name) <= 1 for name in near)

    @cached_property
    def geluid(self) -> str:
        """Give all texts by sound, without a break."""
        return "".join(chain.from_iterable(one.klanken for one in self.texts))

    @cached_property
    def gebroken(self) -> tuple[re.Pattern[str], ...]:
        """Give the patterns of long names that may be written in pieces: as they are written, and by sound."""
        ways = ((self.bekend.heel, self.dicht), (self.bekend.heelklank, self.geluid))
        found = [name for names, letters in ways for name in names if name in letters]
        return tuple(re.compile(rf" {' ?'.join(map(re.escape, name))}(?:s|(?:t|p)?[ij]e)? ") for name in dict.fromkeys(found))

    @cached_property
    def gespeld(self) -> tuple[str, ...]:
        """Give the names that may be written letter by letter."""
        if not any(GESPELD.search(one.geluid) for one in self.texts):
            return ()
        return tuple(f" {' '.join(word)} " for word in self.bekend.vormen if len(word) > KORTE and word in self.dicht)

    @cached_property
    def plekken(self) -> tuple[Plek, ...]:
        """Give the places that may stand in the texts."""
        return tuple(plek for plek in self.bekend.plekken if plek.kern in self.geluid)

    @cached_property
    def dicht(self) -> str:
        """Give the letters and figures of all texts, without a break."""
        return "".join(chain.from_iterable(one.laag for one in self.texts))

    def _names(self, one: _Tekst) -> bool:
        return any(word in self.verdacht and self._is_name(one, n) for n, word in enumerate(one.laag))

    def _is_name(self, one: _Tekst, n: int) -> bool:
        """Decide about one word: the name itself, a short form or another spelling; a common word only where it is used as a name."""
        low, sound, capital = one.laag[n], one.klanken[n], _capital(one.woorden[n])
        before = one.laag[n - 1] if n else None
        vorm = self.bekend.vormen.get(low)
        if vorm is None:
            return low not in GEWOON and (capital or self._without_capital(low, sound, before))
        if capital or len(low) < KORTE:
            return capital
        if not vorm.gewoon:
            return vorm.eigen or len(low) >= (IN_BRIEFADRES if one.kaal else ZONDER_HOOFDLETTER)
        return before in vorm.voor or before in TITELS or (vorm.eigen and one.kaal and before not in LIDWOORDEN)

    def _without_capital(self, low: str, sound: str, before: str | None) -> bool:
        """Tell whether another spelling counts in small letters: long enough, or behind the name's own prefix."""
        voor = self.bekend.klanken.get(sound)
        if voor is None:
            return len(low) >= TIKFOUT_KLEIN and sound not in self.bekend.hoofdletters
        return len(low) >= ZONDER_HOOFDLETTER or before in voor

    def _broken(self, one: _Tekst) -> bool:
        written = f" {' '.join(one.laag)} "
        if any(pattern.search(written) or pattern.search(one.geluid) for pattern in self.gebroken):
            return True
        return any(name in written for name in self.gespeld)

    def _places(self, one: _Tekst) -> bool:
        return any(_stands(plek, one) for plek in self.plekken)

    @cached_property
    def nummers(self) -> tuple[Nummer, ...]:
        """Give the numbers that may stand in the texts."""
        said = " ".join((self.dicht, *map(_said_digits, self.texts)))
        return tuple(nummer for nummer in self.bekend.nummers if nummer.kern in said)

    def _numbers(self, one: _Tekst) -> bool:
        said = _said_digits(one)
        return any(re.search(n.patroon, one.schoon, re.IGNORECASE) or re.search(n.patroon, said) for n in self.nummers)

    def _initials(self, words: str) -> bool:
        if self.gezien.isdisjoint(LETTERS):
            return False
        if any("".join(filter(str.isalpha, hit[1])) + hit[2] in self.bekend.initialen for hit in INITIALEN.finditer(words)):
            return True
        return any(hit[1] in self.bekend.kapitalen for hit in AANHEF.finditer(words))

    def _handles(self, words: str) -> bool:
        """Look into e-mail addresses, user names and words with figures: there a name may stand between other letters."""
        marked = [chunk for chunk in words.split() if not chunk.isalpha() and MERKTEKEN.search(chunk)]
        found = ("".join(filter(str.isalpha, c)) for chunk in marked for c in (chunk, chunk.translate(CIJFERLETTERS)))
        return any(name in written for letters in found for written in (letters.lower(), skeleton(letters)) for name in self.bekend.kort)


@cache
def _counting() -> frozenset[str]:
    """Give the words by which a text may tell a number; `een` is none of them: in nearly every text it is an article."""
    return frozenset(GETALLEN) - LIDWOORDEN


def _said_digits(one: _Tekst) -> str:
    """Give the figures of a text in which numbers are written in words; empty where they are not."""
    if _counting().isdisjoint(one.laag):
        return ""
    return "".join(GETALLEN.get(word, word if word.isdigit() else "" if word in VULLING else " | ") for word in one.laag)
