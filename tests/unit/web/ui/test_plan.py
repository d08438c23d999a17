"""The page of one household: the order, the sources, and nothing where nothing was shared."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.unit.web.ui.voorbeeld import (
    NAMEN,
    POLITIE,
    VT,
    a_person,
    a_phase,
    a_row,
    a_score,
    a_view,
    found,
    make_page,
    make_view,
    page_text,
    parsed,
)

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

SIGNALEN: list[Json] = [
    {"soort": "verouderd", "ernst": "attentie", "dag": "2026-11-20", "tekst": "Een cijfer is oud."},
    {"soort": "dreiging", "ernst": "direct", "dag": "2026-11-24", "tekst": "Er is dreiging."},
    {"soort": "schending_voorwaarde", "ernst": "hoog", "dag": "2026-11-22T20:40:00Z", "tekst": "Er is een geschonden voorwaarde."},
]


def a_condition(stand: str = "open", **velden: Json) -> dict[str, Json]:
    body: dict[str, Json] = {"tekst": "Geen bezoek.", "termijn": "2026-12-09", "beschermt": ["ps-1"], "gevolg": "Het bezoek stopt."}
    return a_row("v1", "veiligheidsvoorwaarde", **{**body, "stand": stand, **velden})


def full_view() -> dict[str, Json]:
    return a_view(
        signalen=SIGNALEN,
        fase=a_phase(laagste="4"),
        veiligheidsbeoordelingen=[a_score("4"), a_score("6", oin=POLITIE)],
        veiligheidsvoorwaarden=[a_condition()],
        werkdoelen=[a_row("w1", "werkdoel", tekst="Rust in huis.", volgorde=1, actief=True)],
        onveiligeSituaties=[a_row("s1", "onveilige_situatie", slachtoffer="ps-1", omschrijving="Geduwd.", jaar=2026)],
        proactieveScenarios=[a_row("c1", "proactief_scenario", stappen=["Bel 112."])],
        beschermendeFactoren=[a_row("b1", "beschermende_factor", tekst="Oma helpt.")],
    )


def test_parts_stand_in_the_fixed_order() -> None:
    headings = found(parsed(make_page(full_view())), "//main//h2")
    wanted = ["Direct gevaar", "Ernstig", "Let op", "Fase", "Veiligheidscijfers", "Voorwaarden en afspraken"]
    assert headings == [*wanted, "Top 3 van nu", "Gezin en netwerk", "Onveilige situaties", "Scenario bij nieuw geweld", "Wat gaat goed"]


def test_page_without_anything_shared_has_no_sections() -> None:
    page = parsed(make_page({"verwijzing": "w", "spoor": "onverdeeld", "personen": []}))
    assert found(page, "//main//h2") == []
    assert found(page, "//main//section") == []


def test_one_h1_and_no_gap_in_the_headings() -> None:
    levels = [int(element.tag[1]) for element in parsed(make_page(full_view())).xpath("//main//h1|//main//h2|//main//h3|//main//h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_title_and_addresses_hold_no_name_of_a_person() -> None:
    page = make_page(full_view())
    named = re.findall(r"<title>.*?</title>|(?:href|action|id|aria-label|aria-labelledby)=\"[^\"]*\"", page)
    assert not [part for part in named if "Mila" in part or "Fenna" in part]


def test_markup_holds_under_a_strict_policy() -> None:
    page = make_page(full_view())
    assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=|<style|<script(?![^>]*src=)", page)


def test_ids_on_the_page_are_unique() -> None:
    ids = parsed(make_page(full_view())).xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


def test_every_anchor_leads_somewhere() -> None:
    page = parsed(make_page(full_view()))
    ids = set(page.xpath("//@id"))
    assert [href for href in page.xpath("//main//a/@href") if href.startswith("#") and href[1:] not in ids] == []


def test_no_button_or_form_on_the_page_does_nothing() -> None:
    assert found(parsed(make_page(full_view())), "//main//button|//main//form") == []


def test_gate_signal_and_source_are_on_the_page_as_they_were_shared() -> None:
    text = page_text(full_view())
    for words in ("Nog niet naar fase 2. Eén stem ontbreekt.", "Er is dreiging.", "Veilig Thuis Westerveen 10 november"):
        assert words in text


def test_most_severe_signal_comes_first_and_says_its_day_and_time() -> None:
    alerts = found(parsed(make_page(full_view())), "//div[contains(@class,'utrecht-alert__content')]")
    assert alerts == [
        "Direct gevaar Dreiging 24 november Er is dreiging.",
        "Ernstig Voorwaarde geschonden 22 november, 21.40 uur Er is een geschonden voorwaarde.",
        "Let op Cijfer is oud 20 november Een cijfer is oud.",
    ]


def test_header_shows_the_lowest_score_that_was_shared_and_no_other() -> None:
    shown = make_view(full_view()).kop.laagste
    assert shown is not None
    assert shown.tekst == "4"
    assert make_view({**full_view(), "fase": a_phase()}).kop.laagste is None


def test_header_says_that_figures_are_from_before_the_danger_and_not_that_all_agree() -> None:
    gate: dict[str, Json] = {"open": False, "zin": "Nog niet naar fase 2.", "aantalVoldoende": 0, "aantalVereist": 2, "opnieuw": ["Mila"]}
    line = make_view({**full_view(), "fase": {"fase": 1, "laagste": "6", "poort": gate, "redenen": [], "termijnen": []}}).kop.regel
    assert line.startswith("Laagste cijfer 6, van vóór het gevaar · u kijkt")


@pytest.mark.req("MOV-06")
@pytest.mark.parametrize(("naam", "begin"), [("veiligheidsactieplan", "Veiligheidsactieplan · "), ("veiligheidsplan", "Laagste cijfer")])
def test_header_says_how_the_organisation_calls_the_plan_when_it_is_not_the_usual_name(naam: str, begin: str) -> None:
    assert make_view({**full_view(), "plannaam": naam}).kop.regel.startswith(begin)


def test_header_names_agreement_regie_and_flags() -> None:
    regie: list[Json] = [{"soort": "casusregie", "organisatie": {"oin": POLITIE, "naam": NAMEN[POLITIE]}, "voorlopig": False}]
    kind = a_row("g1", "geweldsoort", aard="intiem_terrorisme", zekerheid="vermoeden")
    crime = a_row("f1", "strafbaarfeitvermoeden", niveau="vermoeden", grond="Letsel.")
    head = make_view({**full_view(), "regie": regie, "geweldsoorten": [kind], "strafbareFeitVermoedens": [crime]}).kop
    assert head.regel == f"Laagste cijfer 4 · niet eens (4 tot 6) · regie: {NAMEN[POLITIE]} · u kijkt namens Veilig Thuis Westerveen"
    assert [str(mark.tekst) for mark in head.vlaggen] == [
        "Zorg en straf lopen samen",
        "Intiem terrorisme, vermoeden 10 november",
        f"Cijfer van {NAMEN[POLITIE]} ontbreekt",
    ]


def test_header_says_how_fresh_the_page_is() -> None:
    assert make_view(full_view()).kop.bijgewerkt == "Bijgewerkt om 11.42 uur"


def test_breach_shows_when_what_source_and_consequence() -> None:
    step = a_row("st1", "voorwaardestand", POLITIE, "2026-11-14", voorwaarde="v1", stand="geschonden", toelichting="Hij stond aan de deur.")
    view = a_view(veiligheidsvoorwaarden=[a_condition("geschonden")], voorwaardestanden=[step])
    (box,) = found(parsed(make_page(view)), "//div[@class='kh-schending']")
    assert box == (
        "Geschonden op 14 november. Hij stond aan de deur. Afgesproken gevolg: Het bezoek stopt. Bron:Politie Westerveen 14 november"
    )


def test_breach_that_counts_is_shown_although_another_step_was_written_down_later_that_day() -> None:
    steps: list[Json] = [
        a_row("st1", "voorwaardestand", POLITIE, "2026-11-14", voorwaarde="v1", stand="geschonden", toelichting="Aan de deur."),
        a_row("st2", "voorwaardestand", VT, "2026-11-14", voorwaarde="v1", stand="gerealiseerd"),
    ]
    (shown,) = make_view(a_view(veiligheidsvoorwaarden=[a_condition("geschonden")], voorwaardestanden=steps)).voorwaarden.voorwaarden
    assert shown.schending is not None
    assert str(shown.schending.tekst) == "Aan de deur."


@pytest.mark.req("VISIE-19")
def test_agreement_stands_under_its_condition_and_a_loose_one_beside() -> None:
    own = a_row("a1", "veiligheidsafspraak", wie="Oma", wat="belt elke dag", voorwaarde="v1", stand="gedaan")
    loose = a_row("a2", "veiligheidsafspraak", wie="School", wat="let op Fenna", stand="niet_gedaan")
    part = make_view(a_view(veiligheidsvoorwaarden=[a_condition()], veiligheidsafspraken=[own, loose])).voorwaarden
    assert [str(a.wat) for a in part.voorwaarden[0].afspraken] == ["belt elke dag"]
    assert [a.stand for a in part.andere] == ["Niet gelukt"]


@pytest.mark.req("VISIE-17")
def test_who_agrees_with_a_condition_is_named() -> None:
    consents: list[Json] = [
        a_row("x1", "instemming", voorwaarde="v1", persoon="ps-1", oordeel="oneens"),
        a_row("x2", "instemming", voorwaarde="v1", organisatie=POLITIE, oordeel="eens"),
    ]
    text = page_text(
        a_view(
            veiligheidsvoorwaarden=[a_condition()],
            instemmingen=consents,
            deelnames=[{"organisatie": {"oin": POLITIE, "naam": NAMEN[POLITIE]}}],
        )
    )
    assert "Mila is het niet eens" in text
    assert "Politie Westerveen is het eens" in text


@pytest.mark.req("VISIE-48")
def test_member_whom_no_condition_protects_is_named() -> None:
    text = page_text(a_view(veiligheidsvoorwaarden=[a_condition()]))
    assert "Op deze pagina beschermt nog geen voorwaarde Fenna." in text


@pytest.mark.req("VISIE-48")
@pytest.mark.parametrize(("aantal", "te_veel"), [(5, False), (6, True)])
def test_more_than_five_open_conditions_give_a_warning(aantal: int, te_veel: bool) -> None:
    rows: list[Json] = [a_condition(id=f"v{n}") for n in range(aantal)]
    assert make_view(a_view(veiligheidsvoorwaarden=rows)).voorwaarden.te_veel is te_veel


@pytest.mark.req("MDA-10")
def test_situations_stand_newest_first_whatever_day_they_hold() -> None:
    rows: list[Json] = [
        a_row("s1", "onveilige_situatie", slachtoffer="ps-1", omschrijving="Eerst", jaar=2023),
        a_row("s2", "onveilige_situatie", slachtoffer="ps-1", omschrijving="Laatst", jaar=2026, datum="2026-11-14"),
        a_row("s3", "onveilige_situatie", slachtoffer="ps-1", omschrijving="Midden", jaar=2026, datum="2026-09-02", feitrang=["ergste"]),
    ]
    shown = make_view(a_view(onveiligeSituaties=rows)).situaties
    assert [(s.dag, str(s.tekst), s.ergste) for s in shown] == [
        ("14 november", "Laatst", False),
        ("2 september", "Midden", True),
        ("2023", "Eerst", False),
    ]


def test_sources_that_contradict_each_other_about_a_person_say_so_and_both_stand() -> None:
    other: Json = {
        "naam": {"voornamen": "Milla", "achternaam": "Terpoorten"},
        "herkomst": {"organisatie": {"oin": POLITIE, "naam": NAMEN[POLITIE]}},
    }
    differ: list[Json] = [{"soort": "persoon", "veld": "naam", "over": "ps-1", "bronnen": []}]
    text = page_text(a_view(personen=[a_person("ps-1", "Mila", bronnen=[other])], verschillen=differ))
    assert "Bronnen verschillen: naam" in text
    assert "Naam volgens Politie Westerveen" in text
    assert "Milla Terpoorten" in text


@pytest.mark.req("VISIE-06")
def test_tellings_that_differ_say_so_each_and_another_telling_does_not() -> None:
    told: list[Json] = [
        a_row(f"s{n}", "onveilige_situatie", slachtoffer="ps-1", omschrijving=f"Verhaal {n}", jaar=2026 - n) for n in range(3)
    ]
    differ: list[Json] = [{"soort": "onveilige_situatie", "veld": "jaar", "over": "s2", "onderdelen": ["s0", "s1"], "bronnen": []}]
    shown = make_view(a_view(onveiligeSituaties=told, verschillen=differ)).situaties
    assert [s.verschil for s in shown] == ["jaar", "jaar", ""]
    assert page_text(a_view(onveiligeSituaties=told, verschillen=differ)).count("Bronnen verschillen: jaar") == 2


def test_condition_of_which_sources_tell_another_state_says_so() -> None:
    condition = a_row("v1", "veiligheidsvoorwaarde", tekst="Hij belt eerst.", stand="gerealiseerd")
    differ: list[Json] = [{"soort": "voorwaardestand", "veld": "stand", "over": "v1", "onderdelen": ["x"], "bronnen": []}]
    assert "Bronnen verschillen: stand" in page_text(a_view(veiligheidsvoorwaarden=[condition], verschillen=differ))


def test_sources_that_agree_about_a_person_are_both_named_without_a_warning() -> None:
    same: Json = {
        "naam": {"voornamen": "Mila", "achternaam": "Terpoorten"},
        "herkomst": {"organisatie": {"oin": POLITIE, "naam": NAMEN[POLITIE]}},
    }
    text = page_text(a_view(personen=[a_person("ps-1", "Mila", bronnen=[same])]))
    assert "Bronnen verschillen" not in text
    assert "Politie Westerveen" in text


@pytest.mark.req("MOV-16")
def test_no_place_stands_on_the_screen_where_one_is_secret() -> None:
    places: list[Json] = [
        a_row("p1", "plaats", persoon="ps-1", aard="opvang", geheim=True, straat="Zilverlindelaan", woonplaats="Verweg"),
        a_row("p2", "plaats", persoon="ps-2", aard="school", geheim=False, omschrijving="De Kievit"),
    ]
    page = make_page(a_view(plaatsen=places))
    assert not [word for word in ("Zilverlindelaan", "Verweg", "De Kievit") if word in page]
    assert "Daarom staat hier geen enkele plaats." in page


def test_every_known_name_on_the_page_can_be_swapped_for_a_role() -> None:
    view = full_view() | {
        "incidenten": [a_row("i1", "incident", aard="geweld", omschrijving="Fenna en Mila Terpoorten waren thuis.", personen=["ps-2"])]
    }
    page = parsed(make_page(view))
    for element in page.xpath("//*[contains(@class,'kh-n')]"):
        element.text = element.get("data-rol")
    assert not [name for name in ("Mila", "Fenna", "Terpoorten") if name in page.text_content()]


def test_bsn_and_birth_date_are_hidden_with_the_names() -> None:
    page = parsed(
        make_page(a_view(personen=[a_person("ps-1", "Mila", bsn="999970008", geboortedatum="1991-03-14", telefoon="0612345678")]))
    )
    assert {"999970008", "14 maart 1991", "0612345678"} <= set(found(page, "//*[contains(@class,'kh-n')]"))


def test_text_that_waits_is_named_with_whose_it_is_and_who_got_it() -> None:
    row: dict[str, Json] = {
        "item": "i1",
        "deel": "incident",
        "veld": "omschrijving",
        "organisatie": {"oin": POLITIE, "naam": NAMEN[POLITIE]},
        "vrijgegevenAan": [{"oin": VT, "naam": NAMEN[VT]}],
    }
    page = parsed(make_page(a_view(wachtOpBlik=[row])))
    assert " ".join(found(page, "//section[@id='wachten']//dd")) == f"{NAMEN[POLITIE]} vrijgegeven aan {NAMEN[VT]}"


def test_what_waits_for_a_decision_names_for_whom_since_when_and_what_was_asked() -> None:
    row: dict[str, Json] = {
        "item": "g1",
        "deel": "gezondheidsfeit",
        "ontvanger": {"oin": POLITIE, "naam": NAMEN[POLITIE]},
        "velden": ["persoon", "tekst"],
        "sinds": "2026-11-20",
        "gevraagd": [
            {"verzoek": "v1", "reden": "Voor @{x|iemand}.", "geldigTot": "2026-12-04"},
            {"verzoek": "v2", "noodzaak": "directe_veiligheid"},
        ],
    }
    no: dict[str, Json] = {**row, "gevraagd": [], "besluit": {"besluit": "niet_delen", "geldigTot": "2026-12-05"}}
    page = parsed(make_page(a_view(afweegrij=[no, row])))
    waits, decided = found(page, "//section[@id='wegen']//dd")
    assert waits.startswith(f"{NAMEN[POLITIE]} sinds 20 november")
    assert "Directe veiligheid" in waits
    assert decided == f"{NAMEN[POLITIE]} u besloot van niet, tot en met 5 december"
    assert "Af te wegen" in found(page, "//nav[@class='kh-ankers']//a")


def test_without_anything_to_weigh_the_page_says_nothing_of_it() -> None:
    assert 'kh-paneel" id="wegen' not in make_page(a_view())
