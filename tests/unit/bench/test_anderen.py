"""The engines beside ours are asked the same: with the rules of the hub each gives the answers that our own rules give."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ketenhub.bench.anderen import Vragen, ask_casbin, ask_cedar, questions
from ketenhub.bench.inhoud import Dag
from ketenhub.bench.zuiver import a_plan, recipients, surroundings
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.flow.beeld import plain
from ketenhub.flow.klok import make_kalender
from ketenhub.main import load_rules
from ketenhub.share.gereed import prepare
from ketenhub.share.regels import Positie, rules_for

DAG = Dag(datetime(2026, 11, 1, 12, tzinfo=UTC))


def asked(wie: int) -> Vragen:
    """Give what is asked for one recipient of the plan of the bench."""
    casus, today = a_plan(DAG), DAG.nu.date()
    gereed = prepare(plain(casus, evaluate(casus, today, Regelpakket(), make_kalender(today))).casus)
    ontvanger, omgeving = recipients()[wie], surroundings(load_rules(), DAG)
    positie = Positie(ontvanger.oin, ontvanger.soort, ontvanger.spoor, 1, gereed.geweldsoorten, today)
    return questions(gereed, rules_for(omgeving.regels, positie), omgeving)


@pytest.mark.parametrize("wie", [1, 2])
@pytest.mark.parametrize("ask", [ask_cedar, ask_casbin])
def test_other_engine_answers_as_our_own_rules_do(ask: object, wie: int) -> None:
    vragen = asked(wie)
    act = ask(vragen)  # type: ignore[operator]  # both take the same
    assert act is not None, "cedarpy and pycasbin come with the workspace"
    assert act() == vragen.antwoorden
    assert {True, False} == set(vragen.antwoorden)
