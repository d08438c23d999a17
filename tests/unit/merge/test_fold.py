"""The fold at its edges: which statement stands, what is taken back, which keys and numbers it knows."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from ketenhub.domain.casus import Ingetrokken
from ketenhub.domain.errors import Tegenstrijdig
from ketenhub.merge.fold import fold, merge
from ketenhub.merge.record import Ontvangen, record
from tests.unit.merge.huishouden import NU, OPENING, POLITIE, VT, a_bijdrage, a_household, a_record, said
from tests.unit.merge.woorden import A_PERSON, GOAL, LATER, OTHER, texts


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


@pytest.mark.parametrize("first", ["a", "z"])
def test_number_means_a_person_also_where_a_statement_has_the_same_own_reference(first: str) -> None:
    numbers = iter(range(10))
    heard = Ontvangen(VT, NU, "canoniek 1", lambda: f"{first}{next(numbers)}", OPENING)
    casus = merge(None, record(a_bijdrage({"soort": "persoon", "ref": "w", "bsn": "999990019"}, GOAL), None, heard))
    assert [ident.startswith("p-") for _, ident in casus.bsns] == [True]


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
