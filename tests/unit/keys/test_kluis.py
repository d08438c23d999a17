"""Sealed content opens only with its key and in its place."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import Instellingsfout, Vernietigd
from ketenhub.keys.kast import Bestandskast, open_kluis
from ketenhub.keys.kluis import Datasleutel, Kluis, Plek, create_master, read_master

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
    with pytest.raises(Vernietigd):
        Kluis(bytes([1]) * 32).open(key, PLEK, sealed)


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
    assert kluis.key_id != Kluis(read_master(kast.pad_vorig)).key_id
