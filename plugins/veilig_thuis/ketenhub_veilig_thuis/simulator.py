"""A system of Veilig Thuis: hears by vtMelding, answers by vtTerugkoppeling, and speaks canonical JSON about the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.dialects.stuf.codelijsten import STATUS_MELDING
from ketenhub.dialects.stuf.vtmelding import VT_MELDING
from ketenhub.dialects.stuf.vtterugkoppeling import (
    CONTACTPAD,
    MELDING,
    STATUSPAD,
    UITKOMSTPAD,
    UITVOERDER,
    VERANTWOORDELIJK,
    VT_TERUGKOPPELING,
)
from ketenhub.domain.json import text
from ketenhub.testing.canoniek import make_bijdrage
from ketenhub.testing.corv import corv_route, make_corv

if TYPE_CHECKING:
    from ketenhub.testing.simulator import Opdracht, Route, Simulator, Zending


class VeiligThuisSysteem:
    """Send a vtTerugkoppeling or canonical JSON, and hear a vtMelding."""

    def make(self, opdracht: Opdracht, simulator: Simulator) -> Zending:
        """Make the message that the scenario asks for."""
        if opdracht.vorm == "bijdrage":
            return make_bijdrage(opdracht)
        said = {name: text(opdracht.waarden, name) or "" for name in opdracht.waarden}
        status, uitkomst = STATUS_MELDING[said["uitkomst"]]
        values = {
            MELDING: said["identificatie"],
            STATUSPAD: status,
            VERANTWOORDELIJK: said["verantwoordelijk"],
            f"{CONTACTPAD}/afdeling": said["contact"],
            f"{UITVOERDER}/naam": simulator.naam,
            f"{UITVOERDER}/oinNummer": simulator.oin,
        }
        if uitkomst is not None:
            values[UITKOMSTPAD] = uitkomst
        return make_corv(simulator, VT_TERUGKOPPELING, said, values)

    def routes(self, simulator: Simulator) -> list[Route]:
        """Give the route for messages."""
        return [corv_route(simulator, VT_MELDING)]


simulator = VeiligThuisSysteem()
