"""What a casus knows of names, places and numbers, in the forms in which people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.domain.json import text
from ketenhub.share.spelling import skeleton, unify, words_of
from ketenhub.share.woorden import GEWOON, ROEPNAMEN, SOORTEN, VOORVOEGSELS, WEGEN, WEGKORT, WEGTITELS
from ketenhub.share.zoeken import IN_BRIEFADRES, KORTE, TIKFOUT, Bekend, Naamvorm, Nummer, Plek

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ketenhub.domain.json import Object

NIETS: frozenset[str] = frozenset()
KORTSTE = 2
HEEL, IN_STUKKEN = 6, 8
LANGSTE_PLEK = 5
NEGEN = 9
STAM = 4
TUSSEN = r"[\s\-./()]*"
# possession and the small form: Mila's, Jans, Jantje; Milaatje sounds like Milatje
GANGBAAR = 4
UITGANGEN = ("", "s", "je", "tje", "pje", "etje", "jes", "tjes")
ACHTER, WOORDREST = r"(?: ?s|t?ie)?", r"\w*"
POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Za-z]{2}\b")


@cache
def _ending() -> re.Pattern[str]:
    """Give the pattern of the last part of a street, by sound."""
    return re.compile(rf"(?:{skeleton(' '.join(WEGEN)).replace(' ', '|')})$")


@cache
def _road() -> str:
    """Give the pattern of what may stand in the place of that last part, written out or abbreviated."""
    return skeleton(" ".join((*WEGEN, *WEGKORT))).replace(" ", "|")


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    """Give per first name what else it is written as."""
    found: dict[str, frozenset[str]] = {}
    for row in ROEPNAMEN:
        plain = frozenset(map(unify, row))
        for name in plain:
            found[name] = found.get(name, NIETS) | plain
    return found


def _forms(word: str, *, eigen: bool) -> Iterator[str]:
    """Give a name with what is hung on it; on a short form, mostly small already, less."""
    for ending in UITGANGEN if eigen else UITGANGEN[:GANGBAAR]:
        yield word + ending


def _words(found: str | None) -> list[str]:
    return [word.lower() for word in words_of(unify(found or ""))]


class Naam(NamedTuple):
    """The name of a person as an organisation wrote it."""

    voornamen: str | None
    voorletters: str | None
    voorvoegsel: str | None
    achternaam: str | None


class Plaats(NamedTuple):
    """A place as an organisation wrote it; its town only where it is secret."""

    straat: str | None
    postcode: str | None
    omschrijving: str | None
    stad: str | None
    geheim: bool


@dataclass(slots=True)
class _Boek:
    """Everything known, while it is gathered."""

    vormen: dict[str, Naamvorm] = field(default_factory=dict)
    stammen: set[str] = field(default_factory=set)
    heel: set[str] = field(default_factory=set)
    delen: set[str] = field(default_factory=set)
    initialen: set[str] = field(default_factory=set)
    kapitalen: set[str] = field(default_factory=set)
    frasen: set[tuple[tuple[str, ...], bool]] = field(default_factory=set)
    straten: set[str] = field(default_factory=set)
    nummers: set[Nummer] = field(default_factory=set)
    namen: set[Naam] = field(default_factory=set)
    getallen: set[str] = field(default_factory=set)
    plaatsen: set[Plaats] = field(default_factory=set)

    def add_name(self, word: str, voor: frozenset[str] = frozenset(), *, eigen: bool = True) -> None:
        """Take a name, with all that is hung on it; the name itself goes before a short form of another."""
        if len(word) < KORTSTE:
            return
        if eigen:
            self.stammen.add(word)
        vorm = Naamvorm(voor, eigen, word in GEWOON)
        for form in _forms(word, eigen=eigen):
            before = self.vormen.get(form)
            self.vormen[form] = (
                vorm if before is None else Naamvorm(voor | before.voor, eigen or before.eigen, vorm.gewoon or before.gewoon)
            )

    def add_whole(self, words: list[str], *, stukken: bool = True) -> None:
        """Take words that may be written as one; and unless they are common ones, one word that may be written in pieces."""
        glued = "".join(words)
        if len(glued) >= HEEL:
            if stukken:
                self.heel.add(glued)
                self.delen.add(" ".join(words))
            self.vormen.setdefault(glued, Naamvorm(NIETS, eigen=True, gewoon=False))

    def add_phrase(self, words: list[str], *, hoofdletter: bool = False) -> None:
        """Take a place of a few words."""
        if len(words) <= LANGSTE_PLEK and sum(map(len, words)) >= KORTE:
            self.frasen.add((tuple(words), hoofdletter))

    def _places(self) -> Iterator[Plek]:
        """Give every place by sound; of a street also where its last part is abbreviated."""
        known = tuple({word for words, _ in self.frasen for word in words} | self.straten)
        sounds = dict(zip(known, skeleton(" ".join(known)).split(" "), strict=True)) if known else {}
        for words, hoofdletter in self.frasen:
            heard = [sounds[word] for word in words]
            kern = "".join(heard)
            pieces = kern if len(kern) >= IN_STUKKEN else heard
            # a name with a capital may be the beginning of a longer word: Regenboogschool
            yield Plek(kern, f" {' ?'.join(map(re.escape, pieces))}{ACHTER if not hoofdletter else WOORDREST} ", hoofdletter)
        for word in self.straten:
            core = _ending().sub("", sounds[word])
            if core != sounds[word] and len(core) >= STAM:
                yield Plek(core, rf" {re.escape(core)} ?(?:{_road()}) ")

    def _long(self, names: Iterable[str]) -> dict[tuple[str, int], tuple[str, ...]]:
        """Give what is long enough to look for a typing error in, by first letter and length; what is longer still also by its last."""
        long: dict[tuple[str, int], tuple[str, ...]] = {}
        for name in names:
            size = len(name)
            for n in (size - 1, size, size + 1):
                for key in ((name[0], n), (name[-1], -n)) if size >= IN_STUKKEN else ((name[0], n),):
                    long[key] = (*long.get(key, ()), name)
        return long

    def closed(self) -> Bekend:
        """Give it as it is searched."""
        rows = (" ".join(self.vormen), " ".join(self.stammen), " \n ".join(self.heel | self.delen))
        written, heard, whole = skeleton(" \r ".join(rows)).split("\r")
        names = {sound for sound in heard.split() if len(sound) >= TIKFOUT}
        places = tuple(self._places())
        long = names | {name for name in self.stammen if len(name) >= TIKFOUT}
        sounds: dict[str, frozenset[str]] = {}
        for vorm, sound in zip(self.vormen.values(), written.split(), strict=True):
            sounds[sound] = sounds.get(sound, NIETS) | vorm.voor
        return Bekend(
            vormen=self.vormen,
            klanken=sounds,
            hoofdletters=frozenset(plek.kern for plek in places if plek.hoofdletter),
            lang=self._long(long | {plek.kern for plek in places if len(plek.kern) >= IN_STUKKEN}),
            heel=tuple(self.heel | {name for name in self.stammen - GEWOON if len(name) >= HEEL}),
            heelklank=tuple({sound for line in whole.split("\n") if len(sound := line.replace(" ", "")) >= TIKFOUT} | names - GEWOON),
            kort=tuple({name for name in (*self.stammen, *heard.split()) if len(name) >= IN_BRIEFADRES}),
            initialen=frozenset(self.initialen),
            kapitalen=frozenset(self.kapitalen),
            plekken=places,
            nummers=tuple(self.nummers),
        )


def _surname(boek: _Boek, voorvoegsel: list[str], words: list[str]) -> None:
    """Take a surname: every part of it that is no prefix, with the prefixes that stand before it; glued and in pieces too."""
    if not words:
        return
    before = {*voorvoegsel, *(word for word in words if word in VOORVOEGSELS)}
    voor = frozenset(before | {word[0] for word in before} | {"vd"}) if before else NIETS
    parts = [word for word in words if word not in VOORVOEGSELS]
    for part in parts:
        boek.add_name(part, voor)
    boek.add_whole(words, stukken=words[0] not in GEWOON)
    if voor and parts:
        for whole in ([*voorvoegsel, *words], ["vd", *parts]):
            boek.add_whole(whole, stukken=parts[0] not in GEWOON)


def _initials(boek: _Boek, given: list[str], letters: str | None, parts: list[str]) -> None:
    """Take a person's initials, with as many of the given names as people write; a letter alone is a way of not naming."""
    first = ("".join(filter(str.isalpha, unify(letters or ""))) or "".join(word[0] for word in given)).upper()
    last = "".join(part[0] for part in parts).upper()
    boek.kapitalen.update(last)
    boek.initialen |= {first[: n + 1] + letter for n in range(len(first)) for letter in last}


def _take_name(boek: _Boek, naam: Naam) -> None:
    given, before, surname = _words(naam.voornamen), _words(naam.voorvoegsel), _words(naam.achternaam)
    for n, word in enumerate(given):
        if n == 0 or word not in VOORVOEGSELS:
            boek.add_name(word)
            for other in _short_forms().get(word, ()):
                boek.add_name(other, eigen=False)
    _surname(boek, before, surname)
    parts = [word for word in surname if word not in VOORVOEGSELS]
    _initials(boek, given, naam.voorletters, parts)
    boek.add_whole(given)
    if given and surname:
        for words in ([given[0], *before, *surname], [*surname, given[0]], *([given[0], part] for part in parts)):
            boek.add_whole(words)


def _take_number(boek: _Boek, found: str) -> None:
    """Take a telephone number or BSN, however it is spaced and with or without a country."""
    digits = "".join(filter(str.isdigit, unify(found)))[-NEGEN:]
    if len(digits) == NEGEN:
        boek.nummers.add(Nummer(digits, rf"(?<!\d)(?:\+?31|0|00{TUSSEN}31)?{TUSSEN}" + TUSSEN.join(digits) + r"(?!\d)"))


def _take_postcode(boek: _Boek, found: str | None, *, geheim: bool) -> None:
    letters = "".join(_words(found))
    if letters:
        boek.nummers.add(Nummer(letters, r"\b" + r"[\W_]{0,3}".join(re.escape(c) for c in letters) + r"\b"))
    if geheim and letters[:STAM].isdigit():
        boek.nummers.add(Nummer(letters[:STAM], rf"\bpostcode\w*\W+(?:\w+\W+){{0,2}}{letters[:STAM]}\b"))


def _take_street(boek: _Boek, found: str | None) -> None:
    """Take a street, also without the title in it, and where its last part is abbreviated."""
    words = _words(found)
    boek.add_phrase(words)
    rest = [word for word in words if word not in WEGTITELS]
    if sum(map(len, rest)) > STAM:
        boek.add_phrase(rest)
    boek.straten.update(rest)


def _take_description(boek: _Boek, found: str | None) -> None:
    """Take what a place is called; also without the words that only say what it is, where a capital shows that it is a name."""
    words = _words(found)
    boek.add_phrase(words)
    rest = [word for word in words if word not in SOORTEN and len(word) > 1]
    if sum(map(len, rest)) >= STAM:
        boek.add_phrase(rest, hoofdletter=len(rest) == 1)


def _take_place(boek: _Boek, plaats: Plaats) -> None:
    _take_street(boek, plaats.straat)
    _take_postcode(boek, plaats.postcode, geheim=plaats.geheim)
    _take_description(boek, plaats.omschrijving)
    boek.add_phrase(_words(plaats.stad))


def _take_scene(boek: _Boek, found: str | None) -> None:
    """Take where an incident was: of a line of address its street and postcode."""
    if not found:
        return
    for word in words_of(unify(found)):
        if _ending().search(skeleton(word)):
            _take_street(boek, word)
    hit = POSTCODE.search(unify(found))
    _take_postcode(boek, hit[0] if hit else None, geheim=False)


def _take_hidden(boek: _Boek, item: Object, feit: Object) -> None:
    """Take who reported and may not be named, and who among staff is protected (wall 2)."""
    melder = feit.get("melder")
    if isinstance(melder, dict) and melder.get("magGenoemd") is not True:
        _surname(boek, [], _words(text(melder, "naam")))
    herkomst = item.get("herkomst")
    for wie in (herkomst.get("professional") if isinstance(herkomst, dict) else None, feit.get("professional")):
        if isinstance(wie, dict) and wie.get("beschermd") is True:
            _surname(boek, [], _words(text(wie, "naam")))


def _take_located(boek: _Boek, feit: Object) -> None:
    """Take what tells a place (wall 1)."""
    if feit.get("soort") == "plaats":
        geheim = feit.get("geheim") is True
        stad = text(feit, "woonplaats") if geheim else None
        boek.plaatsen.add(Plaats(text(feit, "straat"), text(feit, "postcode"), text(feit, "omschrijving"), stad, geheim))
    elif "incidentplaats" in feit:
        _take_scene(boek, text(feit, "incidentplaats"))


def _take_person(boek: _Boek, feit: Object) -> None:
    naam = feit.get("naam")
    if isinstance(naam, dict):
        boek.namen.add(Naam(*(text(naam, part) for part in Naam._fields)))
    boek.getallen.update(filter(None, (text(feit, "telefoon"), text(feit, "bsn"))))


def _closed(boek: _Boek) -> Bekend:
    for naam in boek.namen:
        _take_name(boek, naam)
    for number in boek.getallen:
        _take_number(boek, number)
    for plaats in boek.plaatsen:
        _take_place(boek, plaats)
    return boek.closed()


def _facts(items: Iterable[Object]) -> Iterator[tuple[Object, Object]]:
    for item in items:
        feit = item.get("feit")
        if isinstance(feit, dict):
            yield item, feit


def known_words(items: Iterable[Object]) -> Bekend:
    """Give what these items know of names, places and numbers."""
    boek = _Boek()
    for item, feit in _facts(items):
        if feit.get("soort") == "persoon":
            _take_person(boek, feit)
        _take_located(boek, feit)
        _take_hidden(boek, item, feit)
    return _closed(boek)


def walled_words(items: Sequence[Object]) -> Bekend:
    """Give what wall 1 and 2 are about: every place once one of them is secret, and whom nobody may name."""
    boek = _Boek()
    secret = any(feit.get("geheim") is True for _, feit in _facts(items))
    for item, feit in _facts(items):
        _take_hidden(boek, item, feit)
        if secret:
            _take_located(boek, feit)
    return _closed(boek)
