"""The lives of the parts of a plan: steps that exist are kept with their history, others are refused with their place."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import AlleenRegie, GeenToegang, KetenhubError, OnbekendeVerwijzing, OngeldigBericht
from ketenhub.merge.standen import STAPPEN
from tests.unit.merge.huishouden import POLITIE, RECLASSERING, VT, a_household, said

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus

CONDITION: dict[str, object] = {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": "Hij belt.", "termijn": "2026-12-01"}
STANDEN = tuple(STAPPEN["voorwaardestand"])


def a_stand(stand: str, day: int, ref: str = "v") -> dict[str, object]:
    return {
        "soort": "voorwaardestand",
        "ref": f"s{day}",
        "geldigOp": f"2026-11-{day:02}",
        "voorwaarde": ref,
        "stand": stand,
        "bewijs": "Gezien bij het huisbezoek.",
    }


@pytest.mark.parametrize(("before", "after"), list(product(STANDEN, STANDEN)))
def test_condition_takes_the_steps_of_the_table_and_no_other(before: str, after: str) -> None:
    _, casus = a_household()
    casus = said(casus, VT, "c", CONDITION, a_stand(before, 2))
    if after == before or after in STAPPEN["voorwaardestand"][before]:
        casus = said(casus, VT, "step", a_stand(after, 3))
        assert [i.feit.stand for i in casus.items if i.feit.soort == "voorwaardestand"] == [before, after]
    else:
        with pytest.raises(OngeldigBericht) as error:
            said(casus, VT, "step", a_stand(after, 3))
        assert error.value.plaats == "/feiten/0"


@pytest.mark.parametrize("before", STANDEN)
def test_breach_is_never_refused_whoever_reports_it(before: str) -> None:
    _, casus = a_household()
    casus = said(casus, VT, "c", CONDITION, a_stand(before, 2))
    ref = next(i.id for i in casus.items if i.feit.soort == "veiligheidsvoorwaarde")
    assert said(casus, POLITIE, "broken", a_stand("geschonden", 3, ref)).items[-1].feit.soort == "voorwaardestand"


@pytest.mark.req("ROUTE-03")
def test_condition_is_realised_only_with_evidence() -> None:
    _, casus = a_household()
    for bewijs in (None, "  "):
        step = (
            a_stand("gerealiseerd", 2) | {"bewijs": bewijs}
            if bewijs
            else {k: v for k, v in a_stand("gerealiseerd", 2).items() if k != "bewijs"}
        )
        with pytest.raises(OngeldigBericht) as error:
            said(casus, VT, "c", CONDITION, step)
        assert error.value.plaats == "/feiten/1/bewijs"


def test_breach_that_arrives_after_a_later_step_stands_where_it_was_true() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "c", CONDITION, a_stand("gerealiseerd", 9))
    casus = said(casus, VT, "late", a_stand("geschonden", 5))
    assert {i.feit.stand for i in casus.items if i.feit.soort == "voorwaardestand"} == {"gerealiseerd", "geschonden"}


@pytest.mark.parametrize("stand", ["vervallen", "open"])
def test_only_who_set_a_condition_or_directs_lets_it_lapse_or_opens_it(stand: str) -> None:
    _, casus = a_household()
    casus = said(casus, POLITIE, "c", CONDITION)
    ref = casus.items[-1].id
    with pytest.raises(AlleenRegie) as error:
        said(casus, RECLASSERING, "step", a_stand(stand, 3, ref))
    assert error.value.plaats == "/feiten/0/stand"
    for org in (POLITIE, VT):
        assert said(casus, org, "step", a_stand(stand, 3, ref)).items[-1].herkomst.organisatie == org


MADE: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "maatregel": ({"aard": "huisverbod", "kader": "bestuur", "van": "2026-11-01"}, {"beeindigdOp": "2026-11-05"}),
    "opschaling": ({"reden": "De termijn is om."}, {"antwoord": "Wij doen mee.", "beantwoordOp": "2026-11-05"}),
    "consultatie": ({"vraag": "Wat is passend?", "aan": "forensisch psycholoog"}, {"advies": "Apart spreken."}),
    "taak": ({"tekst": "Bel de school.", "eigenaar": VT}, {"antwoord": "Gebeld."}),
    "toetsmoment": ({"geplandOp": "2026-11-20", "door": "casusregisseur"}, {"gedaanOp": "2026-11-20"}),
    "monitor": ({}, {"komtVeiligheid": True, "blijftVeiligheid": True, "beeindigdOp": "2026-11-05", "overgenomenDoor": "huisarts"}),
}


@pytest.mark.parametrize("soort", sorted(MADE))
def test_what_was_ended_or_answered_is_not_open_again_by_a_correction(soort: str) -> None:
    begin, end = MADE[soort]
    fact: dict[str, object] = {"soort": soort, "ref": "f", **begin}
    casus = said(a_household()[1], VT, "begin", fact)
    casus = said(casus, VT, "end", fact | end, opgesteld="2026-11-02T12:00:00Z")
    with pytest.raises(OngeldigBericht):
        said(casus, VT, "again", fact, opgesteld="2026-11-03T12:00:00Z")
    late = said(casus, VT, "late", fact, opgesteld="2026-11-01T13:00:00Z")
    assert [i.feit for i in late.items if i.feit.soort == soort] == [i.feit for i in casus.items if i.feit.soort == soort]


@pytest.mark.req("ROUTE-21")
def test_safety_goal_is_reached_and_may_be_open_again() -> None:
    goal: dict[str, object] = {"soort": "veiligheidsdoel", "ref": "d", "tekst": "Rust in huis."}
    casus = said(a_household()[1], VT, "goal", goal)
    casus = said(casus, VT, "reached", goal | {"behaaldOp": "2026-11-02"}, opgesteld="2026-11-02T12:00:00Z")
    casus = said(casus, VT, "open", goal, opgesteld="2026-11-03T12:00:00Z")
    assert [i.feit.behaald_op for i in casus.items if i.feit.soort == "veiligheidsdoel"] == [None]


@pytest.mark.req("VISIE-64", "VISIE-32")
def test_kept_and_broken_agreements_stand_with_their_day_their_reporter_and_their_effect() -> None:
    casus = said(a_household()[1], VT, "a", {"soort": "veiligheidsafspraak", "ref": "a", "wie": "Ben", "wat": "Belt elke dag."})
    ref = casus.items[-1].id
    for org, stand, day in ((VT, "gedaan", "2026-11-02"), (POLITIE, "niet_gedaan", "2026-11-03")):
        step: dict[str, object] = {
            "soort": "afspraakstand",
            "ref": "s",
            "geldigOp": day,
            "afspraak": ref,
            "stand": stand,
            "effect": "Er is rust.",
        }
        casus = said(casus, org, "s", step)
    told = [(i.herkomst.organisatie, i.feit.stand, str(i.herkomst.geldig_op)) for i in casus.items if i.feit.soort == "afspraakstand"]
    assert told == [(VT, "gedaan", "2026-11-02"), (POLITIE, "niet_gedaan", "2026-11-03")]


@pytest.mark.req("VT-06")
@pytest.mark.parametrize("missing", ["komtVeiligheid", "blijftVeiligheid"])
def test_monitor_ends_only_with_both_answers(missing: str) -> None:
    begin, end = MADE["monitor"]
    with pytest.raises(OngeldigBericht) as error:
        said(a_household()[1], VT, "end", {"soort": "monitor", "ref": "m", **begin, **{k: v for k, v in end.items() if k != missing}})
    assert error.value.plaats == f"/feiten/0/{missing}"


@pytest.mark.req("ROUTE-39")
def test_last_monitor_ends_only_when_somebody_is_known_to_take_over() -> None:
    monitor: dict[str, object] = {"soort": "monitor", "ref": "m"}
    ended = {**monitor, "komtVeiligheid": True, "blijftVeiligheid": True, "beeindigdOp": "2026-11-02"}
    casus = said(a_household()[1], VT, "m", monitor)
    with pytest.raises(OngeldigBericht) as error:
        said(casus, VT, "end", ended)
    assert error.value.plaats == "/feiten/0/overgenomenDoor"
    casus = said(casus, RECLASSERING, "other", monitor)
    assert said(casus, VT, "end", ended).items[-1].feit.soort == "monitor"


@pytest.mark.req("ROUTE-39", "ROUTE-02")
@pytest.mark.parametrize("rol", ["casusregie", "zicht_op_veiligheid"])
def test_regie_that_must_be_held_does_not_end_but_is_handed_over(rol: str) -> None:
    _, casus = a_household()
    with pytest.raises(KetenhubError) as error:
        said(casus, VT, "end", {"soort": "regie", "ref": "e", "regierol": rol, "organisatie": VT, "stap": "beeindigd"})
    assert error.value.plaats == "/feiten/0/stap"


HANDOVER: dict[str, object] = {
    "soort": "overdracht",
    "ref": "o",
    "wat": "De gesprekken met de kinderen.",
    "reden": "Ons werk is klaar.",
    "per": "2026-11-20",
}


def a_handover(**aan: object) -> tuple[Casus, str]:
    """Let police hand its work over; gives the casus and the id of the handover."""
    casus = said(a_household()[1], POLITIE, "over", HANDOVER | (aan or {"aan": RECLASSERING}))
    return casus, casus.items[-1].id


def an_answer(ident: str, stand: str, ref: str = "s") -> dict[str, object]:
    return {"soort": "overdrachtstand", "ref": ref, "overdracht": ident, "stand": stand}


@pytest.mark.req("MOV-22")
def test_handover_is_taken_on_by_who_gets_it_and_finished_by_who_gave_it_while_the_plan_lives_on() -> None:
    casus, ident = a_handover()
    taken = said(casus, RECLASSERING, "yes", an_answer(ident, "aanvaard"))
    done = said(taken, POLITIE, "done", an_answer(ident, "afgerond"))
    assert [(i.herkomst.organisatie, i.feit.stand) for i in done.items if i.feit.soort == "overdrachtstand"] == [
        (RECLASSERING, "aanvaard"),
        (POLITIE, "afgerond"),
    ]
    assert (done.id, done.deelnames, done.regie) == (casus.id, casus.deelnames, casus.regie)


@pytest.mark.parametrize(("before", "after"), list(product(STAPPEN["overdrachtstand"], ["aanvaard", "geweigerd", "afgerond"])))
def test_handover_takes_the_steps_of_the_table_and_no_other(before: str, after: str) -> None:
    casus, ident = a_handover()
    way = {"aangeboden": (), "aanvaard": ("aanvaard",), "geweigerd": ("geweigerd",), "afgerond": ("aanvaard", "afgerond")}[before]
    hand = {"aanvaard": RECLASSERING, "geweigerd": RECLASSERING, "afgerond": POLITIE}
    for n, stand in enumerate(way):
        casus = said(casus, hand[stand], f"b{n}", an_answer(ident, stand, f"w{n}"))
    if after == before or after in STAPPEN["overdrachtstand"][before]:
        assert said(casus, hand[after], "step", an_answer(ident, after)).items[-1].feit.soort == "overdrachtstand"
    else:
        with pytest.raises(OngeldigBericht) as error:
            said(casus, hand[after], "step", an_answer(ident, after))
        assert error.value.plaats == "/feiten/0"


@pytest.mark.parametrize(("wie", "stand"), [(VT, "aanvaard"), (POLITIE, "aanvaard"), (POLITIE, "geweigerd"), (RECLASSERING, "afgerond")])
def test_nobody_answers_a_handover_for_another(wie: str, stand: str) -> None:
    casus, ident = a_handover()
    if stand == "afgerond":
        casus = said(casus, RECLASSERING, "yes", an_answer(ident, "aanvaard", "y"))
    with pytest.raises(GeenToegang) as error:
        said(casus, wie, "no", an_answer(ident, stand))
    assert error.value.plaats == "/feiten/0/stand"


@pytest.mark.req("MOV-22")
def test_somebody_of_the_network_takes_work_on_by_the_word_of_who_gives_it() -> None:
    casus = said(a_household()[1], POLITIE, "oma", {"soort": "persoon", "ref": "oma"})
    casus = said(casus, POLITIE, "over", HANDOVER | {"aanPersoon": "oma"})
    ident = casus.items[-1].id
    assert said(casus, POLITIE, "yes", an_answer(ident, "aanvaard")).items[-1].feit.soort == "overdrachtstand"
    with pytest.raises(GeenToegang):
        said(casus, RECLASSERING, "yes", an_answer(ident, "aanvaard"))


@pytest.mark.parametrize("aan", [{}, {"aan": RECLASSERING, "aanPersoon": "a"}])
def test_handover_names_one_who_gets_it(aan: dict[str, object]) -> None:
    with pytest.raises(OngeldigBericht):
        said(a_household()[1], POLITIE, "over", HANDOVER | aan)


def test_answer_to_what_is_no_handover_is_refused() -> None:
    casus = said(a_household()[1], POLITIE, "c", CONDITION)
    with pytest.raises(OnbekendeVerwijzing) as error:
        said(casus, POLITIE, "yes", an_answer(casus.items[-1].id, "aanvaard"))
    assert error.value.plaats == "/feiten/0/overdracht"


@pytest.mark.req("ROUTE-39")
def test_last_monitor_ends_where_somebody_took_the_work_on() -> None:
    casus, ident = a_handover()
    ended = {"soort": "monitor", "ref": "m", "komtVeiligheid": True, "blijftVeiligheid": True, "beeindigdOp": "2026-11-02"}
    casus = said(casus, RECLASSERING, "yes", an_answer(ident, "aanvaard"))
    assert said(casus, VT, "end", ended).items[-1].feit.soort == "monitor"
    taken_back = said(casus, POLITIE, "back", opgesteld="2026-11-02T12:00:00Z", intrekkingen=[{"ref": "o", "reden": "Toch niet."}])
    with pytest.raises(OngeldigBericht):
        said(taken_back, VT, "end", ended)
