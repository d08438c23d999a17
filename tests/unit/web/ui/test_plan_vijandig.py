"""Words of partners stay words: no markup, no template, no direction mark and no length changes the page around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.web.ui.voorbeeld import a_person, a_row, a_score, a_view, make_page, make_view, page_text, parsed

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

KWAAD = (
    "<img src=x onerror=alert(1)>",
    "</p></section><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    '" onmouseover="alert(1)',
    "&lt;b&gt;",
    "voor\u202eachter",
    "x" * 10_000,
    "%s {0} {naam}",
)


def view_with(words: str) -> dict[str, Json]:
    """Give a view in which these words stand wherever a partner can put text."""
    return a_view(
        personen=[a_person("ps-1", words, gezinsrol=words, telefoon=words)],
        incidenten=[a_row("i1", "incident", aard="geweld", omschrijving=words)],
        onveiligeSituaties=[a_row("s1", "onveilige_situatie", slachtoffer="ps-1", omschrijving=words, jaar=2026, feitrang=[words])],
        veiligheidsvoorwaarden=[a_row("v1", "veiligheidsvoorwaarde", tekst=words, stand=words, gevolg=words, beschermt=["ps-1"])],
        veiligheidsafspraken=[a_row("a1", "veiligheidsafspraak", wie=words, wat=words, voorwaarde="v1")],
        proactieveScenarios=[a_row("c1", "proactief_scenario", stappen=[words])],
        veiligheidsbeoordelingen=[
            a_score("4", reden=words, waaromNietHoger=words),
            a_score("5", "2026-11-21", beoordelaar={"soort": "betrokkene", "persoon": "ps-1", "namens": words}),
        ],
        taken=[a_row("t1", "taak", tekst=words, antwoord=words)],
    )


@pytest.mark.parametrize("words", KWAAD)
def test_words_of_a_partner_are_shown_as_they_are(words: str) -> None:
    assert words in page_text(view_with(words))


@pytest.mark.parametrize("words", KWAAD)
def test_words_of_a_partner_make_no_element_and_no_attribute(words: str) -> None:
    page, plain = parsed(make_page(view_with(words))), parsed(make_page(view_with("gewoon")))
    assert {e.tag for e in page.iter()} == {e.tag for e in plain.iter()}
    assert {name for e in page.iter() for name in e.attrib} == {name for e in plain.iter() for name in e.attrib}


def test_equal_input_gives_equal_bytes() -> None:
    assert make_page(view_with("gewoon")) == make_page(view_with("gewoon"))


def test_view_of_wrong_shapes_still_gives_a_page() -> None:
    broken: dict[str, Json] = {
        "verwijzing": "w",
        "spoor": 3,
        "personen": [{}],
        "fase": {"poort": 1, "termijnen": [{}]},
        "incidenten": [{"id": "x"}],
        "signalen": "nee",
    }
    assert make_view(broken).alarmen == ()
    assert "Huishouden Esdoorn-27" in make_page(broken)
