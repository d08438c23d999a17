"""The municipality: ZGW notifications both ways, and canonical JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.contract.hooks import hookimpl
from ketenhub_gemeente.partner import Gemeente

if TYPE_CHECKING:
    from ketenhub.contract.partner import Partner


@hookimpl
def ketenhub_partner() -> Partner:
    """Introduce the municipality to the hub."""
    return Gemeente()
