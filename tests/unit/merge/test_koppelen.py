"""Two casussen read as one: every word of both, nobody's part extended, never across tracks, never by an address."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.bijdrage import Opening
from ketenhub.domain.errors import Tegenstrijdig
from ketenhub.domain.partijen import Rol, Spoor
from ketenhub.merge.fold import fold
from ketenhub.merge.koppelen import check_join, fold_joined, same_persons
from ketenhub.merge.record import Ontvangen, record
from tests.unit.merge.huishouden import NU, POLITIE, RECLASSERING, VT, a_bijdrage, a_household
from tests.unit.merge.test_doorbreken import BEVESTIGING, EERSTE, VOORSTEL

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Bijdrage, Vastlegging
    from ketenhub.domain.casus import Casus

OPENING = Opening(casus_id="c2", geopend_op=NU, organisatie=POLITIE, geadresseerden=(), regie=VT)
_numbers = count()


def told(*said: tuple[str, Bijdrage]) -> list[Vastlegging]:
    """Record what was said in another casus."""
    found: list[Vastlegging] = []
    for org, bijdrage in said:
        found.append(record(bijdrage, fold(found), Ontvangen(org, NU, "canoniek 1", lambda: f"z{next(_numbers)}", OPENING)))
    return found


def a_person(ref: str, bsn: str) -> dict[str, object]:
    return {"soort": "persoon", "ref": ref, "bsn": bsn}


def an_incident(ref: str = "i1") -> dict[str, object]:
    return {"soort": "incident", "ref": ref, "aard": "dreiging", "omschrijving": "@{a|Anna} werd bedreigd.", "personen": ["a"]}


def a_suspicion(victim: str, suspect: str) -> Bijdrage:
    return a_bijdrage(
        a_person("a", "999990019"),
        a_person("b", "999990020"),
        {"soort": "geweldsoort", "ref": "k", "aard": "intiem_terrorisme", "slachtoffers": [victim], "plegers": [suspect]},
        bericht="k",
    )


def joined(eigen: list[Vastlegging], ander: list[Vastlegging]) -> Casus:
    found = fold_joined(eigen, {"c2": ander})
    assert found is not None
    return found


def folded(kept: list[Vastlegging]) -> Casus:
    found = fold(kept)
    assert found is not None
    return found


def test_same_own_reference_in_two_casussen_stays_two_items() -> None:
    eigen, casus = a_household()
    ander = told((POLITIE, a_bijdrage(a_person("a", "999990019"), an_incident())))
    whole = joined(eigen, ander)
    assert [i.feit.aard for i in whole.items if i.feit.soort == "incident"] == ["geweld", "dreiging"]
    assert {i.id for i in whole.items} == {i.id for i in (*casus.items, *folded(ander).items)}


def test_same_own_reference_for_another_person_stays_another_person() -> None:
    eigen, casus = a_household()
    ander = told((POLITIE, a_bijdrage(a_person("a", "999990032"))))
    assert len(joined(eigen, ander).personen) == len(casus.personen) + 1


def test_person_known_in_both_by_number_is_one_person_called_as_here() -> None:
    eigen, casus = a_household()
    ander = told((POLITIE, a_bijdrage(a_person("a", "999990019"), an_incident("n"))))
    whole = joined(eigen, ander)
    anna = next(p.id for p in casus.personen if Rol.SLACHTOFFER in p.rollen)
    assert len(whole.personen) == len(casus.personen)
    threat = next(i.feit for i in whole.items if i.feit.soort == "incident" and i.feit.aard == "dreiging")
    assert threat.soort == "incident"
    assert threat.personen == (anna,)
    assert threat.omschrijving.startswith(f"@{{{anna}|Anna}}")


def test_persons_are_the_same_by_number_and_never_by_a_secret_address() -> None:
    place = {"soort": "plaats", "ref": "p", "persoon": "s", "aard": "opvang", "geheim": True, "straat": "Vlierpad", "huisnummer": "9"}
    one = told((POLITIE, a_bijdrage({"soort": "persoon", "ref": "s"}, place)))
    other = told((RECLASSERING, a_bijdrage({"soort": "persoon", "ref": "s"}, place)))
    assert same_persons(folded(one), folded(other)) == {}


def test_join_extends_nobodys_part_and_moves_no_regie() -> None:
    eigen, casus = a_household()
    part: dict[str, object] = {"soort": "betrokkenheid", "ref": "t", "organisatie": "0" * 19 + "7", "van": "2026-11-01"}
    regie: dict[str, object] = {"soort": "regie", "ref": "g", "regierol": "procesregie", "organisatie": VT, "stap": "aanvaard"}
    excuse: dict[str, object] = {"soort": "vrijstelling", "ref": "e", "organisatie": POLITIE, "reden": "Ziek.", "tot": "2026-12-01"}
    ander = told((VT, a_bijdrage(part, regie, excuse)))
    whole = joined(eigen, ander)
    assert (whole.deelnames, whole.regie) == (casus.deelnames, casus.regie)
    assert not [i for i in whole.items if i.feit.soort == "vrijstelling"]


def test_text_that_was_let_go_and_a_fact_that_goes_past_the_rules_there_do_not_here() -> None:
    eigen, _ = a_household()
    look: dict[str, object] = {"soort": "tekstvrijgave", "ref": "v", "feit": "i1", "bericht": "b1", "veld": "omschrijving", "reden": "Hij."}
    later = "2026-11-02T12:00:00Z"
    ander = told(
        (POLITIE, a_bijdrage(a_person("a", "999990019"), an_incident(), bericht="b1")),
        (POLITIE, a_bijdrage({**look, "professional": EERSTE}, VOORSTEL, bericht="voorstel", opgesteld=later)),
        (POLITIE, a_bijdrage(BEVESTIGING, bericht="bevestiging", opgesteld=later)),
    )
    decisions = {"tekstvrijgave", "doorbreking", "doorbrekingsbevestiging"}
    assert {i.feit.soort for i in folded(ander).items} == {"persoon", "incident", *decisions}
    assert decisions.isdisjoint(i.feit.soort for i in joined(eigen, ander).items)


def test_withdrawal_in_the_other_casus_takes_nothing_of_this_one_back() -> None:
    eigen, _ = a_household()
    ander = told(
        (POLITIE, a_bijdrage(a_person("a", "999990019"), an_incident())),
        (POLITIE, a_bijdrage(bericht="w", intrekkingen=[{"ref": "i1", "reden": "Vergissing."}])),
    )
    assert [i.feit.aard for i in joined(eigen, ander).items if i.feit.soort == "incident"] == ["geweld"]


def test_correction_in_the_other_casus_is_a_correction_here() -> None:
    eigen, _ = a_household()
    goal: dict[str, object] = {"soort": "werkdoel", "ref": "w", "tekst": "oud", "volgorde": 1}
    ander = told(
        (POLITIE, a_bijdrage(goal)), (POLITIE, a_bijdrage({**goal, "tekst": "nieuw"}, bericht="n", opgesteld="2026-11-02T12:00:00Z"))
    )
    assert [i.feit.tekst for i in joined(eigen, ander).items if i.feit.soort == "werkdoel"] == ["nieuw"]


@pytest.mark.req("MDA-20")
def test_suspicion_in_the_other_casus_separates_the_tracks_of_the_whole() -> None:
    eigen, casus = a_household()
    whole = joined(eigen, told((POLITIE, a_suspicion("a", "b"))))
    anna = next(p.id for p in casus.personen if Rol.SLACHTOFFER in p.rollen)
    assert whole.splitsing is not None
    assert {p.id: p.spoor for p in whole.personen}[anna] is Spoor.SLACHTOFFER
    assert {p.spoor for p in whole.personen} == {Spoor.SLACHTOFFER, Spoor.PLEGER}


@pytest.mark.req("MDA-20")
def test_words_of_who_stands_on_the_perpetrators_track_here_do_not_land_on_the_victims() -> None:
    eigen, casus = a_household()
    split = record(a_suspicion("a", "b"), casus, Ontvangen(POLITIE, NU, "canoniek 1", lambda: f"z{next(_numbers)}", OPENING))
    whole = joined([*eigen, split], told((RECLASSERING, a_bijdrage({"soort": "werkdoel", "ref": "w", "tekst": "doel", "volgorde": 1}))))
    assert [i.spoor for i in whole.items if i.feit.soort == "werkdoel"] == [Spoor.PLEGER]


@pytest.mark.req("MDA-20")
def test_casussen_are_never_joined_across_tracks() -> None:
    one, same, turned = (folded(told((POLITIE, a_suspicion(*sides)))) for sides in (("a", "b"), ("a", "b"), ("b", "a")))
    check_join(one, same)
    with pytest.raises(Tegenstrijdig):
        check_join(one, turned)


def test_casus_that_reads_no_other_is_the_fold_of_its_own() -> None:
    eigen, casus = a_household()
    alone = fold_joined(eigen, {})
    assert alone is not None
    assert alone.model_dump_json() == casus.model_dump_json()
