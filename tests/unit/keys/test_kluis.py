"""Sealed content opens only with its key and in its place."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import Instellingsfout, TeDruk, Vernietigd
from ketenhub.keys.kast import Bestandskast, create_master, open_kluis, read_master
from ketenhub.keys.kluis import HOUDBAAR, NAAMLOOS, VERS, Datasleutel, Kluis, Plek
from ketenhub.keys.ring import Geheim, Ring

if TYPE_CHECKING:
    from pathlib import Path

SLEUTELPLEK = Plek("sleutel", "gewikkeld", "c1", "org")
PLEK = Plek("bijdrage", "inhoud", "c1/b1", "org")


def a_key(kluis: Kluis) -> Datasleutel:
    """Make a data key."""
    return Datasleutel(kluis.new_data_key(SLEUTELPLEK), SLEUTELPLEK)


def test_sealed_content_opens_in_its_own_place() -> None:
    kluis = Kluis(bytes(32))
    key = a_key(kluis)
    assert kluis.open(key, PLEK, kluis.seal(key, PLEK, b"inhoud")) == b"inhoud"


@pytest.mark.parametrize("elders", [Plek("projectie", "inhoud", "c1/b1", "org"), Plek("bijdrage", "inhoud", "c2/b1", "org")])
def test_sealed_content_moved_elsewhere_does_not_open(elders: Plek) -> None:
    kluis = Kluis(bytes(32))
    key = a_key(kluis)
    with pytest.raises(Vernietigd):
        kluis.open(key, elders, kluis.seal(key, PLEK, b"inhoud"))


def test_other_master_key_opens_nothing() -> None:
    kluis = Kluis(bytes(32))
    key = a_key(kluis)
    sealed = kluis.seal(key, PLEK, b"inhoud")
    with pytest.raises(TeDruk):
        Kluis(bytes([1]) * 32).open(key, PLEK, sealed)


def test_key_of_before_names_opens_and_a_key_that_is_gone_is_told_apart() -> None:
    kluis = Kluis(bytes(32))
    key = a_key(kluis)
    sealed = kluis.seal(key, PLEK, b"inhoud")
    old = Datasleutel(key.gewikkeld[-NAAMLOOS:], SLEUTELPLEK)
    assert kluis.open(old, PLEK, sealed) == b"inhoud"
    for gone in (b"", bytes(NAAMLOOS), kluis.naam + bytes(NAAMLOOS)):
        with pytest.raises(Vernietigd):
            kluis.open(Datasleutel(gone, SLEUTELPLEK), PLEK, sealed)


def test_two_recipients_call_a_person_differently() -> None:
    kluis = Kluis(bytes(32))
    assert kluis.pseudonym("org1", "p-1") != kluis.pseudonym("org2", "p-1")
    assert kluis.pseudonym("org1", "p-1") == kluis.pseudonym("org1", "p-1")


def test_master_key_file_is_private_and_is_not_made_twice(tmp_path: Path) -> None:
    path = tmp_path / "sleutel"
    create_master(path)
    first = read_master(path)
    create_master(path)
    assert read_master(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_wrong_master_key_file_stops_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "sleutel"
    path.write_bytes(b"kort")
    with pytest.raises(Instellingsfout):
        read_master(path)


def test_while_rotating_both_generations_open_and_match_and_rewrapping_needs_the_old_one_no_more() -> None:
    old, new = bytes(32), bytes([1]) * 32
    before, rotating = Kluis(old), Kluis(new, old)
    key = a_key(before)
    sealed = before.seal(key, PLEK, b"inhoud")
    assert rotating.open(key, PLEK, sealed) == b"inhoud"
    assert before.mark("bsn", "999970008") in rotating.marks("bsn", "999970008")
    wrapped = Datasleutel(rotating.rewrap(key.gewikkeld, SLEUTELPLEK), SLEUTELPLEK)
    assert Kluis(new).open(wrapped, PLEK, sealed) == b"inhoud"


def test_key_store_reads_the_generation_before_when_its_file_stands_beside(tmp_path: Path) -> None:
    kast = Bestandskast(tmp_path / "sleutel")
    kast.create()
    kast.pad.rename(kast.pad_vorig)
    kast.create()
    kluis = open_kluis(kast)
    assert kluis.vorige == read_master(kast.pad_vorig)
    assert kluis.master == read_master(kast.pad)
    assert kluis.naam != Kluis(read_master(kast.pad_vorig)).naam


def test_turned_store_is_read_at_once_by_who_meets_its_new_name(tmp_path: Path) -> None:
    kast = Bestandskast(tmp_path / "sleutel")
    kast.create()
    running = open_kluis(kast)
    before = running.new_data_key(SLEUTELPLEK)
    kast.turn()
    after = open_kluis(kast).new_data_key(SLEUTELPLEK)
    assert before[:4] != after[:4]
    assert len(running.unwrap(after, SLEUTELPLEK)) == len(running.unwrap(before, SLEUTELPLEK)) == 32
    assert running.new_data_key(SLEUTELPLEK)[:4] == after[:4]


def test_turning_again_before_closing_changes_nothing_and_closing_leaves_one(tmp_path: Path) -> None:
    kast = Bestandskast(tmp_path / "sleutel")
    kast.create()
    first = kast.huidig()
    kast.turn()
    second = kast.huidig()
    kast.turn()
    assert (kast.huidig(), kast.vorig()) == (second, first)
    kast.close()
    kast.close()
    assert (kast.huidig(), kast.vorig()) == (second, None)
    assert {one.name for one in tmp_path.iterdir()} == {"sleutel"}


def test_turning_that_broke_off_between_two_files_is_finished(tmp_path: Path) -> None:
    kast = Bestandskast(tmp_path / "sleutel")
    kast.create()
    first = kast.huidig()
    kast.pad_vorig.write_bytes(first)
    (tmp_path / "sleutel.nieuw").write_bytes(b"half")
    kast.turn()
    assert kast.vorig() == first
    assert kast.huidig() != first


def test_store_that_cannot_be_read_is_believed_ten_minutes_and_then_no_more(tmp_path: Path) -> None:
    moment = [0.0]
    kast = Bestandskast(tmp_path / "sleutel")
    kast.create()
    kluis = Kluis(kast.huidig(), None, kast, klok=lambda: moment[0])
    key = kluis.new_data_key(SLEUTELPLEK)
    kast.pad.unlink()
    moment[0] = VERS + 1
    assert len(kluis.unwrap(key, SLEUTELPLEK)) == 32
    moment[0] = HOUDBAAR + 1
    with pytest.raises(TeDruk):
        kluis.unwrap(key, SLEUTELPLEK)


def test_own_keys_of_the_ring_outlive_the_master_key() -> None:
    old, new = Kluis(bytes(32)), Kluis(bytes([1]) * 32)
    new.ring = Ring(1, {doel: old.derived(doel) for doel in ("bsn", "pseudoniem", "signaal")})
    assert new.mark("bsn", "999970008") == old.mark("bsn", "999970008")
    assert new.pseudonym("org", "p-1") == old.pseudonym("org", "p-1")
    assert new.mark("eigen", "x") != old.mark("eigen", "x")


def test_turned_key_marks_under_the_new_generation_and_finds_both() -> None:
    kluis = Kluis(bytes(32))
    (before,) = kluis.derived("bsn")
    kluis.ring = Ring(2, {"bsn": (Geheim(b"nieu", bytes([7]) * 32), before)})
    today, old = kluis.marks("bsn", "999970008")
    assert today == kluis.mark("bsn", "999970008")
    assert today.startswith(b"nieu")
    assert old == Kluis(bytes(32)).mark("bsn", "999970008")


def test_key_that_is_not_here_and_a_store_that_cannot_be_read_say_come_back_later(tmp_path: Path) -> None:
    kast = Bestandskast(tmp_path / "sleutel")
    kast.create()
    kluis = open_kluis(kast)
    elsewhere = Kluis(bytes(32)).new_data_key(SLEUTELPLEK)
    kast.pad.unlink()
    with pytest.raises(TeDruk):
        kluis.unwrap(elsewhere, SLEUTELPLEK)


def test_turned_key_is_of_the_owner_of_the_one_before(tmp_path: Path) -> None:
    kast = Bestandskast(tmp_path / "sleutel")
    kast.create()
    if os.geteuid() == 0:
        os.chown(kast.pad, 65534, 65534)
    before = kast.pad.stat()
    kast.turn()
    for path in (kast.pad, kast.pad_vorig):
        found = path.stat()
        assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (before.st_uid, before.st_gid, 0o600)
