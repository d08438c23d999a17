"""What is kept of a message: whose names it may use, on which track it lands, from where it comes, and each refusal's place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

import pytest

from ketenhub.domain.bijdrage import Bijdrage, Herkomst
from ketenhub.domain.errors import KetenhubError, OnbekendeVerwijzing, OngeldigBericht
from ketenhub.domain.partijen import Professional, Spoor
from ketenhub.domain.plan import Werkdoel
from ketenhub.merge.fold import merge
from ketenhub.merge.record import Ontvangen, record, track_of
from ketenhub.testing import builders as b
from tests.unit.merge.huishouden import NU, OPENING, POLITIE, RECLASSERING, VT, a_bijdrage, a_household, a_record, said
from tests.unit.merge.test_regie import split_up

SCHOOL = "0" * 19 + "9"
GOAL: dict[str, object] = {"soort": "werkdoel", "ref": "w", "tekst": "doel", "volgorde": 1}


def heard(organisatie: str, **rest: object) -> Ontvangen:
    numbers = count()
    return Ontvangen(organisatie, NU, "canoniek 1", lambda: f"n{next(numbers)}", OPENING, **rest)  # type: ignore[arg-type]


def place_of_refusal(bijdrage: Bijdrage, organisatie: str) -> tuple[type[KetenhubError], str]:
    _, casus = a_household()
    with pytest.raises(KetenhubError) as error:
        a_record(bijdrage, casus, organisatie)
    return type(error.value), error.value.plaats


def test_second_use_of_an_own_reference_is_named_by_its_place() -> None:
    assert place_of_refusal(a_bijdrage(GOAL, {**GOAL, "ref": "v"}, GOAL), VT) == (OngeldigBericht, "/feiten/2/ref")


def test_person_and_statement_may_bear_the_same_own_reference() -> None:
    kept = a_record(a_bijdrage({"soort": "persoon", "ref": "w"}, GOAL), None, VT)
    assert [item.feit.ref for item in kept.items] == ["w", "w"]


def test_withdrawal_of_what_was_not_said_is_named_by_its_place() -> None:
    _, casus = a_household()
    bijdrage = a_bijdrage(bericht="w", intrekkingen=[{"ref": "i1", "reden": "x"}, {"ref": "nooit", "reden": "x"}])
    with pytest.raises(OnbekendeVerwijzing) as error:
        a_record(bijdrage, casus, POLITIE)
    assert error.value.plaats == "/intrekkingen/1/ref"


def test_first_record_bears_the_opening_and_the_next_one_only_the_casus() -> None:
    first = a_record(a_bijdrage(GOAL), None, POLITIE)
    assert (first.casus_id, first.opening) == ("c1", OPENING)
    casus = merge(None, first.model_copy(update={"casus_id": "c7"}))
    following = a_record(a_bijdrage(GOAL, bericht="n"), casus, POLITIE)
    assert (following.casus_id, following.opening) == ("c7", None)


def test_origin_holds_everything_that_the_message_and_the_fact_say_of_it() -> None:
    by_message, by_fact = Professional(ref="m", functie="agent"), Professional(ref="f", functie="arts")
    written = datetime(2026, 10, 31, 8, tzinfo=UTC)
    plain = Werkdoel(ref="w", geldig_op=date(2026, 10, 30), tekst="doel", volgorde=1)
    bijdrage = Bijdrage(
        bericht_id="b",
        opgesteld_op=written,
        professional=by_message,
        geadresseerden=(VT, RECLASSERING),
        feiten=(
            plain,
            plain.model_copy(
                update={"ref": "v", "professional": by_fact, "genoemd": (SCHOOL, VT), "niet_verder": True, "beroepsgeheim": True}
            ),
        ),
    )
    first, second = (item.herkomst for item in record(bijdrage, None, heard(POLITIE)).items)
    assert first == Herkomst(
        organisatie=POLITIE,
        professional=by_message,
        eigen_id="w",
        geldig_op=date(2026, 10, 30),
        opgesteld_op=written,
        ontvangen_op=NU,
        bericht="b",
        vertaling="canoniek 1",
        genoemd=(VT, RECLASSERING),
    )
    assert (second.professional, second.genoemd) == (by_fact, (SCHOOL, VT, RECLASSERING))
    assert (second.niet_verder, second.beroepsgeheim) == (True, True)


def test_own_reference_for_a_person_is_that_senders_alone() -> None:
    _, casus = a_household()
    kept = a_record(a_bijdrage({"soort": "persoon", "ref": "a"}, bericht="n"), casus, RECLASSERING)
    assert kept.personen[0][2] not in {p.id for p in casus.personen}
    with pytest.raises(OnbekendeVerwijzing):
        a_record(a_bijdrage({"soort": "lidmaatschap", "ref": "l", "persoon": "a", "van": "2026-01-01"}, bericht="n"), casus, RECLASSERING)


def test_person_named_again_by_the_same_sender_stays_that_person_with_another_number_or_none() -> None:
    records, casus = a_household()
    known = {ref: ident for _, ref, ident in records[0].personen}
    for number in ({}, {"bsn": "999990020"}, {"bsn": "999990032"}):
        kept = a_record(a_bijdrage({"soort": "persoon", "ref": "a", **number}, bericht="n"), casus, POLITIE)
        assert kept.personen == ((POLITIE, "a", known["a"]),)


def test_two_names_for_one_number_in_one_message_are_one_person_and_no_number_is_no_link() -> None:
    number = {"bsn": "999990032"}
    kept = a_record(
        a_bijdrage(
            GOAL,
            {"soort": "persoon", "ref": "p", **number},
            {"soort": "persoon", "ref": "q", **number},
            {"soort": "persoon", "ref": "r"},
            {"soort": "persoon", "ref": "s"},
        ),
        None,
        VT,
    )
    idents = [ident for _, _, ident in kept.personen]
    assert idents[0] == idents[1]
    assert len(set(idents)) == 3
    assert all(ident.startswith("p-id") for ident in idents)


def test_what_a_sender_calls_a_person_in_its_view_is_that_person() -> None:
    _, casus = a_household()
    anna = casus.personen[0].id
    member: dict[str, object] = {"soort": "lidmaatschap", "ref": "l", "persoon": "pseudoniem-1", "van": "2026-01-01"}
    kept = record(a_bijdrage(member, bericht="n"), casus, heard(RECLASSERING, pseudoniemen={"pseudoniem-1": anna}))
    feit = kept.items[0].feit
    assert feit.soort == "lidmaatschap"
    assert feit.persoon == anna


def test_own_reference_to_a_statement_is_that_senders_alone_and_an_id_is_for_all_who_see_it() -> None:
    _, casus = a_household()
    condition: dict[str, object] = {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": "Hij belt.", "termijn": "2026-12-01"}
    casus = said(casus, VT, "v", condition)
    ident = casus.items[-1].id

    def a_breach(ref: str) -> Bijdrage:
        return a_bijdrage({"soort": "voorwaardestand", "ref": "s", "voorwaarde": ref, "stand": "geschonden"}, bericht="n")

    for org, ref in ((VT, "v"), (VT, ident), (POLITIE, ident)):
        feit = a_record(a_breach(ref), casus, org).items[0].feit
        assert feit.soort == "voorwaardestand"
        assert feit.voorwaarde == ident
    with pytest.raises(OnbekendeVerwijzing):
        a_record(a_breach("v"), casus, POLITIE)


def test_statement_is_no_person_to_refer_to() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "w", GOAL)
    with pytest.raises(OnbekendeVerwijzing):
        said(casus, VT, "n", {"soort": "lidmaatschap", "ref": "l", "persoon": "w", "van": "2026-01-01"})


def test_person_is_no_statement_to_refer_to() -> None:
    _, casus = a_household()
    step: dict[str, object] = {"soort": "voorwaardestand", "ref": "s", "voorwaarde": "x", "stand": "geschonden"}
    with pytest.raises(OnbekendeVerwijzing):
        a_record(a_bijdrage(step, bericht="n"), casus, VT)


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize(
    ("organisatie", "sees"),
    [(VT, {"victim", "perpetrator"}), (POLITIE, {"victim"}), (RECLASSERING, {"perpetrator"}), (SCHOOL, set())],
    ids=["both tracks", "victim's track", "perpetrator's track", "no part"],
)
def test_each_side_refers_to_what_stands_on_its_own_track(organisatie: str, sees: set[str]) -> None:
    condition: dict[str, object] = {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": "Hij belt.", "termijn": "2026-12-01"}
    sides = {"victim": "0" * 19 + "5", "perpetrator": "0" * 19 + "6"}
    casus, items = split_up(a_household()[1]), {}
    for side, (org, spoor) in zip(sides, zip(sides.values(), ("slachtoffer", "pleger"), strict=True), strict=True):
        part: dict[str, object] = {"soort": "betrokkenheid", "ref": side, "organisatie": org, "van": "2026-11-01", "opSpoor": spoor}
        casus = said(said(casus, VT, f"t-{side}", part), org, "v", condition)
        items[side] = casus.items[-1].id
    found = set()
    for side, ident in items.items():
        try:
            said(casus, organisatie, "n", {"soort": "voorwaardestand", "ref": "s", "voorwaarde": ident, "stand": "geschonden"})
        except OnbekendeVerwijzing:
            continue
        found.add(side)
    assert found == sees


def test_own_item_on_the_other_track_can_still_be_referred_to_by_its_id() -> None:
    _, casus = a_household()
    condition: dict[str, object] = {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": "Hij belt.", "termijn": "2026-12-01"}
    casus = said(casus, RECLASSERING, "v", condition)
    ident = casus.items[-1].id
    casus = split_up(casus)
    step: dict[str, object] = {"soort": "voorwaardestand", "ref": "s", "voorwaarde": ident, "stand": "geschonden"}
    assert said(casus, RECLASSERING, "n", step).items[-1].feit.soort == "voorwaardestand"


def test_before_a_split_everyone_refers_to_everything_by_its_id() -> None:
    _, casus = a_household()
    incident = next(item.id for item in casus.items if item.feit.soort == "incident")
    told: dict[str, object] = {"soort": "hoedanigheid", "ref": "h", "persoon": "z", "incident": incident, "hoedanigheid": "getuige"}
    kept = said(casus, SCHOOL, "n", {"soort": "persoon", "ref": "z"}, told)
    assert kept.items[-1].feit.soort == "hoedanigheid"


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize(
    ("eigen", "toegewezen", "eerder", "lands"),
    [
        (Spoor.PLEGER, True, None, Spoor.PLEGER),
        (Spoor.PLEGER, True, Spoor.PLEGER, Spoor.PLEGER),
        (Spoor.PLEGER, True, Spoor.SLACHTOFFER, Spoor.SLACHTOFFER),
        (Spoor.PLEGER, True, Spoor.ONVERDEELD, Spoor.SLACHTOFFER),
        (Spoor.PLEGER, False, None, Spoor.SLACHTOFFER),
        (Spoor.SLACHTOFFER, True, Spoor.PLEGER, Spoor.SLACHTOFFER),
    ],
)
def test_item_lands_on_its_senders_assigned_track_and_what_was_the_victims_stays_it(
    eigen: Spoor, toegewezen: bool, eerder: Spoor | None, lands: Spoor
) -> None:
    part = b.a_part(SCHOOL, spoor=eigen).model_copy(update={"toegewezen": toegewezen})
    goal = Werkdoel(ref="w", geldig_op=NU, tekst="doel", volgorde=1)
    assert track_of(b.a_casus(deelnames=(b.a_part(VT), part), splitsing=b.a_split()), SCHOOL, goal, eerder) is lands
    assert track_of(b.a_casus(deelnames=(part,)), SCHOOL, goal, eerder) is Spoor.ONVERDEELD
    assert track_of(None, SCHOOL, goal, eerder) is Spoor.ONVERDEELD
