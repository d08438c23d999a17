"""The short form of every proof that needs no world; the full form is `make prove FULL=1`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ketenhub.flow.beeld import cut
from tests.bewijzen.bewijs import Bewijs, Opdracht, Uitslag
from tests.bewijzen.lijst import BEWIJZEN, PROEVEN
from tests.bewijzen.nietbeinvloeden import untouched

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import FaseBeoordeling
    from ketenhub.flow.beeld import Beeld

ROOT = Path(__file__).parents[2]
ZAAD = int(os.environ.get("KETENHUB_ZAAD", "1"))


@pytest.mark.req("MDA-20", "CON-07", "MOV-16", "VISIE-44")
@pytest.mark.parametrize("bewijs", BEWIJZEN, ids=lambda bewijs: bewijs.naam)
def test_claim_holds(bewijs: Bewijs) -> None:
    uitslag = bewijs.voer(Opdracht(bewijs.kort, ZAAD))
    assert uitslag.verschillen == []
    assert uitslag.gedaan >= bewijs.kort


def test_proof_of_which_nothing_ran_does_not_hold() -> None:
    assert [Uitslag().klopt, Uitslag(1).klopt, Uitslag(1, {}, ["iets"]).klopt] == [False, True, False]


def test_names_are_one_word_and_tests_are_there() -> None:
    names = [*(one.naam for one in BEWIJZEN), *(one.naam for one in PROEVEN)]
    assert len(set(names)) == len(names)
    assert [part for proef in PROEVEN for part in (*proef.kort, *proef.vol) if "/" in part and not (ROOT / part).is_file()] == []


def uncut(casus: Casus, beoordeling: FaseBeoordeling) -> dict[str, Beeld]:
    """Cut the perpetrator's side as if the tracks were never separated."""
    whole = cut(casus, beoordeling)
    return {**whole, "pleger": replace(whole["pleger"], casus=whole["regie"].casus)}


def test_leak_is_found_by_the_proof() -> None:
    assert untouched(Opdracht(4, ZAAD), uncut).verschillen != []
