"""The figures of the phases: data with a source, layers over the base, and a region that explains what it changes."""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import Instellingsfout
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.regelpakket import Pakketbestand, Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.main import load_pack
from ketenhub.testing import builders as b

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[3]
EISEN = ROOT.parent / "shared" / "design" / "requirements.md"
REGEL = re.compile(r"^(MOV|VISIE|ROUTE|VT|MDA|CON)-\d+$")
KAMER = resources.files("ketenhub.evaluate")


def the_file() -> Pakketbestand:
    """Read the packs that come with the hub."""
    return Pakketbestand.model_validate_json(KAMER.joinpath("regelpakketten.json").read_bytes())


def a_region(folder: Path, **members: object) -> Path:
    """Write the file of a region."""
    path = folder / "regio.json"
    path.write_text(json.dumps({"versie": "regio-1", "toelichting": "Besloten in het regionaal overleg.", **members}), "utf-8")
    return path


def a_figure(waarde: int, eenheid: str, **members: object) -> dict[str, object]:
    """Build a figure as it stands in the file of a region."""
    return {"waarde": waarde, "eenheid": eenheid, "bron": "CON-04", "toelichting": "Besluit van de regio.", **members}


def lines_in_code() -> Iterable[str]:
    """Give every source line that the evaluator names."""
    for path in KAMER.iterdir():
        if path.name.endswith(".py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and REGEL.match(node.value):
                    yield node.value


def lines_in_data() -> Iterable[str]:
    """Give every source line that the figures name."""
    found = the_file()
    figures = [figure for _, figure in found.basis.figures().values()] + list(found.basis.waarschuwingen)
    figures += [figure for laag in found.lagen for figure in laag.getallen.values()]
    for figure in figures:
        yield from (line for line in (figure.bron, *figure.meer_bronnen) if REGEL.match(line))


@pytest.mark.req("CON-30")
def test_the_defaults_in_code_are_the_base_of_the_file() -> None:
    assert the_file().basis == Regelpakket(toelichting=the_file().basis.toelichting)


@pytest.mark.req("CON-30")
def test_without_a_region_the_national_base_counts() -> None:
    assert load_pack() == the_file().basis


def test_every_source_line_exists() -> None:
    if not EISEN.exists():
        pytest.skip("de lijst van eisen staat hier niet")
    known = set(re.findall(r"^\|\s*([A-Z]+-\d+)\s*\|", EISEN.read_text("utf-8"), re.MULTILINE))
    assert {*lines_in_code(), *lines_in_data()} - known == set()


def test_every_figure_is_ours_or_names_a_line_of_a_source() -> None:
    figures = [figure for _, figure in the_file().basis.figures().values()] + list(the_file().basis.waarschuwingen)
    assert [f.bron for f in figures if not f.eigen_afspraak and not REGEL.match(f.bron)] == []


def test_the_four_other_sources_are_layers_with_a_note() -> None:
    assert [laag.naam for laag in the_file().lagen] == ["MOV", "ROUTE", "VT", "MDA"]


@pytest.mark.req("CON-30", "ROUTE-29", "ROUTE-38", "CON-02")
def test_a_region_that_works_by_the_route_card_blocks_on_control_and_stress_test(tmp_path: Path) -> None:
    pakket = load_pack(a_region(tmp_path, lagen=["ROUTE"]))
    assert pakket.blokkeert == ("controle", "stresstest")


@pytest.mark.req("MDA-12")
def test_layers_add_up_and_never_soften(tmp_path: Path) -> None:
    pakket = load_pack(a_region(tmp_path, lagen=["ROUTE", "MDA"]))
    assert pakket.blokkeert == ("controle", "stresstest", "bescherming")


@pytest.mark.req("MOV-02", "CON-30")
def test_the_evaluation_names_base_layers_and_region(tmp_path: Path) -> None:
    pakket = load_pack(a_region(tmp_path, lagen=["VT"]))
    found = evaluate(b.a_casus(), date(2026, 1, 6), pakket, Kalender())
    assert found.regelpakket == "visie-3+vt-2018+regio-1"


@pytest.mark.req("CON-04")
def test_a_region_may_set_its_own_figure(tmp_path: Path) -> None:
    pakket = load_pack(a_region(tmp_path, getallen={"rondeInterval": a_figure(42, "dagen")}))
    assert pakket.ronde_interval.waarde == 42


@pytest.mark.req("CON-17")
def test_the_terms_of_veilig_thuis_say_that_their_source_is_old() -> None:
    layer = next(laag for laag in the_file().lagen if laag.naam == "VT")
    assert all("2018" in (figure.toelichting or "") for figure in layer.getallen.values())


@pytest.mark.req("CON-03", "CON-30")
@pytest.mark.parametrize(
    "members",
    [
        {"toelichting": None},
        {"toelichting": ""},
        {"lagen": ["ONBEKEND"]},
        {"getallen": {"bestaatNiet": a_figure(3, "dagen")}},
        {"getallen": {"zonderIncident": a_figure(3, "dagen")}},
        {"getallen": {"zonderIncident": a_figure(0, "maanden")}},
        {"getallen": {"rondeInterval": {"waarde": 42, "eenheid": "dagen", "bron": "CON-04"}}},
        {"blokkeert": ["geluk"]},
    ],
)
def test_a_region_without_note_or_with_an_impossible_figure_stops_the_start(tmp_path: Path, members: dict[str, object]) -> None:
    path = a_region(tmp_path, **members)
    with pytest.raises(Instellingsfout) as error:
        load_pack(path)
    assert error.value.plaats.startswith("KETENHUB_REGELPAKKET")


def test_a_file_of_a_region_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(Instellingsfout):
        load_pack(tmp_path / "weg.json")
