"""The examples of this plugin both ways, and bytes of any kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ketenhub.contract.bericht import Aanleiding
from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.testing.conformance import NU, Voorbeeld, read_examples, survives, translated
from ketenhub_politie.partner import Politie

FOLDER = Path(__file__).parent / "voorbeelden"
VOORBEELDEN = read_examples(FOLDER)
UITGAAND = sorted(FOLDER.glob("*.uit.json"))
XSD = Path(__file__).parents[4] / "shared/standards/corv/xsd-vtberichten/jz0100_msg_vtberichten_resolved2025.xsd"
MEDIATYPES = ["application/xml", "text/xml", "application/json", "application/vnd.ketenhub.bijdrage+json", "text/plain"]
ONTVANGER = "00000099000000001001"


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda voorbeeld: voorbeeld.naam)
def test_example_becomes_its_contribution(voorbeeld: Voorbeeld) -> None:
    assert translated(Politie(), voorbeeld.bericht) == voorbeeld.bijdrage


@pytest.mark.parametrize("path", UITGAAND, ids=lambda path: path.name.removesuffix(".uit.json"))
def test_view_becomes_its_message(path: Path) -> None:
    example = json.loads(path.read_text("utf-8"))
    uitsnede = Uitsnede(ONTVANGER, "v1", "onverdeeld", example["uitsnede"])
    number = path.name.partition("-")[0]
    reason = Aanleiding(example["soort"], f"uit-{int(number) - 3:03}", NU, example["item"])
    made = Politie().translate_out(Politie().narrow(uitsnede), reason)
    assert (made.mediatype, made.inhoud.decode()) == (example["mediatype"], example["inhoud"])


@pytest.mark.parametrize("path", UITGAAND, ids=lambda path: path.name.removesuffix(".uit.json"))
def test_message_fits_the_official_schema(path: Path) -> None:
    if not XSD.exists():
        pytest.skip("the official schemas do not stand beside this checkout")
    message = etree.fromstring(json.loads(path.read_text("utf-8"))["inhoud"].encode())
    etree.XMLSchema(etree.parse(str(XSD))).assertValid(message)


@given(st.binary(max_size=300), st.sampled_from(MEDIATYPES))
def test_any_bytes_do_no_harm(data: bytes, mediatype: str) -> None:
    survives(Politie(), mediatype, data)


@given(st.data())
def test_damaged_example_does_no_harm(data: st.DataObject) -> None:
    bericht = data.draw(st.sampled_from(VOORBEELDEN)).bericht
    damaged = bytearray(bericht.inhoud)
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.sampled_from(b'<>/&"= xX019-\xff'))
    survives(Politie(), bericht.mediatype, bytes(damaged))
