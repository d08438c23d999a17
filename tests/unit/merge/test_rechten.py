"""Who may say and take back what, down to each role, step and kind; each refusal names its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import AlleenRegie, KetenhubError, OngeldigBericht
from ketenhub.domain.regie import Regierol
from ketenhub.merge.fold import merge
from ketenhub.merge.rechten import holds, holds_regie
from tests.unit.merge.huishouden import POLITIE, RECLASSERING, VT, a_bijdrage, a_household, a_record, said

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus

A_PERSON: dict[str, object] = {"soort": "persoon", "ref": "x", "bsn": "999990019"}
OTHER: dict[str, object] = {"soort": "persoon", "ref": "y", "bsn": "999990020"}
ACTS: dict[str, dict[str, object]] = {
    "betrokkenheid": {"organisatie": POLITIE, "van": "2026-11-01"},
    "vrijstelling": {"organisatie": POLITIE, "reden": "Ziek.", "tot": "2026-12-01"},
    "planopzet": {"stadium": "direct"},
    "structurele_onveiligheid": {"reden": "Telkens opnieuw.", "van": "2026-11-01"},
    "regie": {"regierol": "procesregie", "organisatie": POLITIE, "stap": "aangeboden", "reden": "Omdat."},
    "heroverweging": {"terugval": "2026-10-01", "besluit": "niet_nodig", "reden": "Loopt al."},
}


def an_act(soort: str) -> dict[str, object]:
    return {"soort": soort, "ref": "act", **ACTS[soort]}


def a_step(rol: str, organisatie: str, stap: str, ref: str = "g") -> dict[str, object]:
    return {"soort": "regie", "ref": ref, "regierol": rol, "organisatie": organisatie, "stap": stap, "reden": "Omdat."}


def refused(casus: Casus, organisatie: str, *feiten: dict[str, object], **rest: object) -> tuple[type[KetenhubError], str]:
    """Say it, and give the refusal with its place."""
    with pytest.raises(KetenhubError) as error:
        said(casus, organisatie, "refused", *feiten, **rest)
    return type(error.value), error.value.plaats


def handed_over(casus: Casus) -> Casus:
    """Let casusregie go from Veilig Thuis to the police."""
    casus = said(casus, VT, "offer", a_step("casusregie", POLITIE, "aangeboden", "o"))
    return said(casus, POLITIE, "yes", a_step("casusregie", POLITIE, "aanvaard", "g"), opgesteld="2026-11-02T12:00:00Z")


@pytest.mark.parametrize("rol", list(Regierol))
def test_default_of_the_region_holds_in_a_new_casus_what_must_be_held_and_nothing_else(rol: Regierol) -> None:
    assert holds(None, VT, VT, rol) == (rol in (Regierol.CASUSREGIE, Regierol.ZICHT_OP_VEILIGHEID))
    assert not holds(None, POLITIE, VT, rol)


def test_sight_on_safety_is_no_casusregie() -> None:
    casus = handed_over(a_household()[1])
    assert holds(casus, VT, VT, Regierol.ZICHT_OP_VEILIGHEID)
    assert not holds_regie(casus, VT, VT)
    assert holds_regie(casus, POLITIE, VT)


@pytest.mark.parametrize("soort", sorted(ACTS))
def test_act_of_regie_is_refused_to_everyone_else(soort: str) -> None:
    _, casus = a_household()
    assert refused(casus, POLITIE, an_act(soort)) == (AlleenRegie, "/feiten/0")
    assert said(casus, VT, "act", an_act(soort)).items[-1].feit.soort == soort


@pytest.mark.parametrize("soort", sorted(ACTS))
def test_act_of_regie_is_taken_back_by_who_directs_and_no_longer_by_who_directed(soort: str) -> None:
    casus = said(a_household()[1], VT, "act", an_act(soort))
    back = [{"ref": "none", "reden": "x"}, {"ref": "act", "reden": "toch niet"}]
    casus = said(casus, VT, "none", {"soort": "werkdoel", "ref": "none", "tekst": "doel", "volgorde": 1})
    assert refused(handed_over(casus), VT, intrekkingen=back) == (AlleenRegie, "/intrekkingen/1/ref")
    kept = said(casus, VT, "back", intrekkingen=back, opgesteld="2026-11-03T12:00:00Z")
    assert not [i for i in kept.items if i.herkomst.eigen_id == "act"]


def test_accepted_regie_is_not_taken_back_and_the_refusal_names_its_place() -> None:
    _, casus = a_household()
    assert refused(casus, VT, intrekkingen=[{"ref": "g1", "reden": "toch niet"}]) == (AlleenRegie, "/intrekkingen/0/ref")


def test_own_statement_under_the_reference_of_anothers_act_of_regie_is_taken_back() -> None:
    _, casus = a_household()
    casus = said(casus, POLITIE, "w", {"soort": "werkdoel", "ref": "act", "tekst": "doel", "volgorde": 1})
    casus = said(casus, VT, "act", a_step("procesregie", VT, "aanvaard", "act"))
    casus = said(casus, POLITIE, "back", intrekkingen=[{"ref": "act", "reden": "x"}], opgesteld="2026-11-03T12:00:00Z")
    assert [i.feit.soort for i in casus.items if i.herkomst.eigen_id == "act"] == ["regie"]


def test_only_regie_says_that_something_may_be_shown_and_takes_that_back() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "s", {"soort": "proactief_scenario", "ref": "s", "stappen": ["Bel 112."]})
    shown: dict[str, object] = {
        "soort": "vrijgave",
        "ref": "act",
        "onderdeel": casus.items[-1].id,
        "doelgroepen": ["netwerk"],
        "veilig": True,
        "getoetstDoor": "J.",
        "getoetstOp": "2026-11-01",
        "reden": "Getoetst.",
    }
    assert refused(casus, POLITIE, shown) == (AlleenRegie, "/feiten/0")
    casus = handed_over(said(casus, VT, "act", shown))
    assert refused(casus, VT, intrekkingen=[{"ref": "act", "reden": "x"}]) == (AlleenRegie, "/intrekkingen/0/ref")


def test_offer_of_one_role_or_to_one_organisation_is_no_offer_of_another() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "a", a_step("zicht_op_veiligheid", POLITIE, "aangeboden", "o1"))
    casus = said(casus, VT, "b", a_step("casusregie", RECLASSERING, "aangeboden", "o2"))
    assert refused(casus, POLITIE, a_step("casusregie", POLITIE, "aanvaard")) == (AlleenRegie, "/feiten/0")


def test_answer_of_another_leaves_an_offer_standing() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "a", a_step("casusregie", POLITIE, "aangeboden", "o1"), a_step("casusregie", RECLASSERING, "aangeboden", "o2"))
    casus = said(casus, RECLASSERING, "no", a_step("casusregie", RECLASSERING, "geweigerd"), opgesteld="2026-11-02T12:00:00Z")
    casus = said(casus, POLITIE, "yes", a_step("casusregie", POLITIE, "aanvaard"), opgesteld="2026-11-03T12:00:00Z")
    assert holds_regie(casus, POLITIE, VT)


def test_only_casusregie_takes_up_a_role_that_was_not_offered_and_never_one_that_must_be_held() -> None:
    casus = handed_over(a_household()[1])
    assert refused(casus, RECLASSERING, a_step("procesregie", RECLASSERING, "aanvaard")) == (AlleenRegie, "/feiten/0")
    assert refused(casus, POLITIE, a_step("zicht_op_veiligheid", POLITIE, "aanvaard")) == (AlleenRegie, "/feiten/0")
    assert said(casus, POLITIE, "up", a_step("procesregie", POLITIE, "aanvaard", "p")).items[-1].feit.soort == "regie"


def test_role_is_ended_by_casusregie_or_by_its_own_holder_and_by_nobody_else() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "offer", a_step("procesregie", POLITIE, "aangeboden", "o"))
    casus = said(casus, POLITIE, "yes", a_step("procesregie", POLITIE, "aanvaard", "p"), opgesteld="2026-11-02T12:00:00Z")
    end = a_step("procesregie", POLITIE, "beeindigd", "e")
    for org in (VT, POLITIE):
        ended = said(casus, org, "end", end, opgesteld="2026-11-03T12:00:00Z")
        assert Regierol.PROCESREGIE not in {r.regierol for r in ended.regie}
    assert refused(casus, RECLASSERING, end) == (AlleenRegie, "/feiten/0")
    # who holds a role ends it in its own name; another's name is no way in
    assert refused(casus, POLITIE, a_step("procesregie", RECLASSERING, "beeindigd")) == (AlleenRegie, "/feiten/0")
    assert refused(casus, RECLASSERING, a_step("procesregie", RECLASSERING, "beeindigd")) == (AlleenRegie, "/feiten/0")


def test_part_on_both_tracks_without_a_reason_names_what_is_missing() -> None:
    _, casus = a_household()
    part: dict[str, object] = {"soort": "betrokkenheid", "ref": "b", "organisatie": POLITIE, "van": "2026-11-01", "opSpoor": "beide"}
    assert refused(casus, VT, part) == (OngeldigBericht, "/feiten/0/reden")


@pytest.mark.parametrize("named", [{"slachtoffers": ["x"]}, {"plegers": ["y"]}, {}], ids=["victim alone", "perpetrator alone", "nobody"])
def test_suspicion_of_intiem_terrorisme_names_both_sides(named: dict[str, object]) -> None:
    _, casus = a_household()
    kind: dict[str, object] = {"soort": "geweldsoort", "ref": "k", "aard": "intiem_terrorisme", **named}
    assert refused(casus, VT, A_PERSON, OTHER, kind) == (OngeldigBericht, "/feiten/2")
    assert said(casus, VT, "other", A_PERSON, OTHER, {**kind, "aard": "stalking"}).items[-1].feit.soort == "geweldsoort"


def test_new_casus_takes_no_procesregie_from_the_one_who_reports() -> None:
    with pytest.raises(AlleenRegie):
        a_record(a_bijdrage(a_step("procesregie", POLITIE, "aanvaard")), None, POLITIE)
    assert merge(None, a_record(a_bijdrage(a_step("procesregie", VT, "aanvaard")), None, VT)).regie[-1].regierol is Regierol.PROCESREGIE


def test_only_regie_says_that_a_person_was_told() -> None:
    _, casus = a_household()
    told: dict[str, object] = {"soort": "informering", "ref": "i", "persoon": "a", "uitkomst": "verteld"}
    assert refused(casus, POLITIE, told) == (AlleenRegie, "/feiten/0")
    assert said(casus, VT, "told", {**told, "persoon": "x"}).items[-1].feit.soort == "informering"


@pytest.mark.parametrize("missing", ["reden", "beoordelaar", "tot", None])
def test_exception_to_telling_names_why_who_judged_it_and_until_when(missing: str | None) -> None:
    _, casus = a_household()
    why: dict[str, object] = {"reden": "Gevaar.", "beoordelaar": "J.", "tot": "2026-12-01"}
    told: dict[str, object] = {"soort": "informering", "ref": "i", "persoon": "x", "uitkomst": "uitzondering"}
    told |= {name: value for name, value in why.items() if name != missing}
    if missing:
        assert refused(casus, VT, told) == (OngeldigBericht, "/feiten/0")
    else:
        assert said(casus, VT, "told", told).items[-1].feit.soort == "informering"
