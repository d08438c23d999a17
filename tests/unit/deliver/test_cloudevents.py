"""The thin notification keeps to the profile and tells nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import jsonschema
import pytest

from ketenhub.dialects.cloudevents import Notificatie, build_notificatie, write_notificatie
from ketenhub.domain.errors import Verplichtveld

SCHEMAS = Path(__file__).resolve().parents[4] / "shared" / "standards" / "cloudevents"
NOTIFICATIE = Notificatie(
    id="iAbCdEf0123456789",
    oin="00000099000000000000",
    soort="signaal",
    verwijzing="iZyXwVu9876543210",
    adres="https://hub.voorbeeld.nl/v1/veiligheidsplannen/iZyXwVu9876543210",
    baan="direct",
    volgnummer=7,
    op=datetime(2026, 11, 24, 10, 0, 0, 123456, tzinfo=UTC),
    ernst="direct",
)


@pytest.mark.parametrize("name", ["cloudevents-1.0.schema.json", "nlgov-cloudevents-ketenhub.schema.json"])
@pytest.mark.parametrize("soort", ["signaal", "wijziging", "betrokken", "nieuwe_afspraak"])
def test_body_is_valid_for_the_official_schema_and_the_profile(name: str, soort: str) -> None:
    if not (SCHEMAS / name).exists():
        pytest.skip("de officiele schema's staan hier niet")
    schema = json.loads((SCHEMAS / name).read_text("utf-8"))
    body = json.loads(write_notificatie(replace(NOTIFICATIE, soort=soort)))
    jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker()).validate(body)


def test_body_holds_these_members_and_no_others() -> None:
    assert build_notificatie(NOTIFICATIE) == {
        "specversion": "1.0",
        "id": "iAbCdEf0123456789",
        "source": "urn:nld:oin:00000099000000000000:systeem:ketenhub",
        "type": "nl.ketenhub.veiligheidsplan.signaal.v1",
        "subject": "iZyXwVu9876543210",
        "time": "2026-11-24T10:00:00.123Z",
        "datacontenttype": "application/json",
        "dataref": "https://hub.voorbeeld.nl/v1/veiligheidsplannen/iZyXwVu9876543210",
        "sequence": "7",
        "sequencetype": "Integer",
        "data": {"verwijzing": "iZyXwVu9876543210", "soort": "signaal", "baan": "direct", "ernst": "direct"},
    }


def test_same_notification_has_the_same_bytes() -> None:
    assert write_notificatie(NOTIFICATIE) == write_notificatie(replace(NOTIFICATIE))


def test_time_is_written_in_utc() -> None:
    local = replace(NOTIFICATIE, op=NOTIFICATIE.op.astimezone(timezone(timedelta(hours=1))))
    assert build_notificatie(local)["time"] == "2026-11-24T10:00:00.123Z"


def test_absent_severity_is_absent() -> None:
    assert b"ernst" not in write_notificatie(replace(NOTIFICATIE, ernst=None))


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (replace(NOTIFICATIE, oin="1"), "/source"),
        (replace(NOTIFICATIE, soort="Jan Jansen"), "/type"),
        (replace(NOTIFICATIE, verwijzing="999990019"), "/subject"),
        (replace(NOTIFICATIE, verwijzing=""), "/subject"),
        (replace(NOTIFICATIE, adres="https://hub.nl/plan?bsn=999990019"), "/dataref"),
        (replace(NOTIFICATIE, volgnummer=0), "/sequence"),
        (replace(NOTIFICATIE, op=NOTIFICATIE.op.replace(tzinfo=None)), "/sequence"),
    ],
)
def test_what_could_tell_too_much_is_refused_by_its_place(wrong: Notificatie, place: str) -> None:
    with pytest.raises(Verplichtveld) as caught:
        write_notificatie(wrong)
    assert caught.value.plaats == place
    assert "999990019" not in str(caught.value)
