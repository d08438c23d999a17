"""Which step follows which, whose hand takes it, and what counts for it."""

from __future__ import annotations

import pytest

from ketenhub.domain.errors import AlleenRegie, GeenToegang, OnbekendeVerwijzing, OngeldigBericht
from ketenhub.merge.fold import merge
from ketenhub.merge.record import Ontvangen, record
from ketenhub.merge.standen import STAPPEN, check_steps, state_of
from tests.unit.merge.huishouden import NU, OPENING, POLITIE, RECLASSERING, VT, a_bijdrage, a_household, a_record, said
from tests.unit.merge.test_regie import split_up
from tests.unit.merge.woorden import CONDITION, GOAL, LATER, a_stand, texts

STEPS = {
    "open": {"gerealiseerd", "geschonden", "vervallen"},
    "gerealiseerd": {"open", "geschonden", "vervallen"},
    "geschonden": {"gerealiseerd", "vervallen"},
    "vervallen": {"open", "geschonden"},
}


def test_condition_takes_these_steps() -> None:
    assert dict(STAPPEN["voorwaardestand"]) == STEPS


def test_step_of_one_condition_is_no_step_of_another() -> None:
    casus = said(a_household()[1], VT, "n", CONDITION, {**CONDITION, "ref": "v2"}, a_stand("geschonden", 2, voorwaarde="v2"))
    assert said(casus, VT, "m", a_stand("vervallen", 3), a_stand("open", 4)).items[-1].feit.soort == "voorwaardestand"


def test_step_on_the_same_day_follows_the_earlier_and_a_correction_does_not_follow_itself() -> None:
    casus = said(a_household()[1], VT, "n", CONDITION, a_stand("geschonden", 2))
    with pytest.raises(OngeldigBericht):
        said(casus, VT, "m", a_stand("open", 2, ref="same-day"))
    corrected = said(casus, VT, "m", a_stand("open", 2), opgesteld=LATER)
    assert [i.feit.stand for i in corrected.items if i.feit.soort == "voorwaardestand"] == ["open"]


def test_statement_of_the_very_same_moment_takes_a_step() -> None:
    task: dict[str, object] = {"soort": "taak", "ref": "t", "tekst": "Bel.", "eigenaar": VT}
    casus = said(a_household()[1], VT, "n", {**task, "beantwoordOp": "2026-11-01"})
    with pytest.raises(OngeldigBericht) as error:
        said(casus, VT, "m", task)
    assert error.value.plaats == "/feiten/0"


def test_reached_goal_is_a_step_of_its_own() -> None:
    goal: dict[str, object] = {"soort": "veiligheidsdoel", "ref": "d", "tekst": "Rust."}
    casus = said(a_household()[1], VT, "n", goal)
    assert said(casus, VT, "m", {**goal, "behaaldOp": "2026-11-02"}, opgesteld=LATER).items[-1].feit.soort == "veiligheidsdoel"


@pytest.mark.parametrize(
    ("organisatie", "kept"), [(VT, True), (POLITIE, True), (RECLASSERING, False)], ids=["sight on safety", "casusregie", "neither"]
)
def test_condition_of_another_lapses_by_either_of_the_two_roles_that_must_be_held(organisatie: str, kept: bool) -> None:
    step: dict[str, object] = {"soort": "regie", "regierol": "casusregie", "organisatie": POLITIE, "reden": "Omdat."}
    casus = said(a_household()[1], VT, "o", {**step, "ref": "o", "stap": "aangeboden"})
    casus = said(casus, POLITIE, "g", {**step, "ref": "g", "stap": "aanvaard"}, opgesteld=LATER)
    casus = said(casus, "0" * 19 + "9", "c", CONDITION)
    lapse = a_stand("vervallen", 3, voorwaarde=casus.items[-1].id)
    if kept:
        assert said(casus, organisatie, "n", lapse).items[-1].feit.soort == "voorwaardestand"
    else:
        with pytest.raises(AlleenRegie):
            said(casus, organisatie, "n", lapse)


def test_procesregie_alone_lets_no_condition_of_another_lapse() -> None:
    step: dict[str, object] = {"soort": "regie", "regierol": "procesregie", "organisatie": POLITIE, "reden": "Omdat."}
    casus = said(a_household()[1], VT, "o", {**step, "ref": "o", "stap": "aangeboden"}, CONDITION)
    ref = casus.items[-1].id
    casus = said(casus, POLITIE, "g", {**step, "ref": "g", "stap": "aanvaard"}, opgesteld=LATER)
    with pytest.raises(AlleenRegie):
        said(casus, POLITIE, "n", a_stand("vervallen", 3, voorwaarde=ref))


def test_in_a_new_casus_only_the_default_of_the_region_has_regie_over_anothers_consent() -> None:
    consent: dict[str, object] = {"soort": "instemming", "ref": "i", "voorwaarde": "v", "organisatie": RECLASSERING, "oordeel": "eens"}
    assert a_record(a_bijdrage(CONDITION, consent), None, VT).items[-1].feit.soort == "instemming"
    with pytest.raises(AlleenRegie):
        a_record(a_bijdrage(CONDITION, consent), None, POLITIE)


def test_regie_records_consent_of_another_organisation() -> None:
    consent: dict[str, object] = {"soort": "instemming", "ref": "i", "voorwaarde": "v", "organisatie": POLITIE, "oordeel": "eens"}
    assert said(a_household()[1], VT, "n", CONDITION, consent).items[-1].feit.soort == "instemming"


def test_monitor_that_runs_needs_no_successor() -> None:
    assert said(a_household()[1], VT, "n", {"soort": "monitor", "ref": "m"}).items[-1].feit.soort == "monitor"


def test_only_active_goals_count_and_each_side_of_a_split_has_its_own() -> None:
    numbers = iter(range(100))

    def heard() -> Ontvangen:
        return Ontvangen(VT, NU, "canoniek 1", lambda: f"g{next(numbers)}", OPENING, werkdoelen=1)

    casus = split_up(a_household()[1])
    one_each = a_bijdrage(
        GOAL, {**GOAL, "ref": "p", "spoor": "pleger"}, {**GOAL, "ref": "idle", "actief": False}, {"soort": "persoon", "ref": "z"}
    )
    casus = merge(casus, record(one_each, casus, heard()))
    assert len(texts(casus)) == 3
    # what is no active goal is kept also where there are too many
    crowded = merge(casus, a_record(a_bijdrage({**GOAL, "ref": "w2"}, bericht="x"), casus, VT))
    rest = a_bijdrage({"soort": "persoon", "ref": "q"}, {**GOAL, "ref": "idle2", "actief": False}, bericht="r")
    assert len(record(rest, crowded, heard()).items) == 2


LIVES: list[tuple[dict[str, object], str | None]] = [
    ({"soort": "veiligheidsdoel", "tekst": "Rust."}, "open"),
    ({"soort": "veiligheidsdoel", "tekst": "Rust.", "behaaldOp": "2026-11-01"}, "behaald"),
    ({"soort": "maatregel", "aard": "huisverbod", "kader": "bestuur", "van": "2026-11-01"}, "lopend"),
    ({"soort": "taak", "tekst": "Bel.", "eigenaar": VT, "antwoord": "Gebeld."}, "beantwoord"),
    ({"soort": "taak", "tekst": "Bel.", "eigenaar": VT, "beantwoordOp": "2026-11-01"}, "beantwoord"),
    ({"soort": "taak", "tekst": "Bel.", "eigenaar": VT}, "open"),
    (GOAL, None),
]


@pytest.mark.parametrize(("fact", "state"), LIVES)
def test_statement_puts_its_part_in_this_state(fact: dict[str, object], state: str | None) -> None:
    assert state_of(a_bijdrage({**fact, "ref": "f"}).feiten[0]) == state


def test_step_that_is_told_late_follows_what_was_true_before_it_and_not_what_came_after() -> None:
    casus = said(a_household()[1], VT, "n", CONDITION, a_stand("vervallen", 9))
    assert said(casus, VT, "late", a_stand("gerealiseerd", 5)).items[-1].feit.soort == "voorwaardestand"


HANDOVER: dict[str, object] = {"soort": "overdracht", "wat": "Zorg.", "reden": "Klaar.", "per": "2026-12-01"}


def an_answer(ident: str, stand: str) -> dict[str, object]:
    return {"soort": "overdrachtstand", "ref": "s", "overdracht": ident, "stand": stand}


def test_answer_is_to_the_handover_that_it_names_and_to_nothing_else() -> None:
    casus = said(
        a_household()[1], VT, "n", CONDITION, {**HANDOVER, "ref": "o1", "aan": POLITIE}, {**HANDOVER, "ref": "o2", "aan": RECLASSERING}
    )
    condition, _, second = (item.id for item in casus.items[-3:])
    assert said(casus, RECLASSERING, "yes", an_answer(second, "aanvaard")).items[-1].feit.soort == "overdrachtstand"
    with pytest.raises(OnbekendeVerwijzing) as error:
        said(casus, RECLASSERING, "no", an_answer(condition, "aanvaard"))
    assert error.value.plaats == "/feiten/0/overdracht"


@pytest.mark.parametrize(("organisatie", "kept"), [(POLITIE, True), (VT, True), (RECLASSERING, False)], ids=["giver", "regie", "taker"])
def test_handover_is_finished_by_who_gave_it_or_directs(organisatie: str, kept: bool) -> None:
    casus = said(a_household()[1], POLITIE, "n", {**HANDOVER, "ref": "o", "aan": RECLASSERING})
    ident = casus.items[-1].id
    casus = said(casus, RECLASSERING, "yes", {**an_answer(ident, "aanvaard"), "ref": "y"})
    if kept:
        assert said(casus, organisatie, "done", an_answer(ident, "afgerond")).items[-1].feit.soort == "overdrachtstand"
    else:
        with pytest.raises(GeenToegang):
            said(casus, organisatie, "done", an_answer(ident, "afgerond"))


@pytest.mark.req("ROUTE-39")
def test_refused_handover_is_no_successor() -> None:
    casus = said(a_household()[1], POLITIE, "n", {**HANDOVER, "ref": "o", "aan": RECLASSERING})
    casus = said(casus, RECLASSERING, "no", an_answer(casus.items[-1].id, "geweigerd"))
    ended = {"soort": "monitor", "ref": "m", "komtVeiligheid": True, "blijftVeiligheid": True, "beeindigdOp": "2026-11-02"}
    with pytest.raises(OngeldigBericht):
        said(casus, VT, "end", ended)


def test_steps_of_nothing_are_no_steps() -> None:
    check_steps([], None, VT, 3)
