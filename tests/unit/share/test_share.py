"""Kiezen en delen: nothing leaves without a rule, the strictest wins, and no rule opens a wall."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Actie, Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import rows
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import Deelbesluit, share
from ketenhub.share.uitleg import explain

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

VT, POLITIE, GEMEENTE, RECLASSERING = ("0" * 19 + n for n in "1234")
SOORTEN = {VT: "veilig_thuis", POLITIE: "politie", GEMEENTE: "gemeente", RECLASSERING: "reclassering"}
ALLES = [categorie.value for categorie in Categorie]


def an_item(ident: str, feit: dict[str, Json], bron: str = VT, spoor: str = "onverdeeld", **herkomst: Json) -> dict[str, Json]:
    """Give an item as the projection holds it."""
    origin: dict[str, Json] = {
        "organisatie": bron,
        "geldigOp": "2026-11-01",
        "ontvangenOp": "2026-11-01T10:00:00Z",
        "eigenId": ident,
        **herkomst,
    }
    return {"id": ident, "spoor": spoor, "herkomst": origin, "feit": feit}


PERSOON = an_item("i1", {"soort": "persoon", "ref": "a", "naam": {"voornamen": "Mila", "achternaam": "Terpoorten"}})
ROL = an_item("i2", {"soort": "persoonsrol", "persoon": "p-1", "rol": "slachtoffer", "zekerheid": "vermoeden"})
INCIDENT: dict[str, Json] = {"soort": "incident", "aard": "geweld", "omschrijving": "@{p-1|Mila} werd geduwd.", "personen": ["p-1"]}
SCHOOL: dict[str, Json] = {"soort": "plaats", "persoon": "p-1", "aard": "school", "geheim": False, "omschrijving": "De Kievit"}
OPVANG: dict[str, Json] = {"soort": "plaats", "persoon": "p-1", "aard": "opvang", "geheim": True, "straat": "Zilverlindelaan"}


def a_casus(*items: Json) -> Object:
    """Give a casus with one person."""
    return {"items": [PERSOON, ROL, *items], "personen": [{"id": "p-1", "verklaringen": ["i1"]}], "deelnames": [], "regie": []}


def a_rule(ident: str, naar: str = "politie", actie: str = "delen", categorieen: list[str] | None = None, **rest: Json) -> dict[str, Json]:
    """Give a rule that shares, unless told otherwise."""
    return {
        "id": ident,
        "ontvangerSoorten": [naar],
        "categorieen": list(categorieen or ALLES),
        "doel": "veiligheidsplan",
        "grondslag": {"wet": "Wmo 2015", "artikel": "4.1.1"},
        "noodzaak": "directe_veiligheid",
        "actie": actie,
        "van": "2026-01-01",
        "toelichting": "voorbeeld",
        **rest,
    }


def decided(casus: Object, rules: list[dict[str, Json]], oin: str = POLITIE, spoor: str = "onverdeeld") -> Deelbesluit:
    """Share a casus with one recipient."""
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules}))
    ontvanger = Ontvanger(oin, SOORTEN[oin], spoor, regie=oin == VT, verwijzing="w")
    omgeving = Omgeving(regels, date(2026, 11, 2), {VT: "Veilig Thuis"}, SOORTEN, lambda persoon: f"ps-{persoon}")
    return share(casus, {"sporen": []}, ontvanger, omgeving, met_besluiten=True)


def seen(besluit: Deelbesluit) -> str:
    """Give everything the recipient gets, as text."""
    return json.dumps(besluit.uitsnede.inhoud, ensure_ascii=False)


def test_without_a_rule_nothing_leaves() -> None:
    assert decided(a_casus(an_item("i3", INCIDENT)), []).uitsnede.inhoud == {
        "verwijzing": "w",
        "spoor": "onverdeeld",
        "plannaam": "veiligheidsplan",
        "personen": [],
    }


def test_rule_for_another_recipient_shares_nothing() -> None:
    assert "incidenten" not in decided(a_casus(an_item("i3", INCIDENT)), [a_rule("r", "gemeente")]).uitsnede.inhoud


def test_one_withholding_rule_beats_any_number_that_share() -> None:
    rules = [a_rule("a"), a_rule("b", velden=["omschrijving"]), a_rule("z", actie="onthouden", categorieen=["incident"])]
    assert "incidenten" not in decided(a_casus(an_item("i3", INCIDENT)), rules).uitsnede.inhoud


def test_minimising_beats_sharing() -> None:
    rules = [a_rule("a"), a_rule("b", actie="minimaliseren", categorieen=["identiteit"], minimalisering="initialen")]
    assert "Terpoorten" not in seen(decided(a_casus(), rules))
    assert "M.T." in seen(decided(a_casus(), rules))


def test_rule_outside_its_dates_does_not_share() -> None:
    assert "incidenten" not in decided(a_casus(an_item("i3", INCIDENT)), [a_rule("r", tot="2026-06-01")]).uitsnede.inhoud


def test_tagged_name_becomes_the_role_where_the_name_is_withheld() -> None:
    text = seen(decided(a_casus(an_item("i3", INCIDENT)), [a_rule("r", categorieen=["incident", "rol"])]))
    assert "slachtoffer werd geduwd." in text
    assert "Mila" not in text


def test_known_name_outside_a_tag_holds_the_text() -> None:
    loose = an_item("i3", {**INCIDENT, "omschrijving": "Mila werd geduwd."})
    text = seen(decided(a_casus(loose), [a_rule("r")]))
    assert "werd geduwd" not in text
    named = an_item("i3", {**INCIDENT, "omschrijving": "Mila werd geduwd."}, genoemd=[POLITIE])
    assert "werd geduwd" in seen(decided(a_casus(named), [a_rule("r")]))


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize("spoor", ["onverdeeld", "beide", "slachtoffer"])
def test_wall_1_place_goes_to_the_giver_and_whom_it_named_only(spoor: str) -> None:
    places = (an_item("i3", OPVANG), an_item("i4", SCHOOL, GEMEENTE))
    assert "plaatsen" not in decided(a_casus(*places), [a_rule("r")], POLITIE, spoor).uitsnede.inhoud
    named = (an_item("i3", OPVANG, genoemd=[POLITIE]), an_item("i4", SCHOOL, GEMEENTE))
    text = seen(decided(a_casus(*named), [a_rule("r")], POLITIE, spoor))
    assert "Zilverlindelaan" in text
    assert "De Kievit" not in text


def test_wall_1_place_never_reaches_the_perpetrators_track_even_when_named() -> None:
    place = an_item("i3", OPVANG, spoor="pleger", genoemd=[RECLASSERING])
    assert "Zilverlindelaan" not in seen(decided(a_casus(place), [a_rule("r", "reclassering")], RECLASSERING, "pleger"))


def test_wall_2_unnamed_reporter_stays_unnamed() -> None:
    melding: dict[str, Json] = {
        "soort": "melding",
        "identificatie": "m1",
        "melder": {"hoedanigheid": "buur", "naam": "Dekker", "magGenoemd": False},
    }
    text = seen(decided(a_casus(an_item("i3", melding)), [a_rule("r")]))
    assert "m1" in text
    assert "Dekker" not in text


def item_seen(item: Json) -> list[bool]:
    """Tell whether police, municipality and Veilig Thuis (who said it) see the incident."""
    rules = [a_rule("p"), a_rule("g", "gemeente"), a_rule("v", "veilig_thuis")]
    return ["incidenten" in decided(a_casus(item), rules, oin).uitsnede.inhoud for oin in (POLITIE, GEMEENTE, VT)]


def test_wall_3_holds_the_item_but_not_from_its_source_or_whom_it_named() -> None:
    assert item_seen(an_item("i3", INCIDENT, VT, genoemd=[GEMEENTE], nietVerder=True)) == [False, True, True]


def test_wall_5_opens_for_whom_the_holder_named_for_the_item_and_not_for_whom_it_addressed() -> None:
    assert item_seen(an_item("i3", INCIDENT, VT, genoemd=[GEMEENTE], beroepsgeheim=True)) == [False, False, True]
    named: dict[str, Json] = {**INCIDENT, "genoemd": [GEMEENTE]}
    assert item_seen(an_item("i3", named, VT, genoemd=[GEMEENTE], beroepsgeheim=True)) == [False, True, True]


@pytest.mark.req("MDA-20")
def test_wall_4_other_track_changes_nothing_for_the_perpetrators_side() -> None:
    rules = [a_rule("r", "reclassering")]
    own = an_item("i9", {**INCIDENT, "personen": []}, RECLASSERING, "pleger")
    small = decided(a_casus(own), rules, RECLASSERING, "pleger")
    large = decided(a_casus(own, an_item("i3", INCIDENT, POLITIE), an_item("i4", OPVANG)), rules, RECLASSERING, "pleger")
    assert seen(small) == seen(large)


def test_reference_to_a_hidden_item_is_absent_too() -> None:
    step: dict[str, Json] = {"soort": "hoedanigheid", "persoon": "p-1", "incident": "i3", "hoedanigheid": "getuige"}
    casus = a_casus(an_item("i3", INCIDENT, nietVerder=True), an_item("i4", step))
    assert "i3" not in seen(decided(casus, [a_rule("r")]))


def test_explanation_names_rule_basis_purpose_and_necessity() -> None:
    besluit = decided(a_casus(an_item("i3", INCIDENT)), [a_rule("r")])
    found = next(b for b in besluit.besluiten if b.item == "i3" and b.veld == "omschrijving")
    words = " ".join(explain(found, Regelset(versie="v", regels=()), date(2026, 11, 2)))
    for part in ("regel r", "Wmo 2015", "veiligheidsplan", "directe_veiligheid", "jurist"):
        assert part in words


@pytest.mark.parametrize("ontbreekt", ["doel", "grondslag", "noodzaak"])
def test_rule_without_basis_purpose_or_necessity_cannot_exist(ontbreekt: str) -> None:
    rule = {key: value for key, value in a_rule("r").items() if key != ontbreekt}
    with pytest.raises(ValueError, match=ontbreekt):
        Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [rule]}))


def told(omschrijving: str, *items: Json) -> bool:
    """Tell whether a text of Veilig Thuis reaches police."""
    said = an_item("i3", {**INCIDENT, "omschrijving": omschrijving})
    return '"omschrijving"' in seen(decided(a_casus(said, *items), [a_rule("r", categorieen=["incident", "rol"])]))


HUIS = an_item(
    "i8",
    {
        "soort": "plaats",
        "persoon": "p-1",
        "aard": "opvang",
        "geheim": True,
        "straat": "Zilverlindelaan",
        "huisnummer": "41",
        "postcode": "9999 XK",
        "woonplaats": "Westerveen",
        "omschrijving": "De Kievit",
    },
    GEMEENTE,
)
LI = an_item(
    "i9",
    {
        "soort": "persoon",
        "ref": "l",
        "bsn": "999990019",
        "telefoon": "06-12345678",
        "naam": {"voornamen": "Li José", "voorvoegsel": "van der", "achternaam": "Berg-Ravenhorst"},
    },
    GEMEENTE,
)


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    "tekst",
    [
        "Zij zit op 9999xk 41.",
        "Zij zit op 9999-XK.",
        "Zij zit aan de ZILVERLINDELAAN.",
        "Zij zit aan de Zilverlindeln. 41.",
        "Zij zit aan de zilverlinde-laan.",
        "Zij woont in Westerveen.",
        "De kinderen gaan naar de kievit.",
        "Bel 06 1234 5678.",
        "Bel +31 6 12345678.",
        "Zijn nummer is 9999.90.019.",
        "Li sliep niet.",
        "Jose's broer belde.",
        "Mevrouw Ravenhorst belde.",
        "Het huis van van der Berg.",
        "Milatje huilde.",
    ],
)
def test_known_name_place_or_number_holds_the_text_however_it_is_written(tekst: str) -> None:
    assert not told(tekst, HUIS, LI)


@pytest.mark.parametrize(
    "tekst", ["Het ging in het laatste gesprek over geld.", "Er werd li gezegd.", "De bergen en de linde.", "Bel 112."]
)
def test_text_without_anything_known_passes(tekst: str) -> None:
    assert told(tekst, HUIS, LI)


def test_name_of_a_reporter_or_a_protected_professional_holds_the_text() -> None:
    melding = an_item("i7", {"soort": "melding", "identificatie": "m", "melder": {"hoedanigheid": "buur", "naam": "Dekker"}})
    agent = an_item("i6", {"soort": "werkdoel"}, professional={"ref": "r", "functie": "agent", "naam": "Noordhoek", "beschermd": True})
    assert not told("Dekker hoorde het.", melding)
    assert not told("Noordhoek hoorde het.", agent)


@pytest.mark.req("MOV-16")
def test_street_and_postcode_of_an_incident_hold_a_text_too() -> None:
    melding = an_item("i7", {"soort": "melding", "identificatie": "m", "incidentplaats": "Esdoornkade 4, 7777 QZ Westerveen"})
    assert not told("Zij vluchtte door de Esdoornkade.", melding)
    assert not told("Zij vluchtte naar 7777qz.", melding)
    assert told("Zij vluchtte naar de kade.", melding)


def test_name_of_one_letter_is_no_name_to_look_for() -> None:
    assert told("Groep B is rustig.", an_item("i9", {"soort": "persoon", "ref": "b", "naam": {"voornamen": "B"}}))


def test_field_that_is_a_number_itself_is_not_held_by_the_check() -> None:
    besluiten = decided(a_casus(LI), [a_rule("r", categorieen=["contact"])]).besluiten
    assert [b.actie for b in besluiten if b.veld == "telefoon"] == [Actie.DELEN]


def test_code_that_equals_a_name_is_no_free_text() -> None:
    kind = an_item("i9", {"soort": "persoon", "ref": "k", "naam": {"achternaam": "Kind"}})
    rol = an_item("i10", {"soort": "persoonsrol", "persoon": "p-1", "rol": "kind", "zekerheid": "vermoeden"})
    assert '"rol": "kind"' in seen(decided(a_casus(kind, rol), [a_rule("r", categorieen=["rol"])]))


def test_tag_gives_no_more_than_the_initials_where_the_name_is_minimised() -> None:
    rules = [a_rule("a"), a_rule("b", actie="minimaliseren", categorieen=["identiteit"], minimalisering="initialen")]
    text = seen(decided(a_casus(an_item("i3", INCIDENT)), rules))
    assert "Mila" not in text
    assert "M.T. werd geduwd." in text


def test_tag_that_holds_something_else_than_the_name_gives_the_name() -> None:
    text = seen(decided(a_casus(an_item("i3", {**INCIDENT, "omschrijving": "@{p-1|Zilverlindelaan 41} werd geduwd."})), [a_rule("r")]))
    assert "Zilverlindelaan" not in text
    assert "Mila Terpoorten werd geduwd." in text


def test_only_the_year_is_left_of_a_date_and_nothing_of_a_text() -> None:
    situation: dict[str, Json] = {"soort": "onveilige_situatie", "omschrijving": "Anna werd geslagen.", "jaar": 2026, "datum": "2026-03-04"}
    rules = [a_rule("a", actie="minimaliseren", categorieen=["situatie"], minimalisering="jaartal")]
    (row,) = rows(decided(a_casus(an_item("i3", situation)), rules).uitsnede.inhoud, "onveiligeSituaties")
    assert (row["datum"], row["omschrijving"]) == ("2026", True)


def test_strictest_way_of_minimising_wins() -> None:
    rules = [
        a_rule(ident, actie="minimaliseren", categorieen=["identiteit"], minimalisering=method)
        for ident, method in (("a", "initialen"), ("b", "aanwezigheid"))
    ]
    assert "M.T." not in seen(decided(a_casus(), rules))


def test_reference_to_what_the_track_does_not_know_is_absent_and_a_person_has_a_pseudonym() -> None:
    step: dict[str, Json] = {"soort": "hoedanigheid", "persoon": "p-ander", "incident": "i-ander", "hoedanigheid": "getuige"}
    text = seen(decided(a_casus(an_item("i4", step)), [a_rule("r")]))
    assert "i-ander" not in text
    assert '"ps-p-ander"' in text


def test_wall_1_no_place_reaches_the_perpetrators_track_even_where_that_track_knows_of_no_secret() -> None:
    place = an_item("i3", {**SCHOOL, "omschrijving": "De Kievit"}, POLITIE, "pleger", genoemd=[RECLASSERING])
    assert "De Kievit" not in seen(decided(a_casus(place), [a_rule("r", "reclassering")], RECLASSERING, "pleger"))


def to_perpetrators_side(omschrijving: str, **herkomst: Json) -> bool:
    """Tell whether a text of Veilig Thuis on the perpetrator's track reaches the probation service."""
    item = an_item("i3", {**INCIDENT, "omschrijving": omschrijving}, VT, "pleger", **herkomst)
    return '"omschrijving"' in seen(decided(a_casus(item), [a_rule("r", "reclassering")], RECLASSERING, "pleger"))


@pytest.mark.req("MOV-16", "MDA-20")
def test_free_text_of_another_reaches_the_perpetrators_track_only_when_named_and_never_with_an_address() -> None:
    named: dict[str, Json] = {"genoemd": [RECLASSERING]}
    assert not to_perpetrators_side("Hij komt woensdag.")
    assert to_perpetrators_side("Hij komt woensdag.", **named)
    for tekst in ("Zij woont op 9999 XK.", "Hij stond aan de Zilverlindelaan 41.", "@{p-1|Lindestraat 4}"):
        assert not to_perpetrators_side(tekst, **named)


def test_wall_2_protected_professional_stays_unseen() -> None:
    agent: Json = {"ref": "r", "functie": "wijkagent Oost", "naam": "Noordhoek", "beschermd": True}
    regie: dict[str, Json] = {"soort": "regie", "regierol": "casusregie", "houder": "N. Noordhoek", "stap": "aanvaard"}
    text = seen(decided(a_casus(an_item("i3", regie, professional=agent)), [a_rule("r")]))
    assert "Noordhoek" not in text
    assert "wijkagent" not in text


def test_breach_without_a_time_is_the_last_step_of_its_day() -> None:
    condition: dict[str, Json] = {"soort": "veiligheidsvoorwaarde", "tekst": "Hij belt.", "termijn": "2026-12-01"}
    broken: dict[str, Json] = {"soort": "voorwaardestand", "voorwaarde": "v1", "stand": "geschonden"}
    done: dict[str, Json] = {**broken, "stand": "gerealiseerd"}
    steps = (an_item("s1", broken), an_item("s2", done, geldigOp="2026-11-01T08:00:00Z"))
    (row,) = rows(decided(a_casus(an_item("v1", condition), *steps), [a_rule("r")]).uitsnede.inhoud, "veiligheidsvoorwaarden")
    assert row["stand"] == "geschonden"
