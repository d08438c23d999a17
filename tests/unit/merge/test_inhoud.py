"""What a fact must hold to be kept: every refusal names its place, and danger is never refused."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import pytest

from ketenhub.domain.codes import ORGANISATIESOORTEN, WETTELIJKE_DOELEN, Sector, sector_of
from ketenhub.domain.delen import Actie, Deelregel, Grondslag
from ketenhub.domain.errors import AlleenOM, AlleenRegie, KetenhubError, OngeldigBericht
from ketenhub.domain.gegeven import Categorie
from ketenhub.merge.fold import merge
from ketenhub.merge.record import Ontvangen, record
from tests.unit.merge.huishouden import NU, OPENING, POLITIE, VT, a_bijdrage, a_household, said
from tests.unit.merge.test_regie import split_up

OM = "0" * 19 + "8"


def a_term(termijn: str, afgesproken: str) -> dict[str, object]:
    return {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": "Hij belt.", "termijn": termijn, "afgesprokenOp": afgesproken}


def refused(organisatie: str, *feiten: dict[str, object]) -> KetenhubError:
    """Say it in the household, and give the refusal."""
    _, casus = a_household()
    with pytest.raises(KetenhubError) as error:
        said(casus, organisatie, "b9", *feiten)
    return error.value


@pytest.mark.req("VISIE-18")
@pytest.mark.parametrize(
    ("afgesproken", "laatste", "te_laat"),
    [
        ("2026-11-01", "2027-02-01", "2027-02-02"),
        ("2026-11-30", "2027-02-28", "2027-03-01"),
        ("2027-11-30", "2028-02-29", "2028-03-01"),
        ("2026-12-31", "2027-03-31", "2027-04-01"),
    ],
)
def test_term_ends_three_calendar_months_after_agreement_at_the_latest(afgesproken: str, laatste: str, te_laat: str) -> None:
    _, casus = a_household()
    assert said(casus, VT, "fits", a_term(laatste, afgesproken)).items[-1].feit.soort == "veiligheidsvoorwaarde"
    fout = refused(VT, a_term(te_laat, afgesproken))
    assert (type(fout), fout.plaats) == (OngeldigBericht, "/feiten/0/termijn")


@pytest.mark.req("VISIE-18")
def test_term_without_a_day_of_agreement_counts_from_the_day_it_was_true() -> None:
    condition: dict[str, object] = {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": "Hij belt.", "termijn": "2027-02-02"}
    assert refused(VT, condition).plaats == "/feiten/0/termijn"


A_PERSON: dict[str, object] = {"soort": "persoon", "ref": "x", "bsn": "999990019"}
A_SITUATION: dict[str, object] = {
    "soort": "onveilige_situatie",
    "ref": "o",
    "slachtoffer": "x",
    "omschrijving": "@{x|Anna} werd geduwd.",
}


@pytest.mark.req("VISIE-62")
@pytest.mark.parametrize(
    ("when", "place"),
    [({"jaar": 2027}, "jaar"), ({"jaar": 26}, "jaar"), ({"jaar": 2025, "datum": "2024-12-31"}, "datum")],
    ids=["later than written", "no year", "another year than its date"],
)
def test_unsafe_situation_has_a_year_that_can_be(when: dict[str, object], place: str) -> None:
    assert refused(VT, A_PERSON, A_SITUATION | when).plaats == f"/feiten/1/{place}"


@pytest.mark.req("VISIE-62")
def test_unsafe_situation_without_a_year_is_not_readable() -> None:
    with pytest.raises(OngeldigBericht) as error:
        a_bijdrage(A_PERSON, A_SITUATION)
    assert "jaar" in error.value.plaats


@pytest.mark.req("VISIE-06")
def test_situation_told_by_two_organisations_keeps_both_tellings_with_their_difference() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "ours", A_PERSON, A_SITUATION | {"jaar": 2025})
    first = casus.items[-1].id
    casus = said(
        casus,
        POLITIE,
        "theirs",
        {**A_PERSON, "ref": "a"},
        {**A_SITUATION, "slachtoffer": "a", "omschrijving": "Een duw.", "jaar": 2024, "zelfdeAls": first},
    )
    told = [(i.herkomst.organisatie, i.feit.jaar, i.feit.zelfde_als) for i in casus.items if i.feit.soort == "onveilige_situatie"]
    assert told == [(VT, 2025, None), (POLITIE, 2024, first)]


@pytest.mark.req("VISIE-17")
def test_each_party_has_its_own_consent_and_disagreement_stays_visible() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "c", a_term("2026-12-01", "2026-11-01"))
    ref = casus.items[-1].id
    said_of = [(VT, "eens"), (POLITIE, "oneens")]
    for org, oordeel in said_of:
        casus = said(casus, org, "i", {"soort": "instemming", "ref": "i", "voorwaarde": ref, "organisatie": org, "oordeel": oordeel})
    assert [(i.feit.organisatie, i.feit.oordeel) for i in casus.items if i.feit.soort == "instemming"] == said_of


@pytest.mark.req("VISIE-17")
def test_consent_is_of_exactly_one_party() -> None:
    condition = a_term("2026-12-01", "2026-11-01")
    nobody: dict[str, object] = {"soort": "instemming", "ref": "i", "voorwaarde": "v", "oordeel": "eens"}
    assert refused(VT, condition, nobody).plaats == "/feiten/1"
    assert refused(VT, condition, A_PERSON, nobody | {"persoon": "x", "organisatie": VT}).plaats == "/feiten/2"


def test_organisation_consents_for_itself_alone() -> None:
    condition = a_term("2026-12-01", "2026-11-01")
    consent: dict[str, object] = {"soort": "instemming", "ref": "i", "voorwaarde": "v", "organisatie": VT, "oordeel": "eens"}
    fout = refused(POLITIE, condition, consent)
    assert (type(fout), fout.plaats) == (AlleenRegie, "/feiten/1/organisatie")


@pytest.mark.req("VISIE-25")
@pytest.mark.parametrize("soort", [*sorted(set(ORGANISATIESOORTEN) - {"openbaar_ministerie"}), ""])
def test_prosecution_decision_is_written_by_the_public_prosecution_service_alone(soort: str) -> None:
    numbers = count()

    def heard(kind: str) -> Ontvangen:
        return Ontvangen(OM, NU, "canoniek 1", lambda: f"n{next(numbers)}", OPENING, soort=kind)

    bijdrage = a_bijdrage(
        {"soort": "strafbaarfeitvermoeden", "ref": "s", "niveau": "vermoeden", "grond": "Aangifte."},
        {"soort": "afstemming", "ref": "a", "betreft": "s", "met": [POLITIE], "vervolgingsbeslissing": "sepot"},
    )
    with pytest.raises(AlleenOM) as error:
        record(bijdrage, None, heard(soort))
    assert error.value.plaats == "/feiten/1/vervolgingsbeslissing"
    assert record(bijdrage, None, heard("openbaar_ministerie")).items[1].feit.soort == "afstemming"


def a_therapy(aard: str = "systeemtherapie", **rest: object) -> dict[str, object]:
    return {"soort": "interventie", "ref": "h", "aard": aard, "domein": "zorg", "van": "2026-09-01", **rest}


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize("aard", ["systeemtherapie", "relatietherapie", "mediation"])
def test_joint_help_is_refused_while_intiem_terrorisme_is_suspected(aard: str) -> None:
    _, casus = a_household()
    assert said(casus, VT, "before", a_therapy(aard)).items[-1].feit.soort == "interventie"
    measure: dict[str, object] = {"soort": "maatregel", "ref": "m", "aard": aard, "kader": "vrijwillig", "van": "2026-09-01"}
    for fact in (a_therapy(aard), measure):
        with pytest.raises(OngeldigBericht) as error:
            said(split_up(casus), VT, "after", fact)
        assert error.value.plaats == "/feiten/0/aard"


@pytest.mark.req("MDA-20")
def test_joint_help_is_refused_in_the_very_message_that_suspects() -> None:
    suspicion: dict[str, object] = {
        "soort": "geweldsoort",
        "ref": "k",
        "aard": "intiem_terrorisme",
        "slachtoffers": ["x"],
        "plegers": ["y"],
    }
    other: dict[str, object] = {"soort": "persoon", "ref": "y", "bsn": "999990020"}
    assert refused(VT, a_therapy(), A_PERSON, other, suspicion).plaats == "/feiten/0/aard"


def test_help_for_one_side_and_joint_help_that_had_ended_are_kept_while_tracks_are_separated() -> None:
    casus = split_up(a_household()[1])
    for fact in (a_therapy("traumatherapie"), a_therapy(tot="2026-10-01")):
        assert said(casus, VT, "kept", fact).items[-1].feit.soort == "interventie"


@pytest.mark.req("VISIE-04")
def test_interventions_of_different_domains_run_beside_each_other() -> None:
    _, casus = a_household()
    casus = said(casus, VT, "two", a_therapy("traumatherapie"), {**a_therapy("reclasseringstoezicht"), "ref": "t", "domein": "straf"})
    assert [i.feit.domein for i in casus.items if i.feit.soort == "interventie"] == ["zorg", "straf"]


@pytest.mark.req("VISIE-66")
def test_every_kind_of_organisation_of_the_vision_has_a_sector_and_a_regional_kind_has_none() -> None:
    named = ("ministerie", "vng", "politie", "openbaar_ministerie", "raad_voor_de_kinderbescherming", "reclassering", "veilig_thuis")
    assert all(sector_of(soort) is not None for soort in (*named, "artsenfederatie", "jeugdzorg", "ggz", "onderwijs"))
    assert {sector_of(soort) for soort in ORGANISATIESOORTEN} == set(Sector)
    assert sector_of("buurtvaders") is None


@pytest.mark.req("VT-17")
@pytest.mark.parametrize("doel", WETTELIJKE_DOELEN)
def test_statutory_task_is_a_purpose_of_a_sharing_rule(doel: str) -> None:
    regel = Deelregel(
        id="r",
        categorieen=(Categorie.MELDING,),
        doel=doel,
        grondslag=Grondslag(wet="Wmo 2015", artikel="4.1.1"),
        noodzaak="directe_veiligheid",
        actie=Actie.DELEN,
        van=datetime(2026, 1, 1, tzinfo=UTC).date(),
        toelichting="Wettelijke taak.",
    )
    assert Deelregel.model_validate_json(regel.model_dump_json()).doel == doel


@pytest.mark.req("MDA-50")
def test_only_regie_records_that_the_unsafety_does_not_stop_by_itself() -> None:
    stays: dict[str, object] = {"soort": "structurele_onveiligheid", "ref": "s", "reden": "Telkens opnieuw.", "van": "2026-11-01"}
    assert isinstance(refused(POLITIE, stays), AlleenRegie)
    _, casus = a_household()
    assert said(casus, VT, "s", stays).items[-1].feit.soort == "structurele_onveiligheid"


@pytest.mark.req("ROUTE-10", "ROUTE-36")
def test_plan_has_a_stage_a_named_lead_and_an_information_agreement_and_becomes_stable_under_the_same_id() -> None:
    _, casus = a_household()
    setup: dict[str, object] = {
        "soort": "planopzet",
        "ref": "p",
        "stadium": "direct",
        "begeleider": "J.",
        "informatieafspraak": "Elke week.",
    }
    casus = said(casus, VT, "p", setup)
    before = casus.items[-1].id
    casus = said(casus, VT, "q", {**setup, "stadium": "stabiel"}, opgesteld="2026-11-02T12:00:00Z")
    assert [(i.id, i.feit.stadium) for i in casus.items if i.feit.soort == "planopzet"] == [(before, "stabiel")]
    assert isinstance(refused(POLITIE, setup), AlleenRegie)


@pytest.mark.req("MOV-08")
def test_fourth_active_work_goal_is_refused_where_the_method_says_three() -> None:
    _, casus = a_household()
    goals: list[dict[str, object]] = [{"soort": "werkdoel", "ref": f"w{n}", "tekst": "doel", "volgorde": n} for n in range(4)]
    numbers = count()

    def heard(most: int | None) -> Ontvangen:
        return Ontvangen(VT, NU, "canoniek 1", lambda: f"w{next(numbers)}", OPENING, werkdoelen=most)

    with pytest.raises(OngeldigBericht) as error:
        record(a_bijdrage(*goals), casus, heard(3))
    assert error.value.plaats == "/feiten/0/actief"
    assert len(record(a_bijdrage(*goals[:3], {**goals[3], "actief": False}), casus, heard(3)).items) == 4
    assert len(record(a_bijdrage(*goals), casus, heard(None)).items) == 4


def test_refused_fact_leaves_no_trace_in_the_casus() -> None:
    _, casus = a_household()
    before = casus.model_dump_json()
    with pytest.raises(OngeldigBericht):
        said(casus, VT, "late", a_term("2028-01-01", "2026-11-01"))
    assert casus.model_dump_json() == before
    assert merge(casus, record(a_bijdrage(bericht="e"), casus, Ontvangen(VT, NU, "c", lambda: "e", OPENING))).items == casus.items


@pytest.mark.parametrize(
    "tekst",
    [
        "@{x|Anna",
        "@{x}",
        "@{|Anna}",
        "@{x|}",
        "@{x|Anna|Ans}",
        "@{ x|Anna}",
        "@{x|@{x|Anna}}",
        "{persoon:x}",
        "Vraag {org:1} erbij",
        "Een los @{",
    ],
)
def test_name_that_is_marked_wrongly_in_a_text_is_refused_with_its_place_and_without_the_words(tekst: str) -> None:
    scenario: dict[str, object] = {"soort": "proactief_scenario", "ref": "p", "stappen": ["Bel 112.", tekst]}
    fout = refused(VT, A_PERSON, scenario)
    assert (type(fout), fout.plaats) == (OngeldigBericht, "/feiten/1/stappen/1")
    assert tekst not in str(fout)


@pytest.mark.parametrize("tekst", ["@{x|Anna} belt.", "@{x|Anna}@{x|Ans}", "Mail naar a@b.example {snel}", "{ @ | }", "persoon: x"])
def test_well_marked_names_and_other_signs_are_kept(tekst: str) -> None:
    casus = said(a_household()[1], VT, "t", A_PERSON, {"soort": "gevaarsomschrijving", "ref": "g", "tekst": tekst})
    assert casus.items[-1].feit.soort == "gevaarsomschrijving"


@pytest.mark.req("ROUTE-20")
def test_danger_statement_keeps_its_second_author() -> None:
    fact: dict[str, object] = {"soort": "gevaarsomschrijving", "ref": "g", "tekst": "Het kan weer gebeuren.", "tweedeAuteur": "wijkteam"}
    feit = said(a_household()[1], VT, "g", fact).items[-1].feit
    assert feit.soort == "gevaarsomschrijving"
    assert feit.tweede_auteur == "wijkteam"
