"""What a fact must hold, down to the day itself, the empty reason and the row in which a name is marked wrongly."""

from __future__ import annotations

import pytest

from ketenhub.domain.errors import OngeldigBericht
from tests.unit.merge.huishouden import POLITIE, VT, a_bijdrage, a_household, a_record, said
from tests.unit.merge.test_regie import split_up
from tests.unit.merge.woorden import A_PERSON, GOAL, OTHER, refusal


@pytest.mark.parametrize(("jaar", "kept"), [(1899, False), (1900, True), (2026, True), (2027, False)])
def test_year_lies_between_nineteen_hundred_and_the_year_of_writing(jaar: int, kept: bool) -> None:
    situation: dict[str, object] = {
        "soort": "onveilige_situatie",
        "ref": "o",
        "slachtoffer": "x",
        "omschrijving": "@{x|Anna} viel.",
        "jaar": jaar,
    }
    if kept:
        assert said(a_household()[1], VT, "n", A_PERSON, situation).items[-1].feit.soort == "onveilige_situatie"
    else:
        assert refusal(VT, A_PERSON, situation) == (OngeldigBericht, "/feiten/1/jaar")


def test_date_in_the_year_of_the_situation_is_kept() -> None:
    situation: dict[str, object] = {"soort": "onveilige_situatie", "ref": "o", "slachtoffer": "x", "omschrijving": "@{x|Anna} viel."}
    assert said(a_household()[1], VT, "n", A_PERSON, {**situation, "jaar": 2025, "datum": "2025-12-31"}).items


def test_alignment_without_a_prosecution_decision_is_for_everyone() -> None:
    suspicion: dict[str, object] = {"soort": "strafbaarfeitvermoeden", "ref": "s", "niveau": "vermoeden", "grond": "Aangifte."}
    casus = said(a_household()[1], VT, "n", suspicion, {"soort": "afstemming", "ref": "a", "betreft": "s", "met": [POLITIE]})
    assert casus.items[-1].feit.soort == "afstemming"


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize(
    ("until", "kept"),
    [
        ({"tot": "2026-10-31"}, True),
        ({"tot": "2026-11-01"}, False),
        ({"tot": "2027-01-01"}, False),
        ({"tot": "2027-01-01", "beeindigdOp": "2026-10-31"}, True),
        ({"beeindigdOp": "2026-10-31"}, True),
        ({"beeindigdOp": "2026-11-01"}, False),
        ({}, False),
    ],
)
def test_joint_measure_is_kept_only_when_it_had_ended_before_the_suspicion(until: dict[str, object], kept: bool) -> None:
    measure: dict[str, object] = {
        "soort": "maatregel",
        "ref": "m",
        "aard": "mediation",
        "kader": "vrijwillig",
        "van": "2026-09-01",
        **until,
    }
    casus = split_up(a_household()[1])
    if kept:
        assert said(casus, VT, "n", measure).items[-1].feit.soort == "maatregel"
    else:
        with pytest.raises(OngeldigBericht):
            said(casus, VT, "n", measure)


@pytest.mark.req("MDA-20")
def test_earliest_suspicion_counts_for_joint_help_and_another_kind_of_violence_does_not() -> None:
    help_: dict[str, object] = {
        "soort": "interventie",
        "ref": "h",
        "aard": "mediation",
        "domein": "zorg",
        "van": "2026-09-01",
        "tot": "2026-10-15",
    }
    kind: dict[str, object] = {"soort": "geweldsoort", "ref": "k2", "slachtoffers": ["x"], "plegers": ["y"], "geldigOp": "2026-10-01"}
    casus = split_up(a_household()[1])
    assert said(casus, VT, "n", A_PERSON, OTHER, {**kind, "aard": "stalking"}, help_).items[-1].feit.soort == "interventie"
    with pytest.raises(OngeldigBericht):
        said(casus, VT, "n", A_PERSON, OTHER, {**kind, "aard": "intiem_terrorisme"}, help_)


TAKEN: dict[str, dict[str, object]] = {
    "herstelpunt": {"persoon": "x", "punt": "meedoen", "stand": "niet_haalbaar"},
    "heroverweging": {"terugval": "2026-11-02", "besluit": "niet_nodig", "reden": "Loopt al."},
}
REGIE_STEP: dict[str, object] = {"soort": "regie", "ref": "g", "regierol": "procesregie", "organisatie": VT}


@pytest.mark.parametrize("why", [{}, {"reden": "  "}], ids=["nothing", "blank"])
def test_regie_is_offered_and_refused_with_a_reason_and_accepted_without(why: dict[str, object]) -> None:
    casus = said(a_household()[1], VT, "o", {**REGIE_STEP, "ref": "o", "stap": "aangeboden", "reden": "Omdat."})
    for stap in ("aangeboden", "geweigerd"):
        with pytest.raises(OngeldigBericht) as error:
            said(casus, VT, "n", {**REGIE_STEP, "stap": stap, **why})
        assert error.value.plaats == "/feiten/0/reden"
    assert said(casus, VT, "n", {**REGIE_STEP, "stap": "aanvaard", **why}).items[-1].feit.soort == "regie"


@pytest.mark.req("MDA-07")
def test_point_of_recovery_out_of_reach_says_why_and_another_need_not() -> None:
    point: dict[str, object] = {"soort": "herstelpunt", "ref": "h", **TAKEN["herstelpunt"]}
    assert refusal(VT, A_PERSON, point) == (OngeldigBericht, "/feiten/1/toelichting")
    assert refusal(VT, A_PERSON, {**point, "toelichting": "  "}) == (OngeldigBericht, "/feiten/1/toelichting")
    for kept in ({"toelichting": "Te ziek."}, {"stand": "nog_niet"}):
        assert said(a_household()[1], VT, "n", A_PERSON, {**point, **kept}).items[-1].feit.soort == "herstelpunt"


@pytest.mark.req("CON-26")
@pytest.mark.parametrize(("day", "kept"), [("2026-11-01", False), ("2026-11-02", True), ("2026-11-03", True)])
def test_fall_back_is_weighed_on_its_day_at_the_earliest(day: str, kept: bool) -> None:
    weighed: dict[str, object] = {"soort": "heroverweging", "ref": "h", "geldigOp": day, **TAKEN["heroverweging"]}
    if kept:
        assert said(a_household()[1], VT, "n", weighed).items[-1].feit.soort == "heroverweging"
    else:
        assert refusal(VT, weighed) == (OngeldigBericht, "/feiten/0/terugval")


@pytest.mark.parametrize(("whom", "kept"), [({}, False), ({"aan": POLITIE, "aanPersoon": "x"}, False), ({"aan": POLITIE}, True)])
def test_work_is_handed_over_to_exactly_one(whom: dict[str, object], kept: bool) -> None:
    handed: dict[str, object] = {"soort": "overdracht", "ref": "o", "wat": "Zorg.", "reden": "Klaar.", "per": "2026-12-01", **whom}
    if kept:
        assert said(a_household()[1], VT, "n", A_PERSON, handed).items[-1].feit.soort == "overdracht"
    else:
        assert refusal(VT, A_PERSON, handed) == (OngeldigBericht, "/feiten/1")


@pytest.mark.parametrize(
    ("words", "kept"),
    [("@{x|Anna} belt.", True), ("Anna belt.", True), ("@{x Anna} belt.", False), ("{persoon:x} belt.", False), ("{org:1} belt.", False)],
)
def test_name_that_is_marked_wrongly_is_refused_with_its_place_down_to_the_row(words: str, kept: bool) -> None:
    goal = {**GOAL, "tekst": words}
    steps: dict[str, object] = {"soort": "proactief_scenario", "ref": "s", "stappen": ["Bel 112.", words]}
    if kept:
        assert len(a_record(a_bijdrage(A_PERSON, goal, steps), None, VT).items) == 3
        return
    for fact, place in ((goal, "/feiten/1/tekst"), (steps, "/feiten/1/stappen/1")):
        assert refusal(VT, A_PERSON, fact) == (OngeldigBericht, place)


def test_name_that_is_marked_wrongly_in_a_part_of_a_fact_is_refused_with_its_place() -> None:
    check = {"op": "2026-11-01", "door": "VT", "hoe": "bezoek", "resultaat": "@{x Anna} was thuis."}
    fact: dict[str, object] = {"soort": "veiligheidsafspraak", "ref": "a", "wie": "Ben", "wat": "Belt.", "controles": [check]}
    assert refusal(VT, A_PERSON, fact) == (OngeldigBericht, "/feiten/1/controles/0/resultaat")


@pytest.mark.parametrize("missing", ["komtVeiligheid", "blijftVeiligheid"])
def test_monitor_that_runs_needs_neither_answer(missing: str) -> None:
    answers: dict[str, object] = {"komtVeiligheid": True, "blijftVeiligheid": True}
    del answers[missing]
    assert said(a_household()[1], VT, "n", {"soort": "monitor", "ref": "m", **answers}).items[-1].feit.soort == "monitor"
