"""Why the gate is shut or open, whole: rule, source, words, what would change it, and paths; and where each voice stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ketenhub.domain.fase import Reden, Stemstand
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate.poort import Obstakel, Obstakelsoort
from ketenhub.evaluate.uitleg import reason, reasons, standings
from ketenhub.evaluate.verloop import Verloop
from ketenhub.testing import builders as b
from tests.unit.evaluate.borden import ORG, a_score, a_state
from tests.unit.evaluate.levens import SIX, all_say, lived, told

VT, ANNA, BEN = f"{{{ORG}}}", "{persoon:p-anna}", "{persoon:p-ben}"
HOGER = "Vraag wat er nodig is voor een hoger cijfer, en beoordeel daarna opnieuw."
NIEUW = "Vraag deze stem om een nieuw cijfer."
TEGEN = "Vraag deze stem om een hoger cijfer. Ging de organisatie weg: leg vast wat met de zorg is gedaan."
REDENEN: dict[Obstakelsoort, tuple[str, str, str, str]] = {
    "geen_stem": (
        "F1",
        "MOV-17",
        "Er is nog niemand die een cijfer moet geven.",
        "Noem een volwassen lid, of laat een organisatie meedoen.",
    ),
    "onder": ("F2", "MOV-17", f"{VT} geeft een 5,0 voor {ANNA}, een 5,5 voor het huishouden. Nodig is minstens een 6.", HOGER),
    "houdt_tegen": (
        "F2",
        "VISIE-28",
        f"{VT} geeft een 5,0 voor {ANNA}, een 5,5 voor het huishouden. Dat cijfer houdt de fase tegen.",
        TEGEN,
    ),
    "ontbreekt": ("F2", "VISIE-28", f"{VT} gaf nog geen cijfer.", "Vraag deze stem om een cijfer."),
    "opnieuw": ("F5", "MOV-19", f"{VT} moet opnieuw een cijfer geven. Het vorige cijfer is van vóór het gevaar.", NIEUW),
    "verouderd": ("F2", "CON-30", f"Het cijfer van {VT} is ouder dan 30 dagen (eigen afspraak).", NIEUW),
    "onvolledig": (
        "F1",
        "MOV-12",
        f"{VT} gaf een cijfer zonder reden. Dat cijfer telt niet voor de fase.",
        "Vraag de reden bij het cijfer.",
    ),
    "andere_schaal": (
        "F1",
        "CON-01",
        f"{VT} gaf alleen een cijfer op de schaal van 0 tot 10. Vraag een cijfer van 0 tot 7+.",
        "Vraag een cijfer op de schaal van 0 tot 7+.",
    ),
    "niet_alle_leden": (
        "F1",
        "VISIE-27",
        f"{VT} gaf nog geen cijfer voor {ANNA} en {BEN}.",
        "Vraag een cijfer voor ieder lid, of voor het huishouden.",
    ),
    "ronde": (
        "F3",
        "VISIE-29",
        f"{VT} moet nog een tweede keer een 7 geven, op of na 1 maart 2026. Tussen twee rondes zitten 28 dagen (eigen afspraak).",
        "Vraag op of na die dag een tweede ronde.",
    ),
    "voorwaarde": (
        "F5",
        "VISIE-57",
        "Een voorwaarde is geschonden. Die moet eerst gerealiseerd zijn of vervallen.",
        "Leg vast dat de voorwaarde is gerealiseerd, met bewijs, of vervalt.",
    ),
    "brug": ("F12", "CON-07", "Gevaar op het andere spoor: een cijfer onder de 6. Bel de regie.", "Bel de regie."),
    "incident": (
        "F3",
        "VISIE-13",
        "De 7 is voorlopig tot 1 maart 2026. Dan is er 6 maanden geen incident geweest.",
        "Wacht die tijd af zonder nieuw incident.",
    ),
    "bescherming": (
        "F1",
        "VISIE-12",
        "Er is nog geen bescherming vastgelegd. Dit regelpakket vraagt dat.",
        "Leg vast welke voorwaarde is gerealiseerd.",
    ),
    "controle": (
        "F1",
        "CON-02",
        "Er is nog geen bewijs van controle. Dit regelpakket vraagt dat.",
        "Leg een controle van een afspraak vast, of bewijs bij een voorwaarde.",
    ),
    "stresstest": (
        "F3",
        "CON-02",
        "Het plan is nog niet getest onder druk. Dit regelpakket vraagt dat.",
        "Test het plan onder druk, en leg de uitslag vast.",
    ),
}
CIJFERS = (a_score(550, 1, item="a"), a_score(500, 2, b.ANNA, item="z"))


@pytest.mark.parametrize("soort", REDENEN)
def test_every_obstacle_has_its_rule_source_words_what_is_needed_and_paths(soort: Obstakelsoort) -> None:
    obstakel = Obstakel(soort, ORG, CIJFERS[::-1], (b.ANNA, b.BEN), ("", "i.aard"), date(2026, 3, 1), "cijfer")
    rule, source, text, needed = REDENEN[soort]
    paths = ("a.cijfer", "z.cijfer", "i.aard")
    assert reason(obstakel, a_state()) == Reden(regel=rule, bron=source, tekst=text, nodig=needed, paden=paths)


def test_figure_of_the_gate_is_that_of_the_phase_and_scores_as_low_stand_by_id() -> None:
    same = tuple(replace(a_score(600, 1, who), item=item) for item, who in (("y", b.BEN), ("x", b.ANNA)))
    found = reason(Obstakel("onder", ORG, same), a_state(fase=2))
    assert found.tekst == f"{VT} geeft een 6,0 voor {ANNA}, een 6,0 voor {BEN}. Nodig is minstens een 7."
    assert reason(Obstakel("verouderd", ORG), a_state(fase=2)).tekst == f"Het cijfer van {VT} is ouder dan 60 dagen (eigen afspraak)."


# --- ticks that warn, and why the gate is open

BESCHERMD = Reden(regel="F1", bron="VISIE-12", tekst="Er is een voorwaarde gerealiseerd die beschermt.", paden=("v1.tekst",), voldaan=True)
ONBESCHERMD = Reden(
    regel="F1", bron="VISIE-12", tekst="Let op: er is nog geen bescherming vastgelegd.", nodig="Leg vast welke voorwaarde is gerealiseerd."
)
GECONTROLEERD = Reden(regel="F1", bron="CON-02", tekst="Er is bewijs van controle.", paden=("a1.controles",), voldaan=True)
ONGECONTROLEERD = Reden(
    regel="F1",
    bron="CON-02",
    tekst="Let op: er is nog geen bewijs van controle.",
    nodig="Leg een controle van een afspraak vast, of bewijs bij een voorwaarde.",
)
GETEST = Reden(regel="F3", bron="CON-02", tekst="Het plan is getest onder druk.", paden=("a1.stresstestResultaat",), voldaan=True)
ONGETEST = Reden(
    regel="F3",
    bron="CON-02",
    tekst="Let op: het plan is nog niet getest onder druk.",
    nodig="Test het plan onder druk, en leg de uitslag vast.",
)
SIXES = ("2026-01-10 cijfer VT 6 als s3", "2026-01-10 cijfer anna 6 als s2", "2026-01-10 cijfer ben 6 als s1")


def why(verloop: Verloop, *obstakels: Obstakel) -> list[Reden]:
    return list(reasons(verloop, list(obstakels), verloop.toestand.kader.peildatum))


@pytest.mark.req("CON-02")
def test_in_phase_one_protection_and_control_are_told_or_missed_after_what_is_in_the_way() -> None:
    assert why(lived(dag="2026-01-20")) == [ONBESCHERMD, ONGECONTROLEERD]
    facts = told("2026-01-07 voorwaarde v1", "2026-01-09 stand v1 gerealiseerd", "2026-01-08 afspraak gecontroleerd getest als a1")
    verloop = lived(*facts, dag="2026-01-20")
    obstakel = Obstakel("geen_stem")
    assert why(verloop, obstakel) == [reason(obstakel, verloop.toestand), BESCHERMD, GECONTROLEERD]


@pytest.mark.req("CON-02")
def test_what_the_pack_makes_an_obstacle_is_no_warning_beside_it() -> None:
    verloop = lived(dag="2026-01-20")
    verloop.toestand.kader = replace(verloop.toestand.kader, pakket=Regelpakket(blokkeert=("bescherming",)))
    assert why(verloop) == [ONGECONTROLEERD]


@pytest.mark.req("CON-02")
def test_what_the_pack_makes_an_obstacle_is_told_once_it_is_met() -> None:
    verloop = lived(*told("2026-01-07 voorwaarde v1", "2026-01-09 stand v1 gerealiseerd"), dag="2026-01-20")
    verloop.toestand.kader = replace(verloop.toestand.kader, pakket=Regelpakket(blokkeert=("bescherming", "controle")))
    assert why(verloop) == [BESCHERMD]


@pytest.mark.req("MOV-17", "MOV-20")
def test_an_open_gate_rests_on_the_scores_of_the_required_voices_in_one_order() -> None:
    kim = "2026-01-10 cijfer kim 7 netwerk als s0"
    everyone = Reden(
        regel="F1",
        bron="MOV-17",
        tekst="Iedereen die een cijfer moet geven, gaf minstens een 6.",
        paden=("s1.cijfer", "s2.cijfer", "s3.cijfer"),
        voldaan=True,
    )
    assert why(lived(*told(*SIXES, kim), dag="2026-01-20")) == [everyone, ONGETEST]
    twice = [sentence.replace(" 6 ", " 7 ") for sentence in SIXES]
    again = [sentence.replace("01-10", "02-10").replace("als s", "als t") for sentence in twice]
    stable = Reden(
        regel="F3",
        bron="MOV-20",
        tekst="Iedereen gaf in twee rondes een 7.",
        paden=("t1.cijfer", "t2.cijfer", "t3.cijfer"),
        voldaan=True,
    )
    tested = told(*twice, *again, "2026-01-08 afspraak getest als a1")
    assert why(lived(*tested, dag="2026-03-01")) == [stable, GETEST]


def fell_on(day: str, *paden: str) -> Reden:
    text = f"De fase is terug naar 1 sinds {day}. Weeg opnieuw maatregelen in het strafrecht, civiel en van het bestuur."
    return Reden(regel="F5", bron="CON-26", tekst=text, paden=tuple(paden))


@pytest.mark.req("CON-26")
def test_a_fall_back_is_told_first_with_its_cause_until_the_gate_opens_again() -> None:
    facts = [*SIX, *told("2026-01-20 incident geweld als i1")]
    assert why(lived(*facts, dag="2026-01-25")) == [fell_on("20 januari 2026", "i1.aard"), ONBESCHERMD, ONGECONTROLEERD]
    assert [reden.bron for reden in why(lived(*facts, *all_say("6", "2026-01-22"), dag="2026-01-25"))] == ["MOV-17", "CON-02"]


@pytest.mark.req("CON-07", "CON-26")
def test_the_cause_on_the_other_track_is_not_named() -> None:
    verloop = lived(*SIX, *told("2026-01-20 incident geweld als i1"), dag="2026-01-25")
    verloop.periodes[-1].brug = True
    assert why(verloop)[0] == fell_on("20 januari 2026")


# --- where each voice stands


def a_stand(key: str, cijfer: str | None, stand: str, *paden: str, vereist: bool = True, verouderd: date | None = None) -> Stemstand:
    kind, _, ident = key.partition(":")
    return Stemstand(
        stem=f"{{{key}}}",
        organisatie=ident if kind == "org" else None,
        persoon=ident if kind == "persoon" else None,
        vereist=vereist,
        cijfer=cijfer,
        stand=stand,
        verouderd_op=verouderd,
        paden=tuple(paden),
    )


def where(verloop: Verloop) -> list[Stemstand]:
    return list(standings(verloop, verloop.toestand.kader.peildatum))


@pytest.mark.req("MOV-17", "VISIE-28")
def test_required_voices_stand_first_with_what_they_lack_then_those_that_are_only_shown() -> None:
    stale = date(2026, 2, 10)
    people = (b.a_person(b.ANNA), b.a_person(b.BEN), b.a_person(b.KIND, volwassen=False), b.a_person("p-kim", lid=False))
    facts = told(
        "2026-01-10 cijfer VT 7 over anna als z",
        "2026-01-10 cijfer VT 6 over ben als y",
        "2026-01-10 cijfer VT 6 over kind als x",
        "2026-01-10 cijfer ben 4 als s1",
        "2026-01-10 vrijstelling anna tot 2026-03-01",
        "2026-01-10 cijfer kim 8 op schaal 0-10 netwerk als s2",
        "2026-01-10 cijfer Politie 5 als s3",
    )
    assert where(lived(*facts, dag="2026-01-20", personen=people)) == [
        a_stand(ORG, "6", "goed", "x.cijfer", "y.cijfer", "z.cijfer", verouderd=stale),
        a_stand("persoon:p-anna", None, "vrijgesteld", vereist=False),
        a_stand("persoon:p-ben", "4", "onder", "s1.cijfer", verouderd=stale),
        a_stand(f"org:{b.POLITIE}", "5", "houdt_tegen", "s3.cijfer", vereist=False, verouderd=stale),
        a_stand("persoon:p-kim", None, "telt_niet_mee", vereist=False),
        a_stand("persoon:p-kind", None, "telt_niet_mee", vereist=False),
    ]


@pytest.mark.req("VISIE-29")
def test_in_phase_two_a_seven_shows_from_which_day_it_can_count_and_a_six_is_under_the_gate() -> None:
    facts = told(*SIXES[1:], "2026-01-10 cijfer VT 7 als s3")
    first = where(lived(*facts, dag="2026-01-20"))[0]
    assert (first.stand, first.voorlopig_tot, first.voorlopig_paden) == ("ronde", date(2026, 2, 7), ("s3.cijfer",))
    assert first.verouderd_op == date(2026, 3, 12)
    assert [s.stand for s in where(lived(*facts, dag="2026-01-20"))] == ["ronde", "onder", "onder"]


def test_a_voice_that_is_not_required_has_no_day_from_which_its_seven_counts() -> None:
    facts = told(*SIXES, "2026-01-10 cijfer Politie 7 als s4")
    last = where(lived(*facts, dag="2026-01-20"))[-1]
    assert (last.organisatie, last.voorlopig_tot, last.voorlopig_paden) == (b.POLITIE, None, ())
