"""What regie weighs again after a fall-back and what is said before help stops: who may say it, and what it must hold."""

from __future__ import annotations

import pytest

from ketenhub.domain.errors import AlleenRegie, KetenhubError, OngeldigBericht
from tests.unit.merge.huishouden import POLITIE, RECLASSERING, VT, a_household, said


def weighing(**rest: object) -> dict[str, object]:
    return {
        "soort": "heroverweging",
        "ref": "w",
        "terugval": "2026-10-30",
        "besluit": "inzetten",
        "reden": "Samen gewogen.",
        **rest,
    }


def a_point(**rest: object) -> dict[str, object]:
    return {"soort": "herstelpunt", "ref": "h", "persoon": "a", "punt": "meedoen", "stand": "bereikt", **rest}


def refused(organisatie: str, feit: dict[str, object]) -> KetenhubError:
    """Say it in the household, and give the refusal."""
    _, casus = a_household()
    with pytest.raises(KetenhubError) as error:
        said(casus, organisatie, "b9", feit)
    return error.value


@pytest.mark.req("VISIE-33", "CON-26")
@pytest.mark.parametrize("domein", ["straf", "civiel", "bestuur", None])
def test_regie_answers_a_fall_back_in_one_domain_or_as_a_whole(domein: str | None) -> None:
    _, casus = a_household()
    feit = said(casus, VT, "b9", weighing(**({"domein": domein} if domein else {}))).items[-1].feit
    assert (feit.soort, getattr(feit, "domein", "geen")) == ("heroverweging", domein)


@pytest.mark.req("VISIE-33", "CON-26")
@pytest.mark.parametrize("organisatie", [POLITIE, RECLASSERING])
def test_only_regie_answers_a_fall_back(organisatie: str) -> None:
    assert isinstance(refused(organisatie, weighing()), AlleenRegie)


@pytest.mark.req("CON-26")
def test_a_fall_back_that_is_yet_to_come_cannot_be_answered() -> None:
    fout = refused(VT, weighing(terugval="2026-11-02"))
    assert (type(fout), fout.plaats) == (OngeldigBericht, "/feiten/0/terugval")


@pytest.mark.req("CON-26")
def test_a_weighing_says_why() -> None:
    bare = {key: value for key, value in weighing().items() if key != "reden"}
    assert refused(VT, bare).plaats == "/feiten/0/reden"


@pytest.mark.req("MDA-07")
def test_anybody_involved_says_where_a_person_stands_and_who_said_it_when_is_kept() -> None:
    _, casus = a_household()
    item = said(casus, POLITIE, "b9", a_point()).items[-1]
    assert (item.herkomst.organisatie, str(item.herkomst.geldig_op)) == (POLITIE, "2026-11-01")


@pytest.mark.req("MDA-07")
@pytest.mark.parametrize("toelichting", [None, " "])
def test_out_of_reach_without_a_reason_is_refused(toelichting: str | None) -> None:
    point = a_point(stand="niet_haalbaar", **({"toelichting": toelichting} if toelichting else {}))
    assert refused(VT, {**point, "persoon": "x"}).plaats == "/feiten/0/toelichting"
