"""Dreiging 17: noodtoegang wordt misbruikt (trust 10)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.integration.flow.keten import OINS
from tests.integration.web.toegangswereld import GEMEENTE, MINUUT, REGIE, a_wereld, see

if TYPE_CHECKING:
    from pathlib import Path

    from ketenhub.store.server import Server


async def test_bert_is_curious_about_his_neighbours(server: Server, tmp_path: Path) -> None:
    """Bert werkt bij de gemeente. Zijn buren staan in een casus die aan Els is toegewezen.

    Hij neemt noodtoegang en schrijft dat er een alarm is. Hij ziet wat de gemeente ziet, niet wat de regie ziet. De regie en de
    privacyfunctionaris horen het meteen. Na een uur is het voorbij, ook als hij blijft kijken. Wat hij bekeek staat vast. De
    privacyfunctionaris vraagt het na, en legt vast dat het niet terecht was.
    """
    async with a_wereld(server, tmp_path) as wereld:
        await wereld.assign("els")
        answer = await wereld.break_glass("bert")
        ident = answer.json()["noodtoegangId"]
        seen = await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="bert")
        wider = [await wereld.ask(GEMEENTE, wereld.plan(wie), als="bert") for wie in (REGIE, "politie")]
        async with wereld.hub.opslag.walk() as tx:
            out = await see(tx, "select organisatie, inhoud, item, ernst from outbox where aanleiding = 'noodtoegang'")
            given = await see(tx, "select organisatie from verstrekking where noodtoegang = $1", ident)
        told = await wereld.told(GEMEENTE, "pim")

        assert (answer.status_code, seen.status_code, {one.status_code for one in wider}) == (201, 200, {404})
        assert seen.content == (await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="els")).content
        assert out == [{"organisatie": OINS[REGIE], "inhoud": None, "item": None, "ernst": None}]
        assert [(one["soort"], one["medewerker"]) for one in told] == [("noodtoegang", "bert")]
        assert given == [{"organisatie": OINS[GEMEENTE]}]

        wereld.scherm.klok.later += 60 * MINUUT
        after = await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="bert")
        body = {"oordeel": "onterecht", "reden": "Er was geen alarm; het zijn zijn buren."}
        judged = await wereld.ask(GEMEENTE, f"/v1/noodtoegangen/{ident}/beoordelingen", body, als="pim")
        looks = [json.loads(line) for line in await wereld.scherm.lines(f"casus:{await wereld.scherm.casus()}")]
        assert (after.status_code, judged.status_code, judged.json()["stand"]) == (404, 201, "beoordeeld")
        assert [one["persoon"] for one in looks if one.get("noodtoegang") == ident] == ["bert", "bert"]
