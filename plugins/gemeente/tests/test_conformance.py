"""The examples of this plugin, and bytes of any kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.testing.conformance import Uitvoorbeeld, Voorbeeld, comparable, read_examples, read_outgoing, rendered, survives, translated
from ketenhub_gemeente.partner import Gemeente

MAP = Path(__file__).parent / "voorbeelden"
VOORBEELDEN, UIT = read_examples(MAP), read_outgoing(MAP)


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda voorbeeld: voorbeeld.naam)
def test_example_becomes_its_contribution(voorbeeld: Voorbeeld) -> None:
    assert translated(Gemeente(), voorbeeld.bericht) == voorbeeld.bijdrage


@pytest.mark.parametrize("voorbeeld", UIT, ids=lambda voorbeeld: voorbeeld.naam)
def test_view_becomes_the_message_of_its_example(voorbeeld: Uitvoorbeeld) -> None:
    assert rendered(Gemeente(), voorbeeld) == (voorbeeld.bericht.mediatype, comparable(voorbeeld.bericht))


@given(st.binary(max_size=300), st.sampled_from(["application/json", "application/vnd.ketenhub.bijdrage+json", "text/plain"]))
def test_any_bytes_do_no_harm(data: bytes, mediatype: str) -> None:
    survives(Gemeente(), mediatype, data)
