"""Hostile XML is refused before anything reads it."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.dialects.stuf.bericht import read_head, read_id
from ketenhub.dialects.stuf.knoop import BG, JZ, STUF, parse, write
from ketenhub.domain.errors import OngeldigBericht
from tests.unit.dialects.stuf.wereld import a_melding

WORTEL = f'<JZ:x xmlns:JZ="{JZ}" xmlns:StUF="{STUF}" xmlns:BG="{BG}"'
BOM = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
EXTERN = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def a_tree(inner: str = "", attributes: str = "") -> str:
    return f"{WORTEL}{attributes}>{inner}</JZ:x>"


def nested(depth: int) -> str:
    return a_tree("<JZ:x>" * (depth - 1) + "</JZ:x>" * (depth - 1))


HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "text": b"geen xml",
    "half": b"<JZ:x xmlns:JZ='" + JZ.encode() + b"'>",
    "entity bomb": (BOM + a_tree("&c;")).encode(),
    "external entity": (EXTERN + a_tree("&a;")).encode(),
    "doctype in small letters": b"<!doctype x>" + a_tree().encode(),
    "doctype in utf-16": codecs.BOM_UTF16_LE + ("<!DOCTYPE x>" + a_tree()).encode("utf-16-le"),
    "doctype in utf-16 big endian": ("<!DOCTYPE x>" + a_tree()).encode("utf-16-be"),
    "doctype in utf-32": ("<!DOCTYPE x>" + a_tree()).encode("utf-32-le"),
    "doctype in ebcdic": ("<!DOCTYPE x>" + a_tree()).encode("cp037"),
    "doctype in utf-7": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-' + a_tree().encode(),
    "undeclared entity": a_tree("&lek;").encode(),
    "utf-16": codecs.BOM_UTF16_LE + a_tree().encode("utf-16-le"),
    "latin-1": b'<?xml version="1.0" encoding="ISO-8859-1"?>' + a_tree("\xe9").encode("latin-1"),
    "says latin-1": b'<?xml version="1.0" encoding="ISO-8859-1"?>' + a_tree().encode(),
    "byte order mark": codecs.BOM_UTF8 + a_tree().encode(),
    "instruction inside": a_tree("<?php x?>").encode(),
    "instruction before": b"<?xml-stylesheet href='x'?>" + a_tree().encode(),
    "instruction after": a_tree().encode() + b"<?x y?>",
    "unknown namespace": b"<x xmlns='urn:vreemd'/>",
    "no namespace": b"<x/>",
    "unknown namespace inside": a_tree("<y xmlns='urn:vreemd'/>").encode(),
    "too deep": nested(65).encode(),
    "far too deep": nested(5000).encode(),
    "too many attributes": a_tree("", "".join(f' a{n}="x"' for n in range(201))).encode(),
    "the same attribute twice": a_tree("", ' a="1" a="2"').encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_refused(name: str) -> None:
    with pytest.raises(OngeldigBericht) as error:
        parse(HOSTILE[name])
    assert error.value.plaats == "/"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_have_no_reference_and_no_head(name: str) -> None:
    assert (read_id(HOSTILE[name]), read_head(HOSTILE[name])) == (None, None)


def test_depth_and_attributes_up_to_the_limit_are_read() -> None:
    assert parse(nested(64).encode()).naam == "x"
    assert len(parse(a_tree("", "".join(f' a{n}="x"' for n in range(200))).encode()).attributen) == 200


def test_comment_does_not_hide_or_split_a_text() -> None:
    assert parse(a_tree("99<!-- x -->99").encode()).tekst == "9999"


def test_external_file_is_never_read() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>'
    with pytest.raises(OngeldigBericht):
        parse(a_tree(include).encode())


def test_tree_is_written_as_it_was_read() -> None:
    data = a_melding()
    assert write(parse(data)) == data


@given(st.binary(max_size=400))
def test_any_bytes_give_a_tree_or_ongeldig_bericht(data: bytes) -> None:
    read_id(data)
    with suppress(OngeldigBericht):
        assert parse(data).naam
