"""Read foreign JSON once from front to back and refuse what two readers could understand differently (trust 4)."""

import json
import math
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from ketenhub.domain.errors import OngeldigBericht

DIEPTE = 32
LEDEN = 10_000
CIJFERS = 20
KLEINSTE = 1e-300
GROOTSTE = 1e300
GETALLENGTE = 100
NAAMLENGTE = 200

# Possessive repeats: nothing is ever tried twice, so the scan is linear in the size of the message.
_TOKEN = re.compile(
    r'[ \t\n\r]*+(?:(?P<str>"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+")'
    r"|(?P<num>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)"
    r"|(?P<lit>true|false|null)|(?P<punct>[\[\]{},:])|(?P<end>\Z))"
)
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(vlak * 0x10000 + einde) for vlak in range(17) for einde in (0xFFFE, 0xFFFF))
_VERBODEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff" + _NONCHARACTERS + "]")
_ONZICHTBAAR = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff]"
)
_OBJECT, _EINDE_LIJST = "{", "]"
_BOM = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

GEEN_JSON = "Dit is geen geldige JSON."
VERBODEN_TEKEN = "De tekst bevat een teken dat niet mag."


class _Wacht(Enum):
    """What the reader waits for."""

    WAARDE = auto()
    WAARDE_OF_EINDE = auto()
    NAAM = auto()
    NAAM_OF_EINDE = auto()
    DUBBELE_PUNT = auto()
    VERDER = auto()


@dataclass(slots=True)
class _Niveau:
    """One open object or array, with where we are in it."""

    namen: set[str] | None
    index: int = 0
    naam: str = ""


@dataclass(slots=True)
class _Lezer:
    """The state of one scan."""

    bekend: Collection[str]
    open: list[_Niveau] = field(default_factory=list)
    leden: int = 0

    def plaats(self) -> str:
        """Write where we are as a JSON pointer, without repeating a name that the hub does not know."""
        return "".join("/" + self._stap(niveau) for niveau in self.open)

    def _stap(self, niveau: _Niveau) -> str:
        if niveau.namen is None:
            return str(niveau.index)
        if niveau.naam in self.bekend:
            return niveau.naam.replace("~", "~0").replace("/", "~1")
        return f"(onbekend veld {niveau.index + 1})"

    def refuse(self, reden: str) -> OngeldigBericht:
        """Make the refusal for this place."""
        return OngeldigBericht(self.plaats(), reden)

    def count(self) -> None:
        """Count a member or element and refuse beyond the limit."""
        self.leden += 1
        if self.leden > LEDEN:
            raise self.refuse(f"Het bericht heeft meer dan {LEDEN} onderdelen.")


def check_json(data: bytes, bekend: Collection[str] = frozenset()) -> None:
    """Refuse with OngeldigBericht(plaats, reden) any JSON outside the limits; names in `bekend` may be shown in the place."""
    if data.startswith(_BOM):
        raise OngeldigBericht("", "Het bericht begint met een byte order mark.")
    try:
        tekst = data.decode("utf-8")
    except UnicodeDecodeError:
        raise OngeldigBericht("", "Het bericht is geen UTF-8.") from None
    _scan(tekst, _Lezer(bekend))


def _scan(tekst: str, lezer: _Lezer) -> None:
    """Walk over the tokens with a table of what may follow what."""
    wacht = _Wacht.WAARDE
    plek = 0
    while True:
        gevonden = _TOKEN.match(tekst, plek)
        if gevonden is None:
            raise lezer.refuse(GEEN_JSON)
        plek = gevonden.end()
        soort = gevonden.lastgroup or ""
        token = gevonden[soort]
        if soort == "end":
            if wacht is _Wacht.VERDER and not lezer.open:
                return
            raise lezer.refuse(GEEN_JSON)
        stap = _STAPPEN.get((wacht, token if soort == "punct" else soort))
        if stap is None:
            raise lezer.refuse(GEEN_JSON)
        wacht = stap(lezer, token)


def _element(lezer: _Lezer) -> None:
    """Count the value when it stands in an array; members are counted by their name."""
    if lezer.open and lezer.open[-1].namen is None:
        lezer.count()


def _string(lezer: _Lezer, token: str) -> _Wacht:
    _element(lezer)
    _text(lezer, token)
    return _Wacht.VERDER


def _text(lezer: _Lezer, token: str) -> str:
    """Resolve the escapes and refuse characters that have no place in text."""
    tekst = json.loads(token) if "\\" in token else token[1:-1]
    if not isinstance(tekst, str) or has_forbidden(tekst):
        raise lezer.refuse(VERBODEN_TEKEN)
    return tekst


def has_forbidden(tekst: str) -> bool:
    """Tell whether text holds a control, noncharacter, surrogate or direction override (tab and newline are fine)."""
    return not (tekst.isascii() and tekst.isprintable()) and _VERBODEN.search(tekst) is not None


def _number(lezer: _Lezer, token: str) -> _Wacht:
    _element(lezer)
    if token.lstrip("-").isdigit():
        if len(token.lstrip("-")) > CIJFERS:
            raise lezer.refuse(f"Het getal heeft meer dan {CIJFERS} cijfers.")
        return _Wacht.VERDER
    if len(token) > GETALLENGTE or not _in_range(token):
        raise lezer.refuse("Het getal valt buiten het bereik.")
    return _Wacht.VERDER


def _in_range(token: str) -> bool:
    """Tell whether a broken number is finite and not so small that a reader makes it zero."""
    waarde = abs(float(token))
    if waarde == 0:
        return not any(cijfer in "123456789" for cijfer in token.lower().split("e")[0])
    return math.isfinite(waarde) and KLEINSTE <= waarde <= GROOTSTE


def _literal(lezer: _Lezer, token: str) -> _Wacht:
    del token
    _element(lezer)
    return _Wacht.VERDER


def _open_object(lezer: _Lezer, token: str) -> _Wacht:
    _element(lezer)
    _deeper(lezer, _Niveau(set() if token == _OBJECT else None))
    return _Wacht.NAAM_OF_EINDE


def _open_array(lezer: _Lezer, token: str) -> _Wacht:
    _open_object(lezer, token)
    return _Wacht.WAARDE_OF_EINDE


def _deeper(lezer: _Lezer, niveau: _Niveau) -> None:
    if len(lezer.open) >= DIEPTE:
        raise lezer.refuse(f"Het bericht is dieper dan {DIEPTE} lagen.")
    lezer.open.append(niveau)


def _name(lezer: _Lezer, token: str) -> _Wacht:
    """Check a member name: readable for everyone in one way, and only once."""
    niveau = lezer.open[-1]
    niveau.naam = ""
    lezer.count()
    naam = _text(lezer, token)
    if len(naam) > NAAMLENGTE:
        raise lezer.refuse(f"De naam van dit veld is langer dan {NAAMLENGTE} tekens.")
    if not naam.isascii():
        _identifier(lezer, naam)
    niveau.naam = naam
    if niveau.namen is None or naam in niveau.namen:
        raise lezer.refuse("Dit veld staat er twee keer.")
    niveau.namen.add(naam)
    return _Wacht.DUBBELE_PUNT


def _identifier(lezer: _Lezer, naam: str) -> None:
    """Refuse a name that looks like another one: invisible characters, compatibility forms, mixed scripts."""
    if _ONZICHTBAAR.search(naam) or unicodedata.normalize("NFKC", naam) != naam:
        raise lezer.refuse("De naam van dit veld bevat een teken dat niet mag.")
    schriften = {unicodedata.name(teken, "?").split(" ")[0] for teken in naam if teken.isalpha()}
    if len(schriften) > 1:
        raise lezer.refuse("De naam van dit veld mengt schriften.")


def _colon(lezer: _Lezer, token: str) -> _Wacht:
    del lezer, token
    return _Wacht.WAARDE


def _comma(lezer: _Lezer, token: str) -> _Wacht:
    if not lezer.open:
        raise lezer.refuse(GEEN_JSON)
    del token
    niveau = lezer.open[-1]
    niveau.index += 1
    return _Wacht.WAARDE if niveau.namen is None else _Wacht.NAAM


def _close(lezer: _Lezer, token: str) -> _Wacht:
    if not lezer.open or (lezer.open[-1].namen is None) != (token == _EINDE_LIJST):
        raise lezer.refuse(GEEN_JSON)
    lezer.open.pop()
    return _Wacht.VERDER


_Stap = Callable[[_Lezer, str], _Wacht]
_WAARDEN: Mapping[str, _Stap] = {"str": _string, "num": _number, "lit": _literal, "{": _open_object, "[": _open_array}
_STAPPEN: Mapping[tuple[_Wacht, str], _Stap] = {
    **{(_Wacht.WAARDE, soort): stap for soort, stap in _WAARDEN.items()},
    **{(_Wacht.WAARDE_OF_EINDE, soort): stap for soort, stap in _WAARDEN.items()},
    (_Wacht.WAARDE_OF_EINDE, "]"): _close,
    (_Wacht.NAAM, "str"): _name,
    (_Wacht.NAAM_OF_EINDE, "str"): _name,
    (_Wacht.NAAM_OF_EINDE, "}"): _close,
    (_Wacht.DUBBELE_PUNT, ":"): _colon,
    (_Wacht.VERDER, ","): _comma,
    (_Wacht.VERDER, "]"): _close,
    (_Wacht.VERDER, "}"): _close,
}
