"""The walls by themselves: for whom each stands, and for whom alone it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Omstandigheid
from ketenhub.domain.gegeven import Categorie
from ketenhub.share.gereed import prepare
from ketenhub.share.muren import field_wall, happened_in, item_wall, other_track, own_affair, text_wall
from ketenhub.share.ontvanger import Houding, Ontvanger
from tests.unit.share.test_share import GEMEENTE, INCIDENT, OPVANG, POLITIE, SCHOOL, VT, a_casus, an_item

if TYPE_CHECKING:
    from ketenhub.domain.json import Json
    from ketenhub.share.gereed import Stuk, Vorm

DAG = date(2026, 11, 2)
VREEMD = Houding("onverdeeld", "", eigen=False, genoemd=False, geheim=False, mens=False)
PLEGER = VREEMD._replace(spoor="pleger")
MENS = VREEMD._replace(mens=True)


def a_piece(spoor: str = "onverdeeld", herkomst: dict[str, Json] | None = None) -> Stuk:
    """Give an item of Veilig Thuis, made ready."""
    return prepare(a_casus(an_item("i3", INCIDENT, VT, spoor, **(herkomst or {})))).stukken[-1]


def a_form(*, melder_vrij: bool = False, beschermd: bool = False) -> Vorm:
    """Give the form of an incident with these marks."""
    return a_piece().vorm._replace(melder_vrij=melder_vrij, beschermd=beschermd)


def someone(spoor: str = "onverdeeld", oin: str = POLITIE, gemeente: str | None = None) -> Ontvanger:
    """Give a recipient on a track."""
    return Ontvanger(oin, "politie", spoor, regie=False, verwijzing="w", gemeente=gemeente)


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize(
    ("spoor", "slachtoffer", "pleger"),
    [("pleger", True, False), ("slachtoffer", False, True), ("onverdeeld", False, False), ("beide", False, False), ("anders", True, True)],
)
def test_wall_4_parts_the_tracks_and_a_track_that_nobody_knows_sees_nothing(spoor: str, slachtoffer: bool, pleger: bool) -> None:
    found = [other_track(a_piece(spoor=side), someone(spoor)) for side in ("slachtoffer", "pleger")]
    assert found == [slachtoffer, pleger]


@pytest.mark.parametrize(
    ("herkomst", "wall"),
    [
        ({}, None),
        ({"nietVerder": True}, "muur 3: de bron gaf dit niet vrij voor anderen"),
        ({"beroepsgeheim": True}, "muur 5: dit valt onder het beroepsgeheim van de bron"),
        ({"nietVerder": True, "genoemd": [POLITIE]}, None),
        ({"nietVerder": True, "beroepsgeheim": True, "genoemd": [POLITIE]}, "muur 5: dit valt onder het beroepsgeheim van de bron"),
    ],
)
def test_wall_of_an_item_is_named_as_it_stands_for_this_recipient(herkomst: dict[str, Json], wall: str | None) -> None:
    assert item_wall(a_piece(herkomst=herkomst), someone(), DAG) == wall


def test_wall_4_is_named_before_the_others() -> None:
    assert item_wall(a_piece(herkomst={"nietVerder": True}), someone("pleger"), DAG) == "muur 4: dit staat op het andere spoor"


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    ("houding", "stands"),
    [
        (VREEMD, False),
        (VREEMD._replace(geheim=True), True),
        (VREEMD._replace(geheim=True, genoemd=True), False),
        (MENS, True),
        (MENS._replace(genoemd=True), True),
        (PLEGER, True),
        (PLEGER._replace(genoemd=True), True),
        (PLEGER._replace(eigen=True), False),
    ],
)
def test_wall_1_stands_while_any_address_is_secret_and_always_for_the_perpetrators_side_and_the_people(
    houding: Houding, stands: bool
) -> None:
    wall = "muur 1: een plaats kan een geheim adres verraden"
    assert field_wall(Categorie.LOCATIE, a_form(), houding) == (wall if stands else None)


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    ("houding", "place", "mobile"),
    [
        (VREEMD, False, False),
        (VREEMD._replace(geheim=True), True, False),
        (VREEMD._replace(geheim=True, genoemd=True), False, False),
        (MENS, True, False),
        (PLEGER._replace(genoemd=True), True, False),
        (PLEGER._replace(eigen=True), False, False),
    ],
)
def test_wall_1_stands_for_a_telephone_number_from_which_a_place_may_follow_as_it_does_for_a_place(
    houding: Houding, place: bool, mobile: bool
) -> None:
    found = [field_wall(Categorie.CONTACT, a_form()._replace(plaatsnummer=tells), houding) for tells in (True, False)]
    assert found == ["muur 1: het nummer kan verraden waar iemand is" if stands else None for stands in (place, mobile)]


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    ("feit", "tells"),
    [
        ({"soort": "persoon", "telefoon": "0521-234567"}, True),
        ({"soort": "persoon", "telefoon": "0521-234567", "geslacht": "x"}, True),
        ({"soort": "persoon", "telefoon": "06-12345678"}, False),
        ({"soort": "persoon", "geslacht": "x"}, False),
        ({"soort": "incident", "omschrijving": "Bel 0521-234567."}, False),
    ],
)
def test_item_holds_a_number_that_tells_a_place_where_it_is_no_mobile_one(feit: dict[str, Json], tells: bool) -> None:
    assert prepare(a_casus(an_item("i3", feit))).stukken[-1].vorm.plaatsnummer is tells


ALLEEN_EIGEN = "dit is alleen voor wie het zei of aan wie het gevraagd is"


@pytest.mark.req("MDA-36")
@pytest.mark.parametrize(
    ("feit", "holders"),
    [
        ({"soort": "afweging", "feit": "i1", "ontvangers": [GEMEENTE]}, {VT}),
        ({"soort": "doorbreking", "feit": "i1", "ontvanger": GEMEENTE}, {VT}),
        ({"soort": "doorbrekingsbevestiging", "doorbreking": "i1"}, {VT}),
        ({"soort": "afweegverzoek", "feit": "i1", "aan": GEMEENTE}, {VT, GEMEENTE}),
        ({"soort": "afweegverzoek", "feit": "i1"}, {VT}),
        (INCIDENT, {VT, GEMEENTE, POLITIE}),
    ],
)
def test_who_weighed_or_let_go_what_is_seen_by_who_said_it_and_a_question_also_by_who_was_asked(
    feit: dict[str, Json], holders: set[str]
) -> None:
    stuk = prepare(a_casus(an_item("i3", feit, VT))).stukken[-1]
    everyone = (VT, GEMEENTE, POLITIE)
    assert [own_affair(stuk, someone(oin=oin)) for oin in everyone] == [oin not in holders for oin in everyone]
    assert {oin for oin in everyone if item_wall(stuk, someone(oin=oin), DAG) != ALLEEN_EIGEN} == holders


@pytest.mark.parametrize(
    ("genoemd", "vrij", "stands"), [(False, False, True), (True, False, False), (False, True, False), (True, True, False)]
)
def test_wall_2_hides_who_reported_unless_named_or_free_to_be_named(genoemd: bool, vrij: bool, stands: bool) -> None:
    wall = field_wall(Categorie.MELDER, a_form(melder_vrij=vrij), VREEMD._replace(genoemd=genoemd))
    assert wall == ("muur 2: de melder blijft ongenoemd" if stands else None)


@pytest.mark.parametrize(
    ("genoemd", "beschermd", "stands"), [(False, True, True), (True, True, False), (False, False, False), (True, False, False)]
)
def test_wall_2_hides_a_professional_who_is_protected_from_whom_the_sender_did_not_name(
    genoemd: bool, beschermd: bool, stands: bool
) -> None:
    wall = field_wall(Categorie.MEDEWERKER, a_form(beschermd=beschermd), VREEMD._replace(genoemd=genoemd))
    assert wall == ("muur 2: deze medewerker is beschermd" if stands else None)


GEEN_PLEK = "muur 1: de tekst lijkt een adres te noemen"
ANDER_SPOOR = "muur 4: op dit spoor is niet na te gaan of de tekst het andere spoor noemt"


@pytest.mark.req("MOV-16", "MDA-20")
@pytest.mark.parametrize(
    ("houding", "plain", "place"),
    [
        (VREEMD, None, None),
        (MENS, None, GEEN_PLEK),
        (MENS._replace(spoor="pleger"), None, GEEN_PLEK),
        (PLEGER, ANDER_SPOOR, ANDER_SPOOR),
        (PLEGER._replace(genoemd=True), None, GEEN_PLEK),
        (PLEGER._replace(eigen=True), None, None),
    ],
)
def test_free_text_meets_a_wall_on_the_perpetrators_track_and_where_it_holds_an_address_before_the_people(
    houding: Houding, plain: str | None, place: str | None
) -> None:
    vorm = a_form()._replace(met_tekst=frozenset({"a", "b"}), met_adres=frozenset({"b"}))
    assert [text_wall(naam, vorm, houding) for naam in ("a", "b")] == [plain, place]


@pytest.mark.req("MDA-20")
def test_field_without_free_text_meets_no_wall_of_text() -> None:
    assert text_wall("aard", a_form(), PLEGER) is None


IN_BERKENRADE: dict[str, Json] = {**INCIDENT, "gemeente": "Berkenrade"}


def counts(*items: Json, gemeente: str | None = "Berkenrade") -> bool:
    """Tell whether there was an incident in the municipality of the recipient."""
    return happened_in(prepare(a_casus(*items)), someone(gemeente=gemeente), DAG) == frozenset({Omstandigheid.VOORVAL_IN_GEMEENTE})


@pytest.mark.req("MDA-45")
@pytest.mark.parametrize(("gemeente", "found"), [("Berkenrade", True), ("BERKENRADE", True), ("Elzenwoude", False), (None, False)])
def test_incident_counts_for_the_municipality_where_it_was(gemeente: str | None, found: bool) -> None:
    assert counts(an_item("i3", IN_BERKENRADE), gemeente=gemeente) is found


@pytest.mark.req("MDA-45")
def test_only_an_incident_counts_for_a_municipality_whatever_else_names_it() -> None:
    gereed = prepare(a_casus(an_item("i3", SCHOOL)))
    school = replace(gereed.stukken[-1], waarden={"gemeente": "Berkenrade"})
    assert happened_in(replace(gereed, stukken=(school,)), someone(gemeente="Berkenrade"), DAG) == frozenset()


@pytest.mark.req("MDA-45", "MOV-16")
@pytest.mark.parametrize(
    ("bron", "genoemd", "found"), [(VT, [], False), (VT, [GEMEENTE], False), (VT, [POLITIE], True), (POLITIE, [], True)]
)
def test_while_an_address_is_secret_an_incident_counts_for_its_source_and_whom_that_named(
    bron: str, genoemd: list[str], found: bool
) -> None:
    incident = an_item("i3", IN_BERKENRADE, bron, genoemd=list(genoemd))
    assert counts(incident, an_item("i4", OPVANG, GEMEENTE)) is found


@pytest.mark.req("MDA-45")
def test_incident_that_a_wall_holds_back_does_not_count_and_hides_no_other_that_does() -> None:
    held = an_item("i3", IN_BERKENRADE, nietVerder=True)
    assert [counts(held), counts(held, an_item("i4", IN_BERKENRADE))] == [False, True]
