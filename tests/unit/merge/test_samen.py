"""Two casussen read as one, at the edges: whose words move, in which order, and what stays where it was said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ketenhub.domain.errors import Tegenstrijdig
from ketenhub.domain.partijen import Spoor
from ketenhub.merge.koppelen import adopt, as_one, check_decided, check_join, check_same, fold_joined, same_persons
from ketenhub.merge.record import Ontvangen, record
from tests.unit.merge.huishouden import NU, OPENING, POLITIE, RECLASSERING, VT, a_bijdrage, a_household, a_record, said
from tests.unit.merge.test_koppelen import a_person, a_suspicion, folded, joined, told
from tests.unit.merge.test_regie import split_up
from tests.unit.merge.woorden import A_PERSON, CONDITION, GOAL, OTHER, a_stand, texts


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
