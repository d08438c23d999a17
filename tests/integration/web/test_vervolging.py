"""The prosecution decision over real HTTP: refused to everyone but the public prosecution service, noted, and nothing changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.keys import nieuw_id
from tests.integration.web.beloften import check_problem
from tests.integration.web.gastheer import as_bytes

if TYPE_CHECKING:
    from tests.integration.web.gastheer import Gastheer

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.req("VISIE-25")
@pytest.mark.parametrize("wie", ["veilig_thuis", "politie"])
async def test_prosecution_decision_of_another_is_403_and_noted_and_leaves_nothing(gastheer: Gastheer, wie: str) -> None:
    body = {
        "berichtId": nieuw_id(),
        "opgesteldOp": "2026-11-20T10:00:00Z",
        "feiten": [
            {"soort": "strafbaarfeitvermoeden", "ref": "s", "geldigOp": "2026-11-20", "niveau": "vermoeden", "grond": "Aangifte."},
            {
                "soort": "afstemming",
                "ref": "a",
                "geldigOp": "2026-11-20",
                "betreft": "s",
                "met": [],
                "vervolgingsbeslissing": "sepot",
            },
        ],
    }
    voor = await gastheer.fingerprint()
    antwoord = await gastheer.post(as_bytes(body), wie=wie)
    check_problem(antwoord, 403, "alleen-om", "/v1/bijdragen")
    assert antwoord.json()["plaats"] == "/feiten/1/vervolgingsbeslissing"
    assert await gastheer.fingerprint() == voor
    async with gastheer.keten.hub.opslag.walk() as tx:
        lines = [row["regel"] for row in await tx.fetch("select regel from audit")]
    assert any('"handeling":"bericht geweigerd"' in line and '"uitkomst":"alleen-om"' in line for line in lines)
