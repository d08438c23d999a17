"""The timeline and the pattern follow from a view, and from nothing that is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.catalogus import catalogus
from ketenhub.inzicht.patroon import pattern
from ketenhub.inzicht.tijdlijn import BRONNEN, SOORTEN, day_text, mark, page, timeline

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object


def an_item(ident: str, op: str, **velden: Json) -> dict[str, Json]:
    return {"id": ident, "herkomst": {"organisatie": {"oin": "1", "naam": "Een"}, "geldigOp": op}, **velden}


VIEW: Object = {
    "fase": {"fase": 1, "verloop": [{"op": "2026-01-05", "fase": 1}, {"op": "2026-03-01", "fase": 2}]},
    "incidenten": [
        an_item("i1", "2026-02-01", soort="incident", aard="geweld"),
        an_item("i2", "2026-01-10", soort="incident", aard="geweld"),
    ],
    "onveiligeSituaties": [an_item("s1", "2026-01-05", soort="onveilige_situatie", jaar=2019)],
    "veiligheidsbeoordelingen": [an_item("c1", "2026-02-02T10:00:00Z", soort="veiligheidsbeoordeling", cijfer="4")],
    "maatregelen": [an_item("m1", "2026-01-01", soort="maatregel", van="2026-02-03", aard="huisverbod")],
    "hoedanigheden": [
        an_item("h1", "2026-01-10", persoon="p", incident="i2", hoedanigheid="pleger"),
        an_item("h2", "2026-02-01", persoon="p", incident="i1", hoedanigheid="pleger"),
        an_item("h3", "2026-02-01", persoon="p", incident="verborgen", hoedanigheid="pleger"),
    ],
}


@pytest.mark.parametrize("bron", BRONNEN, ids=lambda bron: bron.deel)
def test_every_source_names_a_part_of_the_plan_and_fields_of_its_fact(bron: object) -> None:
    found = next(b for b in BRONNEN if b is bron)
    soort = next(soort for soort, deel in DELEN.items() if deel == found.deel)
    assert {*found.velden, *found.wanneer} <= catalogus()[soort].keys()


@pytest.mark.req("ROUTE-18")
def test_events_of_every_part_stand_in_the_order_in_which_they_were() -> None:
    assert [(e["soort"], e["op"]) for e in timeline(VIEW)] == [
        ("situatie", "2019"),
        ("fase", "2026-01-05"),
        ("incident", "2026-01-10"),
        ("incident", "2026-02-01"),
        ("cijfer", "2026-02-02T10:00:00Z"),
        ("maatregel", "2026-02-03"),
        ("fase", "2026-03-01"),
    ]


def test_a_field_that_is_not_shared_is_not_in_the_event() -> None:
    (event,) = timeline({"incidenten": [an_item("i", "2026-02-01", soort="incident")]})
    assert not {"aard", "omschrijving"} & event.keys()


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_filter_gives_that_kind_alone(soort: str) -> None:
    assert {e["soort"] for e in timeline(VIEW, [soort])} <= {soort}


def test_pages_follow_each_other_without_gap_or_double() -> None:
    events, seen, na = timeline(VIEW), list[object](), None
    while True:
        found = page(events, na, 3)
        assert found is not None
        seen += found[0]
        na = found[1]
        if na is None:
            break
    assert seen == events


def test_a_mark_that_no_event_bears_is_no_place() -> None:
    assert page(timeline(VIEW), "0" * 32, 3) is None


def test_a_mark_tells_neither_id_nor_day() -> None:
    for event in timeline(VIEW):
        assert str(event["op"]) not in mark(event)
        assert str(event.get("id", "-")) not in mark(event)


@pytest.mark.req("ROUTE-18")
def test_the_pattern_counts_kinds_capacities_and_repetition() -> None:
    assert pattern(VIEW) == {
        "aantalIncidenten": 2,
        "eerste": "2026-01-10",
        "laatste": "2026-02-01",
        "incidenten": [{"aard": "geweld", "aantal": 2, "eerste": "2026-01-10", "laatste": "2026-02-01"}],
        "hoedanigheden": [{"persoon": "p", "hoedanigheid": "pleger", "aantal": 2}],
        "herhaling": {"perJaar": [{"jaar": "2026", "aantal": 2}], "dagenErtussen": {"kortste": 22, "langste": 22, "laatste": 22}},
        "geweldsoorten": [],
    }


def test_an_empty_view_has_an_empty_pattern() -> None:
    assert pattern({}) == {"aantalIncidenten": 0, "incidenten": [], "hoedanigheden": [], "herhaling": {"perJaar": []}, "geweldsoorten": []}


@pytest.mark.parametrize(
    ("op", "dag"), [("2026-11-02", "2026-11-02"), ("2026-11-02T23:30:00Z", "2026-11-03"), ("2019", "2019")], ids=["day", "late", "year"]
)
def test_a_moment_falls_on_its_day_in_the_netherlands(op: str, dag: str) -> None:
    assert day_text(op) == dag
