"""Foreign JSON is refused by place and never by value, and no bytes break the reader."""

import json
import math

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.domain.errors import OngeldigBericht
from ketenhub.web.strict_json import check_json

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**19), 10**19)
    | st.floats(-1e9, 1e9).filter(lambda x: x == 0 or abs(x) > 1e-290)
    | st.text('abcé \n\t"\\/'),
    lambda deel: st.lists(deel, max_size=4) | st.dictionaries(st.text("abcXYZ", max_size=8), deel, max_size=4),
    max_leaves=20,
)


def refusal(data: bytes, bekend: frozenset[str] = frozenset()) -> OngeldigBericht:
    with pytest.raises(OngeldigBericht) as gevangen:
        check_json(data, bekend)
    return gevangen.value


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" ",
        b"{",
        b"[1,]",
        b'{"a":1,}',
        b"1 2",
        b",",
        b"]",
        b'{"a":1]',
        b"[1}",
        b"{1:2}",
        b"nul",
        b"'a'",
        b"01",
        b"+1",
        b".5",
        b"1.",
        b"\xa0 1",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"1e400",
        b"-1e301",
        b"1e-400",
        b"1e-301",
        b"1" * 21,
        b"-" + b"1" * 21,
        b"0." + b"1" * 200,
        b'{"a":1,"a":2}',
        b'{"a":1,"\\u0061":2}',
        b"[" * 33 + b"]" * 33,
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'"\\u0000"',
        b'"\x00"',
        b'"\x01"',
        b'"\\u0001"',
        b'"\\r"',
        b'"\x7f"',
        b'"\\u0085"',
        b'"\\ud800"',
        b'"\\udc00\\ud800"',
        b'"\xed\xa0\x80"',
        b'"\\uffff"',
        b'"\\ufdd0"',
        b'"\\ud83f\\udffe"',
        b'"\\u202e"',
        b'"\\u2066"',
        b"\xff",
        b"\xef\xbb\xbf1",
        b"\xff\xfe1\x00",
        b'"\\x"',
        b'"\\u12"',
        b'"open',
        '{"a\u200b":1}'.encode(),
        '{"\ufeffa":1}'.encode(),
        '{"ａ":1}'.encode(),
        '{"аb":1}'.encode(),
        b'{"' + b"a" * 201 + b'":1}',
    ],
)
def test_what_two_readers_could_read_differently_is_refused(data: bytes) -> None:
    refusal(data)


@pytest.mark.parametrize(
    "data",
    [
        b"1",
        b"-0",
        b"0.0",
        b"0e0",
        b"1e300",
        b"1e-300",
        b"1" * 20,
        b"null",
        b'""',
        b"[]",
        b"{}",
        b" [ 1 , true ] \n",
        b"[" * 32 + b"]" * 32,
        b'"regel\\nregel\\t\\u00e9 \\ud83d\\ude00"',
        '"Zoë O\u2019Neill"'.encode(),
        '{"één":1}'.encode(),
    ],
)
def test_ordinary_json_passes(data: bytes) -> None:
    check_json(data)


def test_ten_thousand_parts_pass_and_one_more_does_not() -> None:
    check_json(orjson.dumps([0] * 10_000))
    refusal(orjson.dumps([0] * 10_001))
    refusal(orjson.dumps({f"a{nummer}": 0 for nummer in range(10_001)}))


def test_the_place_names_known_members_only_and_never_a_value() -> None:
    fout = refusal(b'{"personen":[{},{"Jan Jansen":{"naam":"geheim\\u0000"}}]}', frozenset({"personen", "naam"}))
    assert fout.plaats == "/personen/1/(onbekend veld 1)/naam"
    assert "Jan" not in str(fout)
    assert "geheim" not in str(fout)


def test_a_known_name_is_escaped_in_the_pointer() -> None:
    assert refusal(b'{"a/b~c":NaN}', frozenset({"a/b~c"})).plaats == "/a~1b~0c"


@given(st.binary(max_size=200))
def test_any_bytes_are_accepted_or_refused_and_what_is_accepted_can_be_read(data: bytes) -> None:
    try:
        check_json(data)
    except OngeldigBericht:
        return
    json.loads(data)
    orjson.loads(data)


@given(st.text('{}[]:,"\\u0dD8eE+-.19ntrflas \n\x00é\u202e', max_size=60))
def test_almost_json_is_accepted_or_refused_too(tekst: str) -> None:
    try:
        check_json(tekst.encode())
    except OngeldigBericht:
        return
    waarde = json.loads(tekst)
    assert not isinstance(waarde, float) or math.isfinite(waarde)


@given(JSON)
def test_what_an_ordinary_writer_makes_passes(waarde: object) -> None:
    check_json(json.dumps(waarde).encode())
    check_json(json.dumps(waarde, ensure_ascii=False).encode())
