"""The phase and the signals as a recipient reads them: each part whole, and each conclusion only with all that it rests on."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Regelset
from ketenhub.domain.fase import Ernst
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from tests.unit.share.test_fase import CASUS, POLITIE, VT, a_rule, a_score, but_not, seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.domain.json import Json, Object

ALLES = [a_rule("alles")]
HUB = a_rule("hub", feitsoorten=["hub"])
Veld = tuple[str, str]
CIJFER, INCIDENT, AFSPRAAK = ("veiligheidsbeoordeling", "cijfer"), ("incident", "aard"), ("veiligheidsafspraak", "wat")
VOORWAARDE, STAND, SCHENDING = ("veiligheidsvoorwaarde", "tekst"), ("voorwaardestand", "stand"), ("maatregelschending", "omschrijving")
FASE_BEWEEGT = (CIJFER, INCIDENT, STAND, SCHENDING)


def a_track(**parts: Json) -> Object:
    """Give an evaluation of one track."""
    return {"sporen": [{"spoor": "onverdeeld", "fase": 2, "poortZin": "Nog niet.", **parts}]}


def only(*velden: Veld) -> list[dict[str, Json]]:
    """Share what the hub derives, and of all facts these fields alone."""
    return [HUB, *(a_rule(f"{soort}-{naam}", feitsoorten=[soort], velden=[naam]) for soort, naam in velden)]


def a_reason(bron: str) -> Object:
    """Give a track with a reason about something that is not there."""
    return a_track(redenen=[{"regel": "F1", "bron": bron, "tekst": "x", "paden": []}])


def a_term(soort: str) -> Object:
    """Give a track with a term."""
    return a_track(termijnen=[{"soort": soort, "tekst": "x", "datum": "2026-12-01", "gevolg": "y", "paden": []}])


def a_signal(soort: str, ernst: str = "attentie", **rest: Json) -> Object:
    """Give a track with a signal."""
    signal: dict[str, Json] = {"sleutel": "a", "soort": soort, "ernst": ernst, "dag": "2026-11-01", "tekst": "x", "spoor": "onverdeeld"}
    return a_track(signalen=[{**signal, "paden": [], **rest}])


def part(*path: str) -> Callable[[Object], bool]:
    """Tell whether there is something at a place in a view."""
    return lambda view: bool(at(view, *path))


CLOSING: dict[str, Json] = {"regel": "F4", "bron": "ROUTE-39", "tekst": "x", "paden": []}
STEM: Json = {"stem": "Een", "vereist": True, "stand": "ontbreekt", "paden": []}
REVIEW: dict[str, Json] = {"terugval": "2026-10-30", "open": True, "paden": [], "domeinen": []}
RUSTEN: list[tuple[str, Object, Callable[[Object], bool], tuple[Veld, ...]]] = [
    ("voice", a_track(stemmen=[STEM]), part("fase", "poort", "ontbreekt"), (CIJFER,)),
    ("VISIE-28", a_reason("VISIE-28"), part("fase", "redenen"), (CIJFER,)),
    ("VISIE-12", a_reason("VISIE-12"), part("fase", "redenen"), (VOORWAARDE,)),
    ("CON-02", a_reason("CON-02"), part("fase", "redenen"), (AFSPRAAK,)),
    ("MOV-13", a_reason("MOV-13"), part("fase", "redenen"), (AFSPRAAK,)),
    ("term voorwaarden", a_term("voorwaarden"), part("fase", "termijnen"), (VOORWAARDE,)),
    ("term consulteren", a_term("consulteren"), part("fase", "termijnen"), FASE_BEWEEGT),
    ("term stabiele_veiligheid", a_term("stabiele_veiligheid"), part("fase", "termijnen"), (CIJFER, INCIDENT)),
    ("signal stilte", a_signal("stilte"), part("signalen"), (CIJFER,)),
    ("signal opschalen", a_signal("opschalen"), part("signalen"), (VOORWAARDE,)),
    ("signal termijn_80", a_signal("termijn_80"), part("signalen"), (VOORWAARDE,)),
    ("signal consulteren", a_signal("consulteren"), part("signalen"), FASE_BEWEEGT),
    (
        "closing ROUTE-39",
        a_track(afsluiten=[CLOSING]),
        part("fase", "afsluiten"),
        (("monitor", "overgenomenDoor"), ("overdrachtstand", "stand")),
    ),
    ("reviews", a_track(heroverwegingen=[REVIEW]), part("fase", "heroverwegingen"), FASE_BEWEEGT),
    ("history", a_track(verloop=[{"op": "2026-01-05", "fase": 1}]), part("fase", "verloop"), FASE_BEWEEGT),
    (
        "weighing",
        a_track(afsluiten=[{**CLOSING, "bron": "X"}], afsluitenTeWegen=True),
        part("fase", "afsluitenTeWegen"),
        (("structurele_onveiligheid", "reden"),),
    ),
    ("everyone", a_track(hersteldEnDeelnemend=True), part("fase", "hersteldEnDeelnemend"), (CIJFER,)),
]


@pytest.mark.req("VISIE-38")
@pytest.mark.parametrize(("result", "shows", "velden"), [row[1:] for row in RUSTEN], ids=[row[0] for row in RUSTEN])
def test_conclusion_about_what_is_not_there_goes_to_who_would_see_all_of_it_and_to_no_other(
    result: Object, shows: Callable[[Object], bool], velden: tuple[Veld, ...]
) -> None:
    assert shows(seen(only(*velden), result=result))
    for weg in velden:
        assert not shows(seen(only(*(veld for veld in velden if veld != weg)), result=result))


STEMMEN: list[Json] = [
    {"stem": "Een", "vereist": True, "cijfer": "10", "stand": "goed", "paden": ["c1.cijfer"], "verouderdOp": "2027-01-01"},
    {"stem": "Twee", "vereist": True, "cijfer": "9", "stand": "onder", "paden": ["c1.cijfer"]},
    {"stem": "Drie", "vereist": True, "stand": "onder", "paden": []},
    {"stem": "Vier", "vereist": True, "cijfer": "9", "stand": "opnieuw", "paden": ["c1.cijfer"]},
    {"stem": "{org:" + VT + "}", "vereist": False, "cijfer": "9", "stand": "telt_niet_mee", "paden": ["c1.cijfer"]},
    {"stem": "Zes", "vereist": False, "stand": "ontbreekt", "paden": []},
]


def test_gate_tells_who_counts_who_is_below_missing_or_due_again_and_who_does_not_count() -> None:
    view = seen(ALLES, result=a_track(stemmen=STEMMEN, poortOpen=True))
    assert at(view, "fase", "poort") == {
        "open": True,
        "zin": "Nog niet.",
        "aantalVoldoende": 1,
        "aantalVereist": 4,
        "onder": [{"stem": "Twee", "cijfer": "9"}],
        "ontbreekt": ["Drie"],
        "opnieuw": ["Vier"],
        "overig": [{"stem": "een organisatie", "cijfer": "9"}],
        "geldigheid": [{"stem": "Een", "verouderdOp": "2027-01-01"}],
    }
    assert at(view, "fase", "laagste") == "9"


def test_gate_is_open_only_where_the_evaluator_says_so() -> None:
    assert [at(seen(ALLES, result=a_track(**more)), "fase", "poort", "open") for more in ({"poortOpen": False}, {})] == [False, False]


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ({"voorlopigTot": "2026-12-01", "voorlopigPaden": ["c1.cijfer"]}, {"voorlopigTot": "2026-12-01"}),
        ({"voorlopigTot": "2026-12-01", "voorlopigPaden": []}, None),
        ({"voorlopigTot": "2026-12-01"}, None),
        ({"voorlopigPaden": ["c1.cijfer"]}, None),
        ({"verouderdOp": "2027-01-01"}, {"verouderdOp": "2027-01-01"}),
        ({"verouderdOp": "2027-01-01", "paden": []}, None),
        ({"paden": ["c1.cijfer"]}, None),
    ],
)
def test_days_of_a_figure_are_told_only_with_the_facts_that_they_count_from(days: dict[str, Json], shown: dict[str, Json] | None) -> None:
    voice: Json = {"stem": "Een", "vereist": True, "cijfer": "7", "stand": "ronde", "paden": ["c1.cijfer"], **days}
    found = rows(seen(ALLES, result=a_track(stemmen=[voice])), "fase", "poort", "geldigheid")
    assert found == (() if shown is None else ({"stem": "Een", **shown},))


def test_day_from_which_a_figure_counts_is_for_who_would_see_an_incident() -> None:
    voice: Json = {"stem": "Een", "cijfer": "7", "paden": ["c1.cijfer"], "voorlopigTot": "2026-12-01", "voorlopigPaden": ["c1.cijfer"]}
    result = a_track(stemmen=[voice])
    found = [len(rows(seen(rules, result=result), "fase", "poort", "geldigheid")) for rules in (only(CIJFER), only(CIJFER, INCIDENT))]
    assert found == [0, 1]


REDENEN: list[Json] = [
    {"regel": "F1", "bron": "VISIE-9", "tekst": "Wacht op {org:x}.", "nodig": "Vraag {org:x}.", "paden": ["c1.cijfer"], "voldaan": True},
    {"regel": "F2", "bron": "VISIE-8", "tekst": "Nog niet.", "voldaan": False},
]


@pytest.mark.parametrize(("deel", "onder"), [("redenen", "redenen"), ("aanwijzingen", "aanwijzingen"), ("afsluiten", "afsluiten")])
def test_reason_is_told_with_its_rule_its_source_its_words_and_whether_it_is_met(deel: str, onder: str) -> None:
    assert at(seen(ALLES, result=a_track(**{deel: REDENEN})), "fase", onder) == [
        {"regel": "F1", "bron": "VISIE-9", "tekst": "Wacht op een organisatie.", "nodig": "Vraag een organisatie.", "voldaan": True},
        {"regel": "F2", "bron": "VISIE-8", "tekst": "Nog niet.", "voldaan": False},
    ]


def test_term_is_told_with_its_day_how_many_days_that_is_its_consequence_and_whose_it_is() -> None:
    terms: list[Json] = [
        {"soort": "x", "tekst": "Voor {org:x}.", "datum": "2026-11-12", "gevolg": "Dan {org:x}.", "eigenAfspraak": True, "eigenaar": VT},
        {"soort": "y", "tekst": "t", "datum": "2026-11-01", "gevolg": "g"},
    ]
    assert at(seen(ALLES, result=a_track(termijnen=terms)), "fase", "termijnen") == [
        {
            "soort": "x",
            "tekst": "Voor een organisatie.",
            "datum": "2026-11-12",
            "dagen": 10,
            "gevolg": "Dan een organisatie.",
            "eigenAfspraak": True,
            "eigenaar": {"oin": VT, "naam": "een organisatie"},
        },
        {"soort": "y", "tekst": "t", "datum": "2026-11-01", "dagen": -1, "gevolg": "g", "eigenAfspraak": False},
    ]


def test_owner_of_a_term_is_told_where_a_rule_names_who_directs() -> None:
    term: Json = {"soort": "x", "tekst": "t", "datum": "2026-12-01", "gevolg": "g", "eigenaar": VT}
    rules = [a_rule("fase", feitsoorten=["hub"], velden=["fase"]), a_rule("regie", feitsoorten=["hub"], velden=["regie"])]
    found = [at(seen(given, result=a_track(termijnen=[term])), "fase", "termijnen", 0, "eigenaar", "oin") for given in (rules[:1], rules)]
    assert found == [None, VT]


@pytest.mark.parametrize(
    ("fase", "naam"), [(1, "directe_veiligheid"), (2, "risicogestuurde_zorg"), (3, "herstelgerichte_zorg"), (4, None), (None, None)]
)
def test_each_phase_has_its_name(fase: int | None, naam: str | None) -> None:
    small = [a_rule("alles"), a_rule("klein", actie="minimaliseren", categorieen=["fase"])]
    assert seen(small, result=a_track(fase=fase))["fase"] == {"fase": fase, "naam": naam}


def test_track_without_a_sentence_has_an_empty_one() -> None:
    assert text(seen(ALLES, result=a_track(poortZin=None)), "fase", "poort", "zin") == ""


DICHT: Object = {**CASUS, "items": [a_score("c1", "6"), a_score("c2", "2", nietVerder=True)]}
TELLING = "Een stem ontbreekt."
ZONDER = "Dit spoor heeft geen fase. Bel de regie voor overleg."


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize(
    ("stand", "zin"),
    [
        ("onder", ZONDER),
        ("houdt_tegen", ZONDER),
        ("ontbreekt", ZONDER),
        ("goed", "Een stem ontbreekt."),
        ("opnieuw", "Een stem ontbreekt."),
    ],
)
def test_sentence_of_a_track_without_a_phase_counts_nobody_who_is_hidden(stand: str, zin: str) -> None:
    voice: Json = {"stem": "Twee", "vereist": True, "cijfer": "2", "stand": stand, "paden": ["c2.cijfer"]}
    parts: dict[str, Json] = {"poortZin": TELLING, "stemmen": [voice]}
    assert text(seen(ALLES, casus=DICHT, result=a_track(**parts, fase=None)), "fase", "poort", "zin") == zin
    assert text(seen(ALLES, casus=DICHT, result=a_track(**parts)), "fase", "poort", "zin") == TELLING


@pytest.mark.parametrize(("bron", "zin"), [("VISIE-57", ZONDER), ("VISIE-12", "Iets.")])
def test_sentence_of_a_track_without_a_phase_counts_no_broken_condition_that_is_hidden(bron: str, zin: str) -> None:
    reason: Json = {"regel": "F5", "bron": bron, "tekst": "x", "paden": ["c2.cijfer"]}
    assert text(seen(ALLES, casus=DICHT, result=a_track(fase=None, poortZin="Iets.", redenen=[reason])), "fase", "poort", "zin") == zin


def test_that_everyone_gives_a_7_is_told_to_who_sees_every_single_voice() -> None:
    def everyone(*paden: str, rules: list[dict[str, Json]] = ALLES) -> Json:
        voices: list[Json] = [{"stem": pad, "cijfer": "8", "paden": [pad]} for pad in paden]
        return at(seen(rules, casus=DICHT, result=a_track(stemmen=voices, hersteldEnDeelnemend=True)), "fase", "hersteldEnDeelnemend")

    assert [everyone("c1.cijfer"), everyone("c1.cijfer", "c2.cijfer"), everyone(rules=but_not("cijfer"))] == [True, None, None]


def test_what_says_that_everyone_gives_a_7_goes_with_every_voice() -> None:
    voices: list[Json] = [{"stem": "Twee", "cijfer": "8", "paden": ["c2.cijfer"]}]
    needs: list[Json] = [{**CLOSING, "bron": bron} for bron in ("VISIE-14", "X")]
    found = [
        rows(seen(ALLES, casus=casus, result=a_track(stemmen=voices, afsluiten=needs)), "fase", "afsluiten") for casus in (CASUS, DICHT)
    ]
    assert [[row["bron"] for row in shown] for shown in found] == [["VISIE-14", "X"], ["X"]]


def test_where_nothing_was_asked_closing_is_not_to_be_weighed() -> None:
    fase = at(seen(ALLES, result=a_track(afsluitenTeWegen=True)), "fase")
    assert isinstance(fase, dict)
    assert {"afsluiten", "afsluitenTeWegen"} & set(fase) == set()


ALARM: dict[str, Json] = {
    "sleutel": "a",
    "spoor": "onverdeeld",
    "dag": "2026-11-01",
    "tekst": "{org:x} zei het.",
    "paden": ["c1.cijfer"],
}
ALARMEN: list[Json] = [{**ALARM, "soort": "cijfer", "ernst": ernst} for ernst in ("direct", "hoog", "attentie")]
GEVAAR = "Er is gevaar gemeld. Bel de organisatie die dit meldde."


def signals(rules: list[dict[str, Json]], *, regie: bool = False) -> list[tuple[Json, ...]]:
    """Give the signals that the police read: severity, day and words."""
    found = rows(seen(rules, regie=regie, result=a_track(signalen=ALARMEN)), "signalen")
    return [(row["ernst"], row["dag"], row["tekst"]) for row in found]


def test_signal_is_told_with_its_severity_its_day_and_its_words() -> None:
    words = "een organisatie zei het."
    assert signals(ALLES) == [(ernst, "2026-11-01", words) for ernst in ("direct", "hoog", "attentie")]


@pytest.mark.parametrize(
    "rules",
    [but_not("signaal"), but_not("cijfer"), [*ALLES, a_rule("klein", actie="minimaliseren", categorieen=["signaal"])]],
    ids=["no rule", "hidden facts", "made smaller"],
)
def test_danger_reaches_regie_as_kind_severity_and_day_where_the_signal_itself_does_not(rules: list[dict[str, Json]]) -> None:
    assert signals(rules, regie=True) == [("direct", "2026-11-01", GEVAAR), ("hoog", "2026-11-01", GEVAAR)]


def test_without_a_rule_on_signals_nobody_but_regie_hears_of_danger() -> None:
    assert signals(but_not("signaal")) == []


def test_where_signals_are_made_smaller_there_is_one_that_never_changes() -> None:
    rules = [*ALLES, a_rule("klein", actie="minimaliseren", categorieen=["signaal"])]
    assert rows(seen(rules, result=a_track(signalen=ALARMEN)), "signalen") == (
        {"soort": "terugval", "ernst": "attentie", "tekst": "Let op tekenen van terugval. Bel dan de regie."},
    )


def test_rule_can_name_signals_alone() -> None:
    rules = [a_rule("signaal", feitsoorten=["hub"], velden=["signaal"]), a_rule("cijfer", categorieen=["cijfer"])]
    assert [row[0] for row in signals(rules)] == ["direct", "hoog", "attentie"]


REVIEW_FACTS: dict[str, Json] = {**REVIEW, "paden": ["c1.cijfer"], "domeinen": [{"domein": "straf", "paden": ["c1.cijfer"]}]}


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({}, 1),
        ({"paden": ["c2.cijfer"]}, 0),
        ({"domeinen": [{"domein": "straf", "paden": ["c2.cijfer"]}]}, 0),
        ({"domeinen": [{"domein": "straf", "paden": ["c1.cijfer"]}, {"domein": "civiel", "paden": ["c2.cijfer"]}]}, 0),
    ],
)
def test_review_after_a_fall_back_is_told_only_with_its_own_facts_and_those_of_every_domain(parts: dict[str, Json], shown: int) -> None:
    result = a_track(heroverwegingen=[{**REVIEW_FACTS, **parts}])
    assert len(rows(seen(ALLES, casus=DICHT, result=result), "fase", "heroverwegingen")) == shown


def test_whom_to_call_is_told_to_regie_where_a_rule_names_who_takes_part() -> None:
    call: Json = {"soort": "politie", "organisaties": [POLITIE], "paden": []}
    shared = [a_rule("signaal", feitsoorten=["hub"], velden=["signaal"])]
    rules = [*shared, a_rule("mee", feitsoorten=["hub"], velden=["deelnames"])]
    found = [
        at(seen(given, regie=True, result=a_signal("x", inschakelen=[call])), "signalen", 0, "inschakelen") for given in (shared, rules)
    ]
    assert found == [None, [{"soort": "politie", "organisaties": [{"oin": POLITIE, "naam": "een organisatie"}]}]]


def test_where_there_is_nobody_to_call_nothing_says_so() -> None:
    assert "inschakelen" not in rows(seen(ALLES, regie=True, result=a_signal("x", inschakelen=[])), "signalen")[0]


def test_items_that_say_what_everybody_does_stand_once_and_by_id() -> None:
    casus: Object = {**CASUS, "items": [a_score(f"c{n}", "6") for n in range(8)]}
    paden: list[Json] = [f"c{n}.cijfer" for n in (7, 3, 5, 3, 1, 6)]
    assert texts(seen(ALLES, casus=casus, result=a_signal("x", vervolg=paden)), "signalen", 0, "vervolg") == ("c1", "c3", "c5", "c6", "c7")


@pytest.mark.parametrize("extra", [True, False])
def test_goal_says_whether_it_is_extra(extra: bool) -> None:
    goal: Json = {"doel": "c1", "soort": "werkdoel", "extra": extra, "paden": ["c1.cijfer"]}
    assert at(seen(ALLES, result=a_track(doelen=[goal])), "fase", "doelen") == [{"doel": "c1", "soort": "werkdoel", "extra": extra}]


def test_cause_of_a_signal_is_its_track_and_its_key() -> None:
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": ALLES}))
    omgeving = Omgeving(regels, date(2026, 11, 2), {}, {POLITIE: "politie"}, str)
    found = share(CASUS, a_signal("x", "hoog"), Ontvanger(POLITIE, "politie", "onverdeeld", regie=False, verwijzing="w"), omgeving)
    assert found.signalen == (("onverdeeld:a", Ernst.HOOG),)
