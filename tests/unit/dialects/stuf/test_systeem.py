"""A simulated system holds a CORV message to sense, keeps it once and acknowledges it."""

from __future__ import annotations

import pytest

from ketenhub.contract.bericht import Antwoord, Ontvangst
from ketenhub.dialects.stuf.antwoord import read_ontvangst
from ketenhub.dialects.stuf.vtmelding import VT_MELDING
from ketenhub.testing.corv import receive
from ketenhub.testing.simulator import Aanvraag, Reactie, Simulator, load_system
from tests.unit.dialects.stuf.wereld import VEILIG_THUIS, a_melding, a_terugkoppeling, assert_fits, swapped


def a_system(oin: str = VEILIG_THUIS) -> Simulator:
    return Simulator("Veilig Thuis", oin, "veilig_thuis", "", "", {}, (), "", "", load_system("veilig_thuis"))


def post(sim: Simulator, data: bytes, mediatype: str = "application/xml") -> Reactie:
    return receive(sim, VT_MELDING)(Aanvraag("/berichten", {}, {"content-type": mediatype}, data))


def meaning(reactie: Reactie) -> Ontvangst:
    return read_ontvangst(Antwoord(reactie.status, reactie.mediatype, reactie.inhoud))


def test_message_is_acknowledged_and_kept_under_its_form() -> None:
    sim = a_system()
    reactie = post(sim, a_melding())
    assert (reactie.status, meaning(reactie)) == (200, Ontvangst.AANGENOMEN)
    assert [row["vorm"] for row in sim.berichten] == ["vtMeldingDi01"]
    assert_fits(reactie.inhoud)


def test_message_that_comes_twice_is_kept_once() -> None:
    sim = a_system()
    post(sim, a_melding())
    post(sim, a_melding())
    assert [row["keer"] for row in sim.berichten] == [2]


@pytest.mark.parametrize(
    ("sim", "data"),
    [
        (a_system(), swapped(a_melding(), "inp.bsn", "999970009")),
        (a_system(), a_terugkoppeling()),
        (a_system("0" * 20), a_melding()),
    ],
    ids=["nonsense", "another form", "for another"],
)
def test_nonsense_and_what_is_for_another_is_refused_with_fo03(sim: Simulator, data: bytes) -> None:
    reactie = post(sim, data)
    assert (reactie.status, meaning(reactie), sim.berichten) == (400, Ontvangst.GEWEIGERD, [])
    assert_fits(reactie.inhoud)


@pytest.mark.parametrize(("data", "mediatype", "status"), [(b"geen xml", "text/xml", 400), (a_melding(), "application/json", 415)])
def test_what_is_no_corv_is_refused_without_words(data: bytes, mediatype: str, status: int) -> None:
    sim = a_system()
    assert post(sim, data, mediatype) == Reactie(status)
    assert sim.geweigerd == 1


@pytest.mark.parametrize("partner", ["politie", "veilig_thuis"])
def test_system_hears_messages_on_one_route(partner: str) -> None:
    sim = a_system()
    assert [(found.method, found.path) for found in load_system(partner).routes(sim)] == [("POST", "/berichten")]
