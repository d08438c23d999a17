"""What only regie can do and has not done yet: accept in person, and give everyone a track (CON-20, CON-07)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.casus import Casus, Regiehouder
from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.domain.regie import Regierol
from ketenhub.evaluate.kader import Kader
from ketenhub.evaluate.regietaken import answer_days, unanswered, unassigned
from ketenhub.testing import builders as b

VRIJDAG, MAANDAG, DINSDAG = date(2026, 1, 9), date(2026, 1, 12), date(2026, 1, 13)


def on(dag: date) -> Kader:
    return Kader(dag, Regelpakket(), Kalender(), Kalender().tijdzone, {})


def held(*rollen: Regierol, voorlopig: bool = True, gesplitst: bool = False) -> Casus:
    """Build a casus in which roles are held since Friday."""
    casus = b.a_casus(splitsing=b.a_split() if gesplitst else None)
    holders = tuple(Regiehouder(regierol=rol, organisatie=b.VT, voorlopig=voorlopig, sinds=VRIJDAG) for rol in rollen)
    return casus.model_copy(update={"regie": holders})


@pytest.mark.req("CON-20")
def test_day_after_the_working_day_in_which_someone_should_accept_is_known_for_the_two_roles_that_ask_it() -> None:
    assert answer_days(held(*Regierol), on(VRIJDAG)) == {"casusregie": DINSDAG, "zicht_op_veiligheid": DINSDAG}


def test_role_that_a_person_accepted_waits_for_nobody() -> None:
    accepted = held(*Regierol, voorlopig=False)
    assert answer_days(accepted, on(DINSDAG)) == {}
    assert list(unanswered(accepted, on(DINSDAG))) == []


@pytest.mark.req("CON-20")
@pytest.mark.parametrize(("gesplitst", "spoor"), [(False, Spoor.ONVERDEELD), (True, Spoor.SLACHTOFFER)])
def test_role_that_nobody_accepted_in_time_is_a_signal_on_the_victims_track_or_the_undivided(gesplitst: bool, spoor: Spoor) -> None:
    casus = held(Regierol.CASUSREGIE, Regierol.ZICHT_OP_VEILIGHEID, gesplitst=gesplitst)

    def late(rol: str, name: str) -> Signaal:
        text = f"Nog niemand aanvaardde {name} binnen 1 werkdag (eigen afspraak)."
        return Signaal(sleutel=f"regie_open:{rol}", soort="regie_open", ernst=Ernst.HOOG, dag=DINSDAG, tekst=text, spoor=spoor)

    assert list(unanswered(casus, on(MAANDAG))) == []
    assert list(unanswered(casus, on(DINSDAG))) == [
        late("casusregie", "de casusregie"),
        late("zicht_op_veiligheid", "het zicht op veiligheid"),
    ]


# --- who has no track


def parted(van: str = "2026-01-06", tot: str | None = None, op: str = "2026-01-08") -> Casus:
    """Build a separated casus in which Veilig Thuis has a track and the police, from a day, has none yet."""
    police = b.a_part(b.POLITIE, van=van, tot=tot, spoor=Spoor.PLEGER).model_copy(update={"toegewezen": False})
    return b.a_casus(deelnames=(b.a_part(b.VT, spoor=Spoor.SLACHTOFFER), police), splitsing=b.a_split(op))


@pytest.mark.req("CON-07")
@pytest.mark.parametrize(("van", "dag"), [("2026-01-06", date(2026, 1, 8)), ("2026-01-09", VRIJDAG)], ids=["there before", "came after"])
def test_who_takes_part_without_a_track_is_a_signal_from_the_later_of_the_separation_and_its_first_day(van: str, dag: date) -> None:
    text = f"{{org:{b.POLITIE}}} heeft nog geen spoor en krijgt niets van het slachtoffer te zien. Wijs een spoor toe."
    assert list(unassigned(parted(van), on(MAANDAG))) == [
        Signaal(sleutel=f"spoor_toewijzen:{b.POLITIE}", soort="spoor_toewijzen", ernst=Ernst.HOOG, dag=dag, tekst=text, spoor=Spoor.BEIDE)
    ]


def test_who_left_needs_no_track_any_more() -> None:
    casus = parted(tot="2026-01-11")
    assert len(list(unassigned(casus, on(date(2026, 1, 11))))) == 1
    assert list(unassigned(casus, on(MAANDAG))) == []


def test_in_one_undivided_household_nobody_needs_a_track() -> None:
    assert list(unassigned(parted().model_copy(update={"splitsing": None}), on(MAANDAG))) == []
