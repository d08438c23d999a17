"""What is not listed is not logged."""

from __future__ import annotations

import asyncio
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketenhub.domain.errors import Instellingsfout
from ketenhub.log import events
from ketenhub.log.emit import Bestemming, Schrijver, catch_strays, nowhere, open_log
from ketenhub.log.events import VORMEN, Niveau, Soort, Stroom

CANARY = "999990019"
NAAM = "Kanarie van der Vogel"
NU = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOORTEN = [value for value in vars(events).values() if isinstance(value, Soort)]


class Blad:
    """Two streams in memory, and what was written to them."""

    def __init__(self) -> None:
        self.files = {stroom: io.BytesIO() for stroom in Stroom}
        self.emit = Schrijver(self.files, lambda: NU)

    def lines(self, stroom: Stroom) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.files[stroom].getvalue().splitlines()]

    def everything(self) -> bytes:
        return b"".join(file.getvalue() for file in self.files.values())


def test_an_event_is_one_json_line_in_its_stream() -> None:
    blad = Blad()
    blad.emit(
        events.BEZORGD.met(bezorging="iAbCdEf0123", organisatie="00000099000000001003", baan="direct", poging=2, status=204, duur_ms=1.5)
    )
    assert blad.lines(Stroom.VERWERKING) == []
    assert blad.lines(Stroom.TECHNIEK) == [
        {
            "event": "bezorging.bezorgd",
            "op": "2026-11-24T12:00:00Z",
            "stroom": "techniek",
            "niveau": "info",
            "bezorging": "iAbCdEf0123",
            "organisatie": "00000099000000001003",
            "baan": "direct",
            "poging": 2,
            "status": 204,
            "duur_ms": 1.5,
        }
    ]


def test_what_is_not_listed_is_dropped() -> None:
    blad = Blad()
    blad.emit(events.DOOD.met(organisatie="00000099000000001003", naam=NAAM, bsn=CANARY, trace_id="0" * 32))
    (line,) = blad.lines(Stroom.TECHNIEK)
    assert set(line) == {"event", "op", "stroom", "niveau", "organisatie"}


@pytest.mark.parametrize("soort", SOORTEN, ids=lambda soort: soort.naam)
@pytest.mark.parametrize("value", [CANARY, int(CANARY), NAAM, f"fout bij {NAAM}", f"/personen/{CANARY}", f"Jan-{NAAM}", "jan@voorbeeld.nl"])
def test_a_personal_detail_travels_under_no_allowed_name(soort: Soort, value: str | int) -> None:
    blad = Blad()
    blad.emit(soort.met(**dict.fromkeys([*VORMEN, "bsn", "naam", "tekst"], value)))
    assert CANARY.encode() not in blad.everything()
    assert NAAM.encode() not in blad.everything()
    assert b"voorbeeld" not in blad.everything()


def test_the_processing_log_has_no_users() -> None:
    listed = {name for soort in SOORTEN for name in soort.velden.get(Stroom.VERWERKING, frozenset())}
    assert listed == {"trace_id", "span_id", "start", "eind", "status", "activiteit", "betrokkene", "organisatie", "ontvanger"}


def test_a_processing_is_written_in_both_streams_each_with_its_own_fields() -> None:
    blad = Blad()
    blad.emit(events.VERWERKT.met(trace_id="ab" * 16, start=NU, status=200, activiteit="verstrekken", betrokkene="ps-0123456789abcdef"))
    (verwerking,), (techniek,) = blad.lines(Stroom.VERWERKING), blad.lines(Stroom.TECHNIEK)
    assert verwerking["betrokkene"] == "ps-0123456789abcdef"
    assert verwerking["start"] == "2026-11-24T12:00:00Z"
    assert "betrokkene" not in techniek
    assert techniek["trace_id"] == verwerking["trace_id"]


def test_every_listed_field_has_a_form_and_every_name_is_once() -> None:
    assert {name for soort in SOORTEN for listed in soort.velden.values() for name in listed} <= set(VORMEN)
    names = [soort.naam for soort in SOORTEN]
    assert sorted(names) == sorted(set(names))


def test_level_stands_in_the_line() -> None:
    blad = Blad()
    blad.emit(events.WEG.met(wat="database"))
    assert blad.lines(Stroom.TECHNIEK)[0]["niveau"] == Niveau.WAARSCHUWING.value


def test_files_are_appended_to_and_each_stream_has_its_own(tmp_path: Path) -> None:
    place = Bestemming(tmp_path / "techniek.jsonl", tmp_path / "verwerking.jsonl")
    for _ in range(2):
        with open_log(place, lambda: NU) as emit:
            emit(events.VERWERKT.met(activiteit="inzage"))
    assert len((tmp_path / "techniek.jsonl").read_text("utf-8").splitlines()) == 2
    assert len((tmp_path / "verwerking.jsonl").read_text("utf-8").splitlines()) == 2


def test_without_files_lines_go_to_stderr(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with open_log(Bestemming(), lambda: NU) as emit:
        emit(events.GESTART.met(wat="worker"))
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert json.loads(err)["event"] == "hub.gestart"


def test_a_file_that_cannot_be_written_refuses_the_start(tmp_path: Path) -> None:
    with pytest.raises(Instellingsfout), open_log(Bestemming(tmp_path / "nergens" / "log"), lambda: NU):
        pass


def test_a_stream_that_fails_is_counted_and_stops_nothing() -> None:
    blad = Blad()
    blad.files[Stroom.VERWERKING].close()
    blad.emit(events.VERWERKT.met(activiteit="inzage"))
    assert blad.emit.verloren == 1
    assert len(blad.lines(Stroom.TECHNIEK)) == 1


async def test_what_no_task_caught_is_told_by_its_class_only() -> None:
    blad, loop = Blad(), asyncio.get_running_loop()
    catch_strays(loop, blad.emit)
    try:
        loop.call_exception_handler({"message": NAAM, "exception": ValueError(f"{NAAM} {CANARY}")})
    finally:
        loop.set_exception_handler(None)
    (line,) = blad.lines(Stroom.TECHNIEK)
    assert (line["event"], line["fout"]) == ("defect", "ValueError")
    assert NAAM.encode() not in blad.everything()


def test_nowhere_writes_nothing() -> None:
    nowhere(events.GESTOPT.met(wat="worker"))
