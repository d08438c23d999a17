"""The two score scales, which never convert (domain 3, CON-01)."""

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

CijferTekst = Annotated[str, StringConstraints(pattern=r"^([0-9]|10)(\.[0-9]{1,2})?$|^7\+$")]


class Schaal(StrEnum):
    """The instruments: the deciding scale 0 to 7+, and 0 to 10 of Signs of Safety."""

    VEILIGHEID = "0-7+"
    TIEN = "0-10"


def rank(cijfer: str) -> Decimal:
    """Give the sort value of a score on 0-7+; `7+` sorts above 7 (MOV-28). Only for comparing, never shown."""
    return Decimal(8) if cijfer == "7+" else Decimal(cijfer)


def fits(cijfer: str, schaal: Schaal) -> bool:
    """Tell whether the score exists on the scale (VISIE-10: 8 is refused on 0-7+)."""
    if cijfer == "7+":
        return schaal is Schaal.VEILIGHEID
    try:
        value = Decimal(cijfer)
    except InvalidOperation:
        return False
    return Decimal(0) <= value <= (Decimal(7) if schaal is Schaal.VEILIGHEID else Decimal(10))


def below(cijfer: str, grens: int) -> bool:
    """Tell whether a score on 0-7+ lies below the boundary: 5.5 is below 6 (MOV-25)."""
    return rank(cijfer) < Decimal(grens)
