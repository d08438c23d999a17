"""What belongs to which track, how a condition lived, and when the concern of one that left is answered (domain F2, F12)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.plan import Afspraakstand, Controle, Veiligheidsafspraak
from ketenhub.domain.regie import Regie, Regierol, Zorgbesluit
from ketenhub.evaluate.orde import order_of
from ketenhub.evaluate.plandelen import read_checks, read_conditions
from ketenhub.evaluate.sporen import split_tracks
from ketenhub.evaluate.zorgeinde import Zorgeinde, read_closures
from ketenhub.testing import builders as b

ZONE = Kalender().tijdzone
SIDES = (Spoor.ONVERDEELD, Spoor.SLACHTOFFER, Spoor.PLEGER, Spoor.BEIDE)
SCHOOL = f"{9:020d}"


# --- tracks


def test_one_track_sees_everything() -> None:
    items = [b.an_item(b.an_incident(op="2026-02-01", ref=spoor.value), spoor=spoor) for spoor in SIDES]
    casus = b.a_casus(*items)
    whole, other = split_tracks(casus)
    assert other is None
    assert (whole.spoor, whole.gesplitst) == (Spoor.ONVERDEELD, False)
    assert (whole.items, whole.personen, whole.deelnames) == (casus.items, casus.personen, casus.deelnames)


@pytest.mark.req("MDA-20")
def test_perpetrators_track_sees_its_own_alone_and_the_victims_everything_else() -> None:
    items = [b.an_item(b.an_incident(op="2026-02-01", ref=spoor.value), spoor=spoor) for spoor in SIDES]
    persons = [b.a_person(f"p-{spoor.value}", spoor=spoor) for spoor in SIDES]
    casus = b.a_casus(*items, personen=persons, splitsing=b.a_split())
    victim, perpetrator = split_tracks(casus)
    assert perpetrator is not None
    assert [(z.spoor, z.gesplitst) for z in (victim, perpetrator)] == [(Spoor.SLACHTOFFER, True), (Spoor.PLEGER, True)]
    assert [i.spoor for i in victim.items] == [p.spoor for p in victim.personen] == [Spoor.ONVERDEELD, Spoor.SLACHTOFFER, Spoor.BEIDE]
    assert [i.spoor for i in perpetrator.items] == [p.spoor for p in perpetrator.personen] == [Spoor.PLEGER]


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize(
    ("spoor", "toegewezen", "voice_of"),
    [
        (Spoor.SLACHTOFFER, True, Spoor.SLACHTOFFER),
        (Spoor.BEIDE, True, Spoor.SLACHTOFFER),
        (Spoor.PLEGER, True, Spoor.PLEGER),
        (Spoor.PLEGER, False, Spoor.SLACHTOFFER),
    ],
)
def test_organisation_is_a_voice_on_one_track_alone(spoor: Spoor, toegewezen: bool, voice_of: Spoor) -> None:
    part = b.a_part(b.VT, spoor=spoor).model_copy(update={"toegewezen": toegewezen})
    tracks = [track for track in split_tracks(b.a_casus(deelnames=(part,), splitsing=b.a_split())) if track is not None]
    assert [track.spoor for track in tracks if track.deelnames] == [voice_of]


def test_only_an_accepted_casusregie_directs_from_its_moment() -> None:
    def a_step(rol: Regierol, stap: str, op: str) -> Item:
        step = Regie.model_validate(
            {"ref": f"{rol.value}-{stap}", "geldig_op": date.fromisoformat(op), "regierol": rol, "organisatie": b.POLITIE, "stap": stap}
        )
        return b.an_item(step)

    casus = b.a_casus(
        a_step(Regierol.CASUSREGIE, "aangeboden", "2026-02-01"),
        a_step(Regierol.CASUSREGIE, "aanvaard", "2026-02-02"),
        a_step(Regierol.PROCESREGIE, "aanvaard", "2026-02-03"),
    )
    whole, _ = split_tracks(casus)
    assert whole.regie == ((b.GEOPEND, b.VT), (date(2026, 2, 2), b.POLITIE))


# --- conditions and checks


def test_condition_stands_as_last_said_at_the_end_of_the_day_with_its_evidence() -> None:
    items = (
        b.an_item(b.a_condition("v", op="2026-01-06", termijn="2026-04-01")),
        b.an_item(b.a_stand("v", "vervallen", op="2026-01-30")),
        b.an_item(b.a_stand("v", "gerealiseerd", op="2026-01-20", bewijs="Gezien.")),
        b.an_item(b.a_stand("other", "geschonden", op="2026-01-10")),
    )
    (found,) = read_conditions(items, ZONE)
    days = {date(2026, 1, 19): ("open", False), date(2026, 1, 20): ("gerealiseerd", True), date(2026, 1, 30): ("vervallen", False)}
    assert {day: found.on(day) for day in days} == days
    assert (found.item, found.termijn) == ("v", date(2026, 4, 1))


@pytest.mark.parametrize("other", ["open", "gerealiseerd", "vervallen"])
def test_on_one_day_a_breach_comes_after_whatever_else_was_said(other: b.Stand) -> None:
    items = (
        b.an_item(b.a_condition("v", op="2026-01-06", termijn="2026-04-01")),
        b.an_item(b.a_stand("v", "geschonden", op="2026-01-20")),
        b.an_item(b.a_stand("v", other, op="2026-01-20", bewijs="Gezien.")),
    )
    assert read_conditions(items, ZONE)[0].on(date(2026, 1, 20)) == ("geschonden", False)


@pytest.mark.parametrize(
    ("agreed", "day", "path"), [(None, date(2026, 1, 6), "v.geldigOp"), ("2026-01-02", date(2026, 1, 2), "v.afgesprokenOp")]
)
def test_condition_is_agreed_on_the_day_that_it_names_or_on_which_it_was_true(agreed: str | None, day: date, path: str) -> None:
    (found,) = read_conditions((b.an_item(b.a_condition("v", op="2026-01-06", termijn="2026-04-01", afgesproken=agreed)),), ZONE)
    assert (found.afgesproken, found.pad) == (day, path)


def test_every_check_stands_with_its_day_whether_told_with_the_agreement_or_with_how_it_was_kept() -> None:
    def a_check(day: int) -> Controle:
        return Controle(op=date(2026, 1, day), door="VT", hoe="bezoek", resultaat="goed")

    agreement = Veiligheidsafspraak(ref="a", geldig_op=date(2026, 1, 6), wie="Ben", wat="Belt.", controles=(a_check(9), a_check(7)))
    kept = Afspraakstand(ref="k", geldig_op=date(2026, 1, 8), afspraak="a", stand="gedaan", controle=a_check(8))
    items = (b.an_item(agreement), b.an_item(kept), b.an_item(kept.model_copy(update={"ref": "k2", "controle": None})))
    assert read_checks(items) == ((date(2026, 1, 7), "a.controles"), (date(2026, 1, 8), "k.controle"), (date(2026, 1, 9), "a.controles"))


# --- the concern of one that left


def a_decision(ref: str, org: str, op: str, over: str = b.POLITIE, heard: str | None = None) -> Item:
    decision = Zorgbesluit(ref=ref, geldig_op=date.fromisoformat(op), organisatie=over, reden="De wijkagent neemt het over.")
    return b.an_item(decision, org, gehoord=datetime.fromisoformat(f"{heard or op}T12:00:00Z"))


CONCERN = b.an_item(b.a_score("4", op="2026-01-10", ref="concern"), b.POLITIE)


def closures(*items: Item, tot: str | None = "2026-02-01", more: tuple[str, ...] = ()) -> tuple[Zorgeinde, ...]:
    parts = (b.a_part(b.VT), b.a_part(b.POLITIE, tot=tot), *(b.a_part(b.POLITIE, tot=end) for end in more))
    zicht, _ = split_tracks(b.a_casus(*items, deelnames=parts))
    return read_closures(items, zicht, ZONE)


BOTH = (a_decision("r", b.VT, "2026-02-03"), a_decision("s", SCHOOL, "2026-02-05"))


@pytest.mark.req("MDA-26")
def test_concern_is_answered_by_regie_and_a_second_organisation_at_the_later_of_both() -> None:
    later = order_of(date(2026, 2, 5), ZONE, danger=False)
    assert closures(CONCERN, *BOTH) == (Zorgeinde(f"org:{b.POLITIE}", later, "s"),)
    turned = (a_decision("r", b.VT, "2026-02-05"), a_decision("s", SCHOOL, "2026-02-03"))
    assert closures(CONCERN, *turned) == (Zorgeinde(f"org:{b.POLITIE}", later, "r"),)


def test_first_decision_of_each_counts_and_a_repetition_moves_nothing() -> None:
    again = (a_decision("r2", b.VT, "2026-02-20"), a_decision("s2", SCHOOL, "2026-02-21"))
    assert [c.item for c in closures(CONCERN, *again, *BOTH)] == ["s"]


@pytest.mark.parametrize(
    "decisions",
    [
        (BOTH[0],),
        (BOTH[1],),
        (BOTH[0], a_decision("r2", b.VT, "2026-02-05")),
        (BOTH[0], a_decision("own", b.POLITIE, "2026-02-05")),
        (a_decision("r", b.VT, "2026-02-01"), BOTH[1]),
        (BOTH[0], a_decision("s", SCHOOL, "2026-02-05", over=b.GEMEENTE)),
        (BOTH[0], a_decision("s", SCHOOL, "2026-02-05", heard="2026-01-09")),
    ],
    ids=["regie alone", "no regie", "regie twice", "its own word", "on its last day", "about another", "heard before the concern"],
)
def test_concern_is_not_answered_otherwise(decisions: tuple[Item, ...]) -> None:
    assert closures(CONCERN, *decisions) == ()


def test_concern_of_one_that_takes_part_is_not_answered_and_the_last_end_counts() -> None:
    assert closures(CONCERN, *BOTH, tot=None) == ()
    assert closures(CONCERN, *BOTH, more=("2026-01-20",)) != ()
    assert closures(CONCERN, *BOTH, more=("2026-02-04",)) == ()
    assert closures(CONCERN, *BOTH, tot=None, more=("2026-01-20",)) == ()


def test_concern_of_one_that_never_took_part_is_not_answered() -> None:
    concern = b.an_item(b.a_score("4", op="2026-01-10", ref="concern"), b.GEMEENTE)
    decisions = (a_decision("r", b.VT, "2026-02-03", over=b.GEMEENTE), a_decision("s", SCHOOL, "2026-02-05", over=b.GEMEENTE))
    assert closures(concern, *decisions) == ()


def test_without_a_concern_there_is_nothing_to_answer() -> None:
    assert closures(*BOTH) == ()
    by_person = b.an_item(b.a_score("4", op="2026-01-10", door=b.ANNA), b.POLITIE)
    assert closures(by_person, *BOTH) == ()


def test_decision_heard_at_the_same_moment_as_the_concern_answers_it_and_the_last_concern_counts() -> None:
    heard = datetime(2026, 2, 5, 12, tzinfo=UTC)
    late = b.an_item(b.a_score("4", op="2026-01-10", ref="late"), b.POLITIE, gehoord=heard)
    decisions = (a_decision("r", b.VT, "2026-02-05"), a_decision("s", SCHOOL, "2026-02-06"))
    assert closures(late, CONCERN, *decisions) != ()
    assert closures(late, CONCERN, *BOTH) == ()


def test_who_directed_at_that_moment_is_regie() -> None:
    step = Regie(ref="g", geldig_op=date(2026, 2, 4), regierol=Regierol.CASUSREGIE, organisatie=SCHOOL, stap="aanvaard")
    taken = b.an_item(step)
    # until the fourth Veilig Thuis directs, from then on the school
    assert [c.item for c in closures(CONCERN, taken, *BOTH)] == []
    turned = (a_decision("s", SCHOOL, "2026-02-04"), a_decision("r", b.VT, "2026-02-05"))
    assert [c.item for c in closures(CONCERN, taken, *turned)] == ["r"]
    early = (a_decision("s", SCHOOL, "2026-02-03"), a_decision("r", b.VT, "2026-02-03"))
    assert [c.item for c in closures(CONCERN, taken, *early)] == ["s"]


def test_regie_of_that_moment_counts_whoever_takes_it_over_afterwards() -> None:
    step = Regie(ref="g", geldig_op=date(2026, 2, 4), regierol=Regierol.CASUSREGIE, organisatie=SCHOOL, stap="aanvaard")
    taken = b.an_item(step)
    assert [c.item for c in closures(CONCERN, taken, BOTH[0], a_decision("s", b.GEMEENTE, "2026-02-05"))] == ["s"]
    # the school alone, before and after it took regie, is no second organisation
    assert closures(CONCERN, taken, a_decision("s1", SCHOOL, "2026-02-03"), a_decision("s2", SCHOOL, "2026-02-05")) == ()


def test_decision_of_before_the_opening_is_weighed_by_who_directed_at_the_opening() -> None:
    step = Regie(ref="g", geldig_op=date(2026, 2, 4), regierol=Regierol.CASUSREGIE, organisatie=SCHOOL, stap="aanvaard")
    early = (a_decision("r", b.VT, "2026-01-05", heard="2026-02-05"), a_decision("s", SCHOOL, "2026-01-06", heard="2026-02-05"))
    assert [c.item for c in closures(CONCERN, b.an_item(step), *early, tot="2026-01-04")] == ["s"]
