"""The limits of a region hold back what opens too much or opens what may not."""

from __future__ import annotations

import pytest

from ketenhub.domain.gegeven import Categorie
from ketenhub.share.grenzen import Grenzen, Oordeel, weigh
from ketenhub.share.verschil import Cel, Telling

PLAATS = Cel("plaats.straat", "locatie", "politie", "0" * 20)
CIJFER = Cel("veiligheidsbeoordeling.cijfer", "cijfer", "politie", "0" * 20)


def test_what_becomes_visible_and_what_is_seen_wider_both_open_and_what_goes_or_changes_does_not() -> None:
    found = weigh({CIJFER: Telling(nieuw=3, ruimer=4, anders=50, weg=60)}, Grenzen())
    assert found == Oordeel((), 7, bevestigen=False)


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize("categorie", ["locatie", "bsn", "melder"])
def test_sensitive_category_blocks_unless_the_region_says_otherwise(categorie: str) -> None:
    cel = Cel("a.b", categorie, "politie", "0" * 20)
    assert weigh({cel: Telling(nieuw=1)}, Grenzen()).geblokkeerd == (f"a.b ({categorie}) voor politie",)
    assert weigh({cel: Telling(nieuw=1)}, Grenzen(dicht=frozenset({Categorie.CIJFER}))).geblokkeerd == ()


def test_what_opens_nothing_blocks_nothing() -> None:
    assert weigh({PLAATS: Telling(anders=5, weg=5)}, Grenzen()) == Oordeel((), 0, bevestigen=False)


def test_each_field_that_blocks_is_named_for_whom_in_order() -> None:
    kinds = ("politie", "gemeente", "om", "ggz", "aov", "school")
    found = weigh({CIJFER: Telling(nieuw=1)} | {PLAATS._replace(soort=kind): Telling(ruimer=1) for kind in kinds}, Grenzen())
    assert found.geblokkeerd == tuple(f"plaats.straat (locatie) voor {kind}" for kind in sorted(kinds))


@pytest.mark.parametrize(("opent", "bevestigen"), [(100, False), (101, True)])
def test_above_a_hundred_fields_somebody_must_say_that_it_is_meant(opent: int, bevestigen: bool) -> None:
    assert weigh({CIJFER: Telling(nieuw=opent)}, Grenzen()).bevestigen is bevestigen


def test_region_can_set_its_own_measure_and_without_it_a_simulation_counts_for_a_week() -> None:
    own, given = Grenzen(bevestig_boven=2, dagen=3), Grenzen()
    assert [(weigh({CIJFER: Telling(nieuw=3)}, one).bevestigen, one.dagen) for one in (own, given)] == [(True, 3), (False, 7)]


def test_field_that_opens_as_often_as_it_widens_counts_for_both() -> None:
    assert weigh({CIJFER: Telling(nieuw=2, ruimer=2)}, Grenzen()).opent == 4
