"""A partner's system that speaks canonical JSON, such as the probation service of the demo."""

from __future__ import annotations

import json

from ketenhub.dialects.canoniek import MEDIATYPE
from ketenhub.testing.simulator import Opdracht, Route, Simulator, Zending


class CanoniekSysteem:
    """Send canonical JSON as it stands in the scenario."""

    def make(self, opdracht: Opdracht, simulator: Simulator) -> Zending:  # noqa: ARG002  every system has the same face
        """Give the contribution of the scenario as exact bytes."""
        return make_bijdrage(opdracht)

    def routes(self, simulator: Simulator) -> list[Route]:  # noqa: ARG002  every system has the same face
        """Give no routes beyond those that every system has."""
        return []


def make_bijdrage(opdracht: Opdracht) -> Zending:
    """Give a contribution in canonical JSON; every partner's system can send one."""
    return Zending("/v1/bijdragen", MEDIATYPE, json.dumps(opdracht.waarden, ensure_ascii=False).encode())


simulator = CanoniekSysteem()
