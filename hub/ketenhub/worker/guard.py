"""The one place where anything may go wrong without the worker dying: count it, name its class, go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from ketenhub.domain.errors import KetenhubError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Gelukt(Generic[Result]):
    """It went well, with this result."""

    waarde: Result


@dataclass(frozen=True, slots=True)
class Mislukt:
    """It broke: the code of an error of ours, or the name of the class; never its message. `opnieuw`: expected trouble that passes."""

    fout: str
    opnieuw: bool


async def attempt(act: Callable[[], Awaitable[Result]]) -> Gelukt[Result] | Mislukt:
    """Do something that may break."""
    try:
        return Gelukt(await act())
    except Exception as error:
        if isinstance(error, KetenhubError):
            return Mislukt(error.code, error.opnieuw)
        return Mislukt(type(error).__name__, opnieuw=False)
