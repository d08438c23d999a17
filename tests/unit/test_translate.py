"""What a plugin brings is held to its manifest, and every field of a fact has a data category."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from ketenhub.contract.bericht import Bericht
from ketenhub.dialects.canoniek import MEDIATYPE
from ketenhub.domain.bijdrage import Bijdrage, Feit
from ketenhub.domain.catalogus import categories_of
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.gegeven import Categorie
from ketenhub.partners.canoniek import Canoniek
from ketenhub.translate.translate import translate

SCORE = b"""{"berichtId": "b", "opgesteldOp": "2026-11-01T10:00:00Z", "feiten": [{"soort": "veiligheidsbeoordeling", "ref": "1",
"geldigOp": "2026-11-01", "beoordelaar": {"soort": "professional"}, "over": {"soort": "huishouden"}, "cijfer": "%s"}]}"""


def a_message(data: bytes) -> Bericht:
    """Give a message in canonical JSON."""
    return Bericht("0" * 20, MEDIATYPE, data, datetime(2026, 11, 1, tzinfo=UTC))


@pytest.mark.parametrize("model", get_args(Feit), ids=lambda model: model.__name__)
def test_every_field_of_a_fact_has_one_category(model: type) -> None:
    assert categories_of(model)


def test_category_that_the_manifest_does_not_name_is_refused() -> None:
    with pytest.raises(OngeldigBericht) as error:
        translate(a_message(SCORE % b"6"), Canoniek(), frozenset({Categorie.SITUATIE}))
    assert error.value.plaats == "/feiten/0/beoordelaar"


def test_message_that_says_nothing_is_refused() -> None:
    with pytest.raises(OngeldigBericht):
        translate(a_message(b'{"berichtId": "b", "opgesteldOp": "2026-11-01T10:00:00Z"}'), Canoniek(), frozenset(Categorie))


@pytest.mark.req("MOV-28", "VISIE-10")
@pytest.mark.parametrize("cijfer", [b"0", b"5.5", b"6", b"7", b"7+"])
def test_score_on_the_scale_survives_as_itself(cijfer: bytes) -> None:
    result = translate(a_message(SCORE % cijfer), Canoniek(), frozenset(Categorie))
    assert isinstance(result, Bijdrage)
    again = result.model_dump_json(by_alias=True, exclude_none=True).encode()
    assert b'"cijfer":"%s"' % cijfer in again


@pytest.mark.req("VISIE-10")
@pytest.mark.parametrize("cijfer", [b"8", b"7.5", b"-1", b"7++", b"NaN", b"acht"])
def test_score_outside_the_scale_is_refused_without_naming_it(cijfer: bytes) -> None:
    with pytest.raises(OngeldigBericht) as error:
        translate(a_message(SCORE % cijfer), Canoniek(), frozenset(Categorie))
    assert cijfer.decode() not in str(error.value).replace(error.value.plaats, "")
