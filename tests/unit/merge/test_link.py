"""Linking is automatic on four grounds only; everything else opens its own casus."""

from __future__ import annotations

import pytest

from ketenhub.merge.link import Aanknoping, Kandidaat, link


@pytest.mark.parametrize(
    "aanknoping",
    [
        Aanknoping(verwijzing="c"),
        Aanknoping(eigen_referentie="c"),
        Aanknoping(betreft_bericht="c"),
        Aanknoping(kandidaten=(Kandidaat("c", 2, True),)),
    ],
    ids=["verwijzing", "eigen", "bericht", "bsn"],
)
def test_four_grounds_link(aanknoping: Aanknoping) -> None:
    assert link(aanknoping).casus_id == "c"


@pytest.mark.parametrize(
    "kandidaten",
    [
        (Kandidaat("c", 1, True),),
        (Kandidaat("c", 2, False),),
        (Kandidaat("c", 2, True), Kandidaat("d", 3, True)),
    ],
    ids=["one member", "no victim", "two open casussen"],
)
def test_doubt_opens_a_new_casus_and_proposes_to_a_person(kandidaten: tuple[Kandidaat, ...]) -> None:
    koppeling = link(Aanknoping(kandidaten=kandidaten))
    assert koppeling.casus_id is None
    assert koppeling.voorstellen == tuple(k.casus_id for k in kandidaten)


def test_sender_on_the_perpetrators_track_is_never_linked_by_persons() -> None:
    koppeling = link(Aanknoping(kandidaten=(Kandidaat("c", 4, True, op_pleger=True),)))
    assert (koppeling.casus_id, koppeling.voorstellen) == (None, ())


def test_reference_goes_before_persons() -> None:
    assert link(Aanknoping(verwijzing="c", kandidaten=(Kandidaat("d", 4, True),))).casus_id == "c"


def test_two_open_casussen_are_two_even_when_the_sender_stands_on_the_perpetrators_track_in_one() -> None:
    kandidaten = (Kandidaat("c", 2, True), Kandidaat("d", 2, True, op_pleger=True))
    assert link(Aanknoping(kandidaten=kandidaten)).casus_id is None


@pytest.mark.parametrize(
    ("aanknoping", "grond"),
    [
        (Aanknoping("c", "d", "e"), "casusverwijzing"),
        (Aanknoping(None, "c", "e"), "eigen referentie"),
        (Aanknoping(None, None, "c"), "bericht van deze casus"),
        (Aanknoping(kandidaten=(Kandidaat("c", 2, True), Kandidaat("d", 1, True))), "burgerservicenummers"),
    ],
)
def test_first_ground_counts_and_is_named(aanknoping: Aanknoping, grond: str) -> None:
    found = link(aanknoping)
    assert (found.casus_id, found.grond, found.voorstellen) == ("c", grond, ())


def test_new_casus_says_so_and_proposes_in_order() -> None:
    found = link(Aanknoping(kandidaten=(Kandidaat("d", 1, True), Kandidaat("c", 1, True), Kandidaat("a", 1, True, op_pleger=True))))
    assert (found.casus_id, found.grond, found.voorstellen) == (None, "nieuw", ("c", "d"))
