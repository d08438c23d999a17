"""Wall 5 opens for whom the holder decided, from that day until its last; silence, expiry and taking back are no."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Regelset
from ketenhub.domain.json import rows
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from tests.unit.share.test_share import ALLES, GEMEENTE, INCIDENT, POLITIE, RECLASSERING, SOORTEN, VT, a_casus, a_rule, an_item, seen

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.share import Deelbesluit

NAAR_ALLEN = [a_rule("r", ontvangerSoorten=[])]
LAATSTE = date(2026, 11, 10)
TEKST = "Zonder namen."


def secret(bron: str = GEMEENTE, spoor: str = "onverdeeld", genoemd: list[str] | None = None, **herkomst: Json) -> dict[str, Json]:
    """Give a fact under professional secrecy."""
    feit: dict[str, Json] = {**INCIDENT, "omschrijving": TEKST, "genoemd": list(genoemd or [])}
    origin: dict[str, Json] = {"beroepsgeheim": True, "bericht": "b1", "opgesteldOp": "2026-11-01T10:00:00Z", **herkomst}
    return an_item("i3", feit, bron, spoor, **origin)


def weighed(
    *ontvangers: str,
    besluit: str = "delen",
    op: str = "2026-11-01T12:00:00Z",
    ident: str = "i20",
    bron: str = GEMEENTE,
    spoor: str = "onverdeeld",
    bericht: str = "b1",
    van: str = "2026-11-01",
    weg: bool = False,
) -> dict[str, Json]:
    """Give a decision about that fact."""
    feit: dict[str, Json] = {
        "soort": "afweging",
        "feit": "i3",
        "bericht": bericht,
        "ontvangers": list(ontvangers or [POLITIE]),
        "besluit": besluit,
        "stappen": ["noodzaak"],
        "reden": "Overwogen.",
        "geldigTot": LAATSTE.isoformat(),
    }
    found = an_item(ident, feit, bron, spoor, geldigOp=van, opgesteldOp=op)
    return found | {"ingetrokken": True} if weg else found


def given(
    casus: Object, oin: str = POLITIE, dag: date = LAATSTE, spoor: str = "onverdeeld", rules: list[dict[str, Json]] | None = None
) -> Deelbesluit:
    """Share a casus with one recipient on a day."""
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": NAAR_ALLEN if rules is None else rules}))
    ontvanger = Ontvanger(oin, SOORTEN[oin], spoor, regie=oin == VT, verwijzing="w")
    return share(casus, {"sporen": []}, ontvanger, Omgeving(regels, dag, {}, SOORTEN, lambda p: p), met_besluiten=True)


def reaches(casus: Object, oin: str = POLITIE, dag: date = LAATSTE, spoor: str = "onverdeeld") -> bool:
    """Tell whether the fact reaches an organisation."""
    return TEKST in seen(given(casus, oin, dag, spoor))


@pytest.mark.req("MDA-36")
def test_decision_opens_the_fact_to_whom_it_names_and_to_nobody_else() -> None:
    assert [reaches(a_casus(secret(), weighed()), oin) for oin in (GEMEENTE, POLITIE, VT, RECLASSERING)] == [True, True, False, False]


@pytest.mark.req("MDA-36")
def test_silence_is_no() -> None:
    assert [reaches(a_casus(secret()), oin) for oin in (GEMEENTE, POLITIE, VT, RECLASSERING)] == [True, False, False, False]


@pytest.mark.req("MDA-36")
@pytest.mark.parametrize(
    ("dag", "is_er"), [(date(2026, 10, 31), False), (date(2026, 11, 1), True), (LAATSTE, True), (date(2026, 11, 11), False)]
)
def test_decision_holds_from_its_day_until_its_last(dag: date, is_er: bool) -> None:
    assert reaches(a_casus(secret(), weighed()), dag=dag) is is_er


@pytest.mark.parametrize(
    ("een", "ander", "is_er"),
    [
        (weighed(), weighed(besluit="niet_delen", op="2026-11-01T13:00:00Z", ident="i21"), False),
        (weighed(besluit="niet_delen"), weighed(op="2026-11-01T12:00:00.5Z", ident="i21"), True),
        (weighed(), weighed(besluit="niet_delen", ident="i19"), False),
        (weighed(), weighed(besluit="niet_delen", op="2026-11-01T13:00:00Z", ident="i21", weg=True), False),
        (weighed(), weighed(VT, besluit="niet_delen", op="2026-11-01T13:00:00Z", ident="i21"), True),
        (weighed(), weighed(besluit="niet_delen", op="2026-11-01T13:00:00Z", ident="i21", van="2026-11-11"), True),
        (weighed(weg=True), weighed(VT, ident="i21"), False),
    ],
    ids=["later no", "later yes", "at once no", "later one taken back", "about another", "not begun yet", "taken back"],
)
def test_last_word_about_a_recipient_counts(een: Json, ander: Json, is_er: bool) -> None:
    assert reaches(a_casus(secret(), een, ander)) is is_er
    assert reaches(a_casus(secret(), ander, een)) is is_er


def test_no_beats_an_older_name_in_the_fact_and_not_a_newer_one() -> None:
    no = weighed(besluit="niet_delen")
    assert reaches(a_casus(secret(genoemd=[POLITIE])))
    assert not reaches(a_casus(secret(genoemd=[POLITIE]), no))
    assert not reaches(a_casus(secret(genoemd=[POLITIE]), no | {"ingetrokken": True}))
    assert not reaches(a_casus(secret(genoemd=[POLITIE], opgesteldOp="2026-11-01T12:00:00Z"), no))
    assert reaches(a_casus(secret(genoemd=[POLITIE], opgesteldOp="2026-11-01T14:00:00Z"), no))


@pytest.mark.parametrize(
    "weging",
    [weighed(bericht="b0"), weighed(bron=VT), weighed(spoor="pleger")],
    ids=["of what read otherwise", "by another", "on the other track"],
)
def test_decision_that_is_not_about_this_fact_as_it_stands_opens_nothing(weging: Json) -> None:
    assert not reaches(a_casus(secret(), weging))


def test_decision_shares_nothing_that_no_rule_shares() -> None:
    assert TEKST not in seen(given(a_casus(secret(), weighed()), rules=[a_rule("r", categorieen=["rol"])]))
    assert TEKST not in seen(given(a_casus(secret(), weighed()), rules=[*NAAR_ALLEN, a_rule("z", actie="onthouden")]))


def test_decision_never_opens_wall_3() -> None:
    assert not reaches(a_casus(secret(nietVerder=True), weighed()))


@pytest.mark.req("CON-07")
@pytest.mark.parametrize(("spoor", "ontvanger"), [("slachtoffer", "pleger"), ("pleger", "slachtoffer")])
def test_decision_never_opens_wall_4(spoor: str, ontvanger: str) -> None:
    assert not reaches(a_casus(secret(spoor=spoor), weighed(spoor=spoor)), spoor=ontvanger)


@pytest.mark.req("MOV-16")
def test_decision_never_opens_wall_1_or_2() -> None:
    plaats: dict[str, Json] = {
        **secret(),
        "feit": {"soort": "plaats", "persoon": "p-1", "aard": "opvang", "geheim": True, "straat": "Zilverlindelaan"},
    }
    melding: dict[str, Json] = {
        **secret(),
        "feit": {"soort": "melding", "identificatie": "m", "melder": {"hoedanigheid": "buur", "naam": "Dekker"}},
    }
    assert "Zilverlindelaan" not in seen(given(a_casus(plaats, weighed())))
    assert "Dekker" not in seen(given(a_casus(melding, weighed())))


def test_decision_lets_no_text_go_in_which_a_name_stands_without_a_tag() -> None:
    loose: dict[str, Json] = {**secret(), "feit": {**INCIDENT, "omschrijving": "Mila werd geduwd."}}
    assert "geduwd" not in seen(given(a_casus(loose, weighed())))


@pytest.mark.req("MDA-36")
@pytest.mark.parametrize("besluit", ["delen", "niet_delen"])
def test_decision_itself_is_for_its_holder_alone_whatever_the_rules_say(besluit: str) -> None:
    casus = a_casus(secret(), weighed(besluit=besluit))
    assert [len(rows(given(casus, oin).uitsnede.inhoud, "afwegingen")) for oin in (GEMEENTE, POLITIE, VT)] == [1, 0, 0]


def test_decision_that_was_taken_back_is_seen_by_nobody() -> None:
    assert "afwegingen" not in given(a_casus(secret(), weighed(weg=True)), GEMEENTE).uitsnede.inhoud


VRAAG: dict[str, Json] = {
    "soort": "afweegverzoek",
    "aan": GEMEENTE,
    "noodzaak": "directe_veiligheid",
    "reden": "Mila.",
    "geldigTot": "2026-11-10",
}


@pytest.mark.req("MDA-36")
def test_question_is_read_by_who_asks_and_who_is_asked_alone() -> None:
    casus = a_casus(an_item("i9", VRAAG, POLITIE, genoemd=[GEMEENTE]))
    assert [len(rows(given(casus, oin).uitsnede.inhoud, "afweegverzoeken")) for oin in (POLITIE, GEMEENTE, VT, RECLASSERING)] == [
        1,
        1,
        0,
        0,
    ]


@pytest.mark.req("CON-07")
def test_question_never_crosses_the_tracks() -> None:
    for spoor, ander in (("pleger", "slachtoffer"), ("slachtoffer", "pleger")):
        casus = a_casus(an_item("i9", VRAAG, POLITIE, spoor, genoemd=[GEMEENTE]))
        assert "afweegverzoeken" not in given(casus, GEMEENTE, spoor=ander).uitsnede.inhoud


def test_explanation_says_why_a_question_of_others_is_not_there() -> None:
    besluiten = given(a_casus(an_item("i9", VRAAG, POLITIE)), VT).besluiten
    assert [b.door for b in besluiten if b.item == "i9"] == ["dit is alleen voor wie het zei of aan wie het gevraagd is"]


def test_all_categories_are_shared_by_the_rule_of_these_tests() -> None:
    assert {"afweging", "afweegverzoek"} <= set(ALLES)


def test_decision_opens_on_the_perpetrators_track_too_and_of_the_text_nothing() -> None:
    inhoud = given(a_casus(secret(spoor="pleger"), weighed(spoor="pleger")), spoor="pleger").uitsnede.inhoud
    assert [(row["aard"], "omschrijving" in row) for row in rows(inhoud, "incidenten")] == [("geweld", False)]
