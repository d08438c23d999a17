"""The police: CORV messages, and canonical JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.contract.hooks import hookimpl
from ketenhub_politie.partner import Politie

if TYPE_CHECKING:
    from ketenhub.contract.partner import Partner


@hookimpl
def ketenhub_partner() -> Partner:
    """Introduce the police to the hub."""
    return Politie()
