"""What is a number or an address by its form alone, whoever's: for what the hub knows nothing to compare with, or may not compare."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ketenhub.domain.bsn import valid_bsn
from ketenhub.share.spelling import unify
from ketenhub.share.woorden import WEGEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.json import Json

# each begins with a figure or a capital, so that a long text is gone through at once; a date is no account number
IBAN = re.compile(r"\d(?:(?<=[a-z]{2}.)|(?<=[a-z]{2}\s.))\d[\s.-]?(?!juni|juli|sept)[a-z]{4}(?:[\s.-]?\d){7}", re.IGNORECASE)
NEGEN = re.compile(r"\d(?:[ .-]?\d){8,}")
KENTEKEN = re.compile(r"-(?<=[a-z0-9]-)([a-z0-9]{1,3})-([a-z0-9]{1,3})(?!\w)", re.IGNORECASE)
EERSTE_GROEP = re.compile(r"[A-Za-z0-9]+$")
GENOEMD_KENTEKEN = re.compile(r"kenteken:?\s+([a-z0-9]{6})(?!\w)", re.IGNORECASE)
LENGTE_KENTEKEN = 6
# a landline tells the town: area code and number, however they are grouped
VAST = r"(?<!\d)(?:\+31|0031|0)[\s-]?\(?0?\)?[\s-]?[1-57](?:[\s.\-()]{0,2}\d){8}(?!\d)"
MOBIEL = re.compile(r"(?:(?:\+|00)31[\s-]?\(?0?\)?|0)[\s-]?6(?:[\s.-]?\d){8}")


@cache
def _address() -> re.Pattern[str]:
    """Give the pattern of a postcode, of a street with a number, and of a landline."""
    road = "|".join((*WEGEN, "str", "ln"))
    return re.compile(
        rf"\b[1-9]\d{{3}}[\s.\-]{{0,2}}[a-z][\s.\-]?[a-z]\b|\b\w*(?:{road})\.?,?\s+(?:nr\.?\s*|nummer\s+)?\d|{VAST}", re.IGNORECASE
    )


def _plate(groups: list[str]) -> bool:
    """Tell whether groups are those of a licence plate: six signs, letters or figures alone in each group, and both."""
    whole = "".join(groups)
    pure = len(groups) == 1 or all(group.isalpha() or group.isdigit() for group in groups)
    return len(whole) == LENGTE_KENTEKEN and pure and not whole.isalpha() and not whole.isdigit()


def _plates(value: str) -> Iterator[list[str]]:
    """Give every three groups with dashes between them."""
    for found in KENTEKEN.finditer(value):
        first = EERSTE_GROEP.search(value[max(0, found.start() - LENGTE_KENTEKEN) : found.start()])
        if first is not None:
            yield [first[0], found[1], found[2]]


def holds_number(value: str) -> bool:
    """Tell whether an account number, BSN or licence plate stands in unified text, by its form."""
    if IBAN.search(value) or any(map(_plate, _plates(value))):
        return True
    if "kenteken" in value.lower() and any(_plate([found[1]]) for found in GENOEMD_KENTEKEN.finditer(value)):
        return True
    return any(valid_bsn("".join(filter(str.isdigit, found[0]))) for found in NEGEN.finditer(value))


def is_mobile(value: Json) -> bool:
    """Tell whether something is a Dutch mobile number; of any other number a place may follow."""
    return isinstance(value, str) and MOBIEL.fullmatch(unify(value).strip()) is not None


def looks_like_address(value: str) -> bool:
    """Tell whether something in the text looks like an address, or like a number from which a place follows; also inside a tag."""
    words = unify(value)
    return _address().search(words) is not None or IBAN.search(words) is not None
