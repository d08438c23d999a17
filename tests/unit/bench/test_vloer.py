"""The floor's script: the same statements, other ids each time, the rest as it was."""

from datetime import UTC, date, datetime

import pytest

from ketenhub.bench.opname import Opdracht, Opname
from ketenhub.bench.vloer import make_script, written

WISSEL: dict[object, str] = {"c-1": ":casus", "id-1": ":id0", "org:1": ":keten", b"merk": ":idm"}


def script_of(*opdrachten: Opdracht) -> list[str]:
    return make_script(opdrachten, WISSEL, 5, 4).regels


def test_casus_and_chain_are_chosen_and_ids_are_new_each_time() -> None:
    lines = script_of()
    assert lines[:2] == ["\\set casus random(1, 5)", "\\set keten random(1, 4)"]
    assert [line.split()[1] for line in lines if line.startswith("\\set")] == ["casus", "keten", "id0", "idm"]


def test_everything_stands_within_one_transaction() -> None:
    lines = script_of(Opdracht("select 1", ((),)))
    assert lines[-3:] == ["begin;", "select 1;", "commit;"]


def test_recorded_value_becomes_a_variable_and_a_fresh_id_a_random_one() -> None:
    script = make_script([Opdracht("insert into t values ($1, $2, $3)", (("c-1", "id-1", "tekst"),))], WISSEL, 5, 4)
    assert script.regels[-2] == "insert into t values (:casus, :id0, :v0);"
    assert script.variabelen == {"v0": "tekst"}


def test_nothing_stands_as_null() -> None:
    assert script_of(Opdracht("select $1", ((None,),)))[-2] == "select null;"


def test_list_with_a_fresh_id_is_built_per_transaction() -> None:
    assert script_of(Opdracht("select unnest($1::text[])", ((["id-1", "x"],),)))[-2] == "select unnest(array[:id0, :v0]::text[]);"


def test_rows_that_went_in_one_go_go_in_one_go() -> None:
    lines = script_of(Opdracht("insert into t values ($1)", (("a",), ("b",)), samen=True))
    assert lines[-5:-1] == ["\\startpipeline", "insert into t values (:v0);", "insert into t values (:v1);", "\\endpipeline"]


def test_audit_line_goes_on_where_the_chain_ended() -> None:
    read = Opdracht("select volgnummer, hash from laatste_regel($1)", (("org:1",),))
    write = Opdracht("insert into audit (a, b, c, d, e) values ($1, $2, $3, $4, $5)", (("org:1", 7, b"v", b"h", "regel"),))
    lines = script_of(read, write)
    assert lines[-3] == "select volgnummer, hash from laatste_regel(:keten) \\gset"
    assert lines[-2].endswith("values (:keten, :volgnummer + 1, :hash, :v2, :v3);")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b"\x01\xff", "\\x01ff"),
        (True, "t"),
        (3, "3"),
        (date(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5, tzinfo=UTC), "2026-01-05T00:00:00+00:00"),
        ([b"\x01", None, 'a"b'], '{"\\\\x01",null,"a\\"b"}'),
    ],
    ids=["bytes", "ja", "getal", "dag", "moment", "lijst"],
)
def test_value_is_written_as_the_database_reads_it(value: object, text: str) -> None:
    assert written(value) == text


def test_only_the_transaction_that_wrote_the_contribution_is_the_floor() -> None:
    seen, wrote = Opdracht("select 1 from inbox", ((),)), Opdracht("insert into bijdrage", ((),))
    begin, commit = Opdracht("BEGIN;", ((),)), Opdracht("COMMIT;", ((),))
    assert Opname([begin, seen, commit, begin, wrote, commit, seen]).transaction() == [wrote]
