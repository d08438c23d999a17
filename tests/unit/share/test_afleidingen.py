"""Everything in the list from which a secret address follows is held, one by one, also under rules that share everything (wall 1)."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.catalogus import catalogus
from ketenhub.domain.gegeven import Categorie
from tests.unit.share.test_share import GEMEENTE, OPVANG, POLITIE, RECLASSERING, SCHOOL, VT, a_casus, a_rule, an_item, decided

if TYPE_CHECKING:
    from typing import Any

    from ketenhub.domain.json import Object

LIJST = tomllib.loads(Path(__file__).with_name("afleidingen.toml").read_text("utf-8"))["afleiding"]
PLAATSEN = {Categorie.LOCATIE, Categorie.CONTACT}
ALLES = [a_rule(f"alles-{naar}", naar) for naar in ("politie", "gemeente", "reclassering", "veilig_thuis")]
GEVER = "0" * 19 + "9"


def listed(houdt: str) -> list[Any]:
    """Give the ways that are held like this, each by its name."""
    return [pytest.param(one, id=one["uit"]) for one in LIJST if one["houdt"] == houdt]


def told(one: Any, oin: str, spoor: str = "onverdeeld", *, genoemd: tuple[str, ...] = (), geheim: bool = True) -> bool:
    """Tell whether a recipient hears it, in a casus with a secret address and a school that stand on no side of theirs."""
    side = "pleger" if spoor == "pleger" else "onverdeeld"
    naming = {"genoemd": list(genoemd)}
    known = (an_item("i8", {**OPVANG, "geheim": geheim}, GEVER), an_item("i9", SCHOOL, GEVER))
    casus: Object = a_casus(*known, an_item("i3", one["feit"], GEVER, side, **naming))
    if one["feit"]["soort"] == "persoon":
        casus = {**casus, "personen": [{"id": "p-1", "verklaringen": ["i3"]}]}
    view = json.dumps(decided(casus, ALLES, oin, spoor).uitsnede.inhoud, ensure_ascii=False).casefold()
    fields = [value for value in one["feit"].values() if isinstance(value, str) and value[:4].isdigit()]
    return any(word in view for word in (one.get("kanarie", "kanarie"), *(f'"{value}"' for value in fields)))


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize("one", [*listed("muur"), *listed("tekst")])
@pytest.mark.parametrize("oin", [POLITIE, GEMEENTE, RECLASSERING, VT])
@pytest.mark.parametrize("spoor", ["onverdeeld", "slachtoffer", "beide", "pleger"])
def test_whom_the_source_did_not_name_hears_nothing_from_which_the_address_follows(one: Any, oin: str, spoor: str) -> None:
    assert not told(one, oin, spoor)


@pytest.mark.parametrize("one", [*listed("muur"), *listed("tekst")])
@pytest.mark.parametrize("spoor", ["onverdeeld", "slachtoffer", "beide"])
def test_whom_the_source_named_hears_it(one: Any, spoor: str) -> None:
    assert told(one, POLITIE, spoor, genoemd=(POLITIE,))


@pytest.mark.parametrize("one", listed("muur"))
@pytest.mark.parametrize("geheim", [True, False], ids=["secret", "not secret"])
def test_perpetrators_track_hears_it_not_even_when_named_nor_where_no_address_is_secret(one: Any, geheim: bool) -> None:
    assert not told(one, RECLASSERING, "pleger", genoemd=(RECLASSERING,), geheim=geheim)


@pytest.mark.parametrize("one", [one for one in listed("muur") if not one.values[0]["feit"].get("geheim")])
def test_where_no_address_is_secret_rules_decide(one: Any) -> None:
    assert told(one, POLITIE, geheim=False)


@pytest.mark.parametrize("one", listed("niet"))
def test_limit_of_what_the_hub_finds_is_still_a_limit(one: Any) -> None:
    assert told(one, POLITIE)


def test_every_field_that_holds_a_place_or_a_number_is_in_the_list() -> None:
    fields = {(soort, naam) for soort, kinds in catalogus().items() for naam, kind in kinds.items() if kind in PLAATSEN}
    tried = {(one["feit"]["soort"], naam) for one in LIJST for naam in one["feit"]}
    assert fields - tried == set()


@pytest.mark.parametrize("number", ["0612345678", "06-12345678", "06 12 34 56 78", "+31 6 12345678", "0031612345678", "+31(0)6 1234 5678"])
def test_mobile_number_tells_no_place(number: str) -> None:
    one = {"feit": {"soort": "persoon", "ref": "a", "naam": {"achternaam": "Anders"}, "telefoon": number}, "kanarie": number.casefold()}
    assert told(one, POLITIE)
    assert told(one, RECLASSERING, "pleger")


@pytest.mark.parametrize("number", ["0101234567", "061234567", "06123456789", "0612345678 of 0101234567", "bij oma", "+316"])
def test_anything_else_may_tell_one(number: str) -> None:
    one = {"feit": {"soort": "persoon", "ref": "a", "naam": {"achternaam": "Anders"}, "telefoon": number}, "kanarie": number.casefold()}
    assert not told(one, POLITIE)
    assert not told(one, RECLASSERING, "pleger")
