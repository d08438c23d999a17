"""How the plan is set up: which word of regie counts, what it leaves out, and what Veilig Thuis hears (VISIE-55, ROUTE-10, ROUTE-36)."""

from __future__ import annotations

from datetime import date, datetime
from typing import get_args

import pytest

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.fase import Ernst, Reden, Signaal
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regie import Gebeurtenis, Planopzet
from ketenhub.evaluate.opzet import inform_signals, setup_gaps, setup_of
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import SIX, lived

# every kind of signal that there is, of which each event takes its own
HOORT: dict[Gebeurtenis, list[str]] = {
    "cijfer_onder_6": ["cijfer", "daling"],
    "incident": ["dreiging", "geweld", "onveilig"],
    "schending": ["schending_maatregel", "schending_voorwaarde"],
    "terugval": ["heroverweging"],
    "einde_maatregel": ["maatregel_einde", "vrijlating"],
    "termijn_voorbij": ["opschalen"],
    "stilte": ["stilte"],
}
ANDERE = ["aanleiding", "consulteren", "nul_op_tien", "termijn_80", "veilig_thuis_hoort", "verouderd"]


def a_setup(ref: str = "o", op: str = "2026-01-06", door: str = b.VT, **rest: object) -> Item:
    """Build an item of a whole set-up; `rest` changes or leaves out a part."""
    whole = {"stadium": "direct", "begeleider": "Casemanager", "informatieafspraak": "Elke week.", "veilig_thuis_hoort_bij": ("incident",)}
    words = {"ref": ref, "geldig_op": b.a_moment(op), **whole, **rest}
    return b.an_item(Planopzet.model_validate(words), door)


def gaps(*items: Item) -> list[Reden]:
    return list(setup_gaps(lived(*items, dag="2026-01-20")))


def a_gap(bron: str, tekst: str, nodig: str, afwezig: str, regel: str = "F1") -> Reden:
    """Build what is missing in the set-up that the police told."""
    return Reden(regel=regel, bron=bron, tekst=tekst, nodig=nodig, paden=("o.stadium",), afwezig=afwezig, organisatie=b.POLITIE)


HEARS = a_gap(
    "VISIE-55",
    "Let op: er is niet afgesproken wanneer Veilig Thuis het hoort.",
    "Kies bij welke gebeurtenissen Veilig Thuis het hoort.",
    "planopzet.veiligThuisHoortBij",
    "F10",
)
WALKS = a_gap("ROUTE-10", "Let op: er staat niet bij wie met het huishouden meeloopt.", "Noem wie meeloopt.", "planopzet.begeleider")
INFORMS = a_gap(
    "ROUTE-10",
    "Let op: er staat niet bij hoe ieder op de hoogte blijft.",
    "Spreek af hoe ieder op de hoogte blijft.",
    "planopzet.informatieafspraak",
)


@pytest.mark.req("VISIE-55")
def test_without_a_set_up_only_the_rule_for_veilig_thuis_is_missing_and_nobody_in_particular_can_mend_it() -> None:
    assert gaps() == [HEARS.model_copy(update={"paden": (), "organisatie": None})]


def test_whole_set_up_of_the_right_stage_misses_nothing() -> None:
    assert gaps(a_setup()) == []


@pytest.mark.req("VISIE-55", "ROUTE-10")
@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        ({"veilig_thuis_hoort_bij": ()}, [HEARS]),
        ({"begeleider": None}, [WALKS]),
        ({"informatieafspraak": None}, [INFORMS]),
        ({"begeleider": None, "informatieafspraak": None, "veilig_thuis_hoort_bij": ()}, [HEARS, WALKS, INFORMS]),
    ],
    ids=["when Veilig Thuis hears", "who walks along", "how all hear", "all three"],
)
def test_what_a_set_up_leaves_out_is_said_of_who_told_it(left_out: dict[str, object], expected: list[Reden]) -> None:
    assert gaps(a_setup("o", "2026-01-06", b.POLITIE, **left_out)) == expected


@pytest.mark.req("ROUTE-36")
@pytest.mark.parametrize(("stadium", "fase", "wanted"), [("direct", 2, "stabiel"), ("stabiel", 1, "direct")])
def test_stage_that_does_not_fit_the_phase_says_which_plan_is_needed(stadium: str, fase: int, wanted: str) -> None:
    assert gaps(a_setup(stadium=stadium), *(SIX if fase > 1 else ())) == [
        Reden(
            regel="F1",
            bron="ROUTE-36",
            tekst=f"Let op: het plan heet nog {stadium}, maar de fase is {fase}.",
            nodig=f"Maak er een {wanted} veiligheidsplan van.",
            paden=("o.stadium",),
        )
    ]


@pytest.mark.parametrize(
    ("ref", "op"),
    [("a", "2026-01-08"), ("z", "2026-01-07"), ("a", "2026-01-07T12:00:00Z")],
    ids=["a later day", "the same day, by name", "an hour of that day"],
)
def test_last_that_regie_said_is_how_the_plan_is_set_up(ref: str, op: str) -> None:
    found = setup_of(lived(a_setup("m", "2026-01-07"), a_setup(ref, op), dag="2026-01-20"))
    assert found is not None
    assert found[0].id == ref


# --- what Veilig Thuis hears


def a_cause(soort: str, ernst: Ernst = Ernst.HOOG, dag: date | datetime = date(2026, 1, 8)) -> Signaal:
    return Signaal(
        sleutel=f"{soort}:i1",
        soort=soort,
        ernst=ernst,
        dag=dag,
        tekst="Er is iets.",
        spoor=Spoor.SLACHTOFFER,
        organisatie=b.GEMEENTE,
        paden=("i1.aard",),
        afwezig="incident.aard",
    )


def heard(*events: str, causes: list[Signaal]) -> list[Signaal]:
    return list(inform_signals(lived(a_setup(veilig_thuis_hoort_bij=events), dag="2026-01-20"), causes))


@pytest.mark.req("VISIE-55")
@pytest.mark.parametrize("event", get_args(Gebeurtenis))
def test_each_event_is_its_own_kinds_of_signal_and_no_other(event: Gebeurtenis) -> None:
    every = [a_cause(soort) for soort in sorted({*ANDERE, *(kind for kinds in HOORT.values() for kind in kinds)})]
    assert [s.sleutel for s in heard(event, causes=every)] == [f"veilig_thuis_hoort:{kind}:i1" for kind in HOORT[event]]


@pytest.mark.req("VISIE-55")
@pytest.mark.parametrize(("cause", "told"), [(Ernst.DIRECT, Ernst.HOOG), (Ernst.HOOG, Ernst.HOOG), (Ernst.ATTENTIE, Ernst.ATTENTIE)])
def test_veilig_thuis_hears_of_the_cause_what_its_own_signal_says_and_by_which_agreement(cause: Ernst, told: Ernst) -> None:
    moment = datetime.fromisoformat("2026-01-08T10:00:00Z")
    assert heard("incident", causes=[a_cause("geweld", cause, moment)]) == [
        Signaal(
            sleutel="veilig_thuis_hoort:geweld:i1",
            soort="veilig_thuis_hoort",
            ernst=told,
            dag=moment,
            tekst="Vertel dit aan Veilig Thuis, zo is afgesproken. Er is iets.",
            spoor=Spoor.SLACHTOFFER,
            paden=("i1.aard", "o.veiligThuisHoortBij"),
            afwezig="incident.aard",
        )
    ]


def test_several_events_are_heard_together_and_without_a_set_up_none() -> None:
    causes = [a_cause("geweld"), a_cause("stilte"), a_cause("opschalen")]
    assert [s.sleutel for s in heard("stilte", "incident", causes=causes)] == [
        "veilig_thuis_hoort:geweld:i1",
        "veilig_thuis_hoort:stilte:i1",
    ]
    assert list(inform_signals(lived(dag="2026-01-20"), causes)) == []
