"""Where the command line writes, how it refuses, and how it reaches a hub."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import typer
from rich.console import Console

from ketenhub.domain.errors import KetenhubError
from ketenhub.main import open_hub, running_database
from ketenhub.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from ketenhub.flow.hub import Hub

T = TypeVar("T")

console = Console()
fouten = Console(stderr=True)


@contextmanager
def reasons() -> Iterator[None]:
    """Turn a refusal into one clear line and exit code 1."""
    try:
        yield
    except KetenhubError as fout:
        fouten.print(f"[red]{fout.titel}[/red]: {fout.reden or fout.code}" + (f" ({fout.plaats})" if fout.plaats else ""))
        raise typer.Exit(1) from None


def with_hub(act: Callable[[Hub], Awaitable[T]]) -> T:
    """Do something with a hub around the database of the settings."""

    async def run() -> T:
        settings = load_settings()
        with running_database(settings) as databank:
            async with open_hub(settings, databank) as hub:
                return await act(hub)

    with reasons():
        return asyncio.run(run())
