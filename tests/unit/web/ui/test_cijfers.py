"""The scores on the page: every one visible, the lowest leads, the table and the drawing say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.web.ui.blad import band_of
from ketenhub.web.ui.views.cijferbeeld import Cijferbeeld, make_block
from ketenhub.web.ui.views.cijfers import shorten
from tests.unit.web.ui.voorbeeld import (
    POLITIE,
    VT,
    a_person,
    a_phase,
    a_row,
    a_score,
    a_view,
    found,
    make_page,
    make_view,
    page_text,
    parsed,
)

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

OVER_MILA: Json = {"soort": "persoon", "personen": ["ps-1"]}


def by(persoon: str, soort: str = "betrokkene") -> Json:
    return {"soort": soort, "persoon": persoon}


def shown(*scores: Json, **rest: Json) -> Cijferbeeld:
    return make_view(a_view(veiligheidsbeoordelingen=list(scores), **rest)).cijfers


def matrix(beeld: Cijferbeeld) -> list[tuple[str, list[str]]]:
    assert beeld.matrix is not None
    return [(str(row.naam.striptags()), [f"{cel.blok.tekst} {cel.bij}" if cel else "" for cel in row.cellen]) for row in beeld.matrix.rijen]


@pytest.mark.req("ROUTE-25")
def test_matrix_has_a_row_per_assessor_a_column_per_subject_and_the_lowest_below() -> None:
    beeld = shown(a_score("6"), a_score("4", over=OVER_MILA), a_score("5", oin=POLITIE), a_score("7", beoordelaar=by("ps-1")))
    assert matrix(beeld) == [
        ("Politie Westerveen", ["", "5 20 nov"]),
        ("Veilig Thuis Westerveen", ["4 20 nov", "6 20 nov"]),
        ("Mila Terpoorten", ["", "7 20 nov"]),
    ]
    assert beeld.matrix is not None
    assert [str(name.striptags()) for name in beeld.matrix.kolommen] == ["Mila", "Huishouden"]
    assert [block.tekst for block in beeld.matrix.laagste] == ["4", "5"]


def test_last_score_counts_and_the_earlier_ones_stay_readable() -> None:
    beeld = shown(a_score("3", "2026-11-01", reden="toen"), a_score("6", "2026-11-20", reden="nu"))
    assert [str(u.reden) for u in beeld.redenen] == ["nu"]
    assert [str(u.reden) for u in beeld.eerder] == ["toen"]


def test_of_two_scores_at_one_moment_the_lowest_counts() -> None:
    assert matrix(shown(a_score("6"), a_score("4"))) == [("Veilig Thuis Westerveen", ["4 20 nov"])]


def test_lowest_score_stands_first_among_the_reasons() -> None:
    assert [u.blok.tekst for u in shown(a_score("6"), a_score("5.5", oin=POLITIE)).redenen] == ["5,5", "6"]


@pytest.mark.parametrize(
    ("fase", "dag", "oud"), [(1, "2026-10-26", False), (1, "2026-10-25", True), (2, "2026-10-25", False), (2, "2026-09-25", True)]
)
def test_score_is_old_after_the_days_of_the_phase(fase: int, dag: str, oud: bool) -> None:
    (row,) = matrix(shown(a_score("6", dag), fase=a_phase(fase)))
    assert row[1][0].endswith(", oud") is oud


def test_score_without_a_reason_says_incomplete() -> None:
    assert matrix(shown(a_score("6", onvolledig=True)))[0][1] == ["6 20 nov, onvolledig"]


def test_seven_that_is_not_firm_says_provisional() -> None:
    reason: Json = {"regel": "F3", "bron": "VISIE-13", "tekst": "De 7 is voorlopig tot 3 mei 2027.", "voldaan": False}
    beeld = shown(a_score("7"), a_score("6", oin=POLITIE), fase=a_phase(2, redenen=[reason]))
    assert [cells for _, cells in matrix(beeld)] == [["6 20 nov"], ["7 20 nov, voorlopig"]]
    assert matrix(shown(a_score("7"), fase=a_phase(3)))[0][1] == ["7 20 nov"]


def test_lowest_score_of_each_assessor_stands_in_front_and_every_other_one_below() -> None:
    beeld = shown(a_score("6"), a_score("4", over=OVER_MILA), a_score("5", oin=POLITIE))
    assert [u.blok.tekst for u in beeld.redenen] == ["4", "5"]
    assert [u.blok.tekst for u in beeld.verder] == ["6"]


@pytest.mark.req("CON-01", "ROUTE-22")
def test_score_on_another_scale_stands_apart_with_its_scale_and_not_in_the_drawing() -> None:
    beeld = shown(a_score("6"), a_score("8", oin=POLITIE, schaal="0-10"))
    assert [(u.blok.tekst, str(u.bij)) for u in beeld.anders] == [("8", "20 nov, schaal van 0 tot 10")]
    assert "Politie" not in beeld.breed
    assert [name for name, _ in matrix(beeld)] == ["Veilig Thuis Westerveen"]


def test_score_from_a_day_that_has_not_come_stands_apart_and_counts_for_nothing() -> None:
    beeld = shown(a_score("6"), a_score("2", "2026-11-26", oin=POLITIE))
    assert [u.blok.tekst for u in beeld.later] == ["2"]
    assert [name for name, _ in matrix(beeld)] == ["Veilig Thuis Westerveen"]
    assert "Politie" not in beeld.breed
    assert "Dat is een 6." in beeld.samenvatting


@pytest.mark.req("VISIE-42")
def test_score_of_a_person_names_who_wrote_it_down() -> None:
    (uitleg,) = shown(a_score("4", beoordelaar={"soort": "betrokkene", "persoon": "ps-2", "namens": "de drie huizen"})).redenen
    assert str(uitleg.bij) == "20 nov, verteld aan Veilig Thuis Westerveen, via de drie huizen"


@pytest.mark.req("VISIE-16")
def test_reasons_why_not_higher_and_not_lower_stand_with_the_score() -> None:
    text = page_text(a_view(veiligheidsbeoordelingen=[a_score("4", waaromNietHoger="Hij dreigde.", waaromNietLager="Zij belde meteen.")]))
    assert "Waarom niet hoger? Hij dreigde. Waarom niet lager? Zij belde meteen." in text


def test_table_gives_every_figure_of_the_drawing() -> None:
    scores = [a_score("3", "2026-11-01"), a_score("5.5", "2026-11-20"), a_score("6", "2026-11-20", POLITIE)]
    page = parsed(make_page(a_view(veiligheidsbeoordelingen=list(scores))))
    rows = [found(row, "./th|./td") for row in page.xpath("//table[@id='cijfertabel']//tr")]
    assert rows == [["Beoordelaar", "1 nov", "20 nov"], ["Politie Westerveen", "", "6"], ["Veilig Thuis Westerveen", "3", "5,5"]]


def test_tables_have_row_and_column_headers_and_no_empty_cell_in_the_matrix() -> None:
    page = parsed(make_page(a_view(veiligheidsbeoordelingen=[a_score("6"), a_score("5", oin=POLITIE, over=OVER_MILA)])))
    assert all(row.xpath("./th[@scope]") for row in page.xpath("//table//tr"))
    assert "" not in found(page, "//table[@id='matrix']//td")


@pytest.mark.parametrize(
    ("cijfers", "zin"),
    [
        (["6"], "1 beoordelaar gaf een cijfer over het huishouden. Dat is een 6."),
        (["6", "6"], "2 beoordelaars gaven een cijfer over het huishouden. Iedereen gaf een 6."),
        (
            ["4", "6"],
            (
                "2 beoordelaars gaven een cijfer over het huishouden. Het laagste cijfer is een 4, van Veilig Thuis. "
                "Het hoogste is een 6. 1 van de 2 geeft een 6 of hoger."
            ),
        ),
    ],
)
def test_summary_says_what_the_figures_are(cijfers: list[str], zin: str) -> None:
    scores = [a_score(cijfer, oin=oin) for cijfer, oin in zip(cijfers, (VT, POLITIE), strict=False)]
    assert str(shown(*scores).samenvatting) == zin


def test_description_of_the_drawing_names_nobody() -> None:
    beeld = shown(a_score("4", beoordelaar=by("ps-1")), a_score("6"))
    assert "Mila" in beeld.samenvatting
    description = beeld.breed.partition("<desc")[2].partition("</desc>")[0]
    assert "Het laagste cijfer is een 4." in description
    assert "Mila" not in description


def test_reason_that_was_shared_without_its_figure_is_shown() -> None:
    row = a_row("c1", "veiligheidsbeoordeling", reden="Ik ben bang.")
    assert "Ik ben bang." in page_text(a_view(veiligheidsbeoordelingen=[row]))


def test_people_with_one_first_name_are_told_apart() -> None:
    people: list[Json] = [a_person("ps-1", "Mila"), a_row("ps-2", "persoon", naam={"voornamen": "Mila", "achternaam": "Dekker"})]
    beeld = shown(a_score("4", over=OVER_MILA), a_score("5", over={"soort": "persoon", "personen": ["ps-2"]}), personen=people)
    assert beeld.matrix is not None
    assert [str(name.striptags()) for name in beeld.matrix.kolommen] == ["Mila Dekker", "Mila Terpoorten"]


@pytest.mark.parametrize("cijfer", ["0", "2", "2.5", "3", "5", "5.5", "5.99", "6", "6.5", "7", "7+"])
def test_block_on_this_page_has_the_band_of_all_pages(cijfer: str) -> None:
    assert make_block(cijfer).klasse == band_of(cijfer)


def test_short_names_stay_each_their_own() -> None:
    assert shorten(["Politie Oost", "Gemeente Oost", "Opvang"]) == {
        "Politie Oost": "Politie",
        "Gemeente Oost": "Gemeente",
        "Opvang": "Opvang",
    }
    assert shorten(["Team Oost", "Team West", "Wijk Oost", "Wijk West"])["Team Oost"] == "Team Oost"
