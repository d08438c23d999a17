"""The examples of this plugin, and bytes of any kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.testing.conformance import Voorbeeld, read_examples, survives, translated
from ketenhub_gemeente.partner import Gemeente

VOORBEELDEN = read_examples(Path(__file__).parent / "voorbeelden")


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda voorbeeld: voorbeeld.naam)
def test_example_becomes_its_contribution(voorbeeld: Voorbeeld) -> None:
    assert translated(Gemeente(), voorbeeld.bericht) == voorbeeld.bijdrage


@given(st.binary(max_size=300), st.sampled_from(["application/json", "application/vnd.ketenhub.bijdrage+json", "text/plain"]))
def test_any_bytes_do_no_harm(data: bytes, mediatype: str) -> None:
    survives(Gemeente(), mediatype, data)
