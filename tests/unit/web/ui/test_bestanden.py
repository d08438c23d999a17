"""Files are named by their content, and the wheel carries them."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from ketenhub.web.ui import assets
from ketenhub.web.ui.bestanden import Bestanden, load_files
from ketenhub.web.ui.blad import band_of, load_pages

HUB = Path(__file__).parents[4] / "hub"


def a_folder(folder: Path, css: bytes = b'a{src:url("source-sans-3.woff2")}') -> Bestanden:
    (folder / "vendor").mkdir()
    (folder / "vendor" / "source-sans-3.woff2").write_bytes(b"letter")
    (folder / "vendor" / "nlds.css").write_bytes(css)
    (folder / "kh.css").write_bytes(b"b{}")
    return load_files(folder)


def built() -> dict[str, dict[str, str]]:
    mark = assets.VENDOR / assets.HERKOMST
    if not mark.exists():
        pytest.skip("the styles are not built: make assets")
    found: dict[str, dict[str, str]] = json.loads(mark.read_text("utf-8"))
    return found


def test_name_changes_with_the_content(tmp_path: Path) -> None:
    one, two = tmp_path / "een", tmp_path / "twee"
    one.mkdir()
    two.mkdir()
    assert a_folder(one).address("nlds.css") != a_folder(two, b"c{}").address("nlds.css")


def test_style_sheet_names_the_letter_by_its_address(tmp_path: Path) -> None:
    found = a_folder(tmp_path)
    sheet = found.op_naam[(found.address("nlds.css") or "").removeprefix("/static/")]
    assert f'url("{found.address("source-sans-3.woff2")}")'.encode() in sheet.inhoud


def test_packed_file_holds_the_same_bytes(tmp_path: Path) -> None:
    found = a_folder(tmp_path)
    assert {name for name, one in found.op_naam.items() if one.ingepakt and gzip.decompress(one.ingepakt) != one.inhoud} == set()


def test_without_built_styles_the_pages_still_have_their_own(tmp_path: Path) -> None:
    (tmp_path / "kh.css").write_bytes(b"b{}")
    found = load_files(tmp_path)
    assert (found.address("nlds.css"), found.address("kh.css") is not None) == (None, True)


def test_built_styles_come_from_the_locked_packages() -> None:
    assert built()["pakketten"] == json.loads(assets.LOCK.read_text("utf-8"))


def test_built_files_are_what_was_built() -> None:
    expected = built()["bestanden"]
    assert {name: hashlib.sha256((assets.VENDOR / name).read_bytes()).hexdigest() for name in expected} == expected


def test_lock_names_every_package_with_its_hash() -> None:
    lock = json.loads(assets.LOCK.read_text("utf-8"))
    assert (set(lock), {value.partition("-")[0] for value in lock.values()}) == (set(assets.wanted()), {"sha512"})


def test_wheel_carries_templates_and_files() -> None:
    carried = {one.distribution_path for one in WheelBuilder(str(HUB)).recurse_included_files()}
    ui = HUB / "ketenhub" / "web" / "ui"
    wanted = [*ui.glob("templates/**/*.html"), *ui.glob("static/*.*"), *ui.glob("static/vendor/*.*")]
    assert {path.relative_to(HUB).as_posix() for path in wanted if path.is_file()} - carried == set()


def test_templates_mark_nothing_as_safe_and_hold_no_style_or_script_of_their_own() -> None:
    pattern = re.compile(r"\|\s*safe\b|\sstyle=|<style|<script(?! src=)|\son[a-z]+=", re.IGNORECASE)
    pages = sorted((HUB / "ketenhub" / "web" / "ui" / "templates").rglob("*.html"))
    assert [page.name for page in pages if pattern.search(page.read_text("utf-8"))] == []


def test_script_keeps_nothing_in_the_browser() -> None:
    script = (HUB / "ketenhub" / "web" / "ui" / "static" / "kh.js").read_text("utf-8")
    assert re.findall(r"localStorage|sessionStorage|indexedDB|caches\b|serviceWorker|document\.cookie", script) == []


def test_unknown_name_in_a_template_is_a_fault_and_not_an_empty_place() -> None:
    environment = load_pages().sjablonen
    with pytest.raises(Exception, match="is undefined"):
        environment.from_string("{{ niet_bekend }}").render()


def test_text_in_a_page_is_escaped() -> None:
    assert load_pages().sjablonen.from_string("{{ t }}").render(t="<img onerror=x>") == "&lt;img onerror=x&gt;"


@pytest.mark.parametrize(("cijfer", "band"), [("0", "a"), ("2.9", "a"), ("3", "b"), ("5.5", "b"), ("6", "c"), ("7", "d"), ("7+", "e")])
def test_band_of_a_score_follows_the_gates(cijfer: str, band: str) -> None:
    assert band_of(cijfer) == band
