"""What a casus knows of names, places and numbers, in the forms in which people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
STAART = re.compile(rf"(?:{skeleton(' '.join(WEGEN)).replace(' ', '|')})$")
ACHTER, WOORDREST = r"(?: ?s|t?ie)?", r"\w*"
WEGPATROON = skeleton(" ".join((*WEGEN, *WEGKORT))).replace(" ", "|")
POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Za-z]{2}\b")


def _short_forms() -> dict[str, frozenset[str]]:
    """Give per first name what else it is written as."""
    found: dict[str, frozenset[str]] = {}
    for row in ROEPNAMEN:
        plain = frozenset(map(unify, row))
        for name in plain:
            found[name] = found.get(name, NIETS) | plain
    return found


ROEP = _short_forms()


def _forms(word: str, *, eigen: bool) -> Iterator[str]:
    """Give a name with what is hung on it; on a short form, mostly small already, less."""
    for ending in UITGANGEN if eigen else UITGANGEN[:GANGBAAR]:
        yield word + ending


def _words(found: str | None) -> list[str]:
    return [word.lower() for word in words_of(unify(found or ""))]


class Naam(NamedTuple):
    """The name of a person as an organisation wrote it."""

    voornamen: str
    voorletters: str
    voorvoegsel: str
    achternaam: str


@dataclass(slots=True)
class _Boek:
    """Everything known, while it is gathered."""

    vormen: dict[str, Naamvorm] = field(default_factory=dict)
    stammen: set[str] = field(default_factory=set)
    heel: set[str] = field(default_factory=set)
    initialen: set[str] = field(default_factory=set)
    kapitalen: set[str] = field(default_factory=set)
    frasen: set[tuple[tuple[str, ...], bool]] = field(default_factory=set)
    straten: set[str] = field(default_factory=set)
    nummers: set[Nummer] = field(default_factory=set)
    namen: set[Naam] = field(default_factory=set)
    getallen: set[str | None] = field(default_factory=set)
    plaatsen: set[tuple[str, str, str, str]] = field(default_factory=set)

    def add_name(self, word: str, voor: frozenset[str] = frozenset(), *, eigen: bool = True) -> None:
        """Take a name, with all that is hung on it; the name itself goes before a short form of another."""
        if len(word) < KORTSTE:
            return
        if eigen:
            self.stammen.add(word)
        vorm = Naamvorm(voor, eigen, word in GEWOON)
        for form in _forms(word, eigen=eigen):
            before = self.vormen.get(form, vorm)
            self.vormen[form] = (
                vorm if before is vorm else Naamvorm(voor | before.voor, eigen or before.eigen, vorm.gewoon or before.gewoon)
            )

    def add_whole(self, words: list[str], *, stukken: bool = True) -> None:
        """Take words that may be written as one; and unless they are common ones, one word that may be written in pieces."""
        glued = "".join(words)
        if len(glued) >= HEEL:
            self.heel |= {glued, " ".join(words)} if stukken else set()
            self.vormen.setdefault(glued, Naamvorm(NIETS, eigen=True, gewoon=False))

    def add_phrase(self, words: list[str], *, hoofdletter: bool = False) -> None:
        """Take a place of a few words."""
        if len(words) <= LANGSTE_PLEK and len("".join(words)) >= KORTE:
            self.frasen.add((tuple(words), hoofdletter))

    def _places(self) -> Iterator[Plek]:
        """Give every place by sound; of a street also where its last part is abbreviated."""
        known = sorted({word for words, _ in self.frasen for word in words} | self.straten)
        sounds = dict(zip(known, skeleton(" ".join(known)).split(" "), strict=True)) if known else {}
        for words, hoofdletter in self.frasen:
            heard = [sounds[word] for word in words]
            kern = "".join(heard)
            pieces = kern if len(kern) >= IN_STUKKEN else heard
            # a name with a capital may be the beginning of a longer word: Regenboogschool
            yield Plek(kern, f" {' ?'.join(map(re.escape, pieces))}{ACHTER if not hoofdletter else WOORDREST} ", hoofdletter)
        for word in self.straten:
            core = STAART.sub("", sounds[word])
            if core != sounds[word] and len(core) >= STAM:
                yield Plek(core, rf" {re.escape(core)} ?(?:{WEGPATROON}) ")

    def _long(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Give what is long enough to look for a typing error in, by first letter; what is longer still also by its last."""
        long: dict[str, tuple[str, ...]] = {}
        for sound in sorted(names):
            keys = (sound[0], f"-{sound[-1]}") if len(sound) >= IN_STUKKEN else (sound[0],)
            for key in keys:
                long[key] = (*long.get(key, ()), sound)
        return long

    def closed(self) -> Bekend:
        """Give it as it is searched."""
        rows = (" ".join(self.vormen), " ".join(sorted(self.stammen)), " \n ".join(self.heel))
        written, heard, whole = skeleton(" \r ".join(rows)).split("\r")
        names = {sound for sound in heard.split() if len(sound) >= TIKFOUT}
        places = sorted(self._places())
        capitals = frozenset(plek.kern for plek in places if plek.hoofdletter)
        long = (
            names | {name for name in self.stammen if len(name) >= TIKFOUT} | {plek.kern for plek in places if len(plek.kern) >= IN_STUKKEN}
        )
        sounds: dict[str, frozenset[str]] = {}
        for vorm, sound in zip(self.vormen.values(), written.split(), strict=True):
            sounds[sound] = sounds.get(sound, NIETS) | vorm.voor
        return Bekend(
            vormen=self.vormen,
            klanken=sounds,
            hoofdletters=capitals,
            lang=self._long(long),
            heel=tuple(
                sorted({line for line in self.heel if " " not in line} | {name for name in self.stammen - GEWOON if len(name) >= HEEL})
            ),
            heelklank=tuple(
                sorted({sound for line in whole.split("\n") if len(sound := line.replace(" ", "")) >= TIKFOUT} | names - GEWOON)
            ),
            kort=tuple(sorted({name for name in (*self.stammen, *heard.split()) if len(name) >= IN_BRIEFADRES})),
            initialen=frozenset(self.initialen),
            kapitalen=frozenset(self.kapitalen),
            plekken=tuple(places),
            nummers=tuple(sorted(self.nummers)),
        )


def _surname(boek: _Boek, voorvoegsel: list[str], words: list[str]) -> None:
    """Take a surname: every part of it that is no prefix, with the prefixes that stand before it; glued and in pieces too."""
    if not words:
        return
    voor = frozenset(voorvoegsel) | {word for word in words if word in VOORVOEGSELS}
    parts = [word for word in words if word not in VOORVOEGSELS]
    for part in parts:
        boek.add_name(part, voor)
    boek.add_whole(words, stukken=words[0] not in GEWOON)
    if voor and parts:
        for whole in ([*voorvoegsel, *words], ["vd", *parts]):
            boek.add_whole(whole, stukken=parts[0] not in GEWOON)


def _initials(boek: _Boek, given: list[str], letters: str, parts: list[str]) -> None:
    """Take a person's initials, with as many of the given names as people write; a letter alone is a way of not naming."""
    first = ("".join(filter(str.isalpha, unify(letters))) or "".join(word[0] for word in given)).upper()
    last = "".join(part[0] for part in parts).upper()
    boek.kapitalen.update(last)
    boek.initialen |= {first[: n + 1] + letter for n in range(len(first)) for letter in last}


def _take_name(boek: _Boek, naam: Naam) -> None:
    given, before, surname = _words(naam.voornamen), _words(naam.voorvoegsel), _words(naam.achternaam)
    for n, word in enumerate(given):
        if n == 0 or word not in VOORVOEGSELS:
            boek.add_name(word)
            for other in ROEP.get(word, ()):
                boek.add_name(other, eigen=False)
    _surname(boek, before, surname)
    parts = [word for word in surname if word not in VOORVOEGSELS]
    _initials(boek, given, naam.voorletters, parts)
    boek.add_whole(given)
    if given and surname:
        for words in ([given[0], *before, *surname], [*surname, given[0]], *([given[0], part] for part in parts)):
            boek.add_whole(words)


def _take_number(boek: _Boek, found: str | None) -> None:
    """Take a telephone number or BSN, however it is spaced and with or without a country."""
    digits = "".join(c for c in unify(found or "") if c.isdigit())[-NEGEN:]
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
    if rest != words and len("".join(rest)) > STAM:
        boek.add_phrase(rest)
    boek.straten.update(rest)


def _take_description(boek: _Boek, found: str | None) -> None:
    """Take what a place is called; also without the words that only say what it is, where a capital shows that it is a name."""
    words = _words(found)
    boek.add_phrase(words)
    rest = [word for word in words if word not in SOORTEN and len(word) > 1]
    if rest != words and len("".join(rest)) >= STAM:
        boek.add_phrase(rest, hoofdletter=len(rest) == 1)


def _take_place(boek: _Boek, plaats: tuple[str, str, str, str]) -> None:
    straat, postcode, omschrijving, stad = plaats
    _take_street(boek, straat)
    _take_postcode(boek, postcode, geheim=bool(stad))
    _take_description(boek, omschrijving)
    boek.add_phrase(_words(stad))


def _take_scene(boek: _Boek, found: str | None) -> None:
    """Take where an incident was: of a line of address its street and postcode."""
    if not found:
        return
    for word in words_of(unify(found)):
        if STAART.search(skeleton(word)):
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
        stad = text(feit, "woonplaats") or "-" if feit.get("geheim") is True else ""
        boek.plaatsen.add((text(feit, "straat") or "", text(feit, "postcode") or "", text(feit, "omschrijving") or "", stad))
    elif "incidentplaats" in feit:
        _take_scene(boek, text(feit, "incidentplaats"))


def _take_person(boek: _Boek, feit: Object) -> None:
    naam = feit.get("naam")
    if isinstance(naam, dict):
        boek.namen.add(Naam(*(text(naam, part) or "" for part in Naam._fields)))
    boek.getallen.update((text(feit, "telefoon"), text(feit, "bsn")))


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
    secret = any(feit.get("soort") == "plaats" and feit.get("geheim") is True for _, feit in _facts(items))
    for item, feit in _facts(items):
        _take_hidden(boek, item, feit)
        if secret:
            _take_located(boek, feit)
    return _closed(boek)
