"""References inside a fact are found with their place and replaced; everything else is left."""

from __future__ import annotations

from ketenhub.merge.refs import resolve_refs
from ketenhub.testing import builders as b


def test_place_of_a_reference_names_field_and_row_and_a_tagged_name_keeps_its_words() -> None:
    seen: list[tuple[str, str, str]] = []

    def called(naar: str, ref: str, place: str) -> str:
        seen.append((naar, ref, place))
        return f"{ref}-new"

    incident = b.an_incident(op="2026-01-05", ref="a").model_copy(
        update={"personen": ("a", "b"), "omschrijving": "@{a|Anna} en @{b|Ben} {x}."}
    )
    found = resolve_refs(incident, "/feiten/0", called)
    assert (found.ref, found.personen, found.omschrijving) == ("a", ("a-new", "b-new"), "@{a-new|Anna} en @{b-new|Ben} {x}.")
    assert sorted(seen) == [
        ("persoon", "a", "/feiten/0/omschrijving"),
        ("persoon", "a", "/feiten/0/personen/0"),
        ("persoon", "b", "/feiten/0/omschrijving"),
        ("persoon", "b", "/feiten/0/personen/1"),
    ]


def test_value_without_references_is_given_back_itself() -> None:
    incident = b.an_incident(op="2026-01-05")
    assert resolve_refs(incident, "", lambda _naar, ref, _place: ref) is incident
