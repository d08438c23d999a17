"""An override gives a fact past the rules, to one, until a day, when two people stand for it; no wall and no held text gives way."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Actie, Regelset
from ketenhub.domain.json import rows
from ketenhub.share.keuze import Veldbesluit
from ketenhub.share.muren import MUUR_5
from ketenhub.share.uitleg import ONGEZIEN, motivate
from tests.unit.share.test_afwegen import given, weighed
from tests.unit.share.test_navraag import of_item, told
from tests.unit.share.test_share import GEMEENTE, INCIDENT, OPVANG, POLITIE, VT, a_casus, a_rule, an_item, seen

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

TEKST = "Zonder namen."
LAATSTE = date(2026, 11, 10)
DICHT = [a_rule("r", ontvangerSoorten=[], categorieen=["rol", "identiteit"])]
ONTHOUDEN = [*DICHT, a_rule("n", actie="onthouden", ontvangerSoorten=[], categorieen=["incident", "kenmerk"])]


def fact(feit: dict[str, Json] | None = None, spoor: str = "onverdeeld", **herkomst: Json) -> dict[str, Json]:
    """Give a fact of the gemeente."""
    origin: dict[str, Json] = {"bericht": "b1", **herkomst}
    return an_item("i3", feit or {**INCIDENT, "omschrijving": TEKST}, GEMEENTE, spoor, **origin)


def proposed(spoor: str = "onverdeeld", door: str = "m1", bron: str = GEMEENTE, bericht: str = "b2", **anders: Json) -> dict[str, Json]:
    """Give a proposal to let it go."""
    feit: dict[str, Json] = {
        "soort": "doorbreking",
        "feit": "i3",
        "bericht": "b1",
        "ontvanger": POLITIE,
        "reden": "De politie beslist vandaag en mist dit.",
        "geldigTot": LAATSTE.isoformat(),
        **anders,
    }
    return an_item("i30", feit, bron, spoor, bericht=bericht, professional={"ref": door, "functie": "een"})


def confirmed(
    spoor: str = "onverdeeld", door: str | None = "m2", bron: str = GEMEENTE, bericht: str = "b2", van: str = "2026-11-01"
) -> dict[str, Json]:
    """Give the confirmation by another."""
    feit: dict[str, Json] = {"soort": "doorbrekingsbevestiging", "doorbreking": "i30", "bericht": bericht}
    who: Json = {"ref": door, "functie": "twee"} if door else None
    return an_item("i31", feit, bron, spoor, professional=who, geldigOp=van)


def reaches(
    casus: Object, rules: list[dict[str, Json]] | None = None, dag: date = LAATSTE, spoor: str = "onverdeeld", oin: str = POLITIE
) -> bool:
    """Tell whether the fact reaches an organisation."""
    return TEKST in seen(given(casus, oin, dag, spoor, DICHT if rules is None else rules))


@pytest.mark.parametrize("rules", [DICHT, ONTHOUDEN], ids=["no rule shares it", "a rule withholds it"])
def test_what_two_people_stand_for_goes_past_the_rules_to_whom_it_names_alone(rules: list[dict[str, Json]]) -> None:
    casus = a_casus(fact(), proposed(), confirmed())
    assert [reaches(casus, rules, oin=oin) for oin in (POLITIE, VT)] == [True, False]


@pytest.mark.parametrize(
    "stukken",
    [
        (proposed(),),
        (confirmed(),),
        (proposed(), confirmed(door="m1")),
        (proposed(), confirmed(door="M1")),
        (proposed(), confirmed(door=None)),
        (proposed(door=""), confirmed()),
        (proposed(), confirmed(bron=VT)),
        (proposed(bron=VT), confirmed(bron=VT)),
        (proposed(), confirmed(bericht="b3")),
        (proposed(bericht="b0"), confirmed()),
        (proposed(), confirmed(spoor="pleger")),
        (proposed(spoor="pleger"), confirmed(spoor="pleger")),
    ],
    ids=[
        "no second",
        "no first",
        "one twice",
        "one twice over",
        "nobody second",
        "nobody first",
        "of another",
        "both of another",
        "of another proposal",
        "of other words",
        "track",
        "tracks",
    ],
)
def test_without_two_people_of_its_source_about_the_fact_as_it_stands_nothing_goes(stukken: tuple[Json, ...]) -> None:
    assert not reaches(a_casus(fact(), *stukken))


def by(stuk: dict[str, Json], ref: str, naam: str | None) -> dict[str, Json]:
    """Give a statement as it was said by somebody."""
    said = stuk["herkomst"]
    assert isinstance(said, dict)
    return {**stuk, "herkomst": {**said, "professional": {"ref": ref, "functie": "een", **({"naam": naam} if naam else {})}}}


@pytest.mark.parametrize(("tweede", "gaat"), [("Sam  de Vries", False), ("SAM DE VRIES", False), ("Sanne de Vries", True), (None, True)])
def test_one_name_under_two_references_is_no_second_person(tweede: str | None, gaat: bool) -> None:
    assert reaches(a_casus(fact(), by(proposed(), "m1", "Sam de Vries"), by(confirmed(), "m2", tweede))) is gaat


@pytest.mark.parametrize(
    ("dag", "is_er"), [(date(2026, 11, 4), False), (date(2026, 11, 5), True), (LAATSTE, True), (date(2026, 11, 11), False)]
)
def test_override_begins_with_its_second_and_ends_by_itself(dag: date, is_er: bool) -> None:
    assert reaches(a_casus(fact(), proposed(), confirmed(van="2026-11-05")), dag=dag) is is_er


def test_corrected_fact_does_not_go_by_an_override_of_before() -> None:
    assert not reaches(a_casus(fact(bericht="b4"), proposed(), confirmed()))


def test_override_never_opens_wall_3_or_5() -> None:
    assert not reaches(a_casus(fact(nietVerder=True), proposed(), confirmed()))
    assert not reaches(a_casus(fact(beroepsgeheim=True), proposed(), confirmed()))


@pytest.mark.req("CON-07")
@pytest.mark.parametrize(("spoor", "ontvanger"), [("slachtoffer", "pleger"), ("pleger", "slachtoffer"), ("pleger", "pleger")])
def test_override_never_crosses_the_tracks_nor_lets_text_go_on_the_perpetrators(spoor: str, ontvanger: str) -> None:
    assert not reaches(a_casus(fact(spoor=spoor), proposed(spoor), confirmed(spoor)), spoor=ontvanger)


@pytest.mark.req("MOV-16")
def test_override_never_opens_wall_1_or_2() -> None:
    melding: dict[str, Json] = {"soort": "melding", "identificatie": "m", "melder": {"hoedanigheid": "buur", "naam": "Dekker"}}
    for feit, word in ((OPVANG, "Zilverlindelaan"), (melding, "Dekker")):
        assert word not in seen(given(a_casus(fact(feit), proposed(), confirmed()), POLITIE, rules=DICHT))


def test_override_lets_no_text_go_in_which_a_name_stands_without_a_tag() -> None:
    loose = fact({**INCIDENT, "omschrijving": "Mila werd geduwd."})
    words = seen(given(a_casus(loose, proposed(), confirmed()), POLITIE, rules=DICHT))
    assert '"incidenten"' in words
    assert "geduwd" not in words


def test_override_gives_no_bsn_and_leaves_small_what_a_rule_makes_smaller() -> None:
    persoon: dict[str, Json] = {"soort": "persoon", "ref": "b", "bsn": "999990019", "naam": {"voornamen": "Lotte", "achternaam": "Zand"}}
    casus = {**a_casus(fact(persoon), proposed(), confirmed()), "personen": [{"id": "p-1", "verklaringen": ["i1", "i3"]}]}
    smaller = [a_rule("k", ontvangerSoorten=[], categorieen=["identiteit"], actie="minimaliseren", minimalisering="initialen")]
    assert ["Zand" in seen(given(casus, POLITIE, rules=rules)) for rules in ([a_rule("r", categorieen=["rol"])], smaller)] == [True, False]
    assert "999990019" not in seen(given(casus, POLITIE, rules=[a_rule("r", categorieen=["rol"])]))


def test_explanation_names_the_override_as_what_decided_and_nobody_of_the_two() -> None:
    besluit = given(a_casus(fact(), proposed(), confirmed()), POLITIE, rules=DICHT)
    (found,) = {b.door for b in besluit.besluiten if b.item == "i3" and b.veld == "omschrijving"}
    assert found == "doorbreking i30 tot en met 2026-11-10"
    assert {"een", "twee"}.isdisjoint(word for b in besluit.besluiten for word in b.door.split())


@pytest.mark.parametrize("oin", [POLITIE, VT])
def test_proposal_and_confirmation_are_for_their_source_alone(oin: str) -> None:
    casus = a_casus(fact(), proposed(), confirmed())
    alles = [a_rule("r", ontvangerSoorten=[])]
    parts = ("doorbrekingen", "doorbrekingsbevestigingen")
    own, other = (given(casus, who, rules=alles).uitsnede.inhoud for who in (GEMEENTE, oin))
    assert [len(rows(own, part)) for part in parts] == [1, 1]
    assert [len(rows(other, part)) for part in parts] == [0, 0]
    assert "beslist vandaag" not in seen(given(casus, oin, rules=alles))


def why(casus: Object, oin: str, over: str, rules: list[dict[str, Json]]) -> dict[str, tuple[Actie, str]]:
    """Ask as one organisation why each field of the fact goes to another, or not."""
    parts: list[Json] = [{"organisatie": one, "van": "2026-11-01", "spoor": "onverdeeld"} for one in (GEMEENTE, POLITIE)]
    return of_item(told({**casus, "deelnames": parts}, oin, over, rules), "i3")


def test_who_said_it_is_told_that_the_override_decides_and_the_recipient_that_something_unseen_does() -> None:
    casus, rules = a_casus(fact(), proposed(), confirmed()), [*DICHT, a_rule("k", ontvangerSoorten=[], categorieen=["betrokkenheid"])]
    assert why(casus, GEMEENTE, POLITIE, rules)["omschrijving"] == (Actie.DELEN, "doorbreking i30 tot en met 2026-11-10")
    assert why(casus, POLITIE, POLITIE, rules)["omschrijving"] == (Actie.DELEN, ONGEZIEN)


def test_holder_that_took_a_decision_back_is_not_told_that_an_older_one_still_opens() -> None:
    secret = fact(beroepsgeheim=True, opgesteldOp="2026-11-01T10:00:00Z")
    yes, no = weighed(), weighed(besluit="niet_delen", op="2026-11-01T13:00:00Z", ident="i21", weg=True)
    alles = [a_rule("r", ontvangerSoorten=[])]
    assert why(a_casus(secret, yes), GEMEENTE, POLITIE, alles)["omschrijving"] == (Actie.DELEN, "regel r")
    assert why(a_casus(secret, yes, no), GEMEENTE, POLITIE, alles)["omschrijving"] == (Actie.ONTHOUDEN, MUUR_5)


@pytest.mark.parametrize(
    ("door", "woord"), [("doorbreking i30 tot en met 2026-11-10", "trekt haar in"), ("dit is alleen voor wie", "Niets")]
)
def test_explanation_says_what_would_change_it(door: str, woord: str) -> None:
    motivering = motivate(Veldbesluit("i3", "omschrijving", Actie.DELEN, door), Regelset(versie="v", regels=()))
    assert woord in motivering.verandert[0]
    assert motivering.plichten == ("informeren", "vastleggen")
