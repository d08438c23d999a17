"""What the people themselves see: own words, and what somebody found safe to show them; never a place, never the other track."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import AlleenRegie
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, text
from tests.unit.eisen.wereld import CIJFER, POLITIE, VT, say
from tests.unit.share.rijk import a_plan, base_rules, fields_of, person_of, person_view, shown, words_of

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json, Object

ALLES = list(Categorie)
MENSEN = ("anna", "ben", "kim", "oma")
NAMEN = {"anna": "Anna", "ben": "Ben", "kim": "Kim", "oma": "Truus"}
VERDENKING: dict[str, Json] = {
    "soort": "geweldsoort",
    "ref": "verdenking",
    "aard": "intiem_terrorisme",
    "slachtoffers": ["anna"],
    "plegers": ["ben"],
}


def a_check(onderdeel: str, *doelgroepen: str, **rest: Json) -> dict[str, Json]:
    """Build a check on safety before something is shown."""
    return {
        "soort": "vrijgave",
        "ref": f"vrijgave-{onderdeel}-{'-'.join(doelgroepen)}",
        "onderdeel": onderdeel,
        "doelgroepen": list(doelgroepen),
        "veilig": True,
        "getoetstDoor": "M. Regisseur",
        "getoetstOp": "2026-01-10",
        "reden": "Met ieder apart besproken.",
        **rest,
    }


def agreement_for(casus: Casus, ref: str, dag: str = "2026-01-10") -> list[str | None]:
    """Give what one of the people reads of the agreement."""
    return shown(person_view(casus, ref, base_rules(), dag), "veiligheidsafspraken", "wat")


def seen(casus: Casus, ref: str, dag: str = "2026-01-10") -> Object:
    """Give what one of the people sees."""
    found = person_view(casus, ref, base_rules(), dag)
    assert found is not None
    return found


@pytest.mark.req("MDA-46")
@pytest.mark.parametrize("ref", MENSEN)
def test_nothing_of_the_plan_is_shown_to_anyone_before_somebody_checked_that_it_is_safe(ref: str) -> None:
    view = seen(a_plan(), ref)
    assert set(fields_of(view)) <= {"", "persoon"}
    assert [text(row, "naam", "voornamen") for row in rows(view, "personen")] == [NAMEN[ref]]


@pytest.mark.req("MDA-46")
def test_agreement_goes_to_the_audience_for_whom_it_was_found_safe_and_to_no_other() -> None:
    casus = a_plan(a_check("afspraak", "betrokkene"))
    assert [len(agreement_for(casus, ref)) for ref in MENSEN] == [1, 1, 0, 0]
    assert agreement_for(casus, "anna") == ["Truus belt Anna."]


@pytest.mark.req("MDA-46")
def test_check_can_name_the_persons_whom_it_is_for() -> None:
    casus = a_plan(a_check("afspraak", "betrokkene", personen=["anna"]))
    assert [len(agreement_for(casus, ref)) for ref in MENSEN] == [1, 0, 0, 0]


@pytest.mark.req("MDA-46")
@pytest.mark.parametrize(("dag", "aantal"), [("2026-01-09", 0), ("2026-01-10", 1), ("2026-02-01", 1), ("2026-02-02", 0)])
def test_check_counts_from_its_day_until_its_end(dag: str, aantal: int) -> None:
    assert len(agreement_for(a_plan(a_check("afspraak", "betrokkene", tot="2026-02-01")), "anna", dag)) == aantal


@pytest.mark.req("MDA-46")
def test_one_check_that_finds_it_unsafe_holds_it_back_whatever_others_found() -> None:
    unsafe = a_check("afspraak", "betrokkene", "netwerk", veilig=False, tot="2026-01-10")
    assert agreement_for(a_plan(a_check("afspraak", "betrokkene"), unsafe), "anna", "2026-03-01") == []


@pytest.mark.req("MDA-46")
def test_scenario_also_says_of_itself_whether_it_may_be_shown() -> None:
    closed: dict[str, Json] = {"soort": "proactief_scenario", "ref": "dicht", "stappen": ["Politie komt."], "tonenAanBetrokkenen": False}
    casus = a_plan(closed, a_check("scenario", "betrokkene"), a_check("dicht", "betrokkene"))
    assert [row["stappen"] for row in rows(seen(casus, "anna"), "proactieveScenarios")] == [["Bel 112."]]


@pytest.mark.req("MDA-46")
def test_only_regie_records_such_a_check() -> None:
    casus = say(a_plan(), {"soort": "betrokkenheid", "ref": "pol", "organisatie": POLITIE, "van": "2026-01-10"})
    afspraak = next(item.id for item in casus.items if item.feit.soort == "veiligheidsafspraak")
    with pytest.raises(AlleenRegie):
        say(casus, a_check(afspraak, "betrokkene"), van=POLITIE)


def with_words(wat: str) -> Casus:
    """Give the plan with another agreement that was found safe for everyone."""
    extra: dict[str, Json] = {"soort": "veiligheidsafspraak", "ref": "extra", "wie": "Oma", "wat": wat}
    return a_plan(extra, a_check("extra", "betrokkene", "meerderjarig_kind", "netwerk"))


@pytest.mark.req("MDA-46", "MOV-16")
@pytest.mark.parametrize("wat", ["Zij slaapt in Lindepad.", "Zij slaapt aan de Kastanjelaan 12.", "Zij slaapt op 9999 XK."])
@pytest.mark.parametrize("ref", MENSEN)
def test_place_in_an_agreement_reaches_none_of_the_people_even_when_it_was_checked(ref: str, wat: str) -> None:
    assert shown(seen(with_words(wat), ref), "veiligheidsafspraken", "wat") in ([], [None])


@pytest.mark.parametrize("ref", MENSEN)
def test_no_place_and_no_organisation_stands_with_what_the_people_see(ref: str) -> None:
    casus = with_words("Zij belt.")
    rules = base_rules()
    wide = rules.model_copy(
        update={"regels": tuple(r.model_copy(update={"categorieen": tuple(ALLES), "velden": (), "feitsoorten": ()}) for r in rules.regels)}
    )
    view = person_view(casus, ref, wide)
    words = words_of({key: value for key, value in (view or {}).items() if key != "regie"})
    assert [word for word in ("Lindepad", "Berkenrade", "Elzenwoude", VT) if word in words] == []


@pytest.mark.req("MDA-46")
def test_text_that_was_let_go_to_all_organisations_is_still_held_from_the_people() -> None:
    casus = with_words("Truus kent het huis.")
    extra = next(i for i in casus.items if i.herkomst.eigen_id == "extra")
    look: dict[str, Json] = {"ref": "blik", "feit": extra.id, "bericht": extra.herkomst.bericht, "veld": "wat", "reden": "Dat mag."}
    functie: dict[str, Json] = {"ref": "m", "functie": "casusregisseur", "naam": "M. Regisseur"}
    freed = say(casus, {"soort": "tekstvrijgave", "professional": functie, **look})
    assert shown(seen(freed, "anna"), "veiligheidsafspraken", "wat") in ([], [None])


def test_that_organisations_contradict_each_other_names_none_of_them_to_the_people() -> None:
    other: dict[str, Json] = {"soort": "persoon", "ref": "anna", "naam": {"voornamen": "Hannah"}, "geboortedatum": "1991-02-03"}
    casus = say(say(a_plan(), {"soort": "betrokkenheid", "ref": "pol", "organisatie": POLITIE, "van": "2026-01-10"}), other, van=POLITIE)
    view = seen(casus, "anna")
    assert len(rows(rows(view, "personen")[0], "bronnen")) == 1
    assert "verschillen" not in view
    assert POLITIE not in words_of({key: value for key, value in view.items() if key != "regie"})


@pytest.mark.req("MDA-46", "MDA-20")
def test_agreement_on_one_track_is_never_shown_to_a_person_on_the_other() -> None:
    casus = say(a_plan(), VERDENKING)
    said: dict[str, Json] = {"soort": "veiligheidsafspraak", "ref": "van-ben", "wie": "Ben", "wat": "Hij belt.", "spoor": "pleger"}
    everyone = ("betrokkene", "meerderjarig_kind", "netwerk")
    casus = say(casus, said, a_check("afspraak", *everyone), a_check("van-ben", *everyone, spoor="pleger"))
    assert agreement_for(casus, "anna") == ["Truus belt Anna."]
    assert agreement_for(casus, "ben") == ["Hij belt."]


@pytest.mark.req("MDA-02")
def test_adult_child_out_of_the_house_sees_its_own_statements_and_nobody_elses() -> None:
    def a_voice(ref: str, wie: str, reden: str) -> dict[str, Json]:
        return {**CIJFER, "ref": ref, "beoordelaar": {"soort": "betrokkene", "persoon": wie}, "reden": reden}

    casus = a_plan(a_voice("c1", "kim", "Ik schrik van de bel."), a_voice("c2", "anna", "Het is rustig."))
    (row,) = rows(seen(casus, "kim"), "veiligheidsbeoordelingen")
    assert (row["reden"], at(row, "beoordelaar", "persoon")) == ("Ik schrik van de bel.", f"ps-{person_of(casus, 'kim')}")


@pytest.mark.req("MDA-02")
def test_adult_child_has_access_of_its_own_to_what_was_found_safe_for_adult_children() -> None:
    assert [len(agreement_for(a_plan(a_check("afspraak", "meerderjarig_kind")), ref)) for ref in MENSEN] == [0, 0, 1, 0]


def test_what_was_said_by_proxy_is_not_shown_as_own_words() -> None:
    proxy: dict[str, Json] = {**CIJFER, "ref": "c3", "beoordelaar": {"soort": "betrokkene", "persoon": "kim", "namens": "de buren"}}
    assert rows(seen(a_plan(proxy), "kim"), "veiligheidsbeoordelingen") == ()


@pytest.mark.req("ROUTE-05")
def test_person_of_the_network_sees_what_was_agreed_and_no_more() -> None:
    casus = a_plan(a_check("afspraak", "netwerk"), a_check("scenario", "netwerk"))
    assert agreement_for(casus, "oma") == ["Truus belt Anna."]
    assert rows(seen(casus, "oma"), "proactieveScenarios") == ()


@pytest.mark.req("ROUTE-05")
def test_network_person_is_recorded_with_who_invited_the_day_the_role_and_what_may_be_seen() -> None:
    feit = next(i.feit for i in a_plan().items if i.feit.soort == "persoon" and i.feit.ref == "oma")
    assert feit.soort == "persoon"
    assert (feit.uitgenodigd_door is not None, str(feit.akkoord_op), feit.netwerkrol, feit.mag_zien) == (
        True,
        "2026-01-08",
        "belt elke avond",
        ("afspraak", "identiteit"),
    )


@pytest.mark.req("ROUTE-05")
@pytest.mark.parametrize("ontbreekt", ["uitgenodigdDoor", "akkoordOp", "magZien"])
def test_person_of_the_network_who_was_not_invited_or_did_not_agree_gets_nothing(ontbreekt: str) -> None:
    buur: dict[str, Json] = {
        "soort": "persoon",
        "ref": "buur",
        "naam": {"voornamen": "Piet"},
        "uitgenodigdDoor": "anna",
        "akkoordOp": "2026-01-08",
        "magZien": ["afspraak"],
    }
    role: dict[str, Json] = {"soort": "persoonsrol", "ref": "rol-buur", "persoon": "buur", "rol": "netwerk"}
    partly = {key: value for key, value in buur.items() if key != ontbreekt}
    check = a_check("afspraak", "netwerk")
    assert len(agreement_for(a_plan(buur, role, check), "buur")) == 1
    assert person_view(a_plan(partly, role, check), "buur", base_rules()) is None


def test_minor_gets_no_view_of_its_own() -> None:
    child: dict[str, Json] = {
        "soort": "persoon",
        "ref": "kind",
        "naam": {"voornamen": "Noor"},
        "lid": "minderjarig",
        "geboortedatum": "2015-01-01",
    }
    assert person_view(a_plan(child), "kind", base_rules()) is None


def test_person_reads_the_name_of_whom_the_agreement_is_about_and_of_nobody_else() -> None:
    names = [text(row, "naam", "voornamen") for row in rows(seen(a_plan(a_check("afspraak", "betrokkene")), "ben"), "personen")]
    assert sorted(name or "" for name in names) == ["Anna", "Ben", "Truus"]
