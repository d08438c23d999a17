"""The days replayed: when the phase rises, falls and stays, and on which days time alone turns it."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.beoordeling import Beoordelaarsopvolging
from ketenhub.domain.bijdrage import Item
from ketenhub.domain.cijfer import Schaal
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.domain.regie import Vrijstelling, Zorgbesluit
from ketenhub.evaluate.feiten import read_facts
from ketenhub.evaluate.kader import Kader
from ketenhub.evaluate.laagste import standing_scores
from ketenhub.evaluate.poort import obstacles
from ketenhub.evaluate.sporen import split_tracks
from ketenhub.evaluate.verloop import replay, turning_days
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import KALENDER, SEVENS, SIX, START, all_say, lived, periods, turns


def test_phase_rises_on_the_day_of_the_last_voice_and_the_stretch_ends() -> None:
    verloop = lived(*SIX[:2], b.an_item(b.a_score("6", op="2026-01-12", door=b.BEN)), dag="2026-02-01")
    assert (verloop.fase, verloop.sinds) == (2, date(2026, 1, 12))
    assert turns(verloop) == ["2026-01-05 1", "2026-01-12 2"]
    assert periods(verloop) == [("2026-01-05", "2026-01-12", None)]


def test_nothing_is_weighed_before_the_opening() -> None:
    verloop = lived(*all_say("6", "2026-01-01"), dag="2026-01-20")
    assert turns(verloop) == ["2026-01-05 1", "2026-01-05 2"]


@pytest.mark.req("MOV-19")
@pytest.mark.parametrize(
    ("danger", "path"),
    [
        (b.an_item(b.an_incident(op="2026-01-20"), ident="i"), "i.aard"),
        (b.an_item(b.a_breach("m", op="2026-01-20"), ident="i"), "i.maatregel"),
        (b.an_item(b.a_stand("v", "geschonden", op="2026-01-20"), ident="i"), "i.stand"),
        (b.an_item(b.a_score("5.9", op="2026-01-20", door=b.BEN), ident="i"), "i.cijfer"),
        (b.an_item(b.a_score("5.9", op="2026-01-20"), ident="i"), "i.cijfer"),
    ],
)
def test_later_phase_falls_on_the_day_of_danger_and_names_its_cause(danger: Item, path: str) -> None:
    verloop = lived(*SIX, danger, dag="2026-01-25")
    assert turns(verloop) == ["2026-01-05 1", "2026-01-10 2", "2026-01-20 1"]
    assert periods(verloop) == [("2026-01-05", "2026-01-10", None), ("2026-01-20", None, path)]
    assert not verloop.periodes[-1].brug


@pytest.mark.parametrize(
    "word",
    [
        b.an_item(b.a_score("3", op="2026-01-20", door=b.KIND)),
        b.an_item(b.a_score("3", op="2026-01-20", door="p-buur", netwerk=True)),
        b.an_item(b.a_score("6", op="2026-01-20")),
        b.an_item(b.a_score("9", op="2026-01-20", reden=None, schaal=Schaal.TIEN)),
        b.an_item(b.an_incident("vrijlating", op="2026-01-20")),
        b.an_item(b.a_measure("m", "huisverbod", van="2026-01-01", tot="2026-01-20")),
    ],
    ids=["child", "network", "six", "other scale", "release", "end of a measure"],
)
def test_what_moves_no_phase_leaves_it(word: Item) -> None:
    persons = (b.a_person(b.ANNA), b.a_person(b.BEN), b.a_person(b.KIND, volwassen=False))
    verloop = lived(*SIX, word, dag="2026-01-25", personen=persons)
    assert turns(verloop) == ["2026-01-05 1", "2026-01-10 2"]


def test_second_round_of_sevens_gives_phase_three() -> None:
    assert turns(lived(*SEVENS, dag="2026-03-01")) == ["2026-01-05 1", "2026-01-10 2", "2026-02-10 3"]


@pytest.mark.parametrize(("cijfer", "fase"), [("7", 3), ("6.9", 2), ("6", 2), ("5.9", 1)])
def test_from_phase_three_less_than_seven_gives_two_and_less_than_six_gives_one(cijfer: str, fase: int) -> None:
    verloop = lived(*SEVENS, b.an_item(b.a_score(cijfer, op="2026-02-20"), ident="z"), dag="2026-03-01")
    assert verloop.fase == fase
    assert verloop.sinds == date(2026, 2, 10 if fase == 3 else 20)
    assert len(verloop.periodes) == (2 if fase == 1 else 1)


RISEN = ["2026-01-05 1", "2026-01-10 2", "2026-02-10 3"]


def test_six_of_a_voice_that_is_not_waited_for_and_one_without_a_reason_turn_nothing() -> None:
    stranger = b.an_item(b.a_score("6", op="2026-02-20"), b.POLITIE, ident="z")
    bare = b.an_item(b.a_score("6", op="2026-02-20", reden=None), ident="z")
    for word in (stranger, bare):
        assert turns(lived(*SEVENS, word, dag="2026-03-01")) == RISEN


def test_six_of_an_excused_voice_turns_nothing_and_that_of_another_does() -> None:
    excuse = Vrijstelling(ref="e", geldig_op=date(2026, 2, 15), organisatie=b.POLITIE, reden="Ziek.", tot=date(2026, 3, 1))
    police = [b.an_item(b.a_score("7", op=op, professional="agent"), b.POLITIE) for op in ("2026-01-10", "2026-02-10")]
    both: dict[str, object] = {"deelnames": (b.a_part(b.VT), b.a_part(b.POLITIE))}
    word = b.an_item(b.a_score("6", op="2026-02-20", professional="agent"), b.POLITIE, ident="z")
    assert turns(lived(*SEVENS, *police, b.an_item(excuse), word, dag="2026-02-25", **both)) == RISEN
    assert turns(lived(*SEVENS, *police, word, dag="2026-02-25", **both)) == [*RISEN, "2026-02-20 2"]


def test_repair_ends_the_breach_of_its_own_condition_once_and_leaves_other_danger() -> None:
    broken = b.an_item(b.a_stand("v", "geschonden", op="2026-01-08"), ident="s")
    mended = b.an_item(b.a_stand("v", "vervallen", op="2026-01-12"))
    late = b.an_item(b.an_incident(op="2026-01-09"), ident="i", gehoord=b.GEOPEND.replace(day=15))
    other = b.an_item(b.a_stand("w", "geschonden", op="2026-01-08"), ident="o")
    verloop = lived(broken, mended, late, other, dag="2026-01-25")
    assert [(g.item, g.laat) for g in verloop.gevaren] == [("o", False), ("i", False)]


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize("spoor", [Spoor.SLACHTOFFER, Spoor.PLEGER])
def test_succession_ends_a_score_on_its_own_track_alone(spoor: Spoor) -> None:
    step = Beoordelaarsopvolging(ref="o", geldig_op=date(2026, 1, 12), van="prof-1", naar="prof-2")
    items = [
        b.an_item(b.a_score(cijfer, op=op, professional=prof, ref=f"{side.value}-{prof}"), spoor=side)
        for side in (Spoor.SLACHTOFFER, Spoor.PLEGER)
        for cijfer, op, prof in (("5", "2026-01-08", "prof-1"), ("7", "2026-01-10", "prof-2"))
    ]
    verloop = lived(
        *items,
        b.an_item(step, spoor=spoor),
        dag="2026-01-20",
        personen=(b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=Spoor.PLEGER)),
        deelnames=(b.a_part(b.VT, spoor=Spoor.SLACHTOFFER),),
        splitsing=b.a_split(),
    )
    assert verloop.toestand.ander is not None
    low = {c.item for board in (verloop.toestand.bord, verloop.toestand.ander) for c in board.dissent()}
    assert low == ({"pleger-prof-1"} if spoor is Spoor.SLACHTOFFER else {"slachtoffer-prof-1"})


@pytest.mark.req("MDA-20")
def test_danger_of_the_other_track_puts_the_victims_phase_back_and_a_six_there_does_not() -> None:
    split: dict[str, object] = {
        "personen": (b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=Spoor.PLEGER)),
        "deelnames": (b.a_part(b.VT, spoor=Spoor.SLACHTOFFER),),
        "splitsing": b.a_split(),
    }
    sevens = [
        b.an_item(b.a_score("7", op=op, door=who), spoor=Spoor.SLACHTOFFER) for op in ("2026-01-10", "2026-02-10") for who in (None, b.ANNA)
    ]
    low, six = (b.an_item(b.a_score(c, op="2026-02-20", door=b.BEN), spoor=Spoor.PLEGER, ident="low") for c in ("5", "6"))
    threat = b.an_item(b.an_incident("dreiging", op="2026-02-20"), spoor=Spoor.PLEGER, ident="t")
    assert turns(lived(*sevens, six, dag="2026-03-01", **split)) == RISEN
    for danger, path in ((low, "low.cijfer"), (threat, "t.aard")):
        verloop = lived(*sevens, danger, dag="2026-03-01", **split)
        assert (verloop.fase, verloop.sinds) == (1, date(2026, 2, 20))
        assert (verloop.periodes[-1].oorzaak, verloop.periodes[-1].brug) == (path, True)
    broken = b.an_item(b.a_stand("v", "geschonden", op="2026-02-20"), spoor=Spoor.PLEGER)
    mended = b.an_item(b.a_stand("v", "vervallen", op="2026-02-22"), spoor=Spoor.PLEGER)
    assert list(lived(*sevens, broken, dag="2026-03-01", **split).toestand.gebroken) == ["brug:v"]
    assert lived(*sevens, broken, mended, dag="2026-03-01", **split).toestand.gebroken == {}


def test_open_gate_answers_what_could_be_known_and_a_broken_condition_stands_until_it_is_mended() -> None:
    incident = b.an_item(b.an_incident(op="2026-01-08"), ident="i")
    assert [g.item for g in lived(incident, dag="2026-01-25").gevaren] == ["i"]
    assert lived(incident, *SIX, dag="2026-01-25").gevaren == []
    broken = b.an_item(b.a_stand("v", "geschonden", op="2026-01-08"), ident="s")
    verloop = lived(broken, *SIX, dag="2026-01-25")
    assert (verloop.fase, [g.item for g in verloop.gevaren], list(verloop.toestand.gebroken)) == (1, ["s"], ["v"])
    mended = b.an_item(b.a_stand("v", "gerealiseerd", op="2026-01-12", bewijs="Gezien."))
    verloop = lived(broken, mended, *SIX, dag="2026-01-25")
    assert (verloop.fase, verloop.gevaren, turns(verloop)[-1]) == (2, [], "2026-01-12 2")


def test_danger_of_before_that_was_heard_after_the_gate_opened_is_told_all_the_same() -> None:
    late = b.an_item(b.an_incident(op="2026-01-08"), ident="i", gehoord=b.GEOPEND.replace(day=15))
    verloop = lived(late, *SIX, dag="2026-01-25")
    assert (verloop.fase, [(g.item, g.laat) for g in verloop.gevaren]) == (2, [("i", True)])
    broken = b.an_item(b.a_stand("v", "geschonden", op="2026-01-08"), ident="s", gehoord=b.GEOPEND.replace(day=15))
    mended = b.an_item(b.a_stand("v", "vervallen", op="2026-01-12"))
    verloop = lived(broken, mended, dag="2026-01-25")
    assert [(g.item, g.laat, g.voorwaarde) for g in verloop.gevaren] == [("s", True, None)]


def test_time_alone_turns_on_the_days_on_which_a_voice_joins_or_leaves_or_the_months_are_over() -> None:
    persons = (
        b.a_person(b.ANNA).model_copy(update={"lid_tot": date(2026, 5, 1)}),
        b.a_person(b.KIND, volwassen=False).model_copy(update={"volwassen_vanaf": date(2026, 6, 1)}),
    )
    parts = (b.a_part(b.VT), b.a_part(b.POLITIE, van="2026-02-01", tot="2026-03-01"))
    incident = b.an_item(b.an_incident(op="2026-01-08"))
    excuse = Vrijstelling(ref="e", geldig_op=date(2026, 1, 15), organisatie=b.VT, reden="Ziek.", tot=date(2026, 4, 1))
    verloop = lived(incident, b.an_item(excuse), dag="2026-01-20", personen=persons, deelnames=parts)
    assert turning_days(verloop) == {
        START,
        date(2026, 1, 15),
        date(2026, 2, 1),
        date(2026, 3, 2),
        date(2026, 4, 2),
        date(2026, 5, 2),
        date(2026, 6, 1),
        date(2026, 7, 8),
    }


@pytest.mark.req("MDA-20", "CON-15")
def test_incident_on_the_other_track_starts_the_months_anew_and_shows_no_path() -> None:
    sevens = [
        b.an_item(b.a_score("7", op=op, door=who), spoor=Spoor.SLACHTOFFER) for op in ("2026-01-10", "2026-02-10") for who in (None, b.ANNA)
    ]
    incident = b.an_item(b.an_incident(op="2026-01-08"), spoor=Spoor.PLEGER)
    verloop = lived(
        incident,
        *sevens,
        dag="2026-02-20",
        personen=(b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=Spoor.PLEGER)),
        deelnames=(b.a_part(b.VT, spoor=Spoor.SLACHTOFFER),),
        splitsing=b.a_split(),
    )
    assert verloop.fase == 2
    assert [(o.soort, o.paden, o.datum) for o in obstacles(verloop.toestand, date(2026, 2, 20))] == [("incident", (), date(2026, 7, 8))]


@pytest.mark.parametrize("idents", [("a", "z"), ("z", "a")])
def test_of_two_scores_of_one_moment_the_lower_counts_whichever_has_the_first_id(idents: tuple[str, str]) -> None:
    scores = [b.an_item(b.a_score(cijfer, op="2026-01-10"), ident=ident) for cijfer, ident in zip(("6", "7"), idents, strict=True)]
    for given in (scores, scores[::-1]):
        verloop = lived(*given, dag="2026-01-20")
        assert [c.cijfer for c in standing_scores(verloop.toestand.bord)] == ["6"]


def test_what_was_true_first_is_heard_first_whichever_came_first() -> None:
    low, high = b.an_item(b.a_score("5", op="2026-01-08"), ident="z"), b.an_item(b.a_score("6", op="2026-01-10"), ident="a")
    for given in ((low, high), (high, low)):
        assert [c.cijfer for c in standing_scores(lived(*given, dag="2026-01-20").toestand.bord)] == ["6"]


@pytest.mark.req("MDA-20", "MDA-26")
def test_concern_of_one_that_left_the_perpetrators_track_is_answered_there() -> None:
    concern = b.an_item(b.a_score("5", op="2026-01-08", ref="concern"), b.POLITIE, Spoor.PLEGER)
    decisions = [
        b.an_item(Zorgbesluit(ref=ref, geldig_op=date(2026, 1, 20), organisatie=b.POLITIE, reden="Overgenomen."), org, Spoor.PLEGER)
        for ref, org in (("r", b.VT), ("s", b.GEMEENTE))
    ]
    left = b.a_part(b.POLITIE, tot="2026-01-15", spoor=Spoor.PLEGER)
    split: dict[str, object] = {"deelnames": (b.a_part(b.VT, spoor=Spoor.SLACHTOFFER), left), "splitsing": b.a_split()}
    for said, holds in (((), 1), (decisions, 0)):
        other = lived(concern, *said, dag="2026-02-01", **split).toestand.ander
        assert other is not None
        assert len(list(other.dissent())) == holds


@pytest.mark.req("MDA-20")
def test_perpetrators_track_by_itself_never_comes_past_the_first_gate() -> None:
    sevens = [b.an_item(b.a_score("7", op=op, door=b.BEN), spoor=Spoor.PLEGER) for op in ("2026-01-10", "2026-02-10")]
    casus = b.a_casus(*sevens, personen=(b.a_person(b.BEN, spoor=Spoor.PLEGER),), deelnames=(), splitsing=b.a_split())
    _, other = split_tracks(casus)
    assert other is not None
    kader = Kader(date(2026, 3, 1), Regelpakket(), KALENDER, KALENDER.tijdzone, {})
    assert turns(replay(read_facts(other, kader), None, casus.opening, kader)) == RISEN[:2]


@pytest.mark.req("MDA-20")
def test_six_on_the_perpetrators_track_of_one_that_is_waited_for_on_the_victims_turns_nothing_there() -> None:
    sevens = [
        b.an_item(b.a_score("7", op=op, door=who), spoor=Spoor.SLACHTOFFER) for op in ("2026-01-10", "2026-02-10") for who in (None, b.ANNA)
    ]
    verloop = lived(
        *sevens,
        b.an_item(b.a_score("6", op="2026-02-20"), spoor=Spoor.PLEGER, ident="z"),
        dag="2026-03-01",
        personen=(b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=Spoor.PLEGER)),
        deelnames=(b.a_part(b.VT, spoor=Spoor.BEIDE),),
        splitsing=b.a_split(),
    )
    assert turns(verloop) == RISEN


def test_what_was_said_before_the_opening_is_weighed_at_the_opening() -> None:
    verloop = lived(*all_say("6", "2026-01-01"), dag="2026-01-20", deelnames=(b.a_part(b.VT, van="2025-12-01"),))
    assert turns(verloop) == ["2026-01-05 1", "2026-01-05 2"]
    assert not verloop.periodes[0].brug
