"""The calendar, the next day on which time changes something, and causes that keep their key."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.casus import Regiehouder, Splitsing
from ketenhub.domain.kalender import Kalender, add_months, add_working_days
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.domain.regie import Planopzet, Regierol
from ketenhub.evaluate import evaluate
from ketenhub.testing import builders as b

PAKKET, KALENDER = Regelpakket(), Kalender()


@pytest.mark.req("VISIE-18")
@pytest.mark.parametrize(
    ("dag", "maanden", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 6, date(2027, 6, 15)),
    ],
)
def test_months_are_calendar_months_and_end_with_the_month(dag: date, maanden: int, later: date) -> None:
    assert add_months(dag, maanden) == later


@pytest.mark.req("CON-13")
def test_working_days_skip_weekends_and_holidays() -> None:
    easter = Kalender(feestdagen=frozenset({date(2026, 4, 6)}))
    assert add_working_days(date(2026, 4, 3), 1, KALENDER) == date(2026, 4, 6)
    assert add_working_days(date(2026, 4, 3), 1, easter) == date(2026, 4, 7)
    assert add_working_days(date(2026, 1, 5), 10, KALENDER) == date(2026, 1, 19)


@pytest.mark.req("VISIE-27")
def test_the_next_term_of_a_new_casus_is_the_first_warning() -> None:
    assert evaluate(b.a_casus(), date(2026, 1, 5), PAKKET, KALENDER).volgende_termijn == date(2026, 1, 12)


def holds(rol: Regierol, organisatie: str, *, voorlopig: bool = False) -> Regiehouder:
    return Regiehouder(regierol=rol, organisatie=organisatie, voorlopig=voorlopig, sinds=date(2026, 1, 5))


@pytest.mark.req("CON-20")
def test_the_next_term_may_be_the_day_on_which_regie_should_have_been_accepted() -> None:
    casus = b.a_casus().model_copy(update={"regie": (holds(Regierol.CASUSREGIE, b.VT, voorlopig=True),)})
    assert evaluate(casus, date(2026, 1, 5), PAKKET, KALENDER).volgende_termijn == date(2026, 1, 7)


@pytest.mark.parametrize("side", [Spoor.SLACHTOFFER, Spoor.PLEGER])
def test_the_next_term_may_be_of_either_track(side: Spoor) -> None:
    persons = (b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=Spoor.PLEGER))
    casus = b.a_casus(personen=persons, deelnames=(b.a_part(b.POLITIE, van="2026-01-07", spoor=side),), splitsing=b.a_split())
    assert evaluate(casus, date(2026, 1, 6), PAKKET, KALENDER).volgende_termijn == date(2026, 1, 7)


@pytest.mark.parametrize(
    ("split", "tracks"), [(None, [Spoor.ONVERDEELD]), (b.a_split(), [Spoor.SLACHTOFFER, Spoor.PLEGER, Spoor.BEIDE])], ids=["one", "two"]
)
def test_judgement_says_of_which_day_and_pack_it_is_and_whether_the_tracks_are_separated(
    split: Splitsing | None, tracks: list[Spoor]
) -> None:
    found = evaluate(b.a_casus(splitsing=split), date(2026, 1, 6), PAKKET, KALENDER)
    assert (found.peildatum, found.regelpakket, found.gesplitst) == (date(2026, 1, 6), "visie-3", split is not None)
    assert [spoor.spoor for spoor in found.sporen] == tracks


@pytest.mark.parametrize(
    ("holders", "owner"),
    [
        ((), b.VT),
        ((holds(Regierol.ZICHT_OP_VEILIGHEID, b.POLITIE),), b.VT),
        ((holds(Regierol.ZICHT_OP_VEILIGHEID, b.POLITIE), holds(Regierol.CASUSREGIE, b.GEMEENTE)), b.GEMEENTE),
    ],
    ids=["who was named at the opening", "another role moves nothing", "who holds casusregie"],
)
def test_who_holds_casusregie_owns_every_term_and_what_is_asked_of_regie_and_no_other_signal(
    holders: tuple[Regiehouder, ...], owner: str
) -> None:
    sixes = [b.an_item(b.a_score("6", op="2026-01-08", door=who)) for who in (None, b.ANNA, b.BEN)]
    setup = Planopzet(ref="o", geldig_op=date(2026, 1, 6), stadium="direct", veilig_thuis_hoort_bij=("incident",))
    casus = b.a_casus(*sixes, b.an_item(b.an_incident("geweld", op="2026-01-20")), b.an_item(setup))
    (found,) = evaluate(casus.model_copy(update={"regie": holders}), date(2026, 1, 21), PAKKET, KALENDER).sporen
    assert found.termijnen
    assert {term.eigenaar for term in found.termijnen} == {owner}
    assert {s.soort: s.organisatie for s in found.signalen} == {"geweld": None, "heroverweging": owner, "veilig_thuis_hoort": owner}


@pytest.mark.req("MOV-19")
def test_a_cause_keeps_its_key_from_day_to_day() -> None:
    casus = b.a_casus(b.an_item(b.an_incident("dreiging", op="2026-01-08"), ident="i1"))
    keys = [
        [s.sleutel for s in evaluate(casus, date(2026, 1, day), PAKKET, KALENDER).sporen[0].signalen if s.ernst == "direct"]
        for day in (8, 9, 30)
    ]
    assert keys == [["dreiging:i1:2026-01-08"]] * 3


@pytest.mark.req("CON-07")
def test_the_bridge_says_kind_severity_and_day_and_tells_two_of_a_kind_apart() -> None:
    items = [b.an_item(b.an_incident("dreiging", op="2026-01-08", ref=ref), spoor=Spoor.PLEGER) for ref in ("geheim-1", "geheim-2")]
    casus = b.a_casus(
        *items,
        personen=(b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=Spoor.PLEGER)),
        deelnames=(b.a_part(b.VT, spoor=Spoor.BEIDE),),
        splitsing=b.a_split(),
    )
    victim, perpetrator, headline = evaluate(casus, date(2026, 1, 9), PAKKET, KALENDER).sporen
    assert [(s.sleutel, s.tekst, s.brug, s.paden) for s in victim.signalen] == [
        ("brug:dreiging:direct:2026-01-08", "Gevaar op het andere spoor: dreiging. Bel de regie.", True, ()),
        ("brug:dreiging:direct:2026-01-08:2", "Gevaar op het andere spoor: dreiging. Bel de regie.", True, ()),
    ]
    assert "geheim" not in victim.model_dump_json()
    assert perpetrator.fase is None
    assert [s.sleutel for s in headline.signalen] == ["dreiging:geheim-1:2026-01-08", "dreiging:geheim-2:2026-01-08"]


@pytest.mark.req("ROUTE-18")
def test_the_days_on_which_the_phase_changed_follow_from_the_facts() -> None:
    items = [
        b.an_item(b.a_score("6", op="2026-01-08")),
        b.an_item(b.a_score("6", op="2026-01-08", door=b.ANNA)),
        b.an_item(b.a_score("6", op="2026-01-08", door=b.BEN)),
        b.an_item(b.an_incident("geweld", op="2026-01-20")),
    ]
    verloop = evaluate(b.a_casus(*items), date(2026, 2, 1), PAKKET, KALENDER).sporen[0].verloop
    assert [(wissel.op.isoformat(), int(wissel.fase)) for wissel in verloop] == [("2026-01-05", 1), ("2026-01-08", 2), ("2026-01-20", 1)]
