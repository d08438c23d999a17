"""The accounting, on an invented /proc."""

from pathlib import Path

import pytest

from ketenhub.bench.rekening import check_accounting, cpu_seconds, memory, tree
from ketenhub.domain.errors import Instellingsfout


def a_process(proc: Path, pid: int, parent: int, ticks: tuple[int, int, int, int], name: str = "postgres") -> None:
    folder = proc / str(pid)
    folder.mkdir()
    before = ["S", str(parent), *["0"] * 9]
    (folder / "stat").write_text(f"{pid} ({name}) {' '.join([*before, *map(str, ticks)])} 20 0 1\n", encoding="ascii")


def test_tree_holds_children_and_grandchildren_and_nobody_else(tmp_path: Path) -> None:
    for pid, parent in ((10, 1), (11, 10), (12, 11), (20, 1)):
        a_process(tmp_path, pid, parent, (0, 0, 0, 0))
    assert tree(10, tmp_path) == [10, 11, 12]


def test_cpu_counts_user_and_system_time_and_children_that_ended(tmp_path: Path) -> None:
    a_process(tmp_path, 10, 1, (100, 50, 25, 25))
    a_process(tmp_path, 11, 10, (200, 0, 0, 0))
    assert cpu_seconds(10, tmp_path) == pytest.approx(4.0)


def test_name_with_spaces_and_parentheses_is_read(tmp_path: Path) -> None:
    a_process(tmp_path, 10, 1, (100, 0, 0, 0), name="a (b) c")
    assert cpu_seconds(10, tmp_path) == pytest.approx(1.0)


def test_process_that_is_gone_used_nothing(tmp_path: Path) -> None:
    assert cpu_seconds(10, tmp_path) == 0.0


def test_memory_is_given_in_megabytes(tmp_path: Path) -> None:
    (tmp_path / "10").mkdir()
    (tmp_path / "10" / "smaps_rollup").write_text("00400000-7fff [rollup]\nRss:   2048 kB\nPss:   1024 kB\n", encoding="ascii")
    assert (memory(10, tmp_path).rss, memory(10, tmp_path).pss) == (2.0, 1.0)


def test_system_without_accounting_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Instellingsfout, match="geen /proc"):
        check_accounting(tmp_path)
