"""What closing needs, said whole: who agrees, how long safety was monitored, who takes over, and what forbids it (domain F4)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.fase import Reden
from ketenhub.domain.regie import StructureleOnveiligheid
from ketenhub.domain.samenwerking import Monitor
from ketenhub.evaluate.afsluiten import all_recovered, closing, closing_days, monitored_from, structural
from ketenhub.evaluate.verloop import Verloop
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import all_say, lived, lived_as_told
from tests.unit.evaluate.woorden import ORGANISATIES
from tests.unit.evaluate.zinnen import item

# direct safety on 1 February, stable safety on 1 March
ROUNDS = [f"{dag} cijfer {wie} 7+" for dag in ("2026-02-01", "2026-03-01") for wie in ("VT", "anna", "ben")]
SAID = tuple(f"f{n}.cijfer" for n in (4, 5, 6))
PUNTEN = ("identiteit", "sociale_rollen", "meedoen")
# where no person is on the list, only the three needs of the household are
THREE = ("VISIE-14", "ROUTE-40", "ROUTE-39")


def asked(verloop: Verloop) -> list[Reden]:
    """Give what closing needs, beside the own life of each member."""
    return [reden for reden in closing(verloop) if reden.bron != "MDA-07"]


def a_monitor(*, op: str, contact: str | None = None, ident: str = "m") -> Item:
    """Build monitoring that was true on one day, with contact on another."""
    feit = Monitor(ref=ident, geldig_op=b.a_moment(op), contact_op=b.a_moment(contact) if contact else None)
    return b.an_item(feit, ident=ident)


def lasting(van: str, tot: str | None = None) -> Item:
    """Build that the unsafety does not stop by itself, told on 5 January."""
    end = date.fromisoformat(tot) if tot else None
    feit = StructureleOnveiligheid(ref="s", geldig_op=date(2026, 1, 5), reden="Het stopt niet.", van=date.fromisoformat(van), tot=end)
    return b.an_item(feit, ident="s")


@pytest.mark.req("VISIE-14", "ROUTE-40", "ROUTE-39")
def test_everything_that_is_met_says_so_with_its_paths_and_asks_nothing() -> None:
    later = [f"2026-08-01 cijfer {wie} 7+" for wie in ("VT", "anna", "ben")]
    verloop = lived_as_told(*ROUNDS, *later, "2026-02-10 monitor anna contact aan Huisarts als m", dag="2026-08-10")
    assert asked(verloop) == [
        Reden(
            regel="F4",
            bron="VISIE-14",
            tekst="Iedereen geeft een 7+ voor ieder lid.",
            paden=("f7.cijfer", "f8.cijfer", "f9.cijfer"),
            voldaan=True,
        ),
        Reden(regel="F4", bron="ROUTE-40", tekst="De veiligheid is 6 maanden gevolgd.", paden=("m.contactOp",), voldaan=True),
        Reden(regel="F4", bron="ROUTE-39", tekst="Bekend is wie het overneemt.", paden=("m.overgenomenDoor",), voldaan=True),
    ]


@pytest.mark.req("VISIE-14", "ROUTE-40", "ROUTE-39")
def test_everything_that_is_not_met_says_what_would_help_and_which_fact_is_absent() -> None:
    sevens = [zin.removesuffix("+") for zin in ROUNDS]
    assert asked(lived_as_told(*sevens, dag="2026-03-10")) == [
        Reden(
            regel="F4",
            bron="VISIE-14",
            tekst="Nog niet iedereen geeft een 7+ voor ieder lid.",
            nodig="Vraag iedere stem om een 7+.",
            afwezig="veiligheidsbeoordeling.cijfer",
        ),
        Reden(
            regel="F4",
            bron="ROUTE-40",
            tekst="De veiligheid wordt nog niet gevolgd.",
            nodig="Volg de veiligheid 6 maanden.",
            afwezig="monitor.contactOp",
        ),
        Reden(
            regel="F4",
            bron="ROUTE-39",
            tekst="Nog niet bekend is wie het overneemt.",
            nodig="Spreek af wie blijft kijken.",
            afwezig="monitor.overgenomenDoor",
        ),
    ]


@pytest.mark.req("ROUTE-40", "ROUTE-39")
def test_monitoring_that_is_too_short_names_its_day_and_an_accepted_handover_its_stand() -> None:
    handed = ("2026-03-02 overdracht als o1", "2026-03-03 overname o1 aanvaard als a1", "2026-03-03 overname o1 geweigerd als a2")
    _, monitoring, successor = asked(lived_as_told(*ROUNDS, "2026-02-10 monitor anna contact als m", *handed, dag="2026-08-09"))
    assert monitoring == Reden(
        regel="F4",
        bron="ROUTE-40",
        tekst="De veiligheid is pas op 10 augustus 2026 6 maanden gevolgd.",
        nodig="Blijf volgen.",
        paden=("m.contactOp",),
    )
    assert successor == Reden(regel="F4", bron="ROUTE-39", tekst="Bekend is wie het overneemt.", paden=("a1.stand",), voldaan=True)


@pytest.mark.req("MDA-50")
def test_what_forbids_closing_comes_last_and_says_who_can_lift_it() -> None:
    forbidden = Reden(
        regel="F4",
        bron="MDA-50",
        tekst="Deze situatie is structureel onveilig. Afsluiten mag niet. Blijf contact houden.",
        nodig="Regie trekt dit in.",
        paden=("s.reden",),
    )
    assert closing(lived_as_told("2026-01-08 structureel als s", dag="2026-01-10")) == (forbidden,)
    everything = closing(lived_as_told(*ROUNDS, "2026-03-02 structureel als s", dag="2026-03-10"))
    assert [r.bron for r in everything] == [*THREE, "MDA-07", "MDA-07", "MDA-50"]
    assert everything[-1] == forbidden


# --- who agrees


@pytest.mark.req("VISIE-14", "CON-05")
def test_scores_that_carry_the_seven_plus_stand_in_order_of_their_paths() -> None:
    orgs = tuple(ORGANISATIES)
    voices = [*orgs, "anna", "ben"]
    said = [
        item(f"{dag} cijfer {wie} 7+", n) for n, (dag, wie) in enumerate([(d, w) for d in ("2026-02-01", "2026-03-01") for w in voices])
    ]
    verloop = lived(*said, dag="2026-03-10", deelnames=[b.a_part(ORGANISATIES[name]) for name in orgs])
    assert all_recovered(verloop) == (True, tuple(sorted(f"f{n}.cijfer" for n in range(6, 12))))


@pytest.mark.req("VISIE-14", "CON-05")
def test_voice_that_is_excused_is_not_waited_for() -> None:
    without_ben = [zin for zin in ROUNDS if "ben" not in zin]
    met, paths = all_recovered(lived_as_told(*without_ben, "2026-01-06 vrijstelling ben tot 2026-06-01", dag="2026-03-10"))
    assert (met, paths) == (True, ("f3.cijfer", "f4.cijfer"))
    assert not all_recovered(lived_as_told(*without_ben, dag="2026-03-10"))[0]


@pytest.mark.req("VISIE-14", "CON-05")
def test_where_nobody_is_waited_for_nobody_agreed() -> None:
    assert all_recovered(lived_as_told(dag="2026-03-10", personen=(), deelnames=())) == (False, ())


@pytest.mark.req("VISIE-14", "CON-05")
@pytest.mark.parametrize(("cijfer", "met"), [("6", True), ("5.9", False)])
def test_child_with_less_than_a_six_keeps_it_from_being_met(cijfer: str, met: bool) -> None:
    persons = (b.a_person(b.ANNA), b.a_person(b.BEN), b.a_person("p-kim", volwassen=False))
    verloop = lived_as_told(*ROUNDS, f"2026-03-05 cijfer kim {cijfer}", dag="2026-03-10", personen=persons)
    assert all_recovered(verloop) == (met, SAID)


# --- how long


@pytest.mark.req("ROUTE-40")
@pytest.mark.parametrize(
    ("monitors", "first"),
    [
        ([a_monitor(op="2026-03-20", contact="2026-03-10")], (date(2026, 3, 10), "m.contactOp")),
        ([a_monitor(op="2026-03-20")], (date(2026, 3, 20), "m.geldigOp")),
        # on the very day of direct safety, and a day too early
        ([a_monitor(op="2026-01-10")], (date(2026, 1, 10), "m.geldigOp")),
        ([a_monitor(op="2026-03-20", contact="2026-01-09")], None),
        (
            [a_monitor(op="2026-04-01", ident="m1"), a_monitor(op="2026-03-01", ident="m2"), a_monitor(op="2026-05-01", ident="m3")],
            (date(2026, 3, 1), "m2.geldigOp"),
        ),
        ([], None),
    ],
)
def test_monitoring_began_with_the_first_contact_since_direct_safety(monitors: list[Item], first: tuple[date, str] | None) -> None:
    assert monitored_from(lived(*all_say("6", "2026-01-10"), *monitors, dag="2026-06-01")) == first


@pytest.mark.req("ROUTE-40")
def test_before_direct_safety_nothing_is_monitored() -> None:
    assert monitored_from(lived(a_monitor(op="2026-01-10"), dag="2026-06-01")) is None


# --- what forbids


@pytest.mark.req("MDA-50")
@pytest.mark.parametrize(
    ("van", "tot", "dag", "found"),
    [
        ("2026-02-01", None, "2026-01-31", ()),
        ("2026-02-01", None, "2026-02-01", ("s.reden",)),
        ("2026-02-01", None, "2026-06-01", ("s.reden",)),
        ("2026-02-01", "2026-03-01", "2026-03-01", ("s.reden",)),
        ("2026-02-01", "2026-03-01", "2026-03-02", ()),
    ],
)
def test_structural_unsafety_holds_from_its_first_day_through_its_last(van: str, tot: str | None, dag: str, found: tuple[str, ...]) -> None:
    assert structural(lived(lasting(van, tot), dag=dag)) == found


@pytest.mark.req("MDA-50", "ROUTE-40")
def test_closing_changes_when_the_months_are_over_and_when_what_forbids_it_begins_and_ends() -> None:
    safe = all_say("6", "2026-01-10")
    verloop = lived(*safe, a_monitor(op="2026-01-15"), lasting("2026-02-01", "2026-03-01"), dag="2026-01-20")
    assert list(closing_days(verloop)) == [date(2026, 7, 15), date(2026, 2, 1), date(2026, 3, 2)]
    assert list(closing_days(lived(*safe, lasting("2026-02-01"), dag="2026-01-20"))) == [date(2026, 2, 1)]
