"""Who takes part, who directs and when the tracks part, down to each edge: role, step, day, order and ground."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Literal

import pytest

from ketenhub.domain.bijdrage import Opening
from ketenhub.domain.casus import Deelname, Regiehouder
from ketenhub.domain.geweld import Geweldsoort
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regie import Betrokkenheid, Regie, Regierol
from ketenhub.merge.deelname import as_heard, as_said, derive_participation, derive_regie, derive_split, in_order
from ketenhub.testing import builders as b

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Feit, Item
    from ketenhub.domain.casus import Splitsing

VT, POLITIE, GEMEENTE, SCHOOL = (f"{n:020d}" for n in (1, 2, 3, 4))
START = datetime(2026, 11, 1, 12, tzinfo=UTC)
OPENING = Opening(casus_id="c1", geopend_op=START, organisatie=POLITIE, geadresseerden=(GEMEENTE,), regie=VT)
Stap = Literal["aangeboden", "aanvaard", "geweigerd", "beeindigd"]


def an_item(feit: Feit, ident: str = "i", *, geschreven: int = 0, gehoord: int = 0, spoor: Spoor = Spoor.ONVERDEELD) -> Item:
    """Build an item that was written and heard so many days after the start."""
    plain = b.an_item(feit, VT, spoor, ident)
    told = {"opgesteld_op": START + timedelta(days=geschreven), "ontvangen_op": START + timedelta(days=gehoord)}
    return plain.model_copy(update={"herkomst": plain.herkomst.model_copy(update=told)})


def a_step(rol: Regierol, organisatie: str, stap: Stap = "aanvaard", op: str = "2026-11-03", houder: str | None = None) -> Regie:
    return Regie(ref="g", geldig_op=date.fromisoformat(op), regierol=rol, organisatie=organisatie, stap=stap, houder=houder)


def a_part(
    organisatie: str,
    van: str = "2026-11-05",
    tot: str | None = None,
    op_spoor: Literal["slachtoffer", "pleger", "beide"] | None = None,
    op: str = "2026-11-05",
) -> Betrokkenheid:
    end = date.fromisoformat(tot) if tot else None
    return Betrokkenheid(
        ref="t",
        geldig_op=date.fromisoformat(op),
        organisatie=organisatie,
        van=date.fromisoformat(van),
        tot=end,
        op_spoor=op_spoor,
        reden="Voor allebei." if op_spoor == "beide" else None,
    )


def a_kind(aard: str, slachtoffers: tuple[str, ...] = ("p-a",), plegers: tuple[str, ...] = ("p-b",), op: str = "2026-11-02") -> Geweldsoort:
    return Geweldsoort(ref="k", geldig_op=date.fromisoformat(op), aard=aard, slachtoffers=slachtoffers, plegers=plegers)


def taking_part(*items: Item, split: Splitsing | None = None) -> dict[str, Deelname]:
    """Give each organisation's part."""
    parts = derive_participation(items, OPENING, derive_regie(items, OPENING), split)
    return {part.organisatie: part for part in parts}


def directing(*items: Item) -> dict[Regierol, Regiehouder]:
    return {houder.regierol: houder for houder in derive_regie(items, OPENING)}


NOTE = a_part(SCHOOL)
LATER = NOTE.model_copy(update={"geldig_op": date(2026, 11, 6)})


@pytest.mark.parametrize(
    ("order", "items"),
    [
        (in_order, (an_item(NOTE, "z", geschreven=9, gehoord=9), an_item(LATER, "a"))),
        (in_order, (an_item(NOTE, "z", geschreven=1), an_item(NOTE, "a", geschreven=2))),
        (in_order, (an_item(NOTE, "a", gehoord=9), an_item(NOTE, "z"))),
        (as_heard, (an_item(LATER, "z", geschreven=9, gehoord=1), an_item(NOTE, "a", gehoord=2))),
        (as_heard, (an_item(LATER, "z", geschreven=1), an_item(NOTE, "a", geschreven=2))),
        (as_heard, (an_item(LATER, "a"), an_item(NOTE, "z"))),
        (as_said, (an_item(LATER, "z", geschreven=1, gehoord=9), an_item(NOTE, "a", geschreven=2))),
        (as_said, (an_item(NOTE, "z", gehoord=9), an_item(LATER, "a"))),
        (as_said, (an_item(NOTE, "a", gehoord=9), an_item(NOTE, "z"))),
    ],
    ids=[f"{order} by {first}" for order in ("true", "heard", "said") for first in ("its own moment", "the next", "id")],
)
def test_each_order_has_its_own_moment_first_and_does_not_hear_who_came_first(order: object, items: tuple[Item, ...]) -> None:
    assert callable(order)
    for given in permutations(items):
        assert order(given) == list(items)


def test_new_casus_has_two_provisional_holders_of_the_region_since_its_opening() -> None:
    assert directing() == {
        rol: Regiehouder(regierol=rol, organisatie=VT, voorlopig=True, sinds=date(2026, 11, 1))
        for rol in (Regierol.CASUSREGIE, Regierol.ZICHT_OP_VEILIGHEID)
    }


def test_accepted_role_names_its_holder_its_day_and_its_item_and_is_not_provisional() -> None:
    found = directing(an_item(a_step(Regierol.CASUSREGIE, POLITIE, houder="J."), "accepted"))
    assert found[Regierol.CASUSREGIE] == Regiehouder(
        regierol=Regierol.CASUSREGIE, organisatie=POLITIE, houder="J.", sinds=date(2026, 11, 3), item="accepted"
    )
    assert found[Regierol.ZICHT_OP_VEILIGHEID].voorlopig


@pytest.mark.parametrize("rol", [Regierol.PROCESREGIE, Regierol.PLAATSVERVANGER])
@pytest.mark.parametrize(("stap", "held"), [("aangeboden", True), ("geweigerd", True), ("beeindigd", False)])
def test_role_that_need_not_be_held_ends_by_its_end_alone(rol: Regierol, stap: Stap, held: bool) -> None:
    steps = (an_item(a_step(rol, GEMEENTE), "a", gehoord=1), an_item(a_step(rol, GEMEENTE, stap), "b", gehoord=2))
    assert (rol in directing(*steps)) == held


@pytest.mark.parametrize("rol", [Regierol.CASUSREGIE, Regierol.ZICHT_OP_VEILIGHEID])
def test_role_that_must_be_held_stays_held_whatever_ends_it(rol: Regierol) -> None:
    assert directing(an_item(a_step(rol, VT, "beeindigd")))[rol].organisatie == VT


def test_end_of_a_role_that_nobody_held_changes_nothing() -> None:
    assert directing(an_item(a_step(Regierol.PROCESREGIE, VT, "beeindigd"))) == directing()


@pytest.mark.req("MDA-20")
def test_only_intiem_terrorisme_separates_and_its_first_day_counts() -> None:
    assert derive_split([an_item(a_kind("stalking"))]) is None
    late, early = an_item(a_kind("intiem_terrorisme"), "late"), an_item(a_kind("intiem_terrorisme", op="2026-10-01"), "early")
    split = derive_split([late, early])
    assert split is not None
    assert (split.op, split.item, split.plegers) == (date(2026, 10, 1), "early", ("p-b",))


@pytest.mark.req("MDA-20")
def test_suspicion_on_the_perpetrators_track_separates_nobody() -> None:
    assert derive_split([an_item(a_kind("intiem_terrorisme"), spoor=Spoor.PLEGER)]) is None
    assert derive_split([an_item(a_kind("intiem_terrorisme"), spoor=Spoor.SLACHTOFFER)]) is not None


def test_perpetrators_stand_in_the_order_of_their_ids_and_no_victim_is_among_them() -> None:
    many = tuple(f"p-{n}" for n in range(30, 10, -1))
    split = derive_split([an_item(a_kind("intiem_terrorisme", plegers=(*many, "p-a")))])
    assert split is not None
    assert split.plegers == tuple(sorted(many))


def test_opening_brings_in_who_opened_who_was_addressed_and_the_region() -> None:
    assert {oin: (part.grond, part.van, part.spoor) for oin, part in taking_part().items()} == {
        VT: ("regie", date(2026, 11, 1), Spoor.ONVERDEELD),
        POLITIE: ("opende de casus", date(2026, 11, 1), Spoor.ONVERDEELD),
        GEMEENTE: ("aangeschreven", date(2026, 11, 1), Spoor.ONVERDEELD),
    }
    assert list(taking_part(an_item(a_part("0" * 20)))) == ["0" * 20, VT, POLITIE, GEMEENTE]


def test_who_opened_and_was_addressed_too_opened_it() -> None:
    opening = OPENING.model_copy(update={"geadresseerden": (POLITIE, VT)})
    parts = derive_participation((), opening, (), None)
    assert [(part.organisatie, part.grond) for part in parts] == [(VT, "aangeschreven"), (POLITIE, "opende de casus")]


def test_who_accepts_regie_takes_part_from_that_day_and_who_only_was_offered_it_does_not() -> None:
    accepted, offered = an_item(a_step(Regierol.PROCESREGIE, SCHOOL)), an_item(a_step(Regierol.PROCESREGIE, SCHOOL, "aangeboden"))
    assert (taking_part(accepted)[SCHOOL].grond, taking_part(accepted)[SCHOOL].van) == ("regie", date(2026, 11, 3))
    assert SCHOOL not in taking_part(offered)


def test_who_directed_once_still_takes_part() -> None:
    up, down = (
        an_item(a_step(Regierol.PROCESREGIE, SCHOOL), "a"),
        an_item(a_step(Regierol.PROCESREGIE, SCHOOL, "beeindigd"), "b", gehoord=1),
    )
    assert SCHOOL in taking_part(up, down)


def test_act_of_regie_brings_in_an_organisation_on_no_track_until_one_is_named() -> None:
    part = taking_part(an_item(a_part(SCHOOL, tot="2026-12-01")))[SCHOOL]
    assert part == Deelname(organisatie=SCHOOL, van=date(2026, 11, 5), tot=date(2026, 12, 1), grond="door regie betrokken")


def test_part_that_runs_keeps_its_first_day_and_one_that_had_ended_begins_again() -> None:
    ended = an_item(a_part(SCHOOL, tot="2026-11-10"), "a", geschreven=1)
    again = an_item(a_part(SCHOOL, van="2026-12-01"), "b", geschreven=2)
    running = an_item(a_part(SCHOOL), "a", geschreven=1)
    assert taking_part(ended, again)[SCHOOL].van == date(2026, 12, 1)
    assert taking_part(running, again)[SCHOOL].van == date(2026, 11, 5)


@pytest.mark.req("MDA-20")
def test_assigned_track_stays_when_a_later_act_names_none() -> None:
    split = derive_split([an_item(a_kind("intiem_terrorisme"))])
    assigned = an_item(a_part(SCHOOL, op_spoor="slachtoffer"), "a", geschreven=1)
    later = an_item(a_part(SCHOOL, tot="2026-12-01"), "b", geschreven=2)
    part = taking_part(assigned, later, split=split)[SCHOOL]
    assert (part.spoor, part.toegewezen) == (Spoor.SLACHTOFFER, True)


@pytest.mark.req("MDA-20")
def test_who_has_no_assigned_track_counts_as_the_perpetrators_side_and_is_not_assigned() -> None:
    split = derive_split([an_item(a_kind("intiem_terrorisme"))])
    parts = taking_part(an_item(a_part(SCHOOL)), split=split)
    assert {oin: (part.spoor, part.toegewezen) for oin, part in parts.items()} == {
        VT: (Spoor.BEIDE, True),
        POLITIE: (Spoor.PLEGER, False),
        GEMEENTE: (Spoor.PLEGER, False),
        SCHOOL: (Spoor.PLEGER, False),
    }


def test_assigned_track_does_nothing_while_tracks_are_one() -> None:
    assert taking_part(an_item(a_part(SCHOOL, op_spoor="pleger")))[SCHOOL].spoor is Spoor.ONVERDEELD


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize(
    ("rol", "spoor"),
    [
        (Regierol.CASUSREGIE, Spoor.BEIDE),
        (Regierol.ZICHT_OP_VEILIGHEID, Spoor.BEIDE),
        (Regierol.PROCESREGIE, Spoor.PLEGER),
        (Regierol.PLAATSVERVANGER, Spoor.PLEGER),
    ],
)
def test_only_casusregie_and_sight_on_safety_stand_on_both_tracks(rol: Regierol, spoor: Spoor) -> None:
    split = derive_split([an_item(a_kind("intiem_terrorisme"))])
    assert taking_part(an_item(a_step(rol, SCHOOL)), split=split)[SCHOOL].spoor is spoor


@pytest.mark.parametrize(("van", "first"), [("2026-10-01", "2026-10-01"), ("2026-11-09", "2026-11-03")])
def test_who_directs_takes_part_from_the_earlier_of_both_days_without_an_end(van: str, first: str) -> None:
    ended = a_part(SCHOOL, van=van, tot="2026-11-20")
    # its part was ended once, and begun anew: the day of the act counts, unless it directed before
    parts = (
        an_item(a_step(Regierol.CASUSREGIE, SCHOOL), "g"),
        an_item(a_part(SCHOOL, tot="2026-11-06"), "x"),
        an_item(ended, "y", geschreven=3),
    )
    part = taking_part(*parts)[SCHOOL]
    assert (part.van, part.tot) == (date.fromisoformat(first), None)
