"""The two gates: what keeps one shut, each with its facts and its day (domain F1, F3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ketenhub.domain.partijen import Spoor
from ketenhub.domain.plan import Controle, Veiligheidsafspraak
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate.feiten import Cijfer, Vrijgesteld
from ketenhub.evaluate.gevaar import across
from ketenhub.evaluate.orde import order_of
from ketenhub.evaluate.poort import Obstakel, free_since, obstacle_of, obstacles, ticks
from ketenhub.testing import builders as b
from tests.unit.evaluate.borden import ORG, START, ZES, ZEVEN, ZONE, a_board, a_score, a_state, facts


@pytest.mark.parametrize(
    ("scores", "soort"),
    [
        ((), "ontbreekt"),
        ((a_score(599, 1),), "onder"),
        ((a_score(700, 1, compleet=False),), "onvolledig"),
        ((a_score(600, 1, b.BEN),), "niet_alle_leden"),
        ((a_score(600, 1),), None),
    ],
)
def test_each_voice_lacks_one_thing_for_the_first_gate(scores: tuple[Cijfer, ...], soort: str | None) -> None:
    found = obstacle_of(ORG, a_state(*scores), ZES, START + timedelta(days=2))
    assert (found.soort if found else None) == soort
    if found:
        assert (found.stem, found.cijfers) == (ORG, scores)
        assert found.leden == ((b.KIND,) if soort == "niet_alle_leden" else ())


def test_voice_on_the_other_scale_alone_is_asked_for_this_one() -> None:
    state = a_state()
    ten = a_score(700, 1)
    state.feiten = replace(state.feiten, tien=(ten, a_score(700, 1, stem="org:other")))
    found = obstacle_of(ORG, state, ZES, START)
    assert found == Obstakel("andere_schaal", ORG, (ten,))


def test_voice_of_before_a_danger_scores_anew() -> None:
    state = a_state(score := a_score(600, 1))
    state.bord.raise_bar(order_of(START + timedelta(days=2), ZONE, danger=True))
    assert obstacle_of(ORG, state, ZES, START + timedelta(days=3)) == Obstakel("opnieuw", ORG, (score,))


@pytest.mark.req("CON-30")
@pytest.mark.parametrize(("fase", "limit"), [(1, 30), (2, 60), (3, 90)])
def test_score_is_stale_the_day_after_its_last(fase: int, limit: int) -> None:
    state = a_state(score := a_score(600, 1), fase=fase)
    assert state.limiet == limit
    assert obstacle_of(ORG, state, ZES, START + timedelta(days=1 + limit)) is None
    stale = obstacle_of(ORG, state, ZES, START + timedelta(days=2 + limit))
    assert stale == Obstakel("verouderd", ORG, (score,), datum=START + timedelta(days=1))


def test_perpetrators_track_keeps_the_strictest_limit() -> None:
    state = a_state(fase=3)
    state.feiten = replace(state.feiten, zicht=replace(state.feiten.zicht, spoor=Spoor.PLEGER))
    assert state.limiet == 30


@pytest.mark.req("VISIE-29")
def test_second_seven_comes_the_interval_after_the_first() -> None:
    first = a_score(700, 1)
    for day, missing in ((28, True), (29, False)):
        state = a_state(first, second := a_score(700, day), fase=2)
        found = obstacle_of(ORG, state, ZEVEN, START + timedelta(days=day))
        assert found == (Obstakel("ronde", ORG, (second,), datum=START + timedelta(days=29)) if missing else None)
    assert obstacle_of(ORG, a_state(first, fase=2), ZES, START + timedelta(days=2)) is None


def test_seven_that_stands_after_what_made_everyone_score_anew_is_the_first_round_and_never_the_second() -> None:
    state = a_state(seven := a_score(700, 10), fase=2)
    state.bord.raise_bar(order_of(START + timedelta(days=2), ZONE, danger=True))
    found = obstacle_of(ORG, state, ZEVEN, START + timedelta(days=40))
    assert found == Obstakel("ronde", ORG, (seven,), datum=START + timedelta(days=38))


def test_gate_waits_for_someone_and_a_voice_that_is_not_waited_for_holds_it_back_too() -> None:
    nobody = a_state(found=facts(deelnames=(), personen=()))
    assert [o.soort for o in obstacles(nobody, START)] == ["geen_stem"]
    gone = a_state(a_score(600, 1), low := a_score(500, 1, stem="org:gone"), a_score(500, 1, stem="netwerk", soort="netwerk"))
    assert list(obstacles(gone, START + timedelta(days=2))) == [Obstakel("houdt_tegen", "org:gone", (low,))]


def test_excused_voice_is_not_waited_for_and_one_that_holds_back_stands_once() -> None:
    state = a_state(a_score(500, 1))
    assert [o.soort for o in obstacles(state, START + timedelta(days=2))] == ["onder"]
    excused = a_state()
    excused.feiten = replace(excused.feiten, vrijstellingen=(Vrijgesteld(ORG, START, START + timedelta(days=9), "e"),))
    assert [o.soort for o in obstacles(excused, START)] == ["geen_stem"]


@pytest.mark.req("CON-15")
def test_second_gate_waits_until_the_months_after_the_last_incident_are_over() -> None:
    state = a_state(a_score(700, 1), a_score(700, 40), fase=2)
    state.incidentdagen = ((date(2026, 1, 10), "old.aard"), (date(2026, 2, 10), "last.aard"), (date(2026, 9, 1), "later.aard"))
    assert free_since(state, date(2026, 2, 9)) == (date(2026, 7, 10), "old.aard")
    assert free_since(state, date(2026, 2, 10)) == (date(2026, 8, 10), "last.aard")
    assert free_since(state, date(2026, 1, 9)) == (None, None)
    day = START + timedelta(days=41)
    assert list(obstacles(state, day)) == [Obstakel("incident", paden=("last.aard",), datum=date(2026, 8, 10))]
    state.incidentdagen = ((day.replace(year=2025), "old.aard"),)
    assert list(obstacles(state, day)) == []
    state.fase = 1
    state.incidentdagen = ((day, "today.aard"),)
    assert list(obstacles(state, day)) == []


@pytest.mark.req("CON-02")
@pytest.mark.parametrize(("fase", "vinkje"), [(1, "bescherming"), (1, "controle"), (2, "stresstest")])
def test_tick_blocks_its_own_gate_only_where_the_pack_says_so(fase: int, vinkje: str) -> None:
    scores = (a_score(700, 1), a_score(700, 40))
    day = START + timedelta(days=41)
    pack = Regelpakket.model_validate({"blokkeert": (vinkje,)})
    assert [o.soort for o in obstacles(a_state(*scores, fase=fase, pakket=pack), day)] == [vinkje]
    assert list(obstacles(a_state(*scores, fase=fase), day)) == []
    assert list(obstacles(a_state(*scores, fase=3 - fase, pakket=pack), day)) == []


def test_ticks_show_their_evidence_from_the_day_it_was_there() -> None:
    agreement = Veiligheidsafspraak(ref="a", geldig_op=date(2026, 1, 10), wie="Ben", wat="Belt.", stresstest_resultaat="geslaagd")
    failed = agreement.model_copy(update={"ref": "f", "stresstest_resultaat": "niet geslaagd"})
    found = facts(
        b.an_item(b.a_condition("v", op="2026-01-06", termijn="2026-04-01")),
        b.an_item(b.a_condition("w", op="2026-01-06", termijn="2026-04-01")),
        b.an_item(b.a_condition("x", op="2026-01-06", termijn="2026-04-01")),
        b.an_item(b.a_stand("v", "gerealiseerd", op="2026-01-20", bewijs="Gezien.")),
        b.an_item(b.a_stand("w", "gerealiseerd", op="2026-01-20")),
        b.an_item(agreement),
        b.an_item(failed),
    )
    assert ticks(found, date(2026, 1, 9)) == {"bescherming": (), "controle": (), "stresstest": ()}
    assert ticks(found, date(2026, 1, 10))["stresstest"] == ("a.stresstestResultaat",)
    assert ticks(found, date(2026, 1, 19))["bescherming"] == ()
    assert ticks(found, date(2026, 1, 20)) == {
        "bescherming": ("v.tekst", "w.tekst"),
        "controle": ("v.tekst",),
        "stresstest": ("a.stresstestResultaat",),
    }


def test_what_holds_back_and_what_is_broken_stands_in_order_with_its_paths() -> None:
    state = a_state(a_score(600, 1), a_score(500, 1, stem="org:z"), a_score(500, 1, stem="org:a"))
    items = [b.an_item(b.a_condition(ref, op="2026-01-06", termijn="2026-04-01"), ident=ref) for ref in ("w", "v")] + [
        b.an_item(b.a_stand(ref, "geschonden", op="2026-01-06"), ident=f"s-{ref}") for ref in ("w", "v")
    ]
    broken = facts(*items).gevaren
    state.gebroken = {g.voorwaarde: g for g in sorted(broken, key=lambda g: g.item, reverse=True) if g.voorwaarde}
    found = list(obstacles(state, START + timedelta(days=2)))
    assert [(o.soort, o.stem) for o in found[:2]] == [("houdt_tegen", "org:a"), ("houdt_tegen", "org:z")]
    assert [(o.soort, o.paden) for o in found[2:]] == [
        ("voorwaarde", ("s-v.stand", "v.tekst")),
        ("voorwaarde", ("s-w.stand", "w.tekst")),
    ]


@pytest.mark.req("MDA-20")
def test_danger_of_the_other_track_holds_the_gate_and_says_its_kind_alone() -> None:
    state = a_state(a_score(600, 1))
    (threat,) = facts(b.an_item(b.a_stand("v", "geschonden", op="2026-01-06"))).gevaren
    state.gebroken = {"brug:v": across(threat)}
    state.ander = a_board(a_score(500, 1, stem="persoon:p-ben", soort="volwassene"))
    assert list(obstacles(state, START + timedelta(days=2))) == [
        Obstakel("brug", gevaar="schending_voorwaarde"),
        Obstakel("brug", gevaar="cijfer"),
    ]
    state.gebroken, state.ander = {}, a_board(a_score(600, 1))
    assert list(obstacles(state, START + timedelta(days=2))) == []


def test_check_is_evidence_from_its_own_day_and_a_word_about_a_breach_is_none() -> None:
    check = Controle(op=date(2026, 1, 20), door="VT", hoe="bezoek", resultaat="goed")
    agreement = Veiligheidsafspraak(ref="a", geldig_op=date(2026, 1, 10), wie="Ben", wat="Belt.", controles=(check, check))
    broken = b.a_stand("v", "geschonden", op="2026-01-10", bewijs="Gezien.")
    found = facts(b.an_item(agreement), b.an_item(b.a_condition("v", op="2026-01-06", termijn="2026-04-01")), b.an_item(broken))
    assert ticks(found, date(2026, 1, 19))["controle"] == ()
    assert ticks(found, date(2026, 1, 20))["controle"] == ("a.controles",)
