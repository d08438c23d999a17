"""Who must be heard, and what the rules read of the facts (domain F2, F5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ketenhub.domain.beoordeling import Beoordelaarsopvolging
from ketenhub.domain.bijdrage import Item
from ketenhub.domain.cijfer import Schaal
from ketenhub.domain.geweld import Geweldsoort, Melding
from ketenhub.domain.partijen import Rol
from ketenhub.domain.plan import OnveiligeSituatie
from ketenhub.domain.regie import Vrijstelling
from ketenhub.evaluate.feiten import Opvolging, Volwassene, Vrijgesteld
from ketenhub.evaluate.orde import order_of
from ketenhub.evaluate.stemmen import Bord, Vereist, required_voices
from ketenhub.testing import builders as b
from tests.unit.evaluate.borden import ORG, START, ZONE, a_score, facts


@pytest.mark.parametrize(("day", "heard"), [("2026-01-09", False), ("2026-01-10", True), ("2026-02-10", True), ("2026-02-11", False)])
def test_organisation_is_waited_for_from_its_first_day_up_to_and_including_its_last(day: str, heard: bool) -> None:
    found = facts(deelnames=(b.a_part(b.VT, van="2026-01-10", tot="2026-02-10"),), personen=())
    assert required_voices(found, Bord(found), date.fromisoformat(day)) == ([Vereist(ORG)] if heard else [])


@pytest.mark.parametrize(
    ("van", "tot", "day", "required"),
    [
        (None, None, "2026-02-01", True),
        ("2026-02-01", None, "2026-01-31", False),
        ("2026-02-01", None, "2026-02-01", True),
        (None, "2026-02-01", "2026-02-01", True),
        (None, "2026-02-01", "2026-02-02", False),
    ],
)
def test_adult_is_waited_for_from_which_day_until_which_day(van: str | None, tot: str | None, day: str, required: bool) -> None:
    adult = Volwassene("p-anna", date.fromisoformat(van) if van else None, date.fromisoformat(tot) if tot else None)
    assert adult.on(date.fromisoformat(day)) == required


@pytest.mark.req("MDA-26")
@pytest.mark.parametrize(
    ("van", "tot", "day", "required"),
    [
        (None, "2026-02-01", "2026-02-02", True),
        ("2026-02-01", "2026-02-01", "2026-02-02", True),
        ("2026-03-01", "2026-02-01", "2026-03-05", False),
    ],
    ids=["left", "adult on the last day", "never adult while here"],
)
def test_adult_that_left_unheard_stays_required_and_once_heard_no_more(van: str | None, tot: str, day: str, required: bool) -> None:
    adult = Volwassene("p-anna", date.fromisoformat(van) if van else None, date.fromisoformat(tot))
    found = replace(facts(deelnames=()), volwassenen=(adult,))
    bord = Bord(found)
    assert bool(required_voices(found, bord, date.fromisoformat(day))) == required
    bord.add(a_score(300, 1, stem="persoon:p-anna", soort="volwassene"))
    assert required_voices(found, bord, date.fromisoformat(day)) == []


def test_who_is_adult_only_later_is_not_waited_for_before() -> None:
    adult = Volwassene("p-anna", date(2026, 3, 1), date(2026, 4, 1))
    found = replace(facts(deelnames=()), volwassenen=(adult,))
    assert required_voices(found, Bord(found), date(2026, 2, 1)) == []


def test_organisations_are_waited_for_in_the_order_of_their_numbers_and_once_each() -> None:
    numbers = [f"{n:020d}" for n in range(30, 10, -1)]
    found = facts(deelnames=[b.a_part(oin) for oin in (*numbers, numbers[0])], personen=())
    assert [v.sleutel for v in required_voices(found, Bord(found), START)] == [f"org:{oin}" for oin in sorted(numbers)]


def test_excuse_holds_from_its_first_day_up_to_and_including_its_last_and_for_its_own_voice() -> None:
    excuse = Vrijgesteld(ORG, date(2026, 2, 1), date(2026, 2, 10), "e")
    found = replace(facts(), vrijstellingen=(excuse,))
    for day, item in ((31, None), (32, "e"), (41, "e"), (42, None)):
        excused = {v.sleutel: v.vrijstelling for v in required_voices(found, Bord(found), date(2026, 1, 1) + timedelta(days=day - 1))}
        assert excused == {ORG: item, "persoon:p-anna": None, "persoon:p-ben": None}


def test_victim_is_never_excused_nor_a_voice_that_last_gave_less_than_six() -> None:
    day = date(2026, 2, 1)
    excuses = tuple(Vrijgesteld(key, day, day, key) for key in (ORG, "persoon:p-anna", "persoon:p-ben"))
    found = replace(facts(), vrijstellingen=excuses)
    assert found.slachtoffers == {b.ANNA}
    assert [v.vrijstelling for v in required_voices(found, Bord(found), day)] == [ORG, None, "persoon:p-ben"]
    bord = Bord(found)
    bord.add(a_score(599, 1))
    bord.add(a_score(600, 1, stem="persoon:p-ben", soort="volwassene"))
    assert [v.vrijstelling for v in required_voices(found, bord, day)] == [None, None, "persoon:p-ben"]


def test_victims_are_named_by_role_kind_of_violence_or_situation_whoever_says_it() -> None:
    situation = OnveiligeSituatie(ref="o", geldig_op=START, slachtoffer="p-kim", omschrijving="Geduwd.", jaar=2026)
    violence = Geweldsoort(ref="g", geldig_op=START, aard="stalking", slachtoffers=("p-oma", "p-opa"), plegers=(b.BEN,))
    persons = (b.a_person(b.ANNA, rollen=(Rol.SLACHTOFFER,)), b.a_person(b.BEN, rollen=(Rol.PLEGER,)))
    assert facts(b.an_item(situation), b.an_item(violence), personen=persons).slachtoffers == {b.ANNA, "p-kim", "p-oma", "p-opa"}


def test_excuse_of_an_organisation_or_a_person_counts_for_that_voice() -> None:
    end = date(2026, 3, 1)
    person = Vrijstelling(ref="e1", geldig_op=date(2026, 2, 1), persoon=b.BEN, reden="Opname.", tot=end)
    organisation = Vrijstelling(ref="e2", geldig_op=date(2026, 2, 2), organisatie=b.VT, reden="Ziek.", tot=end)
    assert facts(b.an_item(person), b.an_item(organisation)).vrijstellingen == (
        Vrijgesteld("persoon:p-ben", date(2026, 2, 1), end, "e1"),
        Vrijgesteld(ORG, date(2026, 2, 2), end, "e2"),
    )


def test_members_children_adults_and_facts_stand_in_the_order_of_their_ids() -> None:
    persons = [b.a_person(f"p-{name}", volwassen=name < "m") for name in ("z", "x", "c", "a")]
    scores = [b.an_item(b.a_score("7", op="2026-01-10", ref=ref)) for ref in ("s2", "s1")]
    found = facts(*scores, personen=persons)
    assert (found.leden, found.kinderen) == (("p-a", "p-c", "p-x", "p-z"), ("p-x", "p-z"))
    assert found.volwassenen == (Volwassene("p-a"), Volwassene("p-c"))
    assert [item.id for item in found.items] == [c.item for c in found.cijfers] == ["s1", "s2"]


@pytest.mark.parametrize(("lid_tot", "counts"), [(None, True), ("2026-02-01", True), ("2026-02-02", True), ("2026-01-31", False)])
def test_who_left_is_no_member_from_the_day_after(lid_tot: str | None, counts: bool) -> None:
    person = b.a_person(b.ANNA).model_copy(update={"lid_tot": date.fromisoformat(lid_tot) if lid_tot else None})
    assert facts(personen=(person,), dag=date(2026, 2, 1)).leden == ((b.ANNA,) if counts else ())


def test_who_turns_eighteen_is_a_child_until_the_day_before_and_then_an_adult_voice() -> None:
    person = b.a_person(b.KIND, volwassen=False).model_copy(update={"volwassen_vanaf": date(2026, 2, 1)})
    scores = [b.an_item(b.a_score("7", op=op, door=b.KIND)) for op in ("2026-01-31", "2026-02-01")]
    found = facts(*scores, personen=(person,), dag=date(2026, 2, 1))
    assert [c.soort for c in found.cijfers] == ["kind", "volwassene"]
    assert (found.kinderen, found.volwassenen) == ((), (Volwassene(b.KIND, date(2026, 2, 1)),))
    assert facts(personen=(person,), dag=date(2026, 1, 31)).kinderen == (b.KIND,)


def test_network_that_is_a_member_speaks_as_a_member_and_a_stranger_that_is_no_network_as_an_adult() -> None:
    scores = (
        b.an_item(b.a_score("7", op="2026-01-10", door=b.ANNA, netwerk=True, ref="a")),
        b.an_item(b.a_score("7", op="2026-01-10", door="p-buur", netwerk=True, ref="b")),
        b.an_item(b.a_score("7", op="2026-01-10", door="p-oom", netwerk=True, ref="c")),
        b.an_item(b.a_score("7", op="2026-01-10", door="p-vreemd", ref="d")),
    )
    found = facts(*scores, personen=(b.a_person(b.ANNA), b.a_person("p-buur", lid=False)))
    assert [(c.stem, c.door, c.soort) for c in found.cijfers] == [
        ("persoon:p-anna", b.ANNA, "volwassene"),
        ("persoon:p-buur", "p-buur", "netwerk"),
        ("persoon:p-oom", "p-oom", "netwerk"),
        ("persoon:p-vreemd", "p-vreemd", "volwassene"),
    ]


def test_score_is_read_as_it_was_given() -> None:
    item = b.an_item(b.a_score("6.5", op="2026-01-10", over=(b.BEN, b.ANNA), reden="  "), b.POLITIE, ident="s")
    (found,) = facts(item).cijfers
    assert (found.item, found.stem, found.door, found.over, found.cijfer, found.rang) == (
        "s",
        f"org:{b.POLITIE}",
        "prof-1",
        (b.ANNA, b.BEN),
        "6.5",
        650,
    )
    assert (found.compleet, found.geldig, found.pad, found.tellend) == (False, False, "s.cijfer", True)
    assert (found.dag, found.moment, found.orde) == (date(2026, 1, 10), date(2026, 1, 10), order_of(date(2026, 1, 10), ZONE, danger=False))


@pytest.mark.parametrize(
    ("own", "sender", "door"),
    [("prof-2", "prof-1", "prof-2"), ("prof-2", None, "prof-2"), (None, "prof-1", "prof-1"), (None, None, "")],
    ids=["named by the score", "by the score alone", "by the message alone", "by none"],
)
def test_score_of_an_organisation_is_of_the_assessor_it_names_or_else_of_who_sent_it(
    own: str | None, sender: str | None, door: str
) -> None:
    item = b.an_item(b.a_score("7", op="2026-01-10").model_copy(update={"professional": b.a_professional(own) if own else None}))
    source = item.herkomst.model_copy(update={"professional": b.a_professional(sender) if sender else None})
    (found,) = facts(item.model_copy(update={"herkomst": source})).cijfers
    assert (found.stem, found.door, found.soort) == (ORG, door, "professional")


@pytest.mark.parametrize(
    ("cijfer", "reden", "onvolledig", "whole", "valid"),
    [
        ("6", "Dit zagen wij.", False, True, True),
        ("6", "Dit zagen wij.", True, False, False),
        ("6", None, True, False, False),
        ("5.9", None, False, False, True),
        ("5.9", "Dit zagen wij.", True, False, True),
    ],
    ids=["with a reason", "marked as incomplete", "without a reason", "low without a reason", "low and incomplete"],
)
def test_score_is_complete_with_a_reason_and_no_mark_and_under_six_valid_all_the_same(
    cijfer: str, reden: str | None, onvolledig: bool, whole: bool, valid: bool
) -> None:
    score = b.a_score(cijfer, op="2026-01-10", reden=reden).model_copy(update={"onvolledig": onvolledig})
    (found,) = facts(b.an_item(score)).cijfers
    assert (found.compleet, found.geldig) == (whole, valid)


def test_six_is_no_danger_and_just_under_it_is() -> None:
    found = facts(*(b.an_item(b.a_score(cijfer, op="2026-01-10", ref=cijfer)) for cijfer in ("5.9", "6")))
    assert [c.orde for c in found.cijfers] == [order_of(date(2026, 1, 10), ZONE, danger=danger) for danger in (True, False)]


def test_successor_is_named_at_the_start_of_its_day() -> None:
    named = Beoordelaarsopvolging(ref="o", geldig_op=date(2026, 1, 10), van="prof-1", naar="prof-2")
    start = order_of(date(2026, 1, 10), ZONE, danger=False)
    assert facts(b.an_item(named)).opvolgingen == (Opvolging(ORG, "prof-1", "prof-2", start, "o"),)


def test_days_of_violence_are_those_of_incidents_and_of_what_a_report_is_about_in_order() -> None:
    def a_report(ref: str, incident: str | None) -> Item:
        day = b.a_moment(incident) if incident else None
        return b.an_item(Melding(ref=ref, geldig_op=START, identificatie=ref, ontvangen=START, incidentdatum=day))

    found = facts(
        b.an_item(b.an_incident("geweld", op="2026-01-20", ref="i1")),
        b.an_item(b.an_incident("vrijlating", op="2026-01-12", ref="i2")),
        b.an_item(b.an_incident("dreiging", op="2026-01-10", ref="i3")),
        a_report("m1", "2026-01-03T23:30:00Z"),
        a_report("m2", None),
    )
    assert found.incidentdagen == (
        (date(2026, 1, 4), "m1.incidentdatum"),
        (date(2026, 1, 10), "i3.aard"),
        (date(2026, 1, 20), "i1.aard"),
    )


def test_low_score_counts_as_danger_of_that_day_only_on_the_deciding_scale() -> None:
    low = facts(b.an_item(b.a_score("5", op="2026-01-10")))
    assert low.cijfers[0].orde == order_of(date(2026, 1, 10), ZONE, danger=True)
    ten = facts(b.an_item(b.a_score("5", op="2026-01-10", schaal=Schaal.TIEN)))
    assert (ten.cijfers, ten.tien[0].orde) == ((), order_of(date(2026, 1, 10), ZONE, danger=False))


def test_what_is_not_yet_true_does_not_exist_and_says_when_it_will() -> None:
    found = facts(b.an_item(b.an_incident("vrijlating", op="2026-03-01")), dag=date(2026, 2, 28))
    assert (found.items, found.gevaren, found.komend) == ((), (), (date(2026, 3, 1),))
    found = facts(b.an_item(b.an_incident("vrijlating", op="2026-03-01")), dag=date(2026, 3, 1))
    assert (len(found.items), len(found.gevaren), found.komend) == (1, 1, ())


def test_measure_that_will_end_says_when_and_where() -> None:
    measure = b.an_item(b.a_measure("m", "huisverbod", van="2026-01-01", tot="2026-03-01"))
    assert facts(measure, dag=date(2026, 2, 28)).aflopend == ((date(2026, 3, 1), "m.tot"),)
    assert facts(measure, dag=date(2026, 3, 1)).aflopend == ()
