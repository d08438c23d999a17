"""Check a contribution the way the real door does, keep nothing of it, and say how it can be told better (VISIE-15, VISIE-38)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ketenhub.dialects.canoniek import read_bijdrage
from ketenhub.domain.errors import KetenhubError
from ketenhub.domain.gegeven import Categorie
from ketenhub.evaluate import hints
from ketenhub.flow.aannemen import rehearse
from ketenhub.flow.aantekenen import note
from ketenhub.merge.afwegen import check_length
from ketenhub.translate.translate import check_contribution

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Bericht
    from ketenhub.domain.fase import Reden
    from ketenhub.domain.regelpakket import Regelpakket
    from ketenhub.flow.aannemen import Keuring
    from ketenhub.flow.hub import Hub

GECONTROLEERD = "bijdrage gecontroleerd"


async def check(hub: Hub, bericht: Bericht, partner: str, keur: Keuring) -> tuple[Reden, ...]:
    """Give the hints for a contribution that the door would take; raises what the door raises. Each is noted in the sender's chain."""
    try:
        bijdrage = await rehearse(hub, bericht, partner, keur)
    except KetenhubError as fout:
        await note(hub, bericht.organisatie, GECONTROLEERD, fout.code)
        raise
    await note(hub, bericht.organisatie, GECONTROLEERD, "in orde")
    return hints(bijdrage.feiten, hub.pakket)


def check_file(inhoud: bytes, keur: Keuring, pakket: Regelpakket, *, machine: bool) -> str:
    """Tell of a contribution in a file what the door would say of its form, and the hints; what the casus decides needs a hub.

    Raises OngeldigBericht with the place.
    """
    keur(inhoud)
    bijdrage = read_bijdrage(inhoud)
    check_contribution(bijdrage, frozenset(Categorie))
    check_length(bijdrage.feiten, pakket.doorbreking_hoogstens)
    found = hints(bijdrage.feiten, pakket)
    if machine:
        rows = [{"plaats": r.paden[0], "tekst": r.tekst, "nodig": r.nodig, "bron": r.bron} for r in found]
        return json.dumps({"staat": "in orde", "aanwijzingen": rows}, ensure_ascii=False, indent=1)
    return "\n".join(["De vorm is in orde.", *(f"{r.paden[0]}: {r.tekst} {r.nodig} [{r.bron}]" for r in found)])
