"""What the people themselves see: nothing of the other track changes a byte of it, nothing unchecked is in it, and no place ever is."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenhub.domain.delen import Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import rows
from ketenhub.flow.beeld import cut, row_of
from ketenhub.share.mensen import audience
from ketenhub.share.ontvanger import Omgeving
from ketenhub.share.share import share
from tests.property.test_share import (
    LEDEN,
    OPEN,
    PEILDATUM,
    PLEGERKANT,
    SOORTEN,
    TOEZICHT,
    VT,
    Bericht,
    Feit,
    a_day,
    a_rule,
    bytes_of,
    given_to,
    judged,
    lived,
    numbered,
    one,
    victim_messages,
    who,
    words,
)

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json, Object

SOME = settings(max_examples=30, deadline=None)
REGELS = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": OPEN}))
ALLEN = ["betrokkene", "meerderjarig_kind", "netwerk"]


def a_check(ref: str, onderdeel: str, **rest: object) -> Feit:
    """Build a check that finds it safe for everybody."""
    base = {"soort": "vrijgave", "ref": ref, "onderdeel": onderdeel, "doelgroepen": ALLEN, "veilig": True}
    return {**base, "getoetstDoor": "regie", "getoetstOp": a_day(20), "reden": "Besproken.", **rest}  # type: ignore[dict-item]


def an_agreement(ref: str, wat: str, **rest: str) -> Feit:
    """Build an agreement."""
    return {"soort": "veiligheidsafspraak", "ref": ref, "wie": "Hij", "wat": wat, **rest}


HIS = Bericht("van-hem", VT, 20, (an_agreement("h", "Hij belt.", spoor="pleger"), a_check("h-ja", "h", spoor="pleger")))
checked = st.lists(st.tuples(words, st.booleans()), max_size=3)


def hers(drawn: list[tuple[str, bool]]) -> Bericht:
    """Give agreements on the victim's track, each found safe to show or not."""
    told = [(an_agreement(f"z{n}", wat), a_check(f"z{n}-toets", f"z{n}", veilig=veilig)) for n, (wat, veilig) in enumerate(drawn)]
    return Bericht("van-haar", VT, 21, (*LEDEN, *(feit for pair in told for feit in pair)))


def person_of(casus: Casus, name: str) -> str:
    """Give the id of a member."""
    return next(ident for org, ref, ident in casus.sleutels if org == VT and ref == name)


def given_to_person(casus: Casus, name: str, *, met_besluiten: bool = False) -> Object:
    """Give what a member gets, under rules that share everything with everybody."""
    whole = casus.model_dump(mode="json", by_alias=True, exclude_none=True)
    ontvanger = audience(whole, person_of(casus, name), PEILDATUM, "w")
    if ontvanger is None:
        return {}
    beeld = cut(casus, judged(casus))[row_of(ontvanger.spoor)]
    omgeving = Omgeving(REGELS, PEILDATUM, dict.fromkeys(SOORTEN, "organisatie"), SOORTEN, lambda persoon: f"ps-{persoon}")
    return share(beeld.gereed, beeld.beoordeling, ontvanger, omgeving, met_besluiten=met_besluiten).uitsnede.inhoud


@pytest.mark.req("MDA-46", "MDA-20")
@given(victim_messages, checked)
@SOME
def test_victims_side_changes_no_byte_of_what_the_perpetrator_is_shown(
    drawn: list[tuple[str, int, list[Feit]]], afspraken: list[tuple[str, bool]]
) -> None:
    with_, without = (lived([*extra, HIS]) for extra in ([*numbered(drawn), hers(afspraken)], []))
    shown = given_to_person(with_, "ben")
    assert json.dumps(shown) == json.dumps(given_to_person(without, "ben"))
    assert [row["wat"] for row in rows(shown, "veiligheidsafspraken")] == ["Hij belt."]


@pytest.mark.req("MDA-46", "MOV-16")
@given(victim_messages, checked, who.filter(lambda name: name != "ben"))
@SOME
def test_nothing_unchecked_no_place_and_nothing_of_the_other_track_reaches_the_people(
    drawn: list[tuple[str, int, list[Feit]]], afspraken: list[tuple[str, bool]], name: str
) -> None:
    casus = lived([*numbered(drawn), hers(afspraken), HIS], PLEGERKANT)
    shown = given_to_person(casus, name)
    safe = [wat for wat, veilig in afspraken if veilig]
    told = [row.get("wat") for row in rows(shown, "veiligheidsafspraken")]
    assert len(told) <= len(safe)
    assert set(shown) <= {"verwijzing", "spoor", "plannaam", "regie", "personen", "veiligheidsafspraken", "veiligheidsbeoordelingen"}
    assert {"Hij belt.", "9999 XK"}.isdisjoint(map(str, told))
    assert given_to_person(casus, name, met_besluiten=True) == shown


@pytest.mark.req("MDA-46")
@given(checked, one("veiligheidsafspraak", wie=words, wat=words))
@SOME
def test_agreement_that_nobody_checked_can_be_taken_away_and_nothing_changes_for_a_person(
    afspraken: list[tuple[str, bool]], hidden: Feit
) -> None:
    with_, without = (
        lived([hers(afspraken), *extra])
        for extra in ([Bericht("verborgen", VT, 25, (*LEDEN, hidden))], [Bericht("verborgen", VT, 25, LEDEN)])
    )
    assert json.dumps(given_to_person(with_, "anna")) == json.dumps(given_to_person(without, "anna"))


conditional = st.lists(
    st.builds(
        lambda n, categorieen, actie, om, toestemming: a_rule(
            f"r{n}", categorieen=categorieen, actie=actie, omstandigheden=om, opToestemming=toestemming and actie == "delen"
        ),
        st.integers(0, 99),
        st.lists(st.sampled_from([c.value for c in Categorie]), min_size=1, max_size=8),
        st.sampled_from(["delen", "minimaliseren", "onthouden"]),
        st.lists(st.sampled_from(["onderzoek", "samenloop", "voorwaarden_en_vervolg", "voorval_in_gemeente"]), max_size=2),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)
around = st.lists(
    st.one_of(
        one(
            "melding",
            identificatie=st.just("M-1"),
            ontvangen=st.just(a_day(8)),
            dienst=st.sampled_from(["onderzoek", "directe_overdracht"]),
        ),
        one("strafbaarfeitvermoeden", niveau=st.just("aanhouding"), grond=words),
        one("toestemming", persoon=who, doel=st.just("toets"), oordeel=st.sampled_from(["ja", "nee"])),
        one("incident", aard=st.just("geweld"), omschrijving=words, gemeente=st.just("Elzenwoude")),
    ),
    max_size=5,
)


@pytest.mark.req("MDA-20", "CON-07")
@given(around, conditional)
@SOME
def test_what_goes_on_at_the_victims_side_and_who_consents_there_moves_no_rule_at_the_other(
    feiten: list[Feit], rules: list[dict[str, Json]]
) -> None:
    helper = replace(TOEZICHT, gemeente="Elzenwoude")
    views = [bytes_of(given_to(helper, lived(extra), rules)) for extra in ([Bericht("om", VT, 9, (*LEDEN, *feiten))], [])]
    assert views[0] == views[1]
