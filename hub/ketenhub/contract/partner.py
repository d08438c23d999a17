"""What a partner plugin can do: five pure methods behind one hook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Aanleiding, Antwoord, Bericht, Ontvangst, Ophaalverzoek, UitBericht
    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.bijdrage import Bijdrage


class Partner(Protocol):
    """Translate between the hub and one kind of organisation; pure, no I/O, no clock, no chance."""

    def identify(self, bericht: Bericht) -> str | None:
        """Give the message's id in the sender's own terms, or None when it has none; never raise."""
        ...

    def translate_in(self, bericht: Bericht) -> Bijdrage | Ophaalverzoek:
        """Read the message, or ask the hub to fetch first; raise OngeldigBericht with the place."""
        ...

    def narrow(self, uitsnede: Uitsnede) -> Uitsnede:
        """Give the same view or a smaller one; what it adds is dropped by the hub."""
        ...

    def translate_out(self, uitsnede: Uitsnede, aanleiding: Aanleiding) -> UitBericht:
        """Render the view in the partner's form; raise Verplichtveld when a mandatory field is withheld."""
        ...

    def read_reply(self, antwoord: Antwoord) -> Ontvangst:
        """Say what the partner's answer means."""
        ...
