"""A rule set as YAML: nothing means two things, and what does not fit is refused with its place."""

from __future__ import annotations

import pytest

from ketenhub.dialects.regelblad import GROOTST, read_sheet, write_sheet
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.main import own_rules

REGEL = """versie: v1
regels:
- id: r
  ontvangers: [00000099000000001001]
  categorieen: [incident]
  fasen: [1, 2]
  doel: no
  grondslag: {wet: Wmo 2015, artikel: 4.1.1, bevestigd: true}
  noodzaak: directe_veiligheid
  actie: delen
  van: 2026-01-01
  toelichting: 12:30
"""


def test_words_numbers_and_days_are_what_they_look_like() -> None:
    (regel,) = read_sheet(REGEL.encode()).regels
    found = (regel.ontvangers, regel.fasen, regel.doel, regel.grondslag.bevestigd, regel.van.isoformat(), regel.toelichting)
    assert found == (("00000099000000001001",), (1, 2), "no", True, "2026-01-01", "12:30")


def test_rules_of_the_hub_survive_the_way_out_and_in() -> None:
    assert read_sheet(write_sheet(own_rules()).encode()) == own_rules()


@pytest.mark.parametrize(
    ("bad", "line"),
    [
        (REGEL.replace("id: r", "id: &a r"), "regel 3"),
        (REGEL.replace("id: r", "id: r\n  id: s"), "regel 4"),
        (REGEL.replace("[1, 2]", "!!set {1, 2}"), "regel 6"),
        (REGEL.replace("id: r", "id: !!python/name:os.system r"), "regel 3"),
        (REGEL.replace("id: r", "1: r"), "regel 3"),
        ("versie: [", "regel 1"),
    ],
)
def test_yaml_that_could_mean_something_else_is_refused_with_its_line(bad: str, line: str) -> None:
    with pytest.raises(OngeldigBericht) as fout:
        read_sheet(bad.encode())
    assert fout.value.plaats == line


def test_few_lines_that_unfold_into_many_are_refused() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20))
    with pytest.raises(OngeldigBericht):
        read_sheet(bomb.encode())


@pytest.mark.parametrize("bad", [b"\xff\xfe", b"[" * 5000, b"x" * (GROOTST + 1), b"versie: \x00"])
def test_bytes_that_are_no_yaml_are_refused(bad: bytes) -> None:
    with pytest.raises(OngeldigBericht):
        read_sheet(bad)


def test_member_that_does_not_fit_is_refused_with_its_place_in_the_rules() -> None:
    with pytest.raises(OngeldigBericht) as fout:
        read_sheet(REGEL.replace("actie: delen", "actie: misschien").encode())
    assert fout.value.plaats == "/regels/0/actie"
