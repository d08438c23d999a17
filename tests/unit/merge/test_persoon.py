"""What the fold knows of a person, down to each edge: adult, member until, roles, side, and in which order."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.casus import PersoonInBeeld, Splitsing
from ketenhub.domain.partijen import Lid, Lidmaatschap, Persoon, PersoonRol, Rol, Spoor
from ketenhub.merge.persoon import derive_persons
from ketenhub.testing import builders as b

OP = date(2026, 1, 5)
SLEUTELS = (
    (b.VT, "a", "p-a"),
    (b.POLITIE, "a", "p-a"),
    (b.VT, "b", "p-b"),
    (b.VT, "w", "i-7"),
)


def a_statement(ident: str, org: str = b.VT, *, ref: str = "a", lid: Lid | None = None, geboren: str | None = None) -> Item:
    born = date.fromisoformat(geboren) if geboren else None
    return b.an_item(Persoon(ref=ref, geldig_op=OP, lid=lid, geboortedatum=born), org, ident=ident)


def a_period(ident: str, van: str, tot: str | None = None, persoon: str = "p-a") -> Item:
    end = date.fromisoformat(tot) if tot else None
    return b.an_item(Lidmaatschap(ref=ident, geldig_op=OP, persoon=persoon, van=date.fromisoformat(van), tot=end), ident=ident)


def a_role(ident: str, rol: Rol, *, tot: str | None = None) -> Item:
    end = date.fromisoformat(tot) if tot else None
    return b.an_item(PersoonRol(ref=ident, geldig_op=OP, persoon="p-a", rol=rol, tot=end), ident=ident)


def persons(*items: Item, split: Splitsing | None = None) -> dict[str, PersoonInBeeld]:
    """Give each person by id."""
    return {p.id: p for p in derive_persons(items, SLEUTELS, b.an_opening(), split)[0]}


def test_earliest_of_two_dates_of_birth_makes_adult_first() -> None:
    found = persons(a_statement("s1", geboren="2010-05-01"), a_statement("s2", b.POLITIE, geboren="2009-05-01"))["p-a"]
    assert (found.volwassen, found.volwassen_vanaf) == (False, date(2027, 5, 1))


@pytest.mark.parametrize(
    ("geboren", "adult", "vanaf"),
    [("2008-01-04", True, None), ("2008-01-05", True, None), ("2008-01-06", False, date(2026, 1, 6))],
)
def test_eighteen_on_the_day_of_opening_is_adult_and_a_day_later_becomes_it(geboren: str, adult: bool, vanaf: date | None) -> None:
    found = persons(a_statement("s1", geboren=geboren))["p-a"]
    assert (found.volwassen, found.volwassen_vanaf) == (adult, vanaf)


def test_minor_by_word_without_a_date_of_birth_is_a_minor() -> None:
    found = persons(a_statement("s1", lid=Lid.MINDERJARIG))["p-a"]
    assert (found.volwassen, found.volwassen_vanaf) == (False, None)


def test_adult_by_word_whose_date_of_birth_says_otherwise_is_adult_now() -> None:
    found = persons(a_statement("s1", lid=Lid.VOLWASSENE, geboren="2010-05-01"))["p-a"]
    assert (found.volwassen, found.volwassen_vanaf) == (True, None)


def test_membership_ends_with_the_last_period_and_not_at_all_while_one_is_open() -> None:
    ended = (a_statement("s"), a_period("l1", "2026-01-01", "2026-02-01"), a_period("l2", "2026-03-01", "2026-04-01"))
    assert (persons(*ended)["p-a"].lid, persons(*ended)["p-a"].lid_tot) == (True, date(2026, 4, 1))
    assert persons(*ended, a_period("l3", "2026-05-01"))["p-a"].lid_tot is None


def test_who_is_network_alone_is_no_member_and_with_another_role_is_one() -> None:
    assert not persons(a_statement("s"), a_role("r1", Rol.NETWERK))["p-a"].lid
    assert persons(a_statement("s"), a_role("r1", Rol.NETWERK), a_role("r2", Rol.PLEGER))["p-a"].lid
    assert persons(a_statement("s"), a_role("r1", Rol.NETWERK), a_period("l", "2026-01-01"))["p-a"].lid


def test_role_that_ended_is_no_role_and_roles_stand_in_order() -> None:
    roles = (Rol.SLACHTOFFER, Rol.PLEGER, Rol.KIND, Rol.HUISGENOOT)
    for given in (roles, roles[::-1]):
        items = [a_role(f"r{n}", rol) for n, rol in enumerate(given)]
        assert persons(a_statement("s"), *items, a_role("r9", Rol.NETWERK, tot="2026-01-01"))["p-a"].rollen == tuple(sorted(roles))


def test_statements_and_persons_stand_in_the_order_of_their_ids() -> None:
    found = persons(a_statement("s3", ref="b"), a_statement("s2"), a_statement("s1", b.POLITIE))
    assert list(found) == ["p-a", "p-b"]
    assert found["p-a"].verklaringen == ("s1", "s2")


@pytest.mark.req("MDA-20")
def test_named_perpetrator_of_whom_nobody_said_who_it_is_stands_on_its_own_side() -> None:
    split = Splitsing(op=OP, item="k", plegers=("p-z",))
    found = persons(a_statement("s1"), split=split)
    assert {ident: person.spoor for ident, person in found.items()} == {"p-a": Spoor.SLACHTOFFER, "p-z": Spoor.PLEGER}
    assert found["p-z"].verklaringen == ()


def test_own_reference_of_a_plain_item_names_no_person() -> None:
    sleutels = ((b.VT, "a", "i-1"), (b.VT, "a", "p-a"), (b.VT, "a", "z-1"))
    (person,), _ = derive_persons((a_statement("s1"),), sleutels, b.an_opening(), None)
    assert person.id == "p-a"


def test_period_of_someone_of_whom_nobody_said_who_it_is_makes_no_person() -> None:
    assert list(persons(a_statement("s1"), a_period("l", "2026-01-01", persoon="p-q"))) == ["p-a"]
