"""Merging: ids and references are fixed once, a fold gives the same casus, and hidden looks absent."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import orjson
import pytest

from ketenhub.dialects.canoniek import read_bijdrage
from ketenhub.domain.bijdrage import Opening
from ketenhub.domain.errors import AlleenRegie, OnbekendeVerwijzing, OngeldigBericht
from ketenhub.domain.partijen import Rol, Spoor
from ketenhub.domain.regie import Regierol
from ketenhub.merge.fold import fold, merge
from ketenhub.merge.record import Ontvangen, record

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Bijdrage, Vastlegging
    from ketenhub.domain.casus import Casus

VT, POLITIE, RECLASSERING = "0" * 19 + "1", "0" * 19 + "2", "0" * 19 + "3"
NU = datetime(2026, 11, 1, 12, tzinfo=UTC)
OPENING = Opening(casus_id="c1", geopend_op=NU, organisatie=POLITIE, geadresseerden=(VT,), regie=VT)
_numbers = count()


def a_bijdrage(*feiten: dict[str, object], bericht: str = "b1", opgesteld: str = "2026-11-01T12:00:00Z", **rest: object) -> Bijdrage:
    """Build a contribution from plain facts; each gets a day when it has none."""
    body = {"berichtId": bericht, "opgesteldOp": opgesteld, "feiten": [{"geldigOp": "2026-11-01", **feit} for feit in feiten], **rest}
    return read_bijdrage(orjson.dumps(body))


def a_record(bijdrage: Bijdrage, casus: Casus | None, organisatie: str) -> Vastlegging:
    """Record a contribution with countable ids."""
    return record(bijdrage, casus, Ontvangen(organisatie, NU, "canoniek 1", lambda: f"id{next(_numbers)}", OPENING))


def a_household() -> tuple[list[Vastlegging], Casus]:
    """Build a casus with a victim and a suspect, named by police, with roles from Veilig Thuis."""
    first = a_record(
        a_bijdrage(
            {"soort": "persoon", "ref": "a", "bsn": "999990019", "naam": {"voornamen": "Anna"}},
            {"soort": "persoon", "ref": "b", "bsn": "999990020"},
            {"soort": "incident", "ref": "i1", "aard": "geweld", "omschrijving": "@{a|Anna} werd geduwd", "personen": ["a", "b"]},
        ),
        None,
        POLITIE,
    )
    casus = merge(None, first)
    second = a_record(
        a_bijdrage(
            {"soort": "persoon", "ref": "x", "bsn": "999990019"},
            {"soort": "persoonsrol", "ref": "r1", "persoon": "x", "rol": "slachtoffer"},
            {"soort": "regie", "ref": "g1", "regierol": "casusregie", "organisatie": VT, "stap": "aanvaard"},
            {"soort": "betrokkenheid", "ref": "t1", "organisatie": RECLASSERING, "van": "2026-11-01", "opSpoor": "pleger"},
            bericht="b2",
        ),
        casus,
        VT,
    )
    return [first, second], merge(casus, second)


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


def _split(casus: Casus) -> Casus:
    bijdrage = a_bijdrage(
        {"soort": "persoon", "ref": "x", "bsn": "999990019"},
        {"soort": "persoon", "ref": "y", "bsn": "999990020"},
        {"soort": "geweldsoort", "ref": "k", "aard": "intiem_terrorisme", "slachtoffers": ["x"], "plegers": ["y"]},
        {"soort": "betrokkenheid", "ref": "t2", "organisatie": POLITIE, "van": "2026-11-01", "opSpoor": "slachtoffer"},
        bericht="b3",
    )
    return merge(casus, a_record(bijdrage, casus, VT))


@pytest.mark.req("MDA-20")
def test_suspicion_of_intiem_terrorisme_splits_the_tracks_at_once() -> None:
    casus = _split(a_household()[1])
    assert casus.splitsing is not None
    assert {d.organisatie: d.spoor for d in casus.deelnames} == {
        VT: Spoor.BEIDE,
        POLITIE: Spoor.SLACHTOFFER,
        RECLASSERING: Spoor.PLEGER,
    }


def test_item_of_the_other_track_looks_absent_to_the_perpetrators_side() -> None:
    casus = _split(a_household()[1])
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
