"""What stands in the menu: per role what that role may open, and break-glass only where an organisation works by assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.flow.namens import PRIVACY_OFFICER, works_by_assignment

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub
    from ketenhub.partners.organisaties import Medewerker

WERK, NOODTOEGANG, PRIVACY = "/werk", "/noodtoegang", "/privacy"
Menu = tuple[tuple[str, str], ...]


def menu_for(hub: Hub, persoon: Medewerker) -> Menu:
    """Give the menu of a person: address and words."""
    if persoon.rol == PRIVACY_OFFICER:
        return ((PRIVACY, "Privacy"),)
    work = ((WERK, "Werkvoorraad"),)
    return (*work, (NOODTOEGANG, "Noodtoegang")) if works_by_assignment(hub, persoon.organisatie) else work
