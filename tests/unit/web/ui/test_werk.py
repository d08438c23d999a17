"""The work list says what must be done first, and shows nothing but what its sealed lines hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.flow.werkregel import spread, work_line
from ketenhub.web.ui.spreiding import draw_spread
from ketenhub.web.ui.views.werk import PER_BLAD, Keuze, WerkView, address, make_row, read_choice, work_view

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

NU = datetime(2026, 11, 19, 9, 42, tzinfo=UTC)
VANDAAG = NU.date()


def a_line(naam: str = "Wilg-03", **anders: Json) -> Object:
    line: dict[str, Json] = {
        "schuilnaam": naam,
        "verwijzing": f"i{naam}",
        "spoor": "onverdeeld",
        "fase": 1,
        "laagste": "5",
        "poort": False,
        "signalen": [],
        "termijnen": [],
        "cijfers": {"minst": "5", "meest": "6"},
        "overleggen": [],
        "regie": "Veilig Thuis Westerveen",
        "eigenRegie": True,
    }
    return line | anders


def a_signal(soort: str = "cijfer", ernst: str = "hoog") -> Object:
    return {"soort": soort, "ernst": ernst, "dag": "2026-11-19"}


def a_term(dagen: int, soort: str = "directe_veiligheid") -> Object:
    return {"soort": soort, "datum": (VANDAAG + timedelta(days=dagen)).isoformat()}


def a_view(*lines: Object, **keuze: str | int) -> WerkView:
    return work_view(lines, Keuze(**keuze), NU)  # type: ignore[arg-type]  # the fields are told apart by name


def names(view: WerkView) -> list[str]:
    return [rij.naam for rij in view.rijen]


def test_acute_danger_stands_above_a_lower_score() -> None:
    danger = a_line("Wilg-03", laagste="6", signalen=[a_signal("dreiging", "direct")])
    assert names(a_view(a_line("Iep-14", laagste="3"), danger)) == ["Wilg-03", "Iep-14"]


def test_breach_stands_above_a_term_that_passed() -> None:
    breach = a_line("Wilg-03", laagste="6", signalen=[a_signal("schending_voorwaarde")])
    assert names(a_view(a_line("Iep-14", termijnen=[a_term(-7)]), breach)) == ["Wilg-03", "Iep-14"]


def test_term_that_passed_stands_above_a_lower_score() -> None:
    assert names(a_view(a_line("Iep-14", laagste="2"), a_line("Wilg-03", termijnen=[a_term(-1)]))) == ["Wilg-03", "Iep-14"]


def test_lowest_score_leads_and_then_the_fewest_days() -> None:
    lines = (
        a_line("Iep-14", laagste="6"),
        a_line("Vlier-22", laagste="5", termijnen=[a_term(40)]),
        a_line("Wilg-03", laagste="5", termijnen=[a_term(9)]),
        a_line("Linde-31", laagste="5.5"),
    )
    assert names(a_view(*lines)) == ["Wilg-03", "Vlier-22", "Linde-31", "Iep-14"]


@pytest.mark.parametrize(("volgorde", "first"), [("cijfer", "Iep-14"), ("termijn", "Wilg-03")])
def test_reader_may_choose_another_order(volgorde: str, first: str) -> None:
    lines = (a_line("Iep-14", laagste="2", termijnen=[a_term(50)]), a_line("Wilg-03", laagste="4", termijnen=[a_term(3)]))
    assert names(a_view(*lines, volgorde=volgorde))[0] == first


@pytest.mark.parametrize(
    ("dagen", "tekst", "toon"),
    [(-7, "7 dagen te laat", "neg"), (-1, "1 dag te laat", "neg"), (0, "vandaag", "let"), (1, "morgen", "let"), (20, "nog 20 dagen", "")],
)
def test_days_are_counted_from_today(dagen: int, tekst: str, toon: str) -> None:
    termijn = make_row(a_line(termijnen=[a_term(60), a_term(dagen)]), VANDAAG).termijn
    assert termijn is not None
    assert (termijn.tekst, termijn.toon) == (tekst, toon)


def test_counters_count_every_household_also_when_a_filter_is_on() -> None:
    lines = (
        a_line("Wilg-03", signalen=[a_signal("dreiging", "direct")]),
        a_line("Iep-14", termijnen=[a_term(-2)]),
        a_line("Vlier-22", termijnen=[a_term(6)], fase=2),
        a_line("Linde-31", poort=True),
    )
    assert [tegel.aantal for tegel in a_view(*lines, fase="2").tegels] == [1, 1, 1, 1]


@pytest.mark.parametrize(("let", "naam"), [("gevaar", "Wilg-03"), ("voorbij", "Iep-14"), ("week", "Vlier-22"), ("klaar", "Linde-31")])
def test_counter_shows_the_households_it_counts(let: str, naam: str) -> None:
    lines = (
        a_line("Wilg-03", signalen=[a_signal("schending_maatregel")]),
        a_line("Iep-14", termijnen=[a_term(-2)]),
        a_line("Vlier-22", termijnen=[a_term(7)]),
        a_line("Linde-31", poort=True),
    )
    assert names(a_view(*lines, let=let)) == [naam]


def test_chosen_counter_leads_back_to_all() -> None:
    tegel = a_view(a_line(), let="gevaar", fase="1").tegels[0]
    assert (tegel.gekozen, tegel.adres) == (True, "/werk?fase=1")


def test_phase_three_with_an_open_gate_is_not_ready_for_a_next_phase() -> None:
    assert not make_row(a_line(fase=3, poort=True), VANDAAG).klaar


def test_only_own_regie_is_shown_when_asked() -> None:
    assert names(a_view(a_line("Wilg-03"), a_line("Iep-14", eigenRegie=False), regie="eigen")) == ["Wilg-03"]


def test_nothing_found_names_the_filter() -> None:
    view = a_view(a_line(), let="klaar", fase="3")
    assert (view.rijen, view.totaal) == ((), 1)
    assert view.gefilterd == "klaar voor de volgende fase, fase 3 Herstelgerichte zorg"


def test_first_day_has_no_rows_and_no_filter() -> None:
    view = a_view()
    assert (view.totaal, view.gefilterd, view.ondertitel) == (0, "", "0 huishoudens · donderdag 19 november 2026")


@pytest.mark.parametrize("vraag", [{"let": "alles"}, {"fase": "9"}, {"regie": "Jansen"}, {"blad": "-1"}, {"blad": "0"}, {"blad": "9" * 9}])
def test_what_is_no_choice_of_ours_is_not_chosen(vraag: dict[str, str]) -> None:
    assert read_choice(vraag) == Keuze()


def test_address_holds_only_what_was_chosen() -> None:
    assert (address(Keuze()), address(Keuze(let="week", blad=3), blad=2)) == ("/werk", "/werk?let=week&blad=2")


def test_long_list_comes_in_pages_and_leaves_nobody_out() -> None:
    lines = [a_line(f"Eik-{n:03}") for n in range(PER_BLAD + 1)]
    first, second = a_view(*lines), a_view(*lines, blad=2)
    assert (first.vorige, first.volgende, second.vorige, second.volgende) == (None, "/werk?blad=2", "/werk", None)
    assert sorted(names(first) + names(second)) == sorted(str(line["schuilnaam"]) for line in lines)


@pytest.mark.parametrize(
    ("minst", "meest", "tekst"),
    [
        ("6", "6", "Eens"),
        ("7", "7+", "Bijna"),
        ("4", "5", "Bijna"),
        ("5", "6", "Niet eens"),
        ("5.5", "6", "Niet eens"),
        ("2", "5", "Niet eens"),
    ],
)
def test_agreement_needs_the_same_side_of_the_gate(minst: str, meest: str, tekst: str) -> None:
    eens = make_row(a_line(cijfers={"minst": minst, "meest": meest}), VANDAAG).eens
    assert eens is not None
    assert eens.tekst == tekst


@pytest.mark.parametrize(("vorige", "was", "gedaald"), [("6", "6", True), ("4", "4", False), ("5", None, False)])
def test_earlier_score_is_named_when_it_differs(vorige: str, was: str | None, gedaald: bool) -> None:
    rij = make_row(a_line(cijfers={"minst": "5", "meest": "6", "vorige": vorige}), VANDAAG)
    assert (rij.was, rij.gedaald) == (was, gedaald)


def test_each_kind_of_signal_has_one_label_and_the_most_severe_stands_first() -> None:
    signals = [a_signal("verouderd", "attentie"), a_signal("dreiging", "hoog"), a_signal("dreiging", "direct"), a_signal("cijfer", "hoog")]
    labels = make_row(a_line(signalen=signals), VANDAAG).let_op
    assert [(label.toon, label.tekst) for label in labels] == [
        ("negatief", "Dreiging"),
        ("negatief", "Cijfer onder de 6"),
        ("let-op", "Cijfer is oud"),
    ]


def test_labels_that_do_not_fit_are_counted() -> None:
    signals = [a_signal(soort, "attentie") for soort in ("verouderd", "onvolledig", "stilte", "termijn_50", "consulteren", "andere_schaal")]
    assert make_row(a_line(signalen=signals), VANDAAG).let_op[-1].tekst == "en nog 2"


def test_danger_is_told_above_the_list_also_when_the_filter_leaves_it_out() -> None:
    danger = a_line("Wilg-03", signalen=[a_signal("geweld", "direct")], fase=1)
    assert [rij.naam for rij in a_view(danger, fase="3").meldingen] == ["Wilg-03"]


def test_danger_beyond_the_first_three_is_counted() -> None:
    lines = [a_line(f"Eik-{n:02}", signalen=[a_signal("geweld", "direct")]) for n in range(5)]
    view = a_view(*lines)
    assert (len(view.meldingen), view.meer_meldingen) == (3, 2)


def test_figures_from_before_the_danger_are_no_agreement() -> None:
    eens = make_row(a_line(cijfers={"minst": "6", "meest": "6"}, opnieuw=True), VANDAAG).eens
    assert eens is not None
    assert eens.tekst == "Opnieuw te geven"


def test_one_score_alone_is_no_agreement() -> None:
    rij = make_row(a_line(cijfers={"minst": "6", "meest": "6", "aantal": 1}), VANDAAG)
    assert (rij.eens, rij.spreiding) == (None, "6")


def test_next_meeting_is_the_first_that_has_not_been() -> None:
    meetings = [{"aard": "mdo", "dag": "2026-11-01"}, {"aard": "zsm", "dag": "2026-12-02"}, {"aard": "mdo", "dag": "2026-11-24"}]
    assert make_row(a_line(overleggen=meetings), VANDAAG).bezig == "MDO 24 november"


def test_open_gate_asks_for_the_next_phase() -> None:
    assert make_row(a_line(fase=2, poort=True), VANDAAG).bezig == "Klaar voor fase 3?"


def test_what_is_hidden_is_absent_from_the_row() -> None:
    hidden: Object = {"schuilnaam": "Wilg-03", "verwijzing": "i1", "spoor": "pleger", "fase": None, "cijfers": {}}
    rij = make_row(hidden, VANDAAG)
    assert (rij.fase, rij.laagste, rij.tekening, rij.eens, rij.termijn, rij.let_op) == (None, None, None, None, None, ())


@pytest.mark.parametrize(("minst", "kleur"), [("2", "#9b1c1c"), ("5.5", "#a84300"), ("6", "#1f5f99"), ("7", "#176b41"), ("7+", "#176b41")])
def test_drawing_has_the_colour_of_the_lowest_score(minst: str, kleur: str) -> None:
    assert kleur in draw_spread(minst, "7+")


def test_half_a_point_below_six_lies_on_the_gate_and_not_past_it() -> None:
    assert 'circle cx="74"' in draw_spread("5.5", "6")


def a_score(cijfer: str, oin: str, dag: str, **anders: Json) -> Object:
    origin: Json = {"organisatie": {"oin": oin}, "geldigOp": f"{dag}T09:00:00Z"}
    score: dict[str, Json] = {
        "cijfer": cijfer,
        "beoordelaar": {"soort": "professional"},
        "over": {"soort": "huishouden"},
        "herkomst": origin,
    }
    return score | anders


def test_spread_takes_the_last_score_of_each_and_remembers_the_lowest_before() -> None:
    scores = [a_score("4", "1", "2026-11-01"), a_score("7", "2", "2026-11-02"), a_score("6", "1", "2026-11-05")]
    assert spread({"veiligheidsbeoordelingen": scores}) == {"minst": "6", "meest": "7", "aantal": 2, "vorige": "4"}


def test_of_two_scores_at_one_moment_the_lowest_counts() -> None:
    scores = [a_score("5", "1", "2026-11-01"), a_score("6", "1", "2026-11-01")]
    assert spread({"veiligheidsbeoordelingen": scores})["meest"] == "5"


def test_score_on_another_scale_does_not_enter_the_spread() -> None:
    scores = [a_score("6", "1", "2026-11-01"), a_score("2", "2", "2026-11-01", schaal="0-10")]
    assert spread({"veiligheidsbeoordelingen": scores})["minst"] == "6"


def test_without_scores_there_is_no_spread() -> None:
    assert spread({}) == {}


def test_line_holds_no_text_and_no_person_of_the_view() -> None:
    inhoud: Object = {
        "verwijzing": "i1",
        "spoor": "onverdeeld",
        "fase": {
            "fase": 1,
            "laagste": "4",
            "termijnen": [{"soort": "voorwaarden", "datum": "2026-11-24", "tekst": "Mila", "gevolg": "Mila"}],
        },
        "signalen": [{"soort": "dreiging", "ernst": "direct", "dag": "2026-11-18", "tekst": "Mila is bedreigd."}],
        "personen": [{"id": "p1", "naam": {"voornamen": "Mila"}}],
        "overleggen": [{"aard": "mdo", "volgende": "2026-11-24", "aanwezig": ["Mila"], "besluiten": ["Mila belt."]}],
        "regie": [{"soort": "casusregie", "organisatie": {"oin": "1", "naam": "Veilig Thuis"}}],
    }
    line = work_line(Uitsnede("1", "i1", "onverdeeld", inhoud))
    assert "Mila" not in str(line)
    assert line["signalen"] == [{"soort": "dreiging", "ernst": "direct", "dag": "2026-11-18"}]
    assert line["eigenRegie"] is True
