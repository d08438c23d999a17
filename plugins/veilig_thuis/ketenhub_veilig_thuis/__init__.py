"""Veilig Thuis: CORV messages, and canonical JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.contract.hooks import hookimpl
from ketenhub_veilig_thuis.partner import VeiligThuis

if TYPE_CHECKING:
    from ketenhub.contract.partner import Partner


@hookimpl
def ketenhub_partner() -> Partner:
    """Introduce Veilig Thuis to the hub."""
    return VeiligThuis()
