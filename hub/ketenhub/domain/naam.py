"""How a Dutch name is compared: without accents, without its prefix, and by its sound where spelling differs."""

import re
import unicodedata
from collections.abc import Iterable
from types import MappingProxyType

WOORD = re.compile(r"\w+")
VOORVOEGSELS = re.compile(
    r"aan|bij|da|de|del|den|der|di|dos|du|el|en|het|in|la|le|onder|op|s|t|te|ten|ter|tot|uit|van|ver|von|voor|zu", re.IGNORECASE
)
# in this order: what is written in more than one way and sounds alike
KLANKEN = MappingProxyType(
    {
        r"eij|aij|ij|ey|ei|ay": "y",
        r"ouw|auw|ou": "au",
        r"ae": "aa",
        r"ph": "f",
        r"th|dt\b": "t",
        r"sch\b": "s",
        r"ck|c(?=[aoulrk]|\b)|q": "k",
        r"x": "ks",
        r"z": "s",
        r"([b-df-hj-np-tv-z])\1": r"\1",
    }
)


def plain(value: str) -> str:
    """Give text without accents, so that José and Jose are one name."""
    if value.isascii():
        return value
    return "".join(c for c in unicodedata.normalize("NFKD", value) if not unicodedata.combining(c))


def words_of(value: str | None) -> tuple[str, ...]:
    """Give the words of a name, plain and in one case."""
    return tuple(WOORD.findall(plain(value or "").lower()))


def sound_of(word: str) -> str:
    """Give how a word sounds: Meijer, Meyer and Meier are one, and so are Jansen and Janssen."""
    for spelling, klank in KLANKEN.items():
        word = re.sub(spelling, klank, word)
    return word


def without_prefix(words: Iterable[str]) -> tuple[str, ...]:
    """Give a surname without the prefixes in front of it; a name that is nothing else stays as it is."""
    kept = tuple(words)
    for n, word in enumerate(kept):
        if not VOORVOEGSELS.fullmatch(word):
            return kept[n:]
    return kept


def initials_of(letters: str | None, voornamen: str | None) -> str:
    """Give the initials of a person, from what says most: its first names, or else its initials as written (`J.P.` or `JP`)."""
    first = words_of(voornamen)
    if first:
        return "".join(word[0] for word in first)
    found = words_of(letters)
    alone = len(found) == 1 and "." not in (letters or "")
    return "".join(found) if alone else "".join(word[0] for word in found)
