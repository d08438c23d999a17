"""The police: canonical JSON in, nothing with content out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.contract.bericht import Aanleiding, Antwoord, Bericht, Ontvangst
from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.dialects.canoniek import MEDIATYPE
from ketenhub.domain.errors import OngeldigBericht, Verplichtveld
from ketenhub_politie.partner import Politie

NU = datetime(2026, 11, 1, 12, tzinfo=UTC)
BERICHT = b'{"berichtId": "b1", "opgesteldOp": "2026-11-01T10:00:00Z"}'


def test_canonical_json_is_read_as_it_stands() -> None:
    bericht = Bericht("0" * 20, MEDIATYPE, BERICHT, NU)
    assert Politie().identify(bericht) == "b1"
    assert Politie().translate_in(bericht).bericht_id == "b1"


def test_other_media_type_is_refused() -> None:
    with pytest.raises(OngeldigBericht) as error:
        Politie().translate_in(Bericht("0" * 20, "text/plain", BERICHT, NU))
    assert error.value.plaats == "Content-Type"


@given(st.binary(max_size=200))
def test_any_bytes_give_ongeldig_bericht(data: bytes) -> None:
    with pytest.raises(OngeldigBericht):
        Politie().translate_in(Bericht("0" * 20, MEDIATYPE, data, NU))


def test_no_message_with_content_goes_out() -> None:
    uitsnede = Uitsnede("0" * 20, "v1", "onverdeeld", {})
    with pytest.raises(Verplichtveld):
        Politie().translate_out(Politie().narrow(uitsnede), Aanleiding("melding", "m1", NU))


@pytest.mark.parametrize(("status", "ontvangst"), [(204, Ontvangst.AANGENOMEN), (404, Ontvangst.GEWEIGERD), (503, Ontvangst.OPNIEUW)])
def test_reply_is_accepted_refused_or_tried_again(status: int, ontvangst: Ontvangst) -> None:
    assert Politie().read_reply(Antwoord(status, "application/json", b"")) is ontvangst
