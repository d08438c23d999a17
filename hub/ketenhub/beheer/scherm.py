"""Where the command line writes, and how it refuses."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from ketenhub.domain.errors import KetenhubError

if TYPE_CHECKING:
    from collections.abc import Iterator

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
