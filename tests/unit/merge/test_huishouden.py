"""Membership of a household over time: who leaves, comes back, or belongs to two keeps its id and every word that was said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import OnbekendeVerwijzing
from ketenhub.merge.koppelen import fold_joined
from tests.unit.merge.huishouden import POLITIE, VT, a_bijdrage, a_household, said
from tests.unit.merge.test_koppelen import a_person, folded, told

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus, PersoonInBeeld


def a_period(ref: str, van: str, tot: str | None = None, persoon: str = "x") -> dict[str, object]:
    return {"soort": "lidmaatschap", "ref": ref, "persoon": persoon, "van": van, **({"tot": tot} if tot else {})}


def anna(casus: Casus) -> PersoonInBeeld:
    """Give whom number 999990019 means."""
    ident = dict(casus.bsns)["999990019"]
    return next(p for p in casus.personen if p.id == ident)


@pytest.mark.req("VISIE-37")
def test_who_leaves_and_comes_back_keeps_its_id_its_role_and_both_periods() -> None:
    _, casus = a_household()
    before = anna(casus)
    casus = said(casus, VT, "uit", a_period("l1", "2026-01-01", "2026-05-01"))
    assert anna(casus).lid_tot == date(2026, 5, 1)
    casus = said(casus, VT, "terug", a_period("l2", "2026-08-01"))
    assert (anna(casus).id, anna(casus).rollen, anna(casus).lid_tot) == (before.id, before.rollen, None)
    assert [(i.feit.van.month, i.feit.tot) for i in casus.items if i.feit.soort == "lidmaatschap"] == [(1, date(2026, 5, 1)), (8, None)]


@pytest.mark.req("VISIE-37")
def test_correction_of_a_period_replaces_it_and_a_withdrawal_leaves_the_person_a_member() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "uit", a_period("l", "2026-01-01", "2026-05-01"))
    casus = said(casus, VT, "beter", a_period("l", "2026-01-01", "2026-06-01"), opgesteld="2026-11-02T12:00:00Z")
    assert anna(casus).lid_tot == date(2026, 6, 1)
    casus = said(casus, VT, "weg", opgesteld="2026-11-03T12:00:00Z", intrekkingen=[{"ref": "l", "reden": "Vergissing."}])
    assert (anna(casus).lid, anna(casus).lid_tot) == (True, None)


@pytest.mark.req("VISIE-37")
def test_household_that_falls_apart_leaves_each_person_its_own_id_in_each_plan() -> None:
    eigen, casus = a_household()
    ander = folded(told((POLITIE, a_bijdrage(a_person("a", "999990019"), a_period("l", "2026-06-01", persoon="a")))))
    left = said(casus, VT, "uit", a_period("l", "2026-01-01", "2026-05-31"))
    assert (anna(left).id, anna(left).lid_tot) == (anna(casus).id, date(2026, 5, 31))
    assert (anna(ander).lid, anna(ander).lid_tot) == (True, None)
    assert anna(ander).id != anna(left).id
    assert folded(eigen) == casus


@pytest.mark.req("VISIE-37")
def test_person_of_two_households_is_called_as_in_the_one_that_reads_the_other_and_as_before_after_undoing() -> None:
    eigen, casus = a_household()
    other = told((POLITIE, a_bijdrage(a_person("a", "999990019"), a_period("l", "2026-06-01", persoon="a"))))
    whole = fold_joined(eigen, {"c2": other})
    assert whole is not None
    assert anna(whole).id == anna(casus).id
    assert [i.feit.persoon for i in whole.items if i.feit.soort == "lidmaatschap"] == [anna(casus).id]
    alone = fold_joined(eigen, {})
    assert alone == casus
    assert anna(folded(other)).id != anna(casus).id


def test_period_of_somebody_whom_nobody_named_is_refused() -> None:
    with pytest.raises(OnbekendeVerwijzing) as error:
        said(a_household()[1], VT, "uit", a_period("l", "2026-01-01", persoon="onbekend"))
    assert error.value.plaats == "/feiten/0/persoon"
