"""What the door notes, offers and counts beside letting systems in."""

from dataclasses import replace

import pytest

from ketenhub.domain.errors import GeenToegang
from ketenhub.web.auth.poort import Aanroep
from ketenhub.web.auth.ruimte import Ruimte
from ketenhub.web.problems import NietIngelogd, TeVeelAanvragen, problem_response
from tests.unit.web.edge.wereld import OIN, PLAN, a_world


async def test_one_of_several_scopes_is_enough() -> None:
    wereld = a_world()
    token = await wereld.token(scope=PLAN)
    assert (await wereld.poort.authorise(wereld.met(token), "berichten:schrijven", PLAN)).organisatie == OIN


def test_a_refusal_asks_for_a_bound_token_and_offers_nothing_less() -> None:
    assert problem_response(NietIngelogd(), "/").headers["www-authenticate"].startswith("DPoP ")
    assert "Bearer" not in problem_response(NietIngelogd(), "/").headers["www-authenticate"]


async def test_a_login_and_a_missing_right_are_noted_and_a_failed_login_is_nobodys() -> None:
    genoteerd: list[tuple[str, ...]] = []

    async def noteer(*wat: str) -> None:
        genoteerd.append(wat)

    wereld = a_world()
    wereld.poort = replace(wereld.poort, noteer=noteer)
    token = await wereld.token(scope=PLAN)
    with pytest.raises(GeenToegang):
        await wereld.poort.authorise(wereld.met(token), "berichten:schrijven")
    with pytest.raises(NietIngelogd):
        await wereld.poort.token(wereld.formulier("a.b.c"), Aanroep("POST", "/v1/token"))
    assert genoteerd == [
        (OIN, "systeem ingelogd", "politie-1"),
        (OIN, "GET zonder recht berichten:schrijven", "geen-toegang"),
    ]


def test_room_is_counted_per_organisation_and_given_back() -> None:
    ruimte = Ruimte(1)
    ruimte.enter(OIN)
    ruimte.enter("0" * 20)
    with pytest.raises(TeVeelAanvragen):
        ruimte.enter(OIN)
    ruimte.leave(OIN)
    ruimte.enter(OIN)
