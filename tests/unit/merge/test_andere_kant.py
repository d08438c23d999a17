"""Nothing of the victim's side decides what is taken in at the perpetrator's, nor who is who and who belongs there (wall 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import OngeldigBericht
from tests.property.test_share import (
    BEGIN,
    CLIENT,
    GGZ,
    LEDEN,
    RECLASSERING,
    SPLITSING,
    VT,
    Bericht,
    Feit,
    a_day,
    a_person,
    judged,
    took_in,
)

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus

AF: Feit = {"komtVeiligheid": True, "blijftVeiligheid": True, "beeindigdOp": a_day(8)}
BEN = "999990020"


def a_split(*victim: Feit, begin: tuple[Feit, ...] = LEDEN) -> Casus:
    """Give the separated case, with this said at the victim's side."""
    casus = took_in(took_in(None, replace(BEGIN, feiten=begin)), SPLITSING)
    return took_in(casus, Bericht("s", VT, 6, (*LEDEN, *victim))) if victim else casus


def told(casus: Casus, van: str, *feiten: Feit, naam: str = "p", dag: int = 9) -> Casus:
    """Let an organisation say something."""
    return took_in(casus, Bericht(naam, van, dag, feiten))


@pytest.mark.req("MDA-20", "CON-07")
@pytest.mark.parametrize("victim", [(), ({"soort": "monitor", "contactOp": a_day(6)},)], ids=["none", "monitor"])
def test_monitor_of_the_victims_side_lets_no_monitor_end_at_the_other(victim: tuple[Feit, ...]) -> None:
    with pytest.raises(OngeldigBericht) as error:
        told(a_split(*victim), RECLASSERING, CLIENT, {"soort": "monitor", "contactOp": a_day(8), **AF})
    assert error.value.plaats == "/feiten/1/overgenomenDoor"


@pytest.mark.req("MDA-20", "CON-07")
def test_state_that_regie_noted_at_the_victims_side_is_no_step_at_the_other() -> None:
    casus = told(
        a_split(), RECLASSERING, {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": "Hij belt.", "termijn": a_day(60)}, naam="o", dag=6
    )
    ident = next(item.id for item in casus.items if item.feit.soort == "veiligheidsvoorwaarde")
    lapsed = told(casus, VT, {"soort": "voorwaardestand", "voorwaarde": ident, "stand": "vervallen"}, naam="r", dag=7)
    assert lapsed.items[-1].spoor == "slachtoffer"
    step: Feit = {"soort": "voorwaardestand", "voorwaarde": "v", "stand": "gerealiseerd", "bewijs": "Gezien."}
    assert told(lapsed, RECLASSERING, step).items[-1].spoor == "pleger"


@pytest.mark.req("MDA-20", "CON-07")
def test_day_of_the_suspicion_cannot_be_found_by_trying_joint_help_that_had_ended() -> None:
    ended: Feit = {"soort": "interventie", "aard": "relatietherapie", "domein": "zorg", "van": a_day(-90), "tot": a_day(-60)}
    with pytest.raises(OngeldigBericht) as error:
        told(a_split(), RECLASSERING, ended)
    assert error.value.plaats == "/feiten/0/aard"


def same_persons(casus: Casus) -> list[int]:
    """Give how many statements there are of each person of the perpetrator's side."""
    return sorted(len(person.verklaringen) for person in casus.plegerkant)


NAMELOOS = tuple({k: v for k, v in feit.items() if k != "bsn"} for feit in LEDEN)


@pytest.mark.req("MDA-20", "CON-07")
@pytest.mark.parametrize("begin", [LEDEN, NAMELOOS], ids=["numbers known", "numbers unknown"])
@pytest.mark.parametrize("later", [(), (a_person("ben", "999990044"),), (a_person("kim", BEN),)], ids=["nothing", "another", "a child's"])
def test_who_is_who_at_the_perpetrators_side_follows_from_no_number_of_the_victims(
    begin: tuple[Feit, ...], later: tuple[Feit, ...]
) -> None:
    casus = told(a_split(begin=begin), RECLASSERING, CLIENT, a_person("collega", "999990056"))
    for n, feit in enumerate(later):
        casus = took_in(casus, Bericht(f"s{n}", VT, 10, ({**feit, "geldigOp": a_day(-5)},)))
    casus = told(casus, GGZ, a_person("patient", BEN), a_person("ander", "999990044"), naam="q", dag=11)
    assert same_persons(casus) == [1, 1, 2]


@pytest.mark.req("MDA-20", "CON-07")
def test_whose_voice_is_missed_at_the_perpetrators_side_follows_from_what_that_side_says() -> None:
    named = (CLIENT, a_person("kind", "999990032"), a_person("ex", "999990019"))
    called: Feit = {"soort": "persoonsrol", "persoon": "ex", "rol": "slachtoffer"}
    results = []
    for begin in (LEDEN, NAMELOOS):
        casus = told(a_split(begin=begin), RECLASSERING, *named, called)
        results.append([len(track.stemmen) for track in judged(casus).sporen if track.spoor == "pleger"])
    assert results == [[4], [4]]


def test_person_keeps_one_id_over_both_sides_where_the_number_is_the_same() -> None:
    casus = told(a_split(), RECLASSERING, CLIENT)
    (person,) = casus.plegerkant
    assert person.id in {p.id for p in casus.personen if len(p.verklaringen) > 1}


def test_fact_with_the_reference_of_a_person_is_not_taken_for_that_person() -> None:
    goal: Feit = {"soort": "werkdoel", "ref": "client", "tekst": "Woensdag.", "volgorde": 1}
    casus = told(told(a_split(begin=NAMELOOS), RECLASSERING, CLIENT, goal, naam="q"), GGZ, a_person("patient", BEN), naam="r")
    assert same_persons(casus) == [2]
