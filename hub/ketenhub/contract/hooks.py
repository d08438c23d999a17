"""The one hook: entry-point group `ketenhub.partners`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from ketenhub.contract.partner import Partner

GROEP = "ketenhub.partners"
hookspec = pluggy.HookspecMarker("ketenhub")
hookimpl = pluggy.HookimplMarker("ketenhub")


@hookspec
def ketenhub_partner() -> Partner:
    """Introduce the partner to the hub."""
    raise AssertionError
