"""Whatever comes in at the doors for messages: a 400 that names the place, nothing changed, and the corrected message goes in."""

from __future__ import annotations

import pytest

from ketenhub.keys import nieuw_id
from tests.integration.web.beloften import check_problem, check_quiet
from tests.integration.web.gastheer import Gastheer, a_message, as_bytes
from tests.integration.web.slecht import KOPPEN, LICHAMEN, Slecht

pytestmark = pytest.mark.asyncio(loop_scope="module")
DEUREN = ("/v1/bijdragen", "/partners/canoniek/berichten")


async def check_refused(gastheer: Gastheer, slecht: Slecht, pad: str) -> None:
    ident = nieuw_id()
    voor = await gastheer.fingerprint()
    antwoord = await gastheer.post(slecht.maak(ident), pad, slecht.kop)
    check_problem(antwoord, slecht.status, slecht.code, pad)
    assert antwoord.json().get("plaats", "") == slecht.plaats
    check_quiet(gastheer, antwoord)
    assert await gastheer.fingerprint() == voor
    goed = await gastheer.post(as_bytes(a_message(ident)), pad)
    assert (goed.status_code, goed.json()["bericht"]) == (201, ident)


@pytest.mark.parametrize("slecht", [*LICHAMEN, *KOPPEN], ids=lambda slecht: slecht.naam)
async def test_bad_contribution_is_refused_and_its_correction_goes_in(gastheer: Gastheer, slecht: Slecht) -> None:
    await check_refused(gastheer, slecht, DEUREN[0])


@pytest.mark.parametrize("slecht", [*LICHAMEN[::7], *KOPPEN[::3]], ids=lambda slecht: slecht.naam)
async def test_the_partner_door_refuses_the_same(gastheer: Gastheer, slecht: Slecht) -> None:
    await check_refused(gastheer, slecht, DEUREN[1])
