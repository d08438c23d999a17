"""Write events as JSON lines, one stream apart from the other; what is not listed is dropped."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

import orjson
import structlog

from ketenhub.domain.errors import Instellingsfout
from ketenhub.log.events import DEFECT, Gebeurtenis, Stroom

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from structlog.typing import EventDict

Emit: TypeAlias = Callable[[Gebeurtenis], None]


@dataclass(frozen=True, slots=True)
class Bestemming:
    """Where the streams go: a file each; without one the technical stream goes to stderr, and the processing log too."""

    techniek: Path | None = None
    verwerking: Path | None = None


def _render(_: object, __: str, event_dict: EventDict) -> bytes:
    return orjson.dumps(event_dict, option=orjson.OPT_UTC_Z)


class Schrijver:
    """Write each event to every stream that lists it; a stream that cannot be written is counted and goes on without."""

    def __init__(self, files: Mapping[Stroom, BinaryIO], nu: Callable[[], datetime]) -> None:
        self._nu = nu
        self._streams = {
            stroom: structlog.wrap_logger(structlog.BytesLogger(file), processors=[_render], wrapper_class=structlog.BoundLogger)
            for stroom, file in files.items()
        }
        self.verloren = 0

    def __call__(self, gebeurtenis: Gebeurtenis) -> None:
        """Emit one event."""
        soort = gebeurtenis.soort
        for stroom in soort.velden:
            found = gebeurtenis.allowed(stroom)
            head = {"op": self._nu(), "stroom": stroom.value, "niveau": soort.niveau.value}
            try:
                self._streams[stroom].info(soort.naam, **head, **found)
            except (OSError, ValueError):
                self.verloren += 1


def nowhere(gebeurtenis: Gebeurtenis) -> None:
    """Emit nothing: for those who have nowhere to write."""


@contextmanager
def open_log(bestemming: Bestemming, nu: Callable[[], datetime]) -> Iterator[Schrijver]:
    """Open both streams; raises Instellingsfout when a file cannot be written."""
    with ExitStack() as stack:
        files: dict[Stroom, BinaryIO] = {}
        for stroom, path in ((Stroom.TECHNIEK, bestemming.techniek), (Stroom.VERWERKING, bestemming.verwerking)):
            try:
                files[stroom] = sys.stderr.buffer if path is None else stack.enter_context(path.open("ab"))
            except OSError as error:
                raise Instellingsfout(f"logbestand {stroom.value}", "dit bestand is niet te schrijven") from error
        yield Schrijver(files, nu)


def catch_strays(loop: asyncio.AbstractEventLoop, emit: Emit) -> None:
    """Let what no task caught become an event with its class only; asyncio's own habit is to print the message."""

    def stray(_: asyncio.AbstractEventLoop, context: Mapping[str, object]) -> None:
        emit(DEFECT.met(wat="achtergrond", fout=type(context.get("exception")).__name__))

    loop.set_exception_handler(stray)
