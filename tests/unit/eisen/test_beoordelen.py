"""What the sources want of the judgement, shown on a household with two adults and one or two organisations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.cijfer import Schaal, fits
from ketenhub.domain.fase import Ernst, Fase
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.partijen import Rol
from ketenhub.domain.plan import Controle, Hersteldoel, Veiligheidsafspraak
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.share.fase import NAMEN
from ketenhub.testing import builders as b

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import Spoorbeoordeling
    from ketenhub.domain.regelpakket import Vinkje

KIND = b.a_person("p-kind", rollen=(Rol.KIND,), volwassen=False)
OUDERS = (b.a_person(b.ANNA, rollen=(Rol.SLACHTOFFER,)), b.a_person(b.BEN, rollen=(Rol.PLEGER,)))
STABIEL = "2026-08-10"


def judged(casus: Casus, dag: str, *blokkeert: Vinkje) -> Spoorbeoordeling:
    """Judge the household on a day."""
    return evaluate(casus, date.fromisoformat(dag), Regelpakket(blokkeert=blokkeert), Kalender()).sporen[0]


def a_round(cijfer: str, op: str) -> list[Item]:
    """Let everyone whose voice is required give one score."""
    return [b.an_item(b.a_score(cijfer, op=op, door=door)) for door in (None, b.ANNA, b.BEN)]


def in_phase_three() -> list[Item]:
    """Give two rounds of sevens, with months without incidents before them."""
    return [*a_round("6", "2026-01-12"), *a_round("7", "2026-07-12"), *a_round("7", STABIEL)]


def an_agreement(ref: str = "afspraak", **velden: object) -> Item:
    feit = Veiligheidsafspraak.model_validate({"ref": ref, "geldig_op": date(2026, 1, 8), "wie": "Wijkteam", "wat": "Belt.", **velden})
    return b.an_item(feit)


@pytest.mark.req("VISIE-02")
def test_three_phases_in_order_have_one_name_everywhere() -> None:
    assert {fase.value: fase.name.lower() for fase in Fase} == NAMEN
    assert list(Fase) == [Fase.DIRECTE_VEILIGHEID, Fase.RISICOGESTUURDE_ZORG, Fase.HERSTELGERICHTE_ZORG]


@pytest.mark.req("MOV-05", "ROUTE-25")
def test_client_network_and_professional_are_heard_and_stand_apart() -> None:
    oma = b.a_person("p-oma", rollen=(Rol.NETWERK,), lid=False)
    scores = [
        b.a_score("6", op="2026-01-12"),
        b.a_score("3", op="2026-01-12", door=b.ANNA),
        b.a_score("7", op="2026-01-12", door="p-oma", netwerk=True),
    ]
    found = judged(b.a_casus(*map(b.an_item, scores), personen=(*OUDERS, oma)), "2026-01-13")
    assert {(v.organisatie or v.persoon): (v.cijfer, v.vereist) for v in found.stemmen} == {
        b.VT: ("6", True),
        b.ANNA: ("3", True),
        b.BEN: (None, True),
        "p-oma": ("7", False),
    }


@pytest.mark.req("MOV-12")
def test_a_score_without_a_reason_is_kept_and_opens_no_gate() -> None:
    voices = [b.a_score("7", op="2026-01-12", reden=None), *(b.a_score("6", op="2026-01-12", door=p) for p in (b.ANNA, b.BEN))]
    found = judged(b.a_casus(*map(b.an_item, voices)), "2026-01-13")
    assert (found.fase, [v.stand for v in found.stemmen if v.organisatie == b.VT]) == (1, ["onvolledig"])


@pytest.mark.req("MOV-13")
@pytest.mark.parametrize("afspraken", [0, 1])
def test_a_plan_without_agreements_says_so(afspraken: int) -> None:
    found = judged(b.a_casus(*[an_agreement()] * afspraken), "2026-01-13")
    assert ("MOV-13" in {r.bron for r in found.redenen if not r.voldaan}) is (afspraken == 0)


@pytest.mark.req("MOV-24")
@pytest.mark.parametrize("cijfer", ["3", "4", "5", "5.5"])
def test_three_to_five_is_hoog_and_only_phase_one(cijfer: str) -> None:
    found = judged(b.a_casus(*a_round("6", "2026-01-12"), b.an_item(b.a_score(cijfer, op="2026-01-14"))), "2026-01-15")
    assert (found.fase, [s.ernst for s in found.signalen if s.soort in {"cijfer", "daling"}]) == (1, [Ernst.HOOG])


@pytest.mark.req("MOV-26")
@pytest.mark.parametrize("cijfer", ["6", "7", "7+"])
def test_one_score_alone_never_makes_direct_safety(cijfer: str) -> None:
    assert judged(b.a_casus(b.an_item(b.a_score(cijfer, op="2026-01-12"))), "2026-01-13").fase == 1
    assert judged(b.a_casus(*a_round(cijfer, "2026-01-12")), "2026-01-13").fase == 2


@pytest.mark.req("VISIE-12", "MDA-12")
@pytest.mark.parametrize(("vinkje", "bron"), [("bescherming", "VISIE-12"), ("controle", "CON-02")])
def test_missing_evidence_is_named_and_holds_the_gate_where_the_pack_says_so(vinkje: Vinkje, bron: str) -> None:
    casus = b.a_casus(*a_round("6", "2026-01-12"))
    assert judged(casus, "2026-01-13").fase == 2
    held = judged(casus, "2026-01-13", vinkje)
    assert (held.fase, [r.bron for r in held.redenen if r.bron == bron and not r.voldaan]) == (1, [bron])


@pytest.mark.req("VISIE-12", "MDA-12")
def test_evidence_of_protection_and_control_opens_a_gate_that_asks_for_it() -> None:
    controle = Controle(op=date(2026, 1, 9), door="Wijkagent", hoe="bezoek", resultaat="Rustig.")
    proof = [
        b.an_item(b.a_condition("v1", op="2026-01-06", termijn="2026-03-01")),
        b.an_item(b.a_stand("v1", "gerealiseerd", op="2026-01-09", bewijs="Gezien.")),
        an_agreement(controles=(controle,)),
    ]
    assert judged(b.a_casus(*proof, *a_round("6", "2026-01-12")), "2026-01-13", "bescherming", "controle").fase == 2


@pytest.mark.req("ROUTE-38")
@pytest.mark.parametrize(("resultaat", "fase"), [(None, 2), ("niet_geslaagd", 2), ("geslaagd", 3)])
def test_phase_three_waits_for_a_passed_stress_test_where_the_pack_says_so(resultaat: str | None, fase: int) -> None:
    tested = an_agreement(stresstest_op=date(2026, 1, 8), stresstest_resultaat=resultaat)
    casus = b.a_casus(tested, *in_phase_three())
    assert (judged(casus, STABIEL, "stresstest").fase, judged(casus, STABIEL).fase) == (fase, 3)


@pytest.mark.req("VISIE-35")
@pytest.mark.parametrize("vanaf", [2, 3])
def test_a_score_under_six_in_a_later_phase_goes_back_and_asks_to_weigh_every_domain_again(vanaf: int) -> None:
    before, day = (a_round("6", "2026-01-12"), "2026-01-20") if vanaf == 2 else (in_phase_three(), "2026-08-20")
    assert judged(b.a_casus(*before), day).fase == vanaf
    found = judged(b.a_casus(*before, b.an_item(b.a_score("5", op=day))), day)
    words = " ".join(r.tekst for r in found.redenen if r.bron == "CON-26").lower()
    assert (found.fase, [w for w in ("straf", "civiel", "bestuur") if w not in words]) == (1, [])


@pytest.mark.req("ROUTE-34")
def test_early_recovery_work_leaves_the_phase_alone() -> None:
    goal = b.an_item(Hersteldoel(ref="hersteldoel", geldig_op=date(2026, 1, 13), gebied="meedoen", tekst="Weer sporten."))
    assert judged(b.a_casus(*a_round("6", "2026-01-12"), goal), "2026-01-14").fase == 2


@pytest.mark.req("ROUTE-22")
@pytest.mark.parametrize("cijfer", ["8", "10"])
def test_the_other_scale_has_its_own_figures_and_opens_nothing(cijfer: str) -> None:
    assert (fits(cijfer, Schaal.TIEN), fits(cijfer, Schaal.VEILIGHEID)) == (True, False)
    other = b.an_item(b.a_score(cijfer, op="2026-01-12", schaal=Schaal.TIEN))
    found = judged(b.a_casus(other, *a_round("6", "2026-01-12")[1:]), "2026-01-13")
    assert (found.fase, found.laagste, [v.stand for v in found.stemmen if v.organisatie == b.VT]) == (1, "6", ["andere_schaal"])


@pytest.mark.req("ROUTE-08")
def test_five_fields_raise_an_alarm() -> None:
    threat = b.an_incident("dreiging", op="2026-01-12", ref="i")
    assert len(threat.model_dump(exclude_defaults=True)) + len({"soort"}) <= 5
    assert [s.ernst for s in judged(b.a_casus(b.an_item(threat)), "2026-01-12").signalen if s.soort == "dreiging"] == [Ernst.DIRECT]


@pytest.mark.req("MDA-01")
@pytest.mark.parametrize("cijfer", ["2", "5", "6"])
def test_a_household_without_children_is_judged_as_one_with(cijfer: str) -> None:
    items = [*a_round(cijfer, "2026-01-12"), b.an_item(b.an_incident("dreiging", op="2026-01-10"))]
    without, with_child = (judged(b.a_casus(*items, personen=people), "2026-01-20") for people in (OUDERS, (*OUDERS, KIND)))
    same = [(r.fase, r.poort_zin, r.termijnen, [(s.soort, s.ernst) for s in r.signalen]) for r in (without, with_child)]
    assert same[0] == same[1]


@pytest.mark.req("VISIE-29", "MOV-20")
def test_one_round_of_sevens_is_not_enough() -> None:
    rounds = in_phase_three()
    assert [judged(b.a_casus(*rounds[:6]), STABIEL).fase, judged(b.a_casus(*rounds), STABIEL).fase] == [2, 3]
