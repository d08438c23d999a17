"""A view of a view: of what another sees, only what the one who looks sees just so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.share.samen import known_of, leaves_of, seen_by_both

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

KOP: dict[str, Json] = {"verwijzing": "w-1", "spoor": "onverdeeld"}
ANDER_KOP: dict[str, Json] = {"verwijzing": "w-2", "spoor": "slachtoffer"}


def an_incident(ident: str, **velden: Json) -> dict[str, Json]:
    """Give a row of the plan."""
    return {"id": ident, "soort": "incident", **velden}


def both(eigen: dict[str, Json], ander: dict[str, Json]) -> dict[str, Json]:
    """Give what is seen by both, without the head."""
    kept, _ = seen_by_both({**KOP, **eigen}, {**ANDER_KOP, **ander})
    return {key: value for key, value in kept.items() if key not in KOP}


def forms(eigen: Object, ander: Object) -> tuple[str, ...]:
    """Give the fields of which the other sees another form."""
    return seen_by_both({**KOP, **eigen}, {**ANDER_KOP, **ander})[1]


def test_head_is_that_of_the_other() -> None:
    assert seen_by_both({**KOP, "plannaam": "plan"}, {**ANDER_KOP, "plannaam": "plan"})[0] == {**ANDER_KOP, "plannaam": "plan"}


@pytest.mark.req("VISIE-38")
@pytest.mark.parametrize(
    ("eigen", "ander", "kept"),
    [
        ([an_incident("i1", aard="geweld")], [an_incident("i1", aard="geweld")], [an_incident("i1", aard="geweld")]),
        ([an_incident("i1")], [an_incident("i1"), an_incident("i2")], [an_incident("i1")]),
        ([an_incident("i1"), an_incident("i2")], [an_incident("i2")], [an_incident("i2")]),
        ([an_incident("i1", aard="geweld", wat="x")], [an_incident("i1", aard="geweld")], [an_incident("i1", aard="geweld")]),
        ([an_incident("i1", aard="geweld")], [an_incident("i1", aard="geweld", wat="x")], [an_incident("i1", aard="geweld")]),
        ([an_incident("i1", aard="geweld")], [an_incident("i1", aard="dreiging")], [an_incident("i1")]),
        ([an_incident("i1", nr=1)], [an_incident("i1", nr=True)], [an_incident("i1")]),
        ([an_incident("i1", wie=["a", "b"])], [an_incident("i1", wie=["b", "c"])], [an_incident("i1", wie=["b"])]),
        (
            [an_incident("i1", bron={"oin": "1", "naam": "A"})],
            [an_incident("i1", bron={"oin": "1"})],
            [an_incident("i1", bron={"oin": "1"})],
        ),
        ([an_incident("i1", bron="A")], [an_incident("i1", bron={"oin": "1"})], [an_incident("i1")]),
        ([an_incident("i1", bron={"oin": "1"})], [an_incident("i1", bron="A")], [an_incident("i1")]),
        ([an_incident("i1", bron={"oin": "1"})], [an_incident("i1", bron=["oin"])], [an_incident("i1")]),
        ([an_incident("i1", wie="a")], [an_incident("i1", wie=["a"])], [an_incident("i1")]),
        ([an_incident("i1", wie=["a"])], [an_incident("i1", wie="a")], [an_incident("i1")]),
    ],
)
def test_row_and_field_stand_only_where_both_see_them_just_so(eigen: Json, ander: Json, kept: Json) -> None:
    assert both({"incidenten": eigen}, {"incidenten": ander}) == {"incidenten": kept}


def test_part_of_which_nothing_is_left_is_absent() -> None:
    assert both({"incidenten": [an_incident("i1")]}, {"incidenten": [an_incident("i2")]}) == {}


def test_part_that_only_one_of_them_sees_is_absent() -> None:
    assert both({"incidenten": [an_incident("i1")]}, {"maatregelen": [an_incident("m1")]}) == {}


@pytest.mark.parametrize(
    ("eigen", "ander", "kept"),
    [
        ([{"soort": "cijfer"}], [{"soort": "cijfer"}, {"soort": "stilte"}], [{"soort": "cijfer"}]),
        ([{"id": "a", "soort": "cijfer"}], [{"soort": "cijfer"}], []),
        ([{"soort": "cijfer"}], [{"id": "a", "soort": "cijfer"}], []),
    ],
)
def test_row_without_an_id_stands_only_where_both_see_the_very_same(eigen: Json, ander: Json, kept: Json) -> None:
    assert both({"signalen": eigen}, {"signalen": ander}) == ({"signalen": kept} if kept else {})


def test_fields_of_an_item_in_another_form_are_named_once_and_by_name() -> None:
    names = ("wat", "aard", "waar", "hoe", "wie", "jaar")
    eigen: list[Json] = [an_incident(ident, **dict.fromkeys(names, "2026-01-02")) for ident in ("i1", "i2")]
    ander: list[Json] = [an_incident(ident, **dict.fromkeys(names, "2026")) for ident in ("i1", "i2")]
    assert forms({"incidenten": eigen}, {"incidenten": ander}) == tuple(sorted(f"incident.{name}" for name in names))


def test_equal_fields_and_those_that_only_one_sees_are_no_other_form() -> None:
    assert forms({"incidenten": [an_incident("i1", aard="x", wat="y")]}, {"incidenten": [an_incident("i1", aard="x", waar="z")]}) == ()


@pytest.mark.parametrize(
    ("eigen", "ander"),
    [
        ({"personen": [{"id": "p", "soort": "persoon", "naam": "A"}]}, {"personen": [{"id": "p", "soort": "persoon", "naam": "B"}]}),
        ({"fase": {"fase": 1}}, {"fase": {"fase": 2}}),
    ],
    ids=["persons", "phase"],
)
def test_that_the_other_knows_other_persons_or_another_phase_is_not_told(eigen: Object, ander: Object) -> None:
    assert forms(eigen, ander) == ()


def shown_again(ander: dict[str, Json], *eigen: dict[str, Json]) -> dict[str, Json]:
    """Give of another's view what stood in one of these own views."""
    return known_of(ander, {blad for view in eigen for blad in leaves_of(view)})


@pytest.mark.parametrize(
    ("ander", "eigen", "kept"),
    [
        ({"incidenten": [an_incident("i1", aard="geweld")]}, [{"incidenten": [an_incident("i1", aard="geweld")]}], True),
        ({"incidenten": [an_incident("i1", aard="geweld")]}, [{"incidenten": [an_incident("i2", aard="geweld")]}], {}),
        ({"incidenten": [an_incident("i1", aard="geweld")]}, [{"maatregelen": [an_incident("i1", aard="geweld")]}], {}),
        (
            {"incidenten": [an_incident("i1", aard="geweld")]},
            [{"incidenten": [an_incident("i1", aard="dreiging")]}],
            {"incidenten": [an_incident("i1")]},
        ),
        (
            {"incidenten": [an_incident("i1", aard="geweld", wat="x")]},
            [{"incidenten": [an_incident("i1", aard="geweld")]}, {"incidenten": [an_incident("i1", wat="x")]}],
            True,
        ),
        ({"incidenten": [an_incident("i1", nr=1)]}, [{"incidenten": [an_incident("i1", nr=True)]}], {"incidenten": [an_incident("i1")]}),
        (
            {"incidenten": [an_incident("i1", wie=["a", "b"])]},
            [{"incidenten": [an_incident("i1", wie=["b"])]}],
            {"incidenten": [an_incident("i1", wie=["b"])]},
        ),
        (
            {"incidenten": [an_incident("i1", wie=[])]},
            [{"incidenten": [an_incident("i1", wie=["b"])]}],
            {"incidenten": [an_incident("i1")]},
        ),
        ({"incidenten": [an_incident("i1", wie=[])]}, [{"incidenten": [an_incident("i1", wie=[])]}], True),
        (
            {"signalen": [{"soort": "a", "dag": "1"}, {"soort": "b"}]},
            [{"signalen": [{"soort": "x"}, {"soort": "b"}]}],
            {"signalen": [{"soort": "b"}]},
        ),
        ({"signalen": [{"soort": "a", "dag": "1"}]}, [{"signalen": [{"soort": "a"}, {"dag": "1"}]}], {}),
        (
            {"fase": {"fase": 1, "poort": {"open": False}}},
            [{"fase": {"fase": 2, "poort": {"open": False}}}],
            {"fase": {"poort": {"open": False}}},
        ),
        ({"fase": {"poort": {}}}, [{"fase": {"poort": {}}}], True),
        ({"fase": {"poort": {}}}, [{"fase": {"poort": {"open": False}}}], {}),
        ({"verwijzing": "w-2"}, [{"verwijzing": "w-1"}], {}),
        ({"incidenten": [an_incident("i1")]}, [], {}),
        ({}, [{"incidenten": [an_incident("i1")]}], {}),
    ],
)
def test_of_anothers_view_only_what_stood_in_an_own_view_is_shown_again(
    ander: dict[str, Json], eigen: list[dict[str, Json]], kept: dict[str, Json] | bool
) -> None:
    assert shown_again(ander, *eigen) == (ander if kept is True else kept)
