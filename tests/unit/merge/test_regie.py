"""Who directs, who takes part, and on which track: only regie decides, and nothing falls to the other side by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import AlleenRegie, OnbekendeVerwijzing, OngeldigBericht
from ketenhub.domain.partijen import Rol, Spoor
from ketenhub.domain.regie import Regierol
from ketenhub.merge.fold import merge
from tests.unit.merge.huishouden import POLITIE, RECLASSERING, VT, a_bijdrage, a_household, a_record, said

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus


def a_transfer(*steps: tuple[str, str, str]) -> list[dict[str, object]]:
    """Give steps of casusregie: (ref, organisation, step)."""
    base: dict[str, object] = {"soort": "regie", "regierol": "casusregie", "reden": "Het gezin verhuist."}
    return [{**base, "ref": ref, "organisatie": org, "stap": stap} for ref, org, stap in steps]


def director(casus: Casus) -> str:
    """Give who holds casusregie."""
    return next(r.organisatie for r in casus.regie if r.regierol is Regierol.CASUSREGIE)


def split_up(casus: Casus) -> Casus:
    bijdrage = a_bijdrage(
        {"soort": "persoon", "ref": "x", "bsn": "999990019"},
        {"soort": "persoon", "ref": "y", "bsn": "999990020"},
        {"soort": "geweldsoort", "ref": "k", "aard": "intiem_terrorisme", "slachtoffers": ["x"], "plegers": ["y"]},
        {"soort": "betrokkenheid", "ref": "t2", "organisatie": POLITIE, "van": "2026-11-01", "opSpoor": "slachtoffer"},
        bericht="b3",
    )
    return merge(casus, a_record(bijdrage, casus, VT))


def tracks(casus: Casus) -> dict[str, Spoor]:
    """Give the track of each organisation."""
    return {d.organisatie: d.spoor for d in casus.deelnames}


def a_suspicion(ref: str, victim: str, suspect: str) -> dict[str, object]:
    return {
        "soort": "geweldsoort",
        "ref": ref,
        "aard": "intiem_terrorisme",
        "slachtoffers": [victim],
        "plegers": [suspect],
        "geldigOp": "2026-10-01",
    }


def last_track(casus: Casus) -> Spoor:
    """Give the track of the newest item."""
    return casus.items[-1].spoor


@pytest.mark.req("VISIE-36")
def test_exactly_one_organisation_holds_casusregie() -> None:
    _, casus = a_household()
    holders = [r for r in casus.regie if r.regierol is Regierol.CASUSREGIE]
    assert [(r.organisatie, r.voorlopig) for r in holders] == [(VT, False)]


def test_only_regie_makes_another_organisation_involved() -> None:
    _, casus = a_household()
    bijdrage = a_bijdrage({"soort": "betrokkenheid", "ref": "t", "organisatie": RECLASSERING, "van": "2026-11-01"})
    with pytest.raises(AlleenRegie):
        a_record(bijdrage, casus, POLITIE)


@pytest.mark.req("MDA-20")
def test_suspicion_of_intiem_terrorisme_splits_the_tracks_at_once() -> None:
    casus = split_up(a_household()[1])
    assert casus.splitsing is not None
    assert {d.organisatie: d.spoor for d in casus.deelnames} == {
        VT: Spoor.BEIDE,
        POLITIE: Spoor.SLACHTOFFER,
        RECLASSERING: Spoor.PLEGER,
    }


def test_item_of_the_other_track_looks_absent_to_the_perpetrators_side() -> None:
    casus = split_up(a_household()[1])
    hidden = next(item.id for item in casus.items if item.feit.soort == "incident")
    bijdrage = a_bijdrage(
        {"soort": "persoon", "ref": "z"},
        {"soort": "hoedanigheid", "ref": "h", "persoon": "z", "incident": hidden, "hoedanigheid": "getuige"},
        bericht="b4",
    )
    with pytest.raises(OnbekendeVerwijzing):
        a_record(bijdrage, casus, RECLASSERING)


def test_split_without_naming_both_sides_is_refused() -> None:
    _, casus = a_household()
    with pytest.raises(OngeldigBericht):
        a_record(a_bijdrage({"soort": "geweldsoort", "ref": "k", "aard": "intiem_terrorisme"}), casus, VT)


@pytest.mark.req("VISIE-36")
def test_nobody_takes_casusregie_that_was_not_offered() -> None:
    _, casus = a_household()
    with pytest.raises(AlleenRegie):
        said(casus, POLITIE, "grab", *a_transfer(("g", POLITIE, "aanvaard")))


def test_offered_casusregie_is_accepted_once_and_the_former_holder_stays_involved() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "offer", *a_transfer(("o", RECLASSERING, "aangeboden")))
    casus = said(casus, RECLASSERING, "yes", *a_transfer(("g", RECLASSERING, "aanvaard")), opgesteld="2026-11-02T12:00:00Z")
    assert director(casus) == RECLASSERING
    casus = said(casus, RECLASSERING, "on", *a_transfer(("o", POLITIE, "aangeboden")), opgesteld="2026-11-03T12:00:00Z")
    casus = said(casus, POLITIE, "yes2", *a_transfer(("g", POLITIE, "aanvaard")), opgesteld="2026-11-04T12:00:00Z")
    assert director(casus) == POLITIE
    assert {VT, RECLASSERING, POLITIE} <= {d.organisatie for d in casus.deelnames}


def test_refused_offer_can_no_longer_be_accepted() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "offer", *a_transfer(("o", RECLASSERING, "aangeboden")))
    casus = said(casus, RECLASSERING, "no", *a_transfer(("n", RECLASSERING, "geweigerd")), opgesteld="2026-11-02T12:00:00Z")
    with pytest.raises(AlleenRegie):
        said(casus, RECLASSERING, "yes", *a_transfer(("g", RECLASSERING, "aanvaard")), opgesteld="2026-11-03T12:00:00Z")


def test_only_regie_or_the_holder_ends_a_regie_role() -> None:
    _, casus = a_household()
    step: dict[str, object] = {"soort": "regie", "ref": "e", "regierol": "procesregie", "organisatie": VT, "stap": "beeindigd"}
    with pytest.raises(AlleenRegie):
        said(casus, POLITIE, "end", step)


def test_who_directs_takes_part_even_when_its_part_was_ended() -> None:
    _, casus = a_household()
    ended: dict[str, object] = {"soort": "betrokkenheid", "ref": "x1", "organisatie": VT, "van": "2026-11-01", "tot": "2026-11-01"}
    casus = said(casus, VT, "end", ended)
    assert [d.tot for d in casus.deelnames if d.organisatie == VT] == [None]


def test_act_of_regie_is_not_taken_back_by_who_no_longer_directs() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "offer", *a_transfer(("o", POLITIE, "aangeboden")))
    casus = said(casus, POLITIE, "yes", *a_transfer(("g", POLITIE, "aanvaard")), opgesteld="2026-11-02T12:00:00Z")
    with pytest.raises(AlleenRegie):
        said(casus, VT, "back", intrekkingen=[{"ref": "t1", "reden": "toch niet"}])


def test_accepted_casusregie_is_handed_over_and_not_taken_back() -> None:
    _, casus = a_household()
    with pytest.raises(AlleenRegie):
        said(casus, VT, "back", intrekkingen=[{"ref": "g1", "reden": "toch niet"}])


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize("how", ["withdrawn", "corrected"])
def test_separated_tracks_stay_separated_when_the_suspicion_is_taken_back(how: str) -> None:
    casus = split_up(a_household()[1])
    before = tracks(casus)
    if how == "withdrawn":
        casus = said(casus, VT, "w", intrekkingen=[{"ref": "k", "reden": "vergissing"}], opgesteld="2026-11-03T12:00:00Z")
    else:
        casus = said(casus, VT, "w", {"soort": "geweldsoort", "ref": "k", "aard": "situationeel"}, opgesteld="2026-11-03T12:00:00Z")
    assert tracks(casus) == before


def test_second_suspicion_adds_a_perpetrator() -> None:
    casus = split_up(a_household()[1])
    casus = said(casus, VT, "second", {"soort": "persoon", "ref": "z"}, a_suspicion("k2", "x", "z"))
    assert casus.splitsing is not None
    assert len(casus.splitsing.plegers) == 2


def test_late_suspicion_that_turns_the_sides_around_moves_no_victim_to_the_perpetrators_side() -> None:
    casus = split_up(a_household()[1])
    victim = next(p.id for p in casus.personen if Rol.SLACHTOFFER in p.rollen)
    casus = said(casus, VT, "turned", a_suspicion("k2", "y", "x"))
    assert casus.splitsing is not None
    assert victim not in casus.splitsing.plegers
    assert next(p.spoor for p in casus.personen if p.id == victim) is Spoor.SLACHTOFFER


@pytest.mark.req("MDA-20")
def test_item_of_a_victims_organisation_with_a_planned_end_stays_the_victims() -> None:
    casus = split_up(a_household()[1])
    planned: dict[str, object] = {
        "soort": "betrokkenheid",
        "ref": "t2",
        "organisatie": POLITIE,
        "van": "2026-11-01",
        "tot": "2027-11-01",
        "opSpoor": "slachtoffer",
    }
    casus = said(casus, VT, "planned", planned, opgesteld="2026-11-02T12:00:00Z")
    casus = said(casus, POLITIE, "word", {"soort": "werkdoel", "ref": "w", "tekst": "doel", "volgorde": 1})
    assert last_track(casus) is Spoor.SLACHTOFFER


@pytest.mark.req("MDA-20")
def test_item_of_a_sender_without_an_assigned_track_is_the_victims() -> None:
    casus = split_up(a_household()[1])
    casus = said(casus, "0" * 19 + "9", "school", {"soort": "werkdoel", "ref": "w", "tekst": "doel", "volgorde": 1})
    assert last_track(casus) is Spoor.SLACHTOFFER


@pytest.mark.req("MDA-20")
def test_correction_of_an_item_of_before_the_split_does_not_move_to_the_perpetrators_side() -> None:
    _, casus = a_household()
    goal: dict[str, object] = {"soort": "werkdoel", "ref": "w", "tekst": "oud", "volgorde": 1}
    casus = split_up(said(casus, RECLASSERING, "goal", goal))
    casus = said(casus, RECLASSERING, "better", {**goal, "tekst": "nieuw"}, opgesteld="2026-11-02T12:00:00Z")
    assert last_track(casus) is Spoor.SLACHTOFFER


def test_sender_on_both_tracks_names_it_and_otherwise_it_is_the_victims() -> None:
    casus = split_up(a_household()[1])
    goal: dict[str, object] = {"soort": "werkdoel", "ref": "w", "tekst": "doel", "volgorde": 1}
    assert last_track(said(casus, VT, "n", goal)) is Spoor.SLACHTOFFER
    assert last_track(said(casus, VT, "p", {**goal, "spoor": "pleger"})) is Spoor.PLEGER
    assert last_track(said(casus, POLITIE, "q", {**goal, "spoor": "pleger"})) is Spoor.SLACHTOFFER


def test_person_whom_only_the_perpetrators_track_knows_is_no_member_on_the_victims_side() -> None:
    casus = split_up(a_household()[1])
    casus = said(casus, RECLASSERING, "client", {"soort": "persoon", "ref": "client"})
    assert [p.spoor for p in casus.personen].count(Spoor.SLACHTOFFER) == 1


def test_perpetrators_track_cannot_end_the_membership_of_the_victim() -> None:
    casus = split_up(a_household()[1])
    known: dict[str, object] = {"soort": "persoon", "ref": "v", "bsn": "999990019"}
    gone: dict[str, object] = {"soort": "lidmaatschap", "ref": "l", "persoon": "v", "van": "2026-01-01", "tot": "2026-10-01"}
    casus = said(casus, RECLASSERING, "gone", known, gone)
    assert [p.lid_tot for p in casus.personen if p.spoor is Spoor.SLACHTOFFER] == [None]


def test_offer_is_made_by_regie_and_accepted_and_refused_by_whom_it_was_made_to() -> None:
    _, casus = a_household()
    for org, step in ((POLITIE, (RECLASSERING, "aangeboden")), (VT, (POLITIE, "aanvaard")), (VT, (POLITIE, "geweigerd"))):
        with pytest.raises(AlleenRegie):
            said(casus, org, "step", *a_transfer(("s", *step)))


def test_new_casus_is_directed_by_the_default_of_the_region_alone() -> None:
    step = a_bijdrage(*a_transfer(("g", POLITIE, "aanvaard")))
    with pytest.raises(AlleenRegie):
        a_record(step, None, POLITIE)
    own = merge(None, a_record(a_bijdrage(*a_transfer(("g", VT, "aanvaard"))), None, VT))
    assert director(own) == VT


def test_regie_takes_up_and_ends_procesregie_without_an_offer() -> None:
    _, casus = a_household()
    step: dict[str, object] = {"soort": "regie", "regierol": "procesregie", "organisatie": VT}
    casus = said(casus, VT, "up", {**step, "ref": "p1", "stap": "aanvaard"})
    assert Regierol.PROCESREGIE in {r.regierol for r in casus.regie}
    casus = said(casus, VT, "end", {**step, "ref": "p2", "stap": "beeindigd"}, opgesteld="2026-11-02T12:00:00Z")
    assert Regierol.PROCESREGIE not in {r.regierol for r in casus.regie}


def test_part_on_both_tracks_needs_a_reason() -> None:
    _, casus = a_household()
    part: dict[str, object] = {"soort": "betrokkenheid", "ref": "b", "organisatie": POLITIE, "van": "2026-11-01", "opSpoor": "beide"}
    with pytest.raises(OngeldigBericht):
        said(casus, VT, "both", part)
    casus = said(casus, VT, "both", {**part, "reden": "Wijkagent voor allebei."})
    assert tracks(split_up(casus))[RECLASSERING] is Spoor.PLEGER


def test_last_word_of_regie_about_a_track_counts_also_when_it_is_about_an_earlier_day() -> None:
    casus = split_up(a_household()[1])
    moved: dict[str, object] = {
        "soort": "betrokkenheid",
        "ref": "moved",
        "organisatie": POLITIE,
        "van": "2026-10-01",
        "geldigOp": "2026-10-01",
        "opSpoor": "pleger",
    }
    casus = said(casus, VT, "moved", moved, opgesteld="2026-11-05T12:00:00Z")
    assert tracks(casus)[POLITIE] is Spoor.PLEGER


def test_acceptance_dated_before_the_offer_takes_effect() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "offer", *a_transfer(("o", POLITIE, "aangeboden")), opgesteld="2026-11-02T12:00:00Z")
    (step,) = a_transfer(("g", POLITIE, "aanvaard"))
    casus = said(casus, POLITIE, "yes", {**step, "geldigOp": "2026-10-01"}, opgesteld="2026-11-03T12:00:00Z")
    assert director(casus) == POLITIE


@pytest.mark.parametrize("stap", ["aangeboden", "geweigerd"])
def test_regie_is_offered_and_refused_with_a_reason(stap: str) -> None:
    casus = said(a_household()[1], VT, "offer", *a_transfer(("o", RECLASSERING, "aangeboden")))
    (step,) = a_transfer(("n", RECLASSERING, stap))
    with pytest.raises(OngeldigBericht) as error:
        said(casus, VT if stap == "aangeboden" else RECLASSERING, "why", step | {"reden": " "})
    assert error.value.plaats == "/feiten/0/reden"


def test_regie_that_nobody_offered_cannot_be_refused() -> None:
    with pytest.raises(OngeldigBericht) as error:
        said(a_household()[1], RECLASSERING, "no", *a_transfer(("n", RECLASSERING, "geweigerd")))
    assert error.value.plaats == "/feiten/0/stap"
