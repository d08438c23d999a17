"""A fact goes past the rules when two people of who said it stand for it; one alone, or another organisation, is refused with the place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.afwegen import Doorbreking, Doorbrekingsbevestiging
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.regelpakket import Getal, Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.merge.afwegen import check_length
from tests.unit.merge.huishouden import POLITIE, RECLASSERING, VT, a_bijdrage, a_household
from tests.unit.merge.test_afwegen import heard

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus

EERSTE: dict[str, object] = {"ref": "m1", "functie": "agent"}
TWEEDE: dict[str, object] = {"ref": "m2", "functie": "teamchef"}
VOORSTEL: dict[str, object] = {
    "soort": "doorbreking",
    "ref": "d",
    "feit": "i1",
    "bericht": "b1",
    "ontvanger": VT,
    "wet": "Wmo 2015",
    "artikel": "5.2.6",
    "noodzaak": "directe_veiligheid",
    "reden": "Veilig Thuis beslist vandaag en mist dit.",
    "geldigTot": "2026-11-10",
    "professional": EERSTE,
}
BEVESTIGING: dict[str, object] = {
    "soort": "doorbrekingsbevestiging",
    "ref": "e",
    "doorbreking": "d",
    "bericht": "voorstel",
    "professional": TWEEDE,
}


def proposed() -> Casus:
    """Give a household in which police proposed to let an incident go."""
    return heard(a_household()[1], POLITIE, "voorstel", VOORSTEL)


def refusal(casus: Casus, wie: str, *feiten: dict[str, object]) -> str:
    """Give the place at which something is refused."""
    with pytest.raises(OngeldigBericht) as error:
        heard(casus, wie, "later", *feiten, dag=3)
    return error.value.plaats


def test_one_proposes_and_another_confirms() -> None:
    casus = heard(proposed(), POLITIE, "bevestiging", BEVESTIGING, dag=3)
    assert [type(i.feit) for i in casus.items if i.herkomst.eigen_id in ("d", "e")] == [Doorbreking, Doorbrekingsbevestiging]


def without_none(feit: dict[str, object]) -> dict[str, object]:
    """Give a fact without the fields that are to be left out."""
    return {name: value for name, value in feit.items() if value is not None}


@pytest.mark.parametrize(
    ("anders", "plaats"),
    [
        ({"bericht": "b9"}, "bericht"),
        ({"ontvanger": POLITIE}, "ontvanger"),
        ({"reden": "Te kort."}, "reden"),
        ({"reden": " " * 30}, "reden"),
        ({"professional": None}, "professional"),
        ({"noodzaak": None}, "noodzaak"),
        ({"geldigTot": "2026-10-31"}, "geldigTot"),
        ({"wet": None}, "wet"),
        ({"geldigTot": None}, "geldigTot"),
    ],
)
def test_proposal_that_says_too_little_is_refused_with_its_place(anders: dict[str, object], plaats: str) -> None:
    assert refusal(a_household()[1], POLITIE, without_none(VOORSTEL | anders)) == f"/feiten/0/{plaats}"


@pytest.mark.parametrize("wie", [VT, RECLASSERING])
def test_nobody_lets_the_fact_of_another_go_not_even_regie(wie: str) -> None:
    casus = a_household()[1]
    item = next(i.id for i in casus.items if i.herkomst.eigen_id == "i1")
    assert refusal(casus, wie, VOORSTEL | {"feit": item, "ontvanger": "9" * 20}) == "/feiten/0/feit"


def test_what_is_decided_about_sharing_is_itself_never_let_go() -> None:
    assert refusal(proposed(), POLITIE, VOORSTEL | {"ref": "d2", "feit": "d", "bericht": "voorstel"}) == "/feiten/0/feit"


def test_same_name_under_another_reference_is_the_same_person() -> None:
    casus = heard(a_household()[1], POLITIE, "voorstel", VOORSTEL | {"professional": {**EERSTE, "naam": "Sam de  Vries"}})
    again, another = ({**TWEEDE, "naam": naam} for naam in ("sam de vries", "Sam Devries"))
    assert refusal(casus, POLITIE, BEVESTIGING | {"professional": again}) == "/feiten/0/professional"
    confirmed = heard(casus, POLITIE, "bevestiging", BEVESTIGING | {"professional": another}, dag=3)
    assert len(confirmed.items) == len(casus.items) + 1


@pytest.mark.parametrize(("tot", "van", "mag"), [("2026-11-15", "2026-11-01", True), ("2026-11-16", "2026-11-01", False)])
@pytest.mark.parametrize("uur", ["", "T23:30:00+01:00"])
def test_override_lasts_as_long_as_the_pack_says_and_not_a_day_more(tot: str, van: str, mag: bool, uur: str) -> None:
    feiten = a_bijdrage(VOORSTEL | {"ref": "d1"}, VOORSTEL | {"geldigTot": tot, "geldigOp": van + uur}).feiten
    if mag:
        check_length(feiten, Regelpakket().doorbreking_hoogstens)
        return
    with pytest.raises(OngeldigBericht) as error:
        check_length(feiten, Regelpakket().doorbreking_hoogstens)
    assert (error.value.plaats, "eigen afspraak" in str(error.value), tot in str(error.value)) == ("/feiten/1/geldigTot", True, False)


def test_figure_of_a_source_is_not_said_to_be_ours() -> None:
    figure = Getal(waarde=1, eenheid="dagen", bron="F47")
    with pytest.raises(OngeldigBericht) as error:
        check_length(a_bijdrage(VOORSTEL).feiten, figure)
    assert "eigen afspraak" not in str(error.value)


@pytest.mark.parametrize("tweede", [EERSTE, {**EERSTE, "functie": "teamchef"}, {**EERSTE, "ref": "M1"}, None])
def test_same_person_never_confirms_under_whatever_function(tweede: dict[str, object] | None) -> None:
    assert refusal(proposed(), POLITIE, without_none(BEVESTIGING | {"professional": tweede})) == "/feiten/0/professional"


def test_proposal_is_not_confirmed_in_the_message_that_makes_it() -> None:
    assert refusal(a_household()[1], POLITIE, VOORSTEL, BEVESTIGING | {"bericht": "later"}) == "/feiten/1/doorbreking"


def test_only_who_proposed_confirms_and_as_it_stands() -> None:
    casus = proposed()
    item = next(i.id for i in casus.items if i.herkomst.eigen_id == "d")
    assert refusal(casus, VT, BEVESTIGING | {"doorbreking": item}) == "/feiten/0/doorbreking"
    assert refusal(casus, POLITIE, BEVESTIGING | {"doorbreking": "i1"}) == "/feiten/0/doorbreking"
    corrected = heard(casus, POLITIE, "beter", VOORSTEL | {"reden": "Zij beslist morgen pas, en mist dit."}, dag=3)
    assert refusal(corrected, POLITIE, BEVESTIGING) == "/feiten/0/bericht"


def test_day_after_an_override_is_due() -> None:
    casus = heard(proposed(), POLITIE, "bevestiging", BEVESTIGING, dag=3)
    assert evaluate(casus, date(2026, 11, 10), Regelpakket(), Kalender()).volgende_termijn == date(2026, 11, 11)
