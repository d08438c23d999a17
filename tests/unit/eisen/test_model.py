"""What the sources want recorded passes through the rooms whole: said in JSON, kept, and in the view of who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.json import at, rows, text
from tests.unit.eisen.wereld import (
    AFSPRAAK,
    ANNA,
    CIJFER,
    GEMEENTE,
    POLITIE,
    SITUATIE,
    VOORWAARDE,
    VT,
    a_household,
    judged,
    say,
    seen,
)

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

CONTROLE: Json = {
    "op": "2026-01-09",
    "door": "Wijkagent",
    "hoe": "bezoek",
    "resultaat": "Hij was er niet.",
    "vervolg": "Volgende week weer.",
}


def a_fact(soort: str, /, **velden: Json) -> dict[str, Json]:
    return {"soort": soort, "ref": "nieuw", **velden}


def in_view(view: Object, soort: str, ref: str = "nieuw") -> Object:
    """Give the item that its sender calls so."""
    return next(row for row in rows(view, DELEN[soort]) if text(row, "herkomst", "eigenId") == ref)


WHOLE = [
    pytest.param(
        a_fact("veiligheidsafspraak", wie="Oma", wat="Belt elke dag.", uiterlijk="2026-02-01", controleDoor="Wijkagent", voorWie=["anna"]),
        marks=pytest.mark.req("MOV-15"),
        id="agreement",
    ),
    pytest.param(
        {**CIJFER, "ref": "nieuw", "waaromNietHoger": "Hij dreigde.", "waaromNietLager": "Zij belde."},
        marks=pytest.mark.req("VISIE-16"),
        id="score",
    ),
    pytest.param(
        a_fact("risicofactor", tekst="Schulden.", aard="schulden", beinvloedbaar=True, situaties=["situatie"]),
        marks=pytest.mark.req("VISIE-30"),
        id="risk",
    ),
    pytest.param(
        a_fact("gevaarsomschrijving", tekst="Hij slaat weer.", tweedeAuteur="Collega", horizon="lange_termijn"),
        marks=pytest.mark.req("ROUTE-20"),
        id="danger",
    ),
    pytest.param(
        a_fact("veiligheidsdoel", tekst="Anna is veilig.", gevaar="gevaar", behaaldOp="2026-01-09"),
        marks=pytest.mark.req("ROUTE-21"),
        id="goal",
    ),
    pytest.param(
        a_fact("veiligheidsafspraak", wie="Oma", wat="Belt.", controles=[CONTROLE]), marks=pytest.mark.req("ROUTE-26"), id="control"
    ),
    pytest.param(
        a_fact(
            "veiligheidsafspraak",
            wie="Oma",
            wat="Belt.",
            stresstestOp="2026-01-09",
            stresstestScenario="Ben staat voor de deur.",
            stresstestDeelnemers=["Anna", "Oma"],
            stresstestResultaat="niet_geslaagd",
            stresstestWijziging="Oma krijgt een sleutel.",
        ),
        marks=pytest.mark.req("ROUTE-37"),
        id="stress test",
    ),
    pytest.param(
        a_fact("planopzet", stadium="direct", begeleider="Casemanager", informatieafspraak="Elke maandag een bericht."),
        marks=pytest.mark.req("ROUTE-10"),
        id="set-up",
    ),
    pytest.param(
        a_fact("opschaling", reden="Het is nog niet veilig.", doelen=["gevaar"], gevraagdAan=[POLITIE]),
        marks=pytest.mark.req("VISIE-58"),
        id="escalation",
    ),
    pytest.param(
        a_fact("melding", identificatie="M-1", ontvangen="2026-01-09", instrument="Triage", instrumentVersie="2019", uitkomst="acuut"),
        marks=pytest.mark.req("VT-07"),
        id="triage",
    ),
    pytest.param(
        {**VOORWAARDE, "ref": "nieuw", "gesteldDoorVt": True},
        marks=pytest.mark.req("VT-12"),
        id="condition of Veilig Thuis",
    ),
    pytest.param(
        a_fact("geweldsoort", aard="stalking", zekerheid="vermoeden", beslissers=["MDO"], opnieuwBeoordelen="2026-04-01"),
        marks=pytest.mark.req("ROUTE-17", "MDA-19"),
        id="kind of violence",
    ),
]
REFERENCES = {"voorWie", "situaties", "gevaar", "doelen"}


@pytest.mark.parametrize("feit", WHOLE)
def test_everything_that_was_said_stands_in_the_view(feit: dict[str, Json]) -> None:
    row = in_view(seen(say(a_household(), feit)), str(feit["soort"]))
    told = {key: value for key, value in feit.items() if key not in {"ref", "professional", *REFERENCES}}
    assert {key: row.get(key) for key in told} == told
    assert [key for key in REFERENCES & feit.keys() if not row.get(key)] == []


@pytest.mark.parametrize(
    ("soort", "velden", "veld", "codes"),
    [
        pytest.param(
            "instemming",
            {"voorwaarde": "voorwaarde", "persoon": "anna"},
            "oordeel",
            ("eens", "oneens", "onbekend"),
            marks=pytest.mark.req("VISIE-17", "VT-12"),
        ),
        pytest.param(
            "veiligheidsafspraak",
            {"wie": "Oma", "wat": "Belt."},
            "hoedanigheid",
            ("professional", "betrokkene", "netwerk"),
            marks=pytest.mark.req("VISIE-20"),
        ),
        pytest.param(
            "afspraakstand", {"afspraak": "afspraak"}, "stand", ("open", "gedaan", "niet_gedaan"), marks=pytest.mark.req("VISIE-64")
        ),
        pytest.param(
            "melding",
            {"identificatie": "M-1", "ontvangen": "2026-01-09"},
            "dienst",
            ("directe_overdracht", "voorwaarden_en_vervolg", "onderzoek"),
            marks=pytest.mark.req("VT-11"),
        ),
        pytest.param("planopzet", {}, "stadium", ("direct", "stabiel"), marks=pytest.mark.req("ROUTE-36")),
    ],
)
def test_a_closed_list_takes_its_codes_and_no_other(soort: str, velden: dict[str, Json], veld: str, codes: tuple[str, ...]) -> None:
    views = [seen(say(a_household(), a_fact(soort, **velden, **{veld: code}))) for code in codes]
    assert [in_view(view, soort)[veld] for view in views] == list(codes)
    with pytest.raises(OngeldigBericht) as error:
        say(a_household(), a_fact(soort, **velden, **{veld: "anders"}))
    assert error.value.plaats == f"/feiten/0/{veld}"


@pytest.mark.req("VISIE-64")
def test_how_an_agreement_stands_says_when_and_by_whom() -> None:
    row = in_view(
        seen(say(a_household(), a_fact("afspraakstand", afspraak="afspraak", stand="gedaan"), op="2026-01-20"), dag="2026-01-20"),
        "afspraakstand",
    )
    assert (at(row, "herkomst", "geldigOp"), at(row, "herkomst", "organisatie", "naam")) == ("2026-01-20", "Veilig Thuis")


@pytest.mark.req("VISIE-32")
def test_effects_of_an_agreement_stand_beside_each_other_over_time() -> None:
    casus = a_household()
    for n, (op, effect) in enumerate((("2026-01-12", "Het helpt."), ("2026-01-19", "Het helpt minder."))):
        casus = say(casus, {**a_fact("afspraakstand", afspraak="afspraak", stand="gedaan", effect=effect), "ref": f"stand-{n}"}, op=op)
    found = rows(seen(casus, dag="2026-01-20"), "afspraakstanden")
    assert [(at(row, "herkomst", "geldigOp"), row["effect"]) for row in found] == [
        ("2026-01-12", "Het helpt."),
        ("2026-01-19", "Het helpt minder."),
    ]


@pytest.mark.req("VISIE-19")
def test_an_agreement_points_at_its_condition_and_names_who_does_it() -> None:
    view = seen(say(a_household(), {**AFSPRAAK, "ref": "nieuw", "voorwaarde": "voorwaarde"}))
    row, condition = in_view(view, "veiligheidsafspraak"), in_view(view, "veiligheidsvoorwaarde", "voorwaarde")
    assert (row["voorwaarde"], row["wie"]) == (condition["id"], "Wijkteam")
    nobody = {key: value for key, value in AFSPRAAK.items() if key != "wie"}
    with pytest.raises(OngeldigBericht) as error:
        say(a_household(), nobody)
    assert error.value.plaats == "/feiten/0/wie"


@pytest.mark.req("MOV-01")
def test_every_contribution_in_a_plan_of_three_organisations_carries_who_and_when() -> None:
    casus = say(a_household(), a_fact("betrokkenheid", organisatie=GEMEENTE, van="2026-01-10"))
    for van in (VT, POLITIE, GEMEENTE):
        casus = say(casus, {**CIJFER, "professional": {"ref": f"p{van[-1]}", "functie": "Medewerker"}}, van=van, op=f"2026-01-1{van[-1]}")
    scores = [item.herkomst for item in casus.items if item.feit.soort == "veiligheidsbeoordeling"]
    assert [(h.organisatie, h.professional.ref if h.professional else None, str(h.geldig_op)) for h in scores] == [
        (VT, "p1", "2026-01-11"),
        (POLITIE, "p2", "2026-01-12"),
        (GEMEENTE, "p3", "2026-01-13"),
    ]


@pytest.mark.req("VISIE-06")
def test_an_unsafe_situation_keeps_every_telling_of_it_with_who_told_it() -> None:
    casus = say(a_household(), a_fact("betrokkenheid", organisatie=POLITIE, van="2026-01-10"))
    first = next(item.id for item in casus.items if item.feit.soort == "onveilige_situatie")
    for n, genoemd_door in enumerate(("Anna", "oma", "de wijkagent")):
        telling = {**SITUATIE, "ref": f"verhaal-{n}", "zelfdeAls": first, "genoemdDoor": genoemd_door}
        casus = say(casus, telling, van=POLITIE)
    told = [item.feit for item in casus.items if item.feit.soort == "onveilige_situatie"]
    assert [(f.genoemd_door, f.zelfde_als == first) for f in told[1:]] == [("Anna", True), ("oma", True), ("de wijkagent", True)]


@pytest.mark.req("VISIE-39")
@pytest.mark.parametrize(("gezegd", "getoond"), [({}, "vermoeden"), ({"zekerheid": "vastgesteld"}, "vastgesteld")])
def test_a_role_is_alleged_until_it_is_said_to_be_certain(gezegd: dict[str, Json], getoond: str) -> None:
    casus = say(a_household(), a_fact("persoonsrol", persoon="anna", rol="slachtoffer", **gezegd))
    (anna,) = (row for row in rows(seen(casus), "personen") if text(row, "naam", "voornamen") == "Anna")
    assert rows(anna, "rollen") == ({"rol": "slachtoffer", "zekerheid": getoond},)


@pytest.mark.req("ROUTE-17", "MDA-19")
def test_an_earlier_judgement_of_the_kind_of_violence_stays_beside_the_later() -> None:
    casus = say(a_household(), a_fact("geweldsoort", aard="situationeel"), op="2026-01-12")
    casus = say(casus, {**a_fact("geweldsoort", aard="stalking"), "ref": "later"}, op="2026-02-12")
    assert [row["aard"] for row in rows(seen(casus, dag="2026-02-13"), "geweldsoorten")] == ["situationeel", "stalking"]


@pytest.mark.req("MDA-19")
def test_a_suspicion_of_intiem_terrorisme_has_effect_at_once() -> None:
    casus = say(a_household(), a_fact("geweldsoort", aard="intiem_terrorisme", slachtoffers=["anna"], plegers=["ben"]))
    assert casus.splitsing is not None


@pytest.mark.req("MDA-48")
def test_a_report_of_each_new_incident_stands_however_alike_they_are() -> None:
    incident = a_fact("incident", aard="geweld", omschrijving="Weer een blauw oog.")
    casus = say(say(a_household(), {**incident, "ref": "eerste"}), {**incident, "ref": "tweede"})
    assert len(rows(seen(casus), "incidenten")) == 2


@pytest.mark.req("MDA-31")
def test_asking_for_expertise_leaves_regie_where_it_was() -> None:
    casus = a_household()
    after = say(casus, a_fact("opschaling", reden="Het is nog niet veilig.", doelen=["gevaar"], gevraagdAan=[POLITIE]))
    assert after.regie == casus.regie
    assert rows(seen(after), "opschalingen")[0]["doelen"] == [in_view(seen(after), "gevaarsomschrijving", "gevaar")["id"]]


@pytest.mark.req("VISIE-03")
def test_score_condition_and_plan_each_have_an_address() -> None:
    view = seen(say(a_household(), CIJFER))
    parts = [
        in_view(view, f"veiligheids{ref}", "cijfer" if ref == "beoordeling" else ref) for ref in ("beoordeling", "voorwaarde", "afspraak")
    ]
    assert view["verwijzing"] == "plan-1"
    assert len({text(row, "id") for row in parts} - {None}) == 3


@pytest.mark.req("ROUTE-36")
def test_a_plan_that_becomes_stable_stays_the_same_plan() -> None:
    casus = say(a_household(), {**a_fact("planopzet", stadium="direct")})
    later = say(casus, {**a_fact("planopzet", stadium="stabiel")}, op="2026-03-01")
    assert (later.id, [row["stadium"] for row in rows(seen(later, dag="2026-03-02"), "planopzetten")]) == (casus.id, ["stabiel"])


@pytest.mark.parametrize("aard", ["mdo", "actieoverleg", "zsm", "netwerkberaad"])
def test_a_forum_has_its_kind_and_who_was_there(aard: str) -> None:
    row = in_view(seen(say(a_household(), a_fact("overleg", aard=aard, wijze="samen", aanwezig=["Anna", "OM"]))), "overleg")
    assert (row["aard"], row["aanwezig"]) == (aard, ["Anna", "OM"])


@pytest.mark.parametrize("lid", ["meerderjarig_kind_in_huis", "meerderjarig_kind_uit_huis"])
def test_an_adult_child_is_a_member_with_a_score_of_its_own(lid: str) -> None:
    casus = say(a_household(), {**ANNA, "ref": "kind", "naam": {"voornamen": "Kim"}, "lid": lid})
    casus = say(casus, {**CIJFER, "beoordelaar": {"soort": "betrokkene", "persoon": "kind"}})
    assert at(in_view(seen(casus), "veiligheidsbeoordeling", "cijfer"), "beoordelaar", "soort") == "betrokkene"
    (kim,) = (row for row in rows(seen(casus), "personen") if text(row, "naam", "voornamen") == "Kim")
    assert kim["lid"] == lid


@pytest.mark.req("MOV-12")
def test_a_six_without_a_reason_is_refused_unless_the_sender_says_it_has_none() -> None:
    bare = {key: value for key, value in CIJFER.items() if key != "reden"}
    with pytest.raises(OngeldigBericht) as error:
        say(a_household(), bare)
    assert error.value.plaats == "/feiten/0/reden"
    assert in_view(seen(say(a_household(), {**bare, "onvolledig": True})), "veiligheidsbeoordeling", "cijfer")["onvolledig"] is True


@pytest.mark.req("VISIE-37")
def test_each_member_stands_in_the_plan_as_long_as_it_belongs_to_the_household() -> None:
    stem: Json = {"soort": "betrokkene", "persoon": "ben", "namens": "Veilig Thuis"}
    casus = say(a_household(), {**CIJFER, "beoordelaar": stem})
    casus = say(casus, a_fact("lidmaatschap", persoon="ben", van="2026-01-01", tot="2026-01-31"))
    names = {ident: ref for _, ref, ident in casus.sleutels}
    days = ("2026-01-31", "2026-02-01")
    standing = [{names[v.persoon] for v in judged(casus, day).sporen[0].stemmen if v.persoon and v.vereist} for day in days]
    assert standing == [{"anna", "ben"}, {"anna"}]
