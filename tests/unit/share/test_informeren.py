"""The duty to tell: every new recipient of content about a person asks for a task or an exception, and none tells the other track."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenhub.domain.errors import AlleenRegie, OngeldigBericht
from ketenhub.flow.beeld import cut, row_of
from ketenhub.share.informeren import ANDER_SPOOR, Plicht, duties, name_people, persons_told_of, standing
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from tests.unit.eisen.wereld import DAG, GEMEENTE, POLITIE, SOORTEN, VT, judged, say
from tests.unit.share.rijk import a_plan, person_of
from tests.unit.share.test_fase import a_rule
from tests.unit.share.test_mensen import VERDENKING
from tests.unit.share.test_toestemming import rules

if TYPE_CHECKING:
    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.delen import Regelset
    from ketenhub.domain.json import Json
    from ketenhub.share.gereed import Gereed
    from ketenhub.share.informeren import Stand

OPEN = rules(a_rule("alles"))
VANDAAG = date.fromisoformat(DAG)
NAMEN = {VT: "Veilig Thuis", POLITIE: "Politie", GEMEENTE: "Gemeente"}
SPOREN = st.sampled_from(["onverdeeld", "slachtoffer", "pleger", "beide"])


def called(persoon: str) -> str:
    """Give what recipients call a person."""
    return f"ps-{persoon}"


def what_leaves(casus: Casus, oin: str, spoor: str, regels: Regelset = OPEN, dag: str = DAG) -> tuple[Gereed, Uitsnede]:
    """Give what one organisation gets, and the casus from which it was cut."""
    beeld = cut(casus, judged(casus, dag))[row_of(spoor)]
    omgeving = Omgeving(regels, date.fromisoformat(dag), NAMEN, SOORTEN, called)
    return beeld.gereed, share(beeld.gereed, beeld.beoordeling, Ontvanger(oin, SOORTEN[oin], spoor, oin == VT, "w"), omgeving).uitsnede


def asked(casus: Casus, oin: str, spoor: str = "onverdeeld", regels: Regelset = OPEN, dag: str = DAG) -> tuple[Plicht, ...]:
    """Give the duties that a disclosure leaves behind."""
    gereed, uitsnede = what_leaves(casus, oin, spoor, regels, dag)
    return duties(gereed, uitsnede, persons_told_of(gereed, uitsnede, called), date.fromisoformat(dag))


def said(uitkomst: str, persoon: str = "anna", /, **rest: Json) -> dict[str, Json]:
    """Build what was done about telling."""
    return {"soort": "informering", "ref": f"inf-{uitkomst}-{persoon}", "persoon": persoon, "uitkomst": uitkomst, **rest}


UITZONDERING: dict[str, Json] = {"reden": "Zij is dan niet veilig.", "beoordelaar": "M. Regisseur", "tot": "2026-02-01"}


@pytest.mark.req("MDA-34")
def test_each_person_of_whom_another_said_something_asks_for_a_task_of_who_directs() -> None:
    casus = a_plan()
    found = asked(casus, POLITIE)
    assert {plicht.persoon for plicht in found} == {person_of(casus, ref) for ref in ("anna", "ben", "kim", "oma")}
    assert {(plicht.soort, plicht.eigenaar, plicht.uiterlijk) for plicht in found} == {("taak", VT, date(2026, 2, 10))}


@pytest.mark.req("MDA-34")
def test_own_words_are_no_share_and_what_nothing_was_told_of_asks_nothing() -> None:
    assert asked(a_plan(), VT) == ()
    assert asked(a_plan(), POLITIE, regels=rules(a_rule("r", categorieen=["fase"]))) == ()


@pytest.mark.req("MDA-34")
@pytest.mark.parametrize(("dag", "soort"), [(DAG, "uitzondering"), ("2026-02-01", "uitzondering"), ("2026-02-02", "taak")])
def test_recorded_exception_holds_until_its_end(dag: str, soort: str) -> None:
    casus = a_plan(said("uitzondering", **UITZONDERING))
    found = {plicht.persoon: plicht for plicht in asked(casus, POLITIE, dag=dag)}
    assert found[person_of(casus, "anna")].soort == soort
    assert found[person_of(casus, "ben")].soort == "taak"


@pytest.mark.req("MDA-34")
def test_exception_for_one_recipient_is_none_for_another() -> None:
    casus = a_plan(said("uitzondering", ontvanger=GEMEENTE, **UITZONDERING))
    kinds = [next(p.soort for p in asked(casus, oin) if p.persoon == person_of(casus, "anna")) for oin in (GEMEENTE, POLITIE)]
    assert kinds == ["uitzondering", "taak"]


@pytest.mark.req("MDA-34")
@pytest.mark.parametrize("ontbreekt", ["reden", "beoordelaar", "tot"])
def test_exception_names_why_who_judged_it_and_until_when(ontbreekt: str) -> None:
    with pytest.raises(OngeldigBericht):
        a_plan(said("uitzondering", **{key: value for key, value in UITZONDERING.items() if key != ontbreekt}))


def test_only_regie_records_what_was_done_about_telling() -> None:
    casus = say(a_plan(), {"soort": "betrokkenheid", "ref": "pol", "organisatie": POLITIE, "van": DAG})
    piet: dict[str, Json] = {"soort": "persoon", "ref": "piet", "naam": {"voornamen": "Piet"}}
    with pytest.raises(AlleenRegie):
        say(casus, piet, said("verteld", "piet"), van=POLITIE)


def apart() -> Casus:
    """Give the plan after the tracks were separated: Ben on his own, and something said there."""
    goal: dict[str, Json] = {"soort": "werkdoel", "ref": "w", "tekst": "@{ben|Ben} belt.", "volgorde": 1, "spoor": "pleger"}
    naam: dict[str, Json] = {"soort": "persoon", "ref": "ben-2", "naam": {"voornamen": "Ben"}, "spoor": "pleger"}
    return say(say(a_plan(), VERDENKING), goal, naam)


@pytest.mark.req("MDA-34", "MDA-20")
@given(st.sampled_from([POLITIE, GEMEENTE]), st.sampled_from(["slachtoffer", "pleger", "beide"]))
@settings(max_examples=20, deadline=None)
def test_every_share_is_one_task_or_one_exception_and_no_task_tells_the_other_track(oin: str, spoor: str) -> None:
    casus = apart()
    gereed, uitsnede = what_leaves(casus, oin, spoor)
    people = persons_told_of(gereed, uitsnede, called)
    found = duties(gereed, uitsnede, people, VANDAAG)
    assert len(found) == len(people) == sum(p.soort == "taak" for p in found) + sum(p.soort == "uitzondering" for p in found)
    tracks = {p.id: p.spoor.value for p in casus.personen}
    assert all(spoor == "beide" or tracks[p.persoon] == spoor for p in found if p.soort == "taak")
    assert all(p.eigenaar == VT and p.uiterlijk >= VANDAAG for p in found)


@pytest.mark.req("MDA-34")
def test_that_a_helper_of_the_victim_has_data_about_him_is_not_told_to_the_perpetrator() -> None:
    casus = apart()
    (ben,) = [p for p in asked(casus, GEMEENTE, "slachtoffer") if p.persoon == person_of(casus, "ben")]
    assert (ben.soort, ben.grond, ben.uiterlijk) == ("uitzondering", ANDER_SPOOR, date(2026, 4, 10))


def now(casus: Casus, plicht: Plicht, ontvanger: str = GEMEENTE, dag: str = DAG, regels: Regelset = OPEN) -> Stand:
    """Give how a duty stands for Veilig Thuis."""
    gereed, uitsnede = what_leaves(casus, VT, "onverdeeld" if casus.splitsing is None else "beide", regels, dag)
    return standing(gereed, ontvanger, plicht, date.fromisoformat(dag), name_people(gereed, uitsnede, called, NAMEN))


def a_duty(casus: Casus, ref: str, soort: str = "taak", grond: str | None = None) -> Plicht:
    """Build a duty about a person."""
    return Plicht(person_of(casus, ref), soort, VT, date(2026, 2, 10), grond)


@pytest.mark.req("MDA-34")
def test_task_says_whom_to_tell_what_until_it_was_told() -> None:
    casus = a_plan()
    stand = now(casus, a_duty(casus, "anna"))
    assert (stand.stand, stand.tekst) == ("taak", "Vertel dit: Gemeente kreeg gegevens over Anna.")
    told = a_plan(said("verteld"))
    assert now(told, a_duty(told, "anna")).stand == "verteld"


@pytest.mark.req("MDA-34")
def test_exception_that_ended_is_judged_again_and_not_told_by_itself() -> None:
    casus = a_plan(said("uitzondering", **UITZONDERING))
    plicht = a_duty(casus, "anna", "uitzondering")
    assert [now(casus, plicht, dag=dag).stand for dag in (DAG, "2026-02-02")] == ["uitzondering", "opnieuw_beoordelen"]


@pytest.mark.req("MDA-34", "MDA-20")
def test_task_of_before_the_tracks_were_separated_is_no_task_after_it() -> None:
    casus = say(apart(), {"soort": "betrokkenheid", "ref": "gem", "organisatie": GEMEENTE, "van": DAG, "opSpoor": "slachtoffer"})
    assert now(casus, a_duty(casus, "ben")).stand == "opnieuw_beoordelen"
    assert now(casus, a_duty(casus, "anna")).stand == "taak"


def test_task_about_someone_whom_its_owner_does_not_see_names_nobody() -> None:
    casus = a_plan()
    gereed, uitsnede = what_leaves(casus, VT, "onverdeeld")
    bare = replace(uitsnede, inhoud={**uitsnede.inhoud, "personen": []})
    stand = standing(gereed, GEMEENTE, a_duty(casus, "anna"), VANDAAG, name_people(gereed, bare, called, {}))
    assert stand.tekst == "Vertel dit: een organisatie kreeg gegevens over iemand."


@pytest.mark.req("MDA-34")
def test_task_about_someone_who_proved_to_be_another_is_about_that_person() -> None:
    casus = a_plan(said("verteld"))
    before = Plicht("p-van-toen", "taak", VT, date(2026, 2, 10))
    joined = casus.model_copy(update={"zelfde": (("p-van-toen", person_of(casus, "anna")),)})
    assert (now(casus, before).stand, now(joined, before).stand) == ("taak", "verteld")
    assert now(joined, before).persoon == person_of(casus, "anna")
