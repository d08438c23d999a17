"""Where sources differ is told to who sees both, and by nothing that a recipient does not see in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import rows, text, texts
from tests.unit.eisen.wereld import ANNA, GEMEENTE, POLITIE, SITUATIE, VT, a_household, a_rule, rules, say, seen

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.delen import Regelset
    from ketenhub.domain.json import Json, Object

ALLES = rules(a_rule("veilig_thuis", "identiteit", "rol", "situatie", "voorwaarde"))
MEE: dict[str, Json] = {"soort": "betrokkenheid", "ref": "mee", "organisatie": POLITIE, "van": "2026-01-10"}


def with_police(*feiten: dict[str, Json], op: str = "2026-01-11") -> Casus:
    """Let police speak in the household of Veilig Thuis."""
    return say(say(a_household(), MEE), *feiten, van=POLITIE, op=op)


def differ(casus: Casus, regels: Regelset = ALLES, oin: str = VT, dag: str = "2026-01-20") -> list[tuple[str | None, str | None]]:
    """Give in which fields of which kind of fact this recipient is told of a difference."""
    return [(text(row, "soort"), text(row, "veld")) for row in rows(seen(casus, oin, regels, dag), "verschillen")]


def an_id(casus: Casus, ref: str) -> str:
    return next(item.id for item in casus.items if item.herkomst.eigen_id == ref)


@pytest.mark.parametrize(
    ("gezegd", "velden"),
    [
        ({"naam": {"voornamen": "Anneke"}}, ["naam"]),
        ({"naam": {"voornamen": "ANNA"}}, []),
        ({"naam": {"achternaam": "Vliet"}}, []),
        ({"lid": "minderjarig"}, ["lid"]),
        ({"lid": "volwassene", "geslacht": "vrouw"}, []),
        ({"lid": "minderjarig", "naam": {"voornamen": "Ans"}}, ["naam", "lid"]),
    ],
)
def test_organisations_that_contradict_each_other_about_a_person_are_named_with_the_field(
    gezegd: dict[str, Json], velden: list[str]
) -> None:
    casus = with_police({"soort": "persoon", "ref": "anna", **gezegd})
    assert differ(casus) == [("persoon", veld) for veld in velden]
    for row in rows(seen(casus, VT, ALLES), "verschillen"):
        assert [text(bron, "oin") for bron in rows(row, "bronnen")] == [VT, POLITIE]


def test_same_organisation_that_says_two_things_differs_with_nobody() -> None:
    assert differ(say(a_household(), {**ANNA, "ref": "anna", "lid": "minderjarig"}, op="2026-01-12")) == []


def test_difference_with_what_a_recipient_does_not_see_is_not_told() -> None:
    casus = with_police({"soort": "persoon", "ref": "anna", "lid": "minderjarig", "naam": {"voornamen": "Anneke"}})
    assert differ(casus, rules(a_rule("veilig_thuis", "identiteit"))) == [("persoon", "naam")]
    assert differ(casus, oin=POLITIE) == []


def test_what_was_made_smaller_is_compared_with_nothing() -> None:
    born: dict[str, Json] = {"soort": "persoon", "ref": "anna", "geboortedatum": "1990-02-03"}
    casus = say(with_police(born), {**ANNA, "geboortedatum": "1990-02-04"}, op="2026-01-12")
    smaller = rules(a_rule("veilig_thuis", "identiteit", actie="minimaliseren", minimalisering="jaartal"))
    assert differ(casus) == [("persoon", "geboortedatum")]
    assert differ(casus, smaller) == []


def test_what_the_source_did_not_give_onward_makes_no_difference() -> None:
    said: dict[str, Json] = {"soort": "persoon", "ref": "anna", "lid": "minderjarig", "nietVerder": True}
    assert differ(with_police(said)) == []


def test_certainty_of_a_role_differs_until_the_role_ends() -> None:
    role: dict[str, Json] = {"soort": "persoonsrol", "ref": "r", "persoon": "anna", "rol": "slachtoffer"}
    casus = say(with_police({**role, "zekerheid": "vastgesteld"}), role)
    assert differ(casus) == [("persoonsrol", "zekerheid")]
    assert differ(say(casus, {**role, "tot": "2026-01-12"}, op="2026-01-12")) == []


@pytest.mark.req("VISIE-06")
@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        ({}, []),
        ({"omschrijving": "@{anna|Anna} viel."}, []),
        ({"jaar": 2024}, ["jaar"]),
        ({"slachtoffer": "ben"}, ["slachtoffer"]),
        ({"personen": ["ben", "anna"]}, []),
        ({"personen": ["anna"]}, ["personen"]),
    ],
)
def test_two_tellings_of_one_situation_differ_in_time_or_persons_and_both_stay(anders: dict[str, Json], velden: list[str]) -> None:
    own: dict[str, Json] = {**SITUATIE, "personen": ["anna", "ben"]}
    casus = say(say(a_household(), own, op="2026-01-11"), MEE)
    telling: dict[str, Json] = {**own, "ref": "verhaal", "zelfdeAls": an_id(casus, "situatie"), **anders}
    casus = say(casus, telling, van=POLITIE)
    view = seen(casus, VT, ALLES, "2026-01-12")
    assert [text(row, "veld") for row in rows(view, "verschillen")] == velden
    assert len(rows(view, "onveiligeSituaties")) == 2
    ids = sorted(text(row, "id") or "" for row in rows(view, "onveiligeSituaties"))
    assert [texts(row, "onderdelen") for row in rows(view, "verschillen")] == [tuple(ids) for _ in velden]


def test_two_situations_that_nobody_calls_the_same_do_not_differ() -> None:
    assert differ(with_police({**SITUATIE, "ref": "ander", "jaar": 2020})) == []


def a_step(casus: Casus, stand: str, ref: str) -> dict[str, Json]:
    return {"soort": "voorwaardestand", "ref": ref, "voorwaarde": an_id(casus, "voorwaarde"), "stand": stand, "bewijs": "Gezien."}


def state(view: Object) -> list[Json]:
    return [row["stand"] for row in rows(view, "veiligheidsvoorwaarden")]


def test_last_words_about_a_condition_that_differ_are_told_beside_its_state() -> None:
    casus = say(say(a_household(), MEE), MEE)
    casus = say(casus, a_step(casus, "geschonden", "s1"), van=POLITIE, op="2026-01-12")
    casus = say(casus, a_step(casus, "gerealiseerd", "s2"), op="2026-01-13")
    assert differ(casus) == [("voorwaardestand", "stand")]
    assert state(seen(casus, VT, ALLES, "2026-01-20")) == ["gerealiseerd"]
    assert differ(say(casus, a_step(casus, "gerealiseerd", "s3"), van=POLITIE, op="2026-01-14")) == []
    assert differ(say(casus, a_step(casus, "vervallen", "s4"), op="2026-01-14")) == []


def test_agreement_of_one_party_as_two_organisations_tell_it_differs() -> None:
    casus = say(a_household(), MEE)
    told: dict[str, Json] = {"soort": "instemming", "ref": "i", "voorwaarde": an_id(casus, "voorwaarde"), "persoon": "ben"}
    casus = say(casus, {**told, "oordeel": "eens"})
    casus = say(casus, {**told, "oordeel": "onbekend"}, van=POLITIE)
    assert differ(casus) == []
    casus = say(casus, {**told, "oordeel": "oneens"}, van=POLITIE, op="2026-01-12")
    assert differ(casus) == [("instemming", "oordeel")]


def test_tellings_that_only_a_hidden_one_links_are_not_compared() -> None:
    casus = say(say(a_household(), MEE), {**MEE, "ref": "ook", "organisatie": GEMEENTE})
    first: dict[str, Json] = {**SITUATIE, "ref": "b", "zelfdeAls": an_id(casus, "situatie"), "nietVerder": True}
    casus = say(casus, first, van=POLITIE)
    casus = say(casus, {**SITUATIE, "ref": "c", "zelfdeAls": an_id(casus, "b"), "jaar": 2020}, van=GEMEENTE)
    assert differ(casus) == []
    open_link = say(casus, {**first, "nietVerder": False}, van=POLITIE, op="2026-01-12")
    assert differ(open_link) == [("onveilige_situatie", "jaar")]
