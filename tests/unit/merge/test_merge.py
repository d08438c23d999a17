"""Merging: ids and references are fixed once, a fold gives the same casus, and hidden looks absent."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.errors import OnbekendeVerwijzing, OngeldigBericht, Tegenstrijdig
from ketenhub.domain.partijen import Rol
from ketenhub.merge.fold import fold, merge
from tests.unit.merge.huishouden import POLITIE, RECLASSERING, VT, a_bijdrage, a_household, a_record, said


def test_persons_with_the_same_bsn_are_one_person() -> None:
    _, casus = a_household()
    assert len(casus.personen) == 2
    assert [p.rollen for p in casus.personen if len(p.verklaringen) == 2] == [(Rol.SLACHTOFFER,)]


def test_references_and_tagged_names_become_ids() -> None:
    first, _ = a_household()
    feit = first[0].items[2].feit
    assert feit.soort == "incident"
    assert all(ref.startswith("p-") for ref in feit.personen)
    assert feit.omschrijving.startswith(f"@{{{feit.personen[0]}|Anna}}")


def test_fold_of_the_same_records_gives_the_same_bytes() -> None:
    records, casus = a_household()
    again = fold(records)
    assert again is not None
    assert again.model_dump_json() == casus.model_dump_json()


def test_unknown_reference_is_refused_with_its_place() -> None:
    _, casus = a_household()
    bijdrage = a_bijdrage({"soort": "voorwaardestand", "ref": "s", "voorwaarde": "nergens", "stand": "geschonden"})
    with pytest.raises(OnbekendeVerwijzing) as error:
        a_record(bijdrage, casus, POLITIE)
    assert error.value.plaats == "/feiten/0/voorwaarde"


def test_later_statement_under_the_same_own_id_replaces_the_earlier_whichever_comes_first() -> None:
    _, casus = a_household()
    old = a_record(a_bijdrage({"soort": "werkdoel", "ref": "w", "tekst": "oud", "volgorde": 1}, bericht="o"), casus, VT)
    new = a_record(
        a_bijdrage({"soort": "werkdoel", "ref": "w", "tekst": "nieuw", "volgorde": 1}, bericht="n", opgesteld="2026-11-02T12:00:00Z"),
        casus,
        VT,
    )
    for order in ((old, new), (new, old)):
        result = merge(merge(casus, order[0]), order[1])
        assert [item.feit.tekst for item in result.items if item.feit.soort == "werkdoel"] == ["nieuw"]


def test_correction_keeps_its_id_so_that_what_others_said_about_it_still_points_at_it() -> None:
    _, casus = a_household()
    condition: dict[str, object] = {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": "oud", "termijn": "2027-01-01"}
    casus = merge(casus, a_record(a_bijdrage(condition, bericht="o"), casus, VT))
    (before,) = [item.id for item in casus.items if item.feit.soort == "veiligheidsvoorwaarde"]
    later = a_bijdrage({**condition, "tekst": "nieuw"}, bericht="n", opgesteld="2026-11-02T12:00:00Z")
    casus = merge(casus, a_record(later, casus, VT))
    assert [(item.id, item.feit.tekst) for item in casus.items if item.feit.soort == "veiligheidsvoorwaarde"] == [(before, "nieuw")]


def test_withdrawn_item_is_gone_and_only_its_own_organisation_can_withdraw() -> None:
    _, casus = a_household()
    withdraw = a_bijdrage(bericht="w", intrekkingen=[{"ref": "i1", "reden": "vergissing"}])
    with pytest.raises(OnbekendeVerwijzing):
        a_record(withdraw, casus, VT)
    result = merge(casus, a_record(withdraw, casus, POLITIE))
    assert not [item for item in result.items if item.feit.soort == "incident"]


def test_membership_with_a_planned_end_still_counts() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "l", {"soort": "lidmaatschap", "ref": "l", "persoon": "x", "van": "2026-01-01", "tot": "2027-01-01"})
    person = next(p for p in casus.personen if Rol.SLACHTOFFER in p.rollen)
    assert (person.lid, person.lid_tot) == (True, date(2027, 1, 1))


def test_who_is_adult_according_to_one_organisation_is_adult_whichever_spoke_first() -> None:
    _, casus = a_household()
    for first, second in (("minderjarig", "volwassene"), ("volwassene", "minderjarig")):
        result = said(casus, POLITIE, "one", {"soort": "persoon", "ref": "c", "bsn": "999990032", "lid": first})
        result = said(result, VT, "two", {"soort": "persoon", "ref": "c", "bsn": "999990032", "lid": second})
        assert [p.volwassen for p in result.personen if len(p.verklaringen) == 2 and not p.rollen] == [True]


def test_minor_becomes_adult_on_the_eighteenth_birthday() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "c", {"soort": "persoon", "ref": "c", "geboortedatum": "2009-03-14"})
    assert [p.volwassen_vanaf for p in casus.personen if not p.volwassen] == [date(2027, 3, 14)]


def test_number_learned_later_never_silences_a_message() -> None:
    _, casus = a_household()
    casus = said(casus, RECLASSERING, "early", {"soort": "persoon", "ref": "c"})
    later: dict[str, object] = {"soort": "persoon", "ref": "c", "bsn": "999990019"}
    casus = said(casus, RECLASSERING, "late", later, opgesteld="2026-11-02T12:00:00Z")
    assert dict(casus.bsns)["999990019"] == next(p.id for p in casus.personen if Rol.SLACHTOFFER in p.rollen)


def test_corrected_number_no_longer_finds_the_person() -> None:
    _, casus = a_household()
    wrong: dict[str, object] = {"soort": "persoon", "ref": "c", "bsn": "999990032"}
    casus = said(casus, RECLASSERING, "wrong", wrong)
    casus = said(casus, RECLASSERING, "right", {**wrong, "bsn": "999990044"}, opgesteld="2026-11-02T12:00:00Z")
    assert "999990032" not in dict(casus.bsns)


def test_late_statement_of_before_its_withdrawal_does_not_come_back() -> None:
    _, casus = a_household()
    goal: dict[str, object] = {"soort": "werkdoel", "ref": "w", "tekst": "oud", "volgorde": 1}
    casus = said(casus, VT, "goal", goal)
    late = a_record(a_bijdrage({**goal, "tekst": "tussendoor"}, bericht="late", opgesteld="2026-11-02T12:00:00Z"), casus, VT)
    casus = said(casus, VT, "w", intrekkingen=[{"ref": "w", "reden": "x"}], opgesteld="2026-11-03T12:00:00Z")
    assert not [i for i in merge(casus, late).items if i.feit.soort == "werkdoel"]


def test_six_without_a_reason_is_refused_and_a_five_never() -> None:
    _, casus = a_household()
    score: dict[str, object] = {
        "soort": "veiligheidsbeoordeling",
        "ref": "c",
        "beoordelaar": {"soort": "professional"},
        "over": {"soort": "huishouden"},
    }
    with pytest.raises(OngeldigBericht) as error:
        said(casus, VT, "six", {**score, "cijfer": "6"})
    assert error.value.plaats == "/feiten/0/reden"
    for kept in ({"cijfer": "5.9"}, {"cijfer": "6", "onvolledig": True}, {"cijfer": "8", "schaal": "0-10"}):
        assert said(casus, VT, "kept", {**score, **kept}).items[-1].feit.soort == "veiligheidsbeoordeling"


def test_same_own_reference_twice_in_one_message_is_refused() -> None:
    goal: dict[str, object] = {"soort": "werkdoel", "ref": "w", "tekst": "doel", "volgorde": 1}
    with pytest.raises(OngeldigBericht):
        a_record(a_bijdrage(goal, goal), None, VT)


def test_first_record_opens_the_casus() -> None:
    records, _ = a_household()
    with pytest.raises(Tegenstrijdig):
        merge(None, records[1])
