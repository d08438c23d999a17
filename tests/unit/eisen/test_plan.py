"""What the sources want of the plan as a whole, from contributions in JSON to what an organisation sees of the judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.json import rows, text, texts
from ketenhub.main import load_pack, load_rules
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
    a_rule,
    judged,
    rules,
    say,
    seen,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json

KIM: dict[str, Json] = {**ANNA, "ref": "kim", "naam": {"voornamen": "Kim"}}
NA = "2026-01-11"
KINDEREN = ["meerderjarig_kind_in_huis", "meerderjarig_kind_uit_huis"]


def a_fact(soort: str, /, **velden: Json) -> dict[str, Json]:
    return {"soort": soort, "ref": "nieuw", **velden}


def sources(casus: Casus, oin: str = VT, *categorieen: str) -> set[str]:
    """Give the source lines of what this organisation reads as not met, the day after."""
    soort = {VT: "veilig_thuis", POLITIE: "politie"}[oin]
    view = seen(casus, oin, rules(a_rule(soort, "fase", "signaal", *categorieen)), dag=NA)
    return {text(row, "bron") or "" for row in rows(view, "fase", "redenen") if row.get("voldaan") is False}


def with_police(*feiten: dict[str, Json]) -> Casus:
    """Give a household in which the police take part and Veilig Thuis says these things, a day after the first."""
    return say(a_household(), a_fact("betrokkenheid", organisatie=POLITIE, van="2026-01-10"), *feiten, op=NA)


@pytest.mark.req("MOV-18")
def test_who_wrote_a_loose_risk_factor_reads_that_it_is_loose() -> None:
    loose = a_fact("risicofactor", tekst="Schulden.")
    assert "MOV-18" in sources(say(a_household(), loose))
    assert "MOV-18" not in sources(say(a_household(), {**loose, "situaties": ["situatie"]}))


@pytest.mark.req("MOV-18")
def test_who_may_not_see_risk_factors_does_not_read_that_one_is_loose() -> None:
    casus = with_police({**a_fact("risicofactor", tekst="Schulden."), "ref": "factor"})
    assert "MOV-18" not in sources(casus, POLITIE, "voorwaarde")
    assert "MOV-18" in sources(casus, POLITIE, "risico")


@pytest.mark.req("MOV-08")
def test_a_fourth_work_goal_is_refused_by_the_layer_of_moviera_and_warned_about_elsewhere(tmp_path: Path) -> None:
    region = tmp_path / "regio.json"
    region.write_text('{"versie": "regio-1", "toelichting": "Wij werken met Moviera.", "lagen": ["MOV"]}', "utf-8")
    goals = [{**a_fact("werkdoel", tekst="Doel.", volgorde=n), "ref": f"doel-{n}"} for n in range(4)]
    assert (load_pack().most_goals(), load_pack(region).most_goals()) == (None, 3)
    assert "MOV-08" in sources(say(a_household(), *goals))
    with pytest.raises(OngeldigBericht) as error:
        say(a_household(), *goals, werkdoelen=load_pack(region).most_goals())
    assert error.value.plaats == "/feiten/0/actief"


@pytest.mark.req("MOV-08")
def test_a_region_that_sets_the_limit_at_two_refuses_the_third(tmp_path: Path) -> None:
    region = tmp_path / "regio.json"
    figure = '{"waarde": 2, "eenheid": "aantal", "bron": "MOV-08", "toelichting": "Besluit."}'
    region.write_text(
        f'{{"versie": "regio-1", "toelichting": "Twee.", "getallen": {{"werkdoelenHoogstens": {figure}}}, "weigert": ["werkdoelen"]}}',
        "utf-8",
    )
    assert load_pack(region).most_goals() == 2


@pytest.mark.req("MDA-02")
@pytest.mark.parametrize("lid", KINDEREN)
def test_an_adult_child_in_or_out_of_the_house_is_a_required_voice(lid: str) -> None:
    casus = say(a_household(), {**KIM, "lid": lid})
    ident = next(ident for _, ref, ident in casus.sleutels if ref == "kim")
    scores = [
        CIJFER,
        *({**CIJFER, "ref": f"c-{who}", "beoordelaar": {"soort": "betrokkene", "persoon": who}} for who in ("anna", "ben")),
    ]
    casus = say(casus, *scores)
    (voice,) = (v for v in judged(casus).sporen[0].stemmen if v.persoon == ident)
    assert (voice.vereist, voice.stand, judged(casus).sporen[0].fase) == (True, "ontbreekt", 1)
    own = {**CIJFER, "ref": "c-kim", "beoordelaar": {"soort": "betrokkene", "persoon": "kim"}}
    assert judged(say(casus, own)).sporen[0].fase == 2


@pytest.mark.req("MDA-02")
@pytest.mark.parametrize("lid", KINDEREN)
def test_an_adult_child_tells_itself_what_was_done_to_it_and_is_to_be_protected(lid: str) -> None:
    casus = say(a_household(), {**KIM, "lid": lid})
    told = {**SITUATIE, "ref": "verhaal", "slachtoffer": "kim", "omschrijving": "@{kim|Kim} werd buitengesloten.", "genoemdDoor": "Kim"}
    view = seen(say(casus, told))
    (kim,) = (row for row in rows(view, "personen") if text(row, "naam", "voornamen") == "Kim")
    (row,) = (row for row in rows(view, "onveiligeSituaties") if text(row, "herkomst", "eigenId") == "verhaal")
    assert (row["slachtoffer"], row["genoemdDoor"], kim["lid"]) == (kim["id"], "Kim", lid)
    ident = next(ident for _, ref, ident in casus.sleutels if ref == "kim")
    guarded = say(casus, {**VOORWAARDE, "ref": "v2", "beschermt": ["anna", "ben"]})
    assert any(r.bron == "VISIE-48" and f"{{persoon:{ident}}}" in r.tekst for r in judged(guarded).sporen[0].redenen)


@pytest.mark.req("MDA-28")
def test_a_step_names_the_party_and_a_condition_without_one_for_each_is_not_complete() -> None:
    step: Json = {"wie": "Veilig Thuis", "organisatie": VT, "wat": "Belt de politie."}
    other: Json = {"wie": "Politie", "organisatie": POLITIE, "wat": "Rijdt erheen."}
    both = {**VOORWAARDE, "bijSchending": [step, other]}
    assert "MDA-28" in sources(with_police({**VOORWAARDE, "bijSchending": [step]}))
    assert "MDA-28" not in sources(with_police(both))
    (row,) = rows(seen(with_police(both), dag=NA), "veiligheidsvoorwaarden")
    assert [(s["organisatie"], s["wat"]) for s in rows(row, "bijSchending")] == [(VT, "Belt de politie."), (POLITIE, "Rijdt erheen.")]


@pytest.mark.req("VT-15")
@pytest.mark.parametrize("reden", ["geweld_onduidelijk", "leden_werken_niet_mee"])
def test_why_veilig_thuis_looks_into_a_report_is_kept_and_asked_for(reden: str) -> None:
    report = a_fact("melding", identificatie="M-1", ontvangen="2026-01-09", dienst="onderzoek")
    assert "VT-15" in sources(say(a_household(), report))
    told = say(a_household(), {**report, "onderzoekOmdat": [reden]})
    assert "VT-15" not in sources(told)
    assert texts(rows(seen(told), "meldingen")[0], "onderzoekOmdat") == (reden,)


@pytest.mark.req("VISIE-55")
def test_the_rule_when_veilig_thuis_hears_stands_in_the_plan_and_fires_for_regie() -> None:
    setup = a_fact("planopzet", stadium="direct", veiligThuisHoortBij=["incident"])
    casus = say(a_household(), setup)
    assert texts(rows(seen(casus), "planopzetten")[0], "veiligThuisHoortBij") == ("incident",)
    casus = say(casus, {**a_fact("incident", aard="geweld", omschrijving="Weer geslagen."), "ref": "incident"})
    view = seen(casus, regels=rules(a_rule("veilig_thuis", "fase", "signaal")))
    assert "veilig_thuis_hoort" in {text(row, "soort") for row in rows(view, "signalen")}


@pytest.mark.req("VISIE-33", "CON-26")
def test_regie_reads_the_task_to_weigh_again_until_it_answered() -> None:
    def a_round(op: str) -> list[dict[str, Json]]:
        voices: list[Json] = [{"soort": "professional"}, *({"soort": "betrokkene", "persoon": who} for who in ("anna", "ben"))]
        return [{**CIJFER, "ref": f"{op}-{n}", "geldigOp": op, "beoordelaar": voice} for n, voice in enumerate(voices)]

    casus = say(a_household(), *a_round("2026-01-12"), op="2026-01-12")
    casus = say(casus, a_fact("incident", aard="geweld", omschrijving="Weer geslagen."), op="2026-01-14")
    answer = {**a_fact("heroverweging", terugval="2026-01-14", besluit="inzetten", reden="Gewogen."), "ref": "antwoord"}
    views = [
        seen(known, regels=rules(a_rule("veilig_thuis", "fase", "signaal")), dag="2026-01-15")
        for known in (casus, say(casus, answer, op="2026-01-15"))
    ]
    assert [("heroverweging" in {text(row, "soort") for row in rows(view, "signalen")}) for view in views] == [True, False]


@pytest.mark.req("MDA-27")
def test_who_changed_a_score_without_a_cause_is_asked_what_moved_it() -> None:
    casus = say(a_household(), {**CIJFER, "cijfer": "4"}, op="2026-01-12")
    later = {**CIJFER, "ref": "later"}
    rule = rules(a_rule("veilig_thuis", "fase", "signaal"))
    asked = [
        "aanleiding" in {text(row, "soort") for row in rows(seen(known, regels=rule, dag="2026-01-20"), "signalen")}
        for known in (say(casus, later, op="2026-01-19"), say(casus, {**later, "aanleiding": "Hij verhuisde."}, op="2026-01-19"))
    ]
    assert asked == [True, False]


@pytest.mark.req("VT-13")
def test_an_agreement_or_goal_on_a_condition_takes_it_off_the_list() -> None:
    assert "VT-13" in sources(a_household())
    assert "VT-13" not in sources(say(a_household(), {**AFSPRAAK, "ref": "nieuw", "voorwaarde": "voorwaarde"}))


@pytest.mark.req("VISIE-11")
def test_a_zero_names_kinds_of_the_vision_and_who_takes_part_of_them_by_the_list_of_the_region() -> None:
    casus = with_police({**CIJFER, "cijfer": "0"}, {**a_fact("betrokkenheid", organisatie=GEMEENTE, van="2026-01-10"), "ref": "gemeente"})
    (signal,) = (s for s in judged(casus, NA).sporen[0].signalen if s.inschakelen)
    assert [(call.soort, call.organisaties) for call in signal.inschakelen] == [
        ("politie", (POLITIE,)),
        ("openbaar_ministerie", ()),
        ("veilig_thuis", (VT,)),
        ("raad_voor_de_kinderbescherming", ()),
        ("crisisdienst", ()),
    ]
    kinds = [path.partition(".")[0] for call in signal.inschakelen for path in call.paden]
    assert kinds == [item.id for item in casus.items if getattr(item.feit, "organisatie", None) == POLITIE]


@pytest.mark.req("VT-15")
@pytest.mark.parametrize(("dienst", "gedeeld"), [("onderzoek", 0), ("voorwaarden_en_vervolg", 1)])
def test_by_default_less_is_shared_while_veilig_thuis_looks_into_a_report_than_where_it_set_conditions(dienst: str, gedeeld: int) -> None:
    report = a_fact("melding", identificatie="M-1", ontvangen="2026-01-09", dienst=dienst)
    parts = [{**a_fact("betrokkenheid", organisatie=oin, van="2026-01-10"), "ref": f"b{oin[-1]}"} for oin in (POLITIE, GEMEENTE)]
    casus = say(a_household(), *parts, report)
    assert [len(rows(seen(casus, oin, load_rules()), "veiligheidsvoorwaarden")) for oin in (POLITIE, GEMEENTE)] == [gedeeld, gedeeld]
