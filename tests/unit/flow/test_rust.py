"""When a walk leaves the perpetrator's side alone, and when it never may."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.partijen import Spoor
from ketenhub.flow.beeld import cut
from ketenhub.flow.rust import Voor, at_rest, kept_rows, next_term
from ketenhub.store.lopen import Betrokkene
from tests.bewijzen.kanten import PEILDATUM, judged
from tests.bewijzen.verhalen import GGZ, RECLASSERING, VT, Bericht, a_pair, live, take_in

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import FaseBeoordeling

DAARNA = 60 * 24
DOEL = {"soort": "hersteldoel", "ref": "d", "geldigOp": "2026-03-01", "gebied": "meedoen", "tekst": "Weer naar school."}


def a_household() -> Casus:
    """Give a household of which the tracks are separated."""
    return live(a_pair("rust", bekend=True)[0]).casus


def aside(casus: Casus, dag: date = PEILDATUM) -> FaseBeoordeling:
    """Give the evaluation that the perpetrator's side would be given on a day."""
    whole = judged(casus, dag)
    sporen = tuple(s for s in whole.sporen if s.spoor is Spoor.PLEGER)
    return whole.model_copy(update={"sporen": sporen, "volgende_termijn": whole.termijn_pleger, "termijn_pleger": None})


def before(household: Casus, **other: object) -> Voor:
    """Give the casus as the last walk left it."""
    return replace(Voor(household, judged(household), aside(household)), **other)  # type: ignore[arg-type]  # fields by name


def said(casus: Casus, van: str) -> Casus:
    """Let an organisation say something more."""
    return take_in(casus, Bericht("daarna", van, DAARNA, (DOEL,)))


@pytest.mark.parametrize(("van", "rust"), [(VT, True), (RECLASSERING, False), (GGZ, False)])
def test_message_leaves_that_side_alone_unless_it_says_something_there(van: str, rust: bool) -> None:
    casus = a_household()
    after = said(casus, van)
    assert at_rest(before(casus), after, judged(after)) is rust


def test_message_of_the_other_side_leaves_it_alone_also_when_its_term_has_come() -> None:
    casus = a_household()
    voor = before(casus, pleger=aside(casus).model_copy(update={"volgende_termijn": PEILDATUM}))
    after = said(casus, VT)
    assert at_rest(voor, after, judged(after))
    assert next_term(voor, judged(after), rust=True) == PEILDATUM


@pytest.mark.parametrize(("over", "rust"), [(1, True), (0, False), (-1, False)])
def test_time_leaves_it_alone_until_its_own_term(over: int, rust: bool) -> None:
    casus = a_household()
    term = PEILDATUM + timedelta(days=over)
    voor = before(casus, pleger=aside(casus).model_copy(update={"volgende_termijn": term}), door="tijd")
    assert at_rest(voor, casus, judged(casus)) is rust


def test_side_that_was_stored_without_a_term_of_its_own_walks_when_its_result_is_another() -> None:
    casus = a_household()
    stored = aside(casus).model_copy(update={"volgende_termijn": None})
    assert at_rest(before(casus, pleger=stored, door="tijd"), casus, judged(casus))
    stale = stored.model_copy(update={"sporen": ()})
    assert not at_rest(before(casus, pleger=stale, door="tijd"), casus, judged(casus))


@pytest.mark.parametrize("other", [{"door": "opnieuw"}, {"pleger": None}, {"casus": None}])
def test_what_is_made_anew_or_was_never_made_is_never_left(other: dict[str, object]) -> None:
    casus = a_household()
    assert not at_rest(before(casus, **other), casus, judged(casus))


def test_household_of_one_track_has_no_side_to_leave() -> None:
    casus = a_household()
    joined = casus.model_copy(update={"splitsing": None})
    assert not at_rest(before(casus), joined, judged(joined))


def test_who_directs_from_another_moment_is_no_rest() -> None:
    casus = a_household()
    accepted = {"soort": "regie", "ref": "r", "geldigOp": "2026-03-01", "regierol": "casusregie", "organisatie": VT, "stap": "aanvaard"}
    after = take_in(casus, Bericht("regie", VT, DAARNA, (accepted,)))
    assert not at_rest(before(casus), after, judged(after))


def test_term_of_its_own_is_in_its_projection_and_the_mixed_one_is_not() -> None:
    casus = a_household()
    judgement = judged(casus).model_copy(update={"volgende_termijn": PEILDATUM, "termijn_pleger": PEILDATUM + timedelta(days=3)})
    found = {spoor: beeld.beoordeling.get("volgendeTermijn") for spoor, beeld in cut(casus, judgement).items()}
    assert found == {
        "regie": PEILDATUM.isoformat(),
        "slachtoffer": None,
        "pleger": (PEILDATUM + timedelta(days=3)).isoformat(),
    }
    assert all("termijnPleger" not in beeld.beoordeling for spoor, beeld in cut(casus, judgement).items() if spoor != "regie")


def test_rows_of_that_side_stay_and_a_part_that_ended_closes_at_once() -> None:
    was = [Betrokkene(RECLASSERING, "r1", "pleger", False, True), Betrokkene(GGZ, "r2", "pleger", False, False)]
    now = [
        Betrokkene(RECLASSERING, "r1", "pleger", False, False),
        Betrokkene(GGZ, "r2", "pleger", False, True),
        Betrokkene(VT, "r3", "beide", True, True),
    ]
    assert [(r.organisatie, r.actief) for r in kept_rows(now, was)] == [(RECLASSERING, False), (GGZ, False), (VT, True)]
