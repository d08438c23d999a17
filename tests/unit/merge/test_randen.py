"""The edges of what merge refuses, replaces and joins: the day itself, the same moment, the other sender, the empty list."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from ketenhub.domain.casus import Ingetrokken
from ketenhub.domain.errors import AlleenRegie, GeenToegang, KetenhubError, OnbekendeVerwijzing, OngeldigBericht, Tegenstrijdig
from ketenhub.domain.partijen import Spoor
from ketenhub.merge.fold import fold, merge
from ketenhub.merge.koppelen import adopt, as_one, check_decided, check_join, check_same, fold_joined, same_persons
from ketenhub.merge.link import Aanknoping, Kandidaat, link
from ketenhub.merge.record import Ontvangen, record
from ketenhub.merge.refs import resolve_refs
from ketenhub.merge.standen import STAPPEN, check_steps, state_of
from ketenhub.testing import builders as b
from tests.unit.merge.huishouden import NU, OPENING, POLITIE, RECLASSERING, VT, a_bijdrage, a_household, a_record, said
from tests.unit.merge.test_koppelen import a_person, a_suspicion, folded, joined, told
from tests.unit.merge.test_regie import split_up

GOAL: dict[str, object] = {"soort": "werkdoel", "ref": "w", "tekst": "doel", "volgorde": 1}
CONDITION: dict[str, object] = {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": "Hij belt.", "termijn": "2026-12-01"}
A_PERSON: dict[str, object] = {"soort": "persoon", "ref": "x", "bsn": "999990019"}
OTHER: dict[str, object] = {"soort": "persoon", "ref": "y", "bsn": "999990020"}
LATER = "2026-11-02T12:00:00Z"


def texts(casus: object) -> list[str]:
    return [item.feit.tekst for item in casus.items if item.feit.soort == "werkdoel"]  # type: ignore[attr-defined]


def refusal(organisatie: str, *feiten: dict[str, object]) -> tuple[type[KetenhubError], str]:
    with pytest.raises(KetenhubError) as error:
        said(a_household()[1], organisatie, "refused", *feiten)
    return type(error.value), error.value.plaats


# --- fold


def test_each_contribution_makes_the_casus_one_version_higher() -> None:
    records, casus = a_household()
    assert merge(None, records[0]).versie == 1
    assert (casus.versie, said(casus, VT, "n", GOAL).versie) == (2, 3)


def test_record_that_opens_nothing_names_what_is_missing() -> None:
    records, _ = a_household()
    with pytest.raises(Tegenstrijdig) as error:
        merge(None, records[1])
    assert error.value.plaats == "casus"
    assert fold([]) is None


def test_two_organisations_and_two_kinds_may_use_one_own_reference() -> None:
    casus = said(a_household()[1], VT, "a", GOAL, {"soort": "persoon", "ref": "w"})
    casus = said(casus, POLITIE, "b", {**GOAL, "tekst": "ander"})
    assert texts(casus) == ["doel", "ander"]
    assert len([i for i in casus.items if i.herkomst.eigen_id == "w"]) == 3


def test_of_two_statements_of_one_moment_the_message_with_the_later_id_stands_and_the_same_message_stands_as_it_came_last() -> None:
    _, casus = a_household()
    first, second = (a_record(a_bijdrage({**GOAL, "tekst": name}, bericht=name), casus, VT) for name in ("m1", "m2"))
    for order in permutations((first, second)):
        assert texts(merge(merge(casus, order[0]), order[1])) == ["m2"]
    again = a_record(a_bijdrage({**GOAL, "tekst": "again"}, bericht="m1"), casus, VT)
    assert texts(merge(merge(casus, first), again)) == ["again"]


def test_keys_tell_persons_from_statements_and_stand_in_order() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "n", {"soort": "persoon", "ref": "w"}, GOAL)
    goal = casus.items[-1].id
    person = next(ident for org, ref, ident in casus.sleutels if (org, ref) == (VT, "w") and ident.startswith("p-"))
    assert sorted(key[2] for key in casus.sleutels if key[:2] == (VT, "w")) == sorted((goal, person))
    assert list(casus.sleutels) == sorted(casus.sleutels)
    following = said(casus, VT, "m", {**GOAL, "tekst": "beter"}, opgesteld=LATER)
    assert following.sleutels == casus.sleutels


def test_numbers_stand_in_order_and_a_number_means_whom_it_was_said_of_first() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "n", {"soort": "persoon", "ref": "low", "bsn": "999990007", "geldigOp": "2026-11-02"})
    assert [bsn for bsn, _ in casus.bsns] == ["999990007", "999990019", "999990020"]
    low = dict(casus.bsns)["999990007"]
    again: dict[str, object] = {"soort": "persoon", "ref": "b", "bsn": "999990007", "geldigOp": "2026-11-03"}
    assert dict(said(casus, POLITIE, "m", again, opgesteld=LATER).bsns)["999990007"] == low


def test_statement_under_the_reference_of_a_person_gives_no_number_to_it() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "n", {**GOAL, "ref": "x"})
    assert dict(casus.bsns)["999990019"].startswith("p-")


def test_what_was_taken_back_is_known_once_and_in_order() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "n", GOAL, {**GOAL, "ref": "a"})
    back = [{"ref": "w", "reden": "x"}, {"ref": "a", "reden": "x"}]
    casus = said(casus, VT, "back", intrekkingen=back, opgesteld=LATER)
    moment = datetime(2026, 11, 2, 12, tzinfo=UTC)
    assert casus.ingetrokken == tuple(Ingetrokken(organisatie=VT, ref=ref, opgesteld_op=moment, bericht="back") for ref in ("a", "w"))
    assert said(casus, VT, "back", intrekkingen=back, opgesteld=LATER).ingetrokken == casus.ingetrokken


@pytest.mark.parametrize(
    ("bericht", "opgesteld", "stands"),
    [("same", LATER, False), ("same", "2026-11-02T12:00:01Z", True), ("back", LATER, True)],
    ids=["written at that moment", "written later", "in the same message"],
)
def test_statement_stands_when_said_after_its_withdrawal_or_in_the_same_message(bericht: str, opgesteld: str, stands: bool) -> None:
    casus = said(a_household()[1], VT, "n", GOAL, {**GOAL, "ref": "other"})
    new = a_bijdrage({**GOAL, "tekst": "nieuw"}, bericht=bericht, opgesteld=opgesteld, intrekkingen=[])
    back = a_bijdrage(bericht="back", opgesteld=LATER, intrekkingen=[{"ref": "w", "reden": "x"}])
    casus = merge(merge(casus, a_record(back, casus, VT)), a_record(new, casus, VT))
    assert ("nieuw" in texts(casus)) == stands
    assert "doel" in texts(casus)


def test_withdrawal_takes_nothing_of_another_organisation() -> None:
    casus = said(said(a_household()[1], VT, "a", GOAL), POLITIE, "b", {**GOAL, "tekst": "ander"})
    assert texts(said(casus, VT, "back", intrekkingen=[{"ref": "w", "reden": "x"}], opgesteld=LATER)) == ["ander"]


@pytest.mark.req("MDA-20")
def test_suspicion_and_its_withdrawal_in_one_message_still_separate() -> None:
    _, casus = a_household()
    kind: dict[str, object] = {"soort": "geweldsoort", "ref": "k", "aard": "intiem_terrorisme", "slachtoffers": ["x"], "plegers": ["y"]}
    late = a_record(a_bijdrage(A_PERSON, OTHER, kind, bericht="late"), casus, VT)
    before = merge(casus, late)
    back = a_record(a_bijdrage(bericht="back", opgesteld=LATER, intrekkingen=[{"ref": "k", "reden": "x"}]), before, VT)
    # the withdrawal arrives first: the suspicion never stands, and what it says of the sides is kept all the same
    casus = merge(merge(casus, back), late)
    assert casus.splitsing is not None
    assert not [i for i in casus.items if i.feit.soort == "geweldsoort"]


def test_what_a_person_decided_about_joining_stays_with_the_next_contribution() -> None:
    decided = {"gekoppeld": ("c2",), "opgenomen_in": "c3", "zelfde": (("p-1", "p-2"),)}
    casus = a_household()[1].model_copy(update=decided)
    following = said(casus, VT, "n", GOAL)
    assert (following.gekoppeld, following.opgenomen_in, following.zelfde) == (("c2",), "c3", (("p-1", "p-2"),))


# --- what a fact must hold


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


# --- the lives of the parts


STEPS = {
    "open": {"gerealiseerd", "geschonden", "vervallen"},
    "gerealiseerd": {"open", "geschonden", "vervallen"},
    "geschonden": {"gerealiseerd", "vervallen"},
    "vervallen": {"open", "geschonden"},
}


def test_condition_takes_these_steps() -> None:
    assert dict(STAPPEN["voorwaardestand"]) == STEPS


def a_stand(stand: str, day: int, **rest: object) -> dict[str, object]:
    moment = f"2026-11-{day:02}"
    return {
        "soort": "voorwaardestand",
        "ref": f"s{day}",
        "geldigOp": moment,
        "voorwaarde": "v",
        "stand": stand,
        "bewijs": "Gezien.",
        **rest,
    }


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


# --- joining


def test_same_persons_are_called_alike_everywhere_and_what_is_no_person_is_left() -> None:
    records, casus = a_household()
    anna, ben = (ident for _, _, ident in records[0].personen)
    read = as_one(records, {ben: anna, records[0].items[2].id: "other"})
    assert [ident for _, _, ident in read[0].personen] == [anna, anna]
    feit = read[0].items[2].feit
    assert feit.soort == "incident"
    assert feit.personen == (anna, anna)
    assert read[0].items[2].id == records[0].items[2].id
    assert folded(as_one(iter(records), {})) == casus


def test_reference_to_a_statement_is_left_when_persons_are_called_alike() -> None:
    _, casus = a_household()
    kept = a_record(a_bijdrage(CONDITION, a_stand("geschonden", 2), bericht="n"), casus, VT)
    (read,) = as_one([kept], {kept.items[0].id: "other"})
    assert read.items == kept.items


def test_persons_of_two_tracks_are_never_one_and_of_one_track_may_be() -> None:
    casus = split_up(a_household()[1])
    casus = said(casus, VT, "n", {"soort": "persoon", "ref": "third"})
    victims = [p.id for p in casus.personen if p.spoor is Spoor.SLACHTOFFER]
    (perpetrator,) = [p.id for p in casus.personen if p.spoor is Spoor.PLEGER]
    check_same(casus, *victims)
    for pair in ((victims[0], perpetrator), (perpetrator, victims[0])):
        with pytest.raises(Tegenstrijdig) as error:
            check_same(casus, *pair)
        assert error.value.plaats == "ander"


@pytest.mark.req("MDA-20")
def test_join_is_refused_when_one_of_several_stands_on_the_other_side_and_only_when_both_are_separated() -> None:
    victim_and_more = told((POLITIE, a_suspicion("a", "b")))
    turned = told(
        (POLITIE, a_bijdrage(a_person("c", "999990032"), bericht="c")),
        (
            POLITIE,
            a_bijdrage(
                a_person("a", "999990019"),
                a_person("z", "999990044"),
                {"soort": "geweldsoort", "ref": "k", "aard": "intiem_terrorisme", "slachtoffers": ["z"], "plegers": ["a"]},
                a_person("b", "999990020"),
                {"soort": "geweldsoort", "ref": "k2", "aard": "intiem_terrorisme", "slachtoffers": ["z"], "plegers": ["b"]},
                bericht="k",
            ),
        ),
    )
    one, other, plain = folded(victim_and_more), folded(turned), a_household()[1]
    with pytest.raises(Tegenstrijdig) as error:
        check_join(one, other)
    assert error.value.plaats == "voorstelId"
    check_join(plain, other)
    check_join(other, plain)


def test_decisions_of_regie_stay_in_their_own_casus_and_the_rest_is_read() -> None:
    eigen, casus = a_household()
    ander = told(
        (
            VT,
            a_bijdrage(
                {"soort": "planopzet", "ref": "p", "stadium": "direct"},
                {"soort": "zorgbesluit", "ref": "z", "organisatie": POLITIE, "reden": "Overgenomen."},
                {"soort": "heroverweging", "ref": "h", "terugval": "2026-11-01", "besluit": "niet_nodig", "reden": "Loopt al."},
                GOAL,
            ),
        )
    )
    whole = joined(eigen, ander)
    assert [i.feit.soort for i in whole.items[len(casus.items) :]] == ["werkdoel"]
    assert whole.gekoppeld == ("c2",)
    assert (whole.id, whole.opening) == (casus.id, casus.opening)


def test_reference_to_a_statement_of_the_other_casus_is_left_as_it_is() -> None:
    eigen, _ = a_household()
    ander = told((VT, a_bijdrage(CONDITION, a_stand("geschonden", 2))))
    step = joined(eigen, ander).items[-1].feit
    assert step.soort == "voorwaardestand"
    assert step.voorwaarde == ander[0].items[0].id


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize(
    ("organisatie", "spoor"),
    [(RECLASSERING, Spoor.PLEGER), (POLITIE, Spoor.ONVERDEELD), (VT, Spoor.ONVERDEELD), ("0" * 19 + "7", Spoor.ONVERDEELD)],
    ids=["assigned to the perpetrator", "assigned to the victim", "directs", "no assigned track"],
)
def test_only_words_of_who_is_assigned_to_the_perpetrators_track_move_there(organisatie: str, spoor: Spoor) -> None:
    casus = split_up(a_household()[1])
    eigen = [*a_household()[0]]
    unassigned: dict[str, object] = {"soort": "betrokkenheid", "ref": "u", "organisatie": "0" * 19 + "7", "van": "2026-11-01"}
    whole = folded(eigen)
    split = a_record(
        a_bijdrage(
            A_PERSON,
            OTHER,
            {"soort": "geweldsoort", "ref": "k", "aard": "intiem_terrorisme", "slachtoffers": ["x"], "plegers": ["y"]},
            {"soort": "betrokkenheid", "ref": "t2", "organisatie": POLITIE, "van": "2026-11-01", "opSpoor": "slachtoffer"},
            unassigned,
            bericht="b3",
        ),
        whole,
        VT,
    )
    assert casus.splitsing is not None
    found = joined([*eigen, split], told((organisatie, a_bijdrage(GOAL))))
    assert [i.spoor for i in found.items if i.feit.soort == "werkdoel"] == [spoor]


def test_words_of_the_victims_track_there_stay_the_victims_here() -> None:
    eigen, casus = a_household()
    split = record(a_suspicion("a", "b"), casus, Ontvangen(POLITIE, NU, "canoniek 1", iter(f"q{n}" for n in range(99)).__next__, OPENING))
    there = told((POLITIE, a_suspicion("a", "b")), (RECLASSERING, a_bijdrage(GOAL, bericht="w")))
    assert [i.spoor for i in joined([*eigen, split], there).items if i.feit.soort == "werkdoel"] == [Spoor.SLACHTOFFER]


def test_whoever_is_assigned_to_a_side_moves_nothing_while_tracks_are_one() -> None:
    eigen, _ = a_household()
    assert [i.spoor for i in joined(eigen, told((RECLASSERING, a_bijdrage(GOAL)))).items if i.feit.soort == "werkdoel"] == [
        Spoor.ONVERDEELD
    ]


def test_joined_casussen_are_read_in_the_order_in_which_the_hub_heard_them_and_named_in_order() -> None:
    eigen, casus = a_household()
    first = told((POLITIE, a_bijdrage({**GOAL, "tekst": "later"})))
    second = told((POLITIE, a_bijdrage({**GOAL, "tekst": "eerder"})))
    late, early = (
        [kept.model_copy(update={"ontvangen_op": datetime(2026, 11, day, tzinfo=UTC)}) for kept in records]
        for records, day in ((first, 9), (second, 8))
    )
    for given in ({"c9": late, "c2": early}, {"c2": early, "c9": late}, {"c2": late, "c9": early}):
        whole = fold_joined(eigen, given)
        assert whole is not None
        assert texts(whole) == ["eerder", "later"]
        assert whole.gekoppeld == ("c2", "c9")
    assert fold_joined([], {"c2": late}) is None
    assert fold_joined(eigen, {"c2": []}) == casus.model_copy(update={"gekoppeld": ("c2",)})


def test_what_was_heard_at_one_moment_is_read_in_the_order_of_the_casussen() -> None:
    eigen, _ = a_household()
    one, two = (told((POLITIE, a_bijdrage({**GOAL, "tekst": name}))) for name in ("uit c2", "uit c9"))
    for given in ({"c2": one, "c9": two}, {"c9": two, "c2": one}):
        whole = fold_joined(eigen, given)
        assert whole is not None
        assert texts(whole) == ["uit c2", "uit c9"]


def test_what_was_recorded_elsewhere_is_read_as_of_this_casus_and_opens_nothing() -> None:
    _, casus = a_household()
    ander = told((POLITIE, a_bijdrage(GOAL)))
    assert ander[0].opening is not None
    assert [(kept.casus_id, kept.opening) for kept in adopt(ander, casus, folded(ander))] == [(casus.id, None)]


def test_decision_that_is_refused_names_itself() -> None:
    with pytest.raises(Tegenstrijdig) as error:
        check_decided({("a", "b"): "dezelfde"}, ("b", "a"), "niet_dezelfde")
    assert error.value.plaats == "besluit"


def test_persons_are_the_same_by_every_number_that_both_know() -> None:
    _, casus = a_household()
    other = folded(told((POLITIE, a_bijdrage(a_person("q", "999990032"), a_person("b", "999990020")))))
    assert same_persons(casus, other) == {dict(other.bsns)["999990020"]: dict(casus.bsns)["999990020"]}


# --- linking


@pytest.mark.parametrize(
    ("aanknoping", "grond"),
    [
        (Aanknoping("c", "d", "e"), "casusverwijzing"),
        (Aanknoping(None, "c", "e"), "eigen referentie"),
        (Aanknoping(None, None, "c"), "bericht van deze casus"),
        (Aanknoping(kandidaten=(Kandidaat("c", 2, True), Kandidaat("d", 1, True))), "burgerservicenummers"),
    ],
)
def test_first_ground_counts_and_is_named(aanknoping: Aanknoping, grond: str) -> None:
    found = link(aanknoping)
    assert (found.casus_id, found.grond, found.voorstellen) == ("c", grond, ())


def test_new_casus_says_so_and_proposes_in_order() -> None:
    found = link(Aanknoping(kandidaten=(Kandidaat("d", 1, True), Kandidaat("c", 1, True), Kandidaat("a", 1, True, op_pleger=True))))
    assert (found.casus_id, found.grond, found.voorstellen) == (None, "nieuw", ("c", "d"))


# --- references


def test_place_of_a_reference_names_field_and_row_and_a_tagged_name_keeps_its_words() -> None:
    seen: list[tuple[str, str, str]] = []

    def called(naar: str, ref: str, place: str) -> str:
        seen.append((naar, ref, place))
        return f"{ref}-new"

    incident = b.an_incident(op="2026-01-05", ref="a").model_copy(
        update={"personen": ("a", "b"), "omschrijving": "@{a|Anna} en @{b|Ben} {x}."}
    )
    found = resolve_refs(incident, "/feiten/0", called)
    assert (found.ref, found.personen, found.omschrijving) == ("a", ("a-new", "b-new"), "@{a-new|Anna} en @{b-new|Ben} {x}.")
    assert sorted(seen) == [
        ("persoon", "a", "/feiten/0/omschrijving"),
        ("persoon", "a", "/feiten/0/personen/0"),
        ("persoon", "b", "/feiten/0/omschrijving"),
        ("persoon", "b", "/feiten/0/personen/1"),
    ]


def test_value_without_references_is_given_back_itself() -> None:
    incident = b.an_incident(op="2026-01-05")
    assert resolve_refs(incident, "", lambda _naar, ref, _place: ref) is incident
