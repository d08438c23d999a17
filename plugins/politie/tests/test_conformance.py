"""The examples of this plugin both ways, and bytes of any kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ketenhub.testing.conformance import (
    SCHADE,
    Uitvoorbeeld,
    Voorbeeld,
    comparable,
    read_examples,
    read_outgoing,
    rendered,
    survives,
    survives_damage,
    translated,
)
from ketenhub_politie.partner import Politie

MAP = Path(__file__).parent / "voorbeelden"
VOORBEELDEN, UIT = read_examples(MAP), read_outgoing(MAP)
XSD = Path(__file__).parents[4] / "shared/standards/corv/xsd-vtberichten/jz0100_msg_vtberichten_resolved2025.xsd"
MEDIATYPES = ["application/xml", "text/xml", "application/json", "application/vnd.ketenhub.bijdrage+json", "text/plain"]


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda voorbeeld: voorbeeld.naam)
def test_example_becomes_its_contribution(voorbeeld: Voorbeeld) -> None:
    assert translated(Politie(), voorbeeld.bericht) == voorbeeld.bijdrage


@pytest.mark.parametrize("voorbeeld", UIT, ids=lambda voorbeeld: voorbeeld.naam)
def test_view_becomes_the_message_of_its_example(voorbeeld: Uitvoorbeeld) -> None:
    assert rendered(Politie(), voorbeeld) == (voorbeeld.bericht.mediatype, comparable(voorbeeld.bericht))


@pytest.mark.skipif(not XSD.exists(), reason="the official schemas do not stand beside this checkout")
@pytest.mark.parametrize("voorbeeld", UIT, ids=lambda voorbeeld: voorbeeld.naam)
def test_message_fits_the_official_schema(voorbeeld: Uitvoorbeeld) -> None:
    etree.XMLSchema(etree.parse(str(XSD))).assertValid(etree.fromstring(voorbeeld.bericht.inhoud))


@given(st.binary(max_size=300), st.sampled_from(MEDIATYPES))
def test_any_bytes_do_no_harm(data: bytes, mediatype: str) -> None:
    survives(Politie(), mediatype, data)


@given(st.sampled_from(VOORBEELDEN), st.lists(st.tuples(st.integers(min_value=0), st.sampled_from(SCHADE)), min_size=1, max_size=5))
def test_damaged_example_does_no_harm(voorbeeld: Voorbeeld, schade: list[tuple[int, int]]) -> None:
    survives_damage(Politie(), voorbeeld.bericht, schade)
