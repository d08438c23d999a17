"""Whom a view tells about, what is to be told of that and by whom, and how each duty reads: every bound by itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.share.gereed import prepare
from ketenhub.share.informeren import ANDER_SPOOR, Plicht, Stand, duties, name_people, persons_told_of, standing
from ketenhub.share.tekst import Noemer
from tests.unit.share.test_share import GEMEENTE, INCIDENT, POLITIE, VT, an_item

if TYPE_CHECKING:
    from ketenhub.domain.json import Json
    from ketenhub.share.gereed import Gereed

DAG = date(2026, 1, 10)
NAMEN = {POLITIE: "Politie"}
MENSEN: list[Json] = [
    {"id": f"p-{n}", "verklaringen": [f"s{n}"], "spoor": spoor} for n, spoor in ((1, "slachtoffer"), (2, "pleger"), (3, "beide"))
]
SAID = tuple(an_item(f"s{n}", {"soort": "persoon", "geslacht": "x"}) for n in (1, 2, 3))


def ready(*items: Json, **parts: Json) -> Gereed:
    """Make a casus of three people ready."""
    return prepare({"items": [*SAID, *items], "personen": MENSEN, **parts})


def a_view(spoor: str = "onverdeeld", **parts: Json) -> Uitsnede:
    """Give a view of the police."""
    return Uitsnede(POLITIE, "w", spoor, parts)


def source(oin: str) -> dict[str, Json]:
    """Give where a row comes from."""
    return {"herkomst": {"organisatie": {"oin": oin}}}


def told_of(gereed: Gereed, **parts: Json) -> tuple[str, ...]:
    """Give of whom a view tells what another said."""
    return persons_told_of(gereed, a_view("onverdeeld", **parts), lambda persoon: f"ps-{persoon}")


@pytest.mark.req("MDA-34")
@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"id": "ps-p-1", **source(VT)}, ("p-1",)),
        ({"id": "ps-p-1", **source(POLITIE)}, ()),
        ({"id": "ps-p-1", **source(POLITIE), "bronnen": [source(VT)]}, ("p-1",)),
        ({"id": "ps-p-1", **source(VT), "bronnen": [source(POLITIE)]}, ("p-1",)),
        ({"id": "ps-p-1", **source(POLITIE), "bronnen": [source(POLITIE)]}, ()),
        ({"id": "ps-p-9", **source(VT)}, ()),
    ],
)
def test_person_of_whom_the_view_holds_what_another_said_is_told(row: dict[str, Json], told: tuple[str, ...]) -> None:
    assert told_of(ready(), personen=[row]) == told


@pytest.mark.req("MDA-34")
def test_everyone_in_an_item_of_another_is_told_and_nobody_in_ones_own_or_in_what_is_not_shown() -> None:
    items = [
        an_item(f"i{n}", {**INCIDENT, "personen": [f"p-{n}"], "omschrijving": "x"}, bron)
        for n, bron in ((1, VT), (2, POLITIE), (3, GEMEENTE))
    ]
    assert told_of(ready(*items), incidenten=[{"id": "i1"}, {"id": "i2"}]) == ("p-1",)


def test_people_are_told_in_order_and_only_those_of_the_casus() -> None:
    several: list[Json] = [f"p-{n}" for n in (8, 5, 7, 4, 6)]
    people: list[Json] = [{"id": who, "verklaringen": [f"s{n}"]} for n, who in enumerate(several)]
    said = [an_item(f"s{n}", {"soort": "persoon", "geslacht": "x"}) for n in range(5)]
    items = [*said, an_item("i1", {**INCIDENT, "personen": [*several, "p-99"], "omschrijving": "x"}, VT)]
    assert told_of(prepare({"items": items, "personen": people}), incidenten=[{"id": "i1"}]) == ("p-4", "p-5", "p-6", "p-7", "p-8")


def an_outcome(uitkomst: str = "uitzondering", **rest: Json) -> dict[str, Json]:
    """Give what was done about telling the first person."""
    return {"soort": "informering", "persoon": "p-1", "uitkomst": uitkomst, "tot": "2026-02-01", **rest}


def duty(*feiten: dict[str, Json], spoor: str = "onverdeeld", persoon: str = "p-1", **parts: Json) -> Plicht:
    """Give the duty that a share with the police leaves behind."""
    gereed = ready(*(an_item(f"f{n}", feit) for n, feit in enumerate(feiten)), **parts)
    (found,) = duties(gereed, a_view(spoor), (persoon,), DAG)
    return found


@pytest.mark.req("MDA-34")
@pytest.mark.parametrize(
    ("feiten", "until"),
    [
        ([], None),
        ([an_outcome()], "2026-02-01"),
        ([an_outcome(tot="2026-01-10")], "2026-01-10"),
        ([an_outcome(tot="2026-01-09")], None),
        ([an_outcome(tot=None)], None),
        ([an_outcome("verteld")], None),
        ([an_outcome(persoon="p-2")], None),
        ([an_outcome(ontvanger=POLITIE)], "2026-02-01"),
        ([an_outcome(ontvanger=GEMEENTE)], None),
        ([an_outcome(), an_outcome(tot="2026-03-01"), an_outcome(tot="2026-01-09")], "2026-03-01"),
        ([{"soort": "risicotaxatie", "persoon": "p-1", "uitkomst": "uitzondering"}], None),
    ],
)
def test_exception_is_the_longest_that_was_recorded_for_this_person_and_recipient(feiten: list[dict[str, Json]], until: str | None) -> None:
    found = duty(*feiten)
    expected = ("taak", date(2026, 2, 10)) if until is None else ("uitzondering", date.fromisoformat(until))
    assert (found.soort, found.uiterlijk, found.grond) == (*expected, None)


@pytest.mark.req("MDA-34", "MDA-20")
@pytest.mark.parametrize(
    ("spoor", "persoon", "apart"),
    [
        ("slachtoffer", "p-1", False),
        ("slachtoffer", "p-2", True),
        ("pleger", "p-1", True),
        ("pleger", "p-2", False),
        ("slachtoffer", "p-3", True),
        ("beide", "p-1", False),
        ("beide", "p-2", False),
        ("onverdeeld", "p-2", False),
    ],
)
def test_nobody_hears_of_a_recipient_on_another_track(spoor: str, persoon: str, apart: bool) -> None:
    found = duty(spoor=spoor, persoon=persoon, splitsing={"op": "2026-01-01"})
    expected = ("uitzondering", date(2026, 4, 10), ANDER_SPOOR) if apart else ("taak", date(2026, 2, 10), None)
    assert (found.soort, found.uiterlijk, found.grond) == expected
    assert duty(spoor=spoor, persoon=persoon).soort == "taak"


def test_duty_is_of_who_has_the_casusregie_and_of_nobody_where_there_is_none() -> None:
    regie: list[Json] = [{"regierol": "procesregie", "organisatie": GEMEENTE}, {"regierol": "casusregie", "organisatie": VT}]
    assert [duty(regie=held).eigenaar for held in (regie, regie[:1], [])] == [VT, "", ""]


def test_owner_knows_people_by_their_whole_name_or_else_by_the_first_of_their_roles() -> None:
    naam: Json = {"achternaam": "Terpoorten", "voorvoegsel": "van", "voorletters": "M.", "voornamen": "Mila"}
    people: list[Json] = [
        {"id": "ps-p-1", "naam": naam, "rollen": [{"rol": "kind"}]},
        {"id": "ps-p-2", "naam": {}, "rollen": [{"rol": "pleger"}, {"rol": "huisgenoot"}]},
    ]
    found = name_people(ready(), a_view(personen=people), lambda persoon: f"ps-{persoon}", NAMEN)
    assert (found.namen, found.rollen) == ({"p-1": "Mila M. van Terpoorten"}, {"p-1": "kind", "p-2": "pleger"})
    assert found.in_reason("{org:" + POLITIE + "}") == "Politie"


def stands(
    *feiten: dict[str, Json], soort: str = "taak", grond: str | None = None, uiterlijk: date = DAG, **parts: Json
) -> tuple[str, date, str]:
    """Give how a duty about the first person stands today: its state, its day and its words."""
    gereed = ready(*(an_item(f"f{n}", feit) for n, feit in enumerate(feiten)), **parts)
    plicht = Plicht("p-1", soort, VT, uiterlijk, grond)
    found = standing(gereed, POLITIE, plicht, DAG, Noemer({"p-1": "Mila"}, {}, NAMEN))
    assert found == Stand("p-1", POLITIE, found.stand, found.uiterlijk, found.tekst)
    return found.stand, found.uiterlijk, found.tekst


GING = "Politie kreeg gegevens over Mila."
LATER, EERDER = date(2026, 1, 11), date(2026, 1, 9)


@pytest.mark.req("MDA-34")
@pytest.mark.parametrize(
    ("feiten", "plicht", "stand"),
    [
        ([], {}, ("taak", DAG, f"Vertel dit: {GING}")),
        ([an_outcome("verteld")], {}, ("verteld", DAG, f"Verteld: {GING}")),
        ([an_outcome("verteld"), an_outcome()], {"soort": "uitzondering"}, ("verteld", DAG, f"Verteld: {GING}")),
        ([{"soort": "risicotaxatie", "persoon": "p-1", "uitkomst": "verteld"}], {}, ("taak", DAG, f"Vertel dit: {GING}")),
        ([an_outcome()], {}, ("uitzondering", date(2026, 2, 1), f"Vertel dit niet: {GING}")),
        ([an_outcome()], {"grond": ANDER_SPOOR, "uiterlijk": LATER}, ("uitzondering", date(2026, 2, 1), f"Vertel dit niet: {GING}")),
        ([], {"grond": ANDER_SPOOR, "uiterlijk": LATER}, ("uitzondering", LATER, f"Vertel dit niet: {GING}")),
        ([], {"grond": ANDER_SPOOR}, ("uitzondering", DAG, f"Vertel dit niet: {GING}")),
        (
            [],
            {"soort": "uitzondering", "grond": ANDER_SPOOR, "uiterlijk": EERDER},
            ("opnieuw_beoordelen", EERDER, f"Beoordeel of dit verteld kan worden: {GING}"),
        ),
        ([], {"soort": "uitzondering"}, ("opnieuw_beoordelen", DAG, f"Beoordeel of dit verteld kan worden: {GING}")),
        ([], {"uiterlijk": EERDER}, ("taak", EERDER, f"Vertel dit: {GING}")),
    ],
)
def test_duty_reads_as_it_stands_today(feiten: list[dict[str, Json]], plicht: dict[str, str], stand: tuple[str, date, str]) -> None:
    assert stands(*feiten, **plicht) == stand  # type: ignore[arg-type]  # the parts of a duty, each of its own kind


@pytest.mark.req("MDA-34", "MDA-20")
@pytest.mark.parametrize(("spoor", "stand"), [("pleger", "opnieuw_beoordelen"), ("slachtoffer", "taak"), ("beide", "taak")])
def test_task_is_judged_again_while_its_recipient_takes_part_on_another_track(spoor: str, stand: str) -> None:
    deelnames: list[Json] = [{"organisatie": VT, "spoor": "beide"}, {"organisatie": POLITIE, "spoor": spoor}]
    assert stands(splitsing={"op": "2026-01-01"}, deelnames=deelnames)[0] == stand


def test_person_who_proved_to_be_another_is_that_one() -> None:
    gereed = ready(zelfde=[["p-oud", "p-1"]])
    found = standing(gereed, POLITIE, Plicht("p-oud", "taak", VT, DAG), DAG, Noemer({"p-1": "Mila"}, {}, NAMEN))
    assert (found.persoon, found.tekst) == ("p-1", f"Vertel dit: {GING}")
