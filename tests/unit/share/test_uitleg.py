"""Why a field goes, told in full: the rule, its basis, its purpose and its goal; without any of these it does not go."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from ketenhub.domain.delen import Actie, Regelset
from ketenhub.share.keuze import Veldbesluit
from ketenhub.share.ontvanger import Ontvanger
from ketenhub.share.uitleg import PLICHTEN, explain, motivate
from tests.unit.share.rijk import ANDER, a_plan, base_rules, decide, with_prosecution
from tests.unit.share.test_share import a_rule

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

DAG = date(2026, 1, 10)
# fifty pairs of a recipient and a field that goes to it under the rules that come with the hub
PAREN = {
    "politie": (
        "persoon.naam persoon.geboortedatum persoonsrol.rol incident.aard incident.omschrijving onveilige_situatie.omschrijving "
        "proactief_scenario.stappen veiligheidsbeoordeling.cijfer veiligheidsvoorwaarde.tekst voorwaardestand.stand betrokkenheid.van"
    ),
    "gemeente": (
        "persoon.naam persoonsrol.zekerheid onveilige_situatie.jaar overleg.aard overleg.besluiten veiligheidsafspraak.wat "
        "veiligheidsbeoordeling.reden veiligheidsvoorwaarde.termijn voorwaardestand.bewijs betrokkenheid.organisatie"
    ),
    "veilig_thuis": (
        "persoon.bsn persoon.telefoon gevaarsomschrijving.tekst hersteldoel.tekst incident.personen maatregel.van "
        "maatregelschending.omschrijving monitor.contactOp overleg.aanwezig veiligheidsbeoordeling.cijfer"
    ),
    "openbaar_ministerie": (
        "afstemming.vervolgingsbeslissing gevaarsomschrijving.tekst incident.omschrijving maatregel.aard maatregelschending.maatregel "
        "persoon.geboortedatum strafbaarfeitvermoeden.grond veiligheidsafspraak.wie voorwaardestand.stand"
    ),
    "lokaal_team": "persoon.naam veiligheidsafspraak.wat veiligheidsvoorwaarde.tekst",
    "wijkagent": "persoon.naam proactief_scenario.stappen veiligheidsvoorwaarde.termijn",
    "aov": "incident.aard maatregel.kader",
    "huisarts": "persoon.naam",
    "woningcorporatie": "persoon.naam",
}
VIJFTIG = [(soort, pad) for soort, paden in PAREN.items() for pad in paden.split()]


def rules() -> Regelset:
    """Give the rules that come with the hub, with agreements that hold."""
    return base_rules(van="2026-01-01", tot="2026-12-31")


@cache
def decided(soort: str, regels: Regelset) -> dict[str, Veldbesluit]:
    """Give what was decided about each field for a kind of recipient."""
    casus = with_prosecution(a_plan())
    kinds = {item.id: item.feit.soort for item in casus.items}
    wie = Ontvanger(ANDER, soort, "onverdeeld", regie=False, verwijzing="w", gemeente="Elzenwoude")
    return {f"{kinds[b.item]}.{b.veld}": b for b in decide(casus, wie, regels).besluiten if b.veld != "*"}


def test_there_are_fifty_pairs() -> None:
    assert len(set(VIJFTIG)) == 50


@pytest.mark.req("MDA-37")
@pytest.mark.parametrize(("soort", "pad"), VIJFTIG)
def test_text_names_rule_basis_purpose_and_goal(soort: str, pad: str) -> None:
    besluit = decided(soort, rules())[pad]
    regel = besluit.regel
    assert regel is not None
    words = " ".join(explain(besluit, rules(), DAG))
    basis = f"{regel.grondslag.wet} artikel {regel.grondslag.artikel} (nog te bevestigen door een jurist)"
    for part in (f"regel {regel.id}", rules().versie, basis, regel.doel, regel.noodzaak):
        assert part in words


def without(regels: Regelset, fits: frozenset[str], lid: str) -> Regelset:
    """Take a member from every rule that shares the field: a rule without it cannot be read, so the rule is gone."""
    kept = []
    for regel in regels.model_dump(mode="json", by_alias=True)["regels"]:
        if regel["id"] in fits:
            with pytest.raises(ValidationError, match=lid):
                Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [{k: v for k, v in regel.items() if k != lid}]}))
        else:
            kept.append(next(one for one in regels.regels if one.id == regel["id"]))
    return regels.model_copy(update={"regels": tuple(kept)})


@pytest.mark.req("MDA-35")
@pytest.mark.parametrize(("soort", "pad"), VIJFTIG)
def test_without_basis_purpose_or_goal_it_does_not_go(soort: str, pad: str) -> None:
    for lid in ("grondslag", "doel", "noodzaak"):
        regels, besluit = rules(), decided(soort, rules())[pad]
        for _ in range(5):
            if besluit.regel is None:
                break
            regels = without(regels, frozenset({besluit.regel.id}), lid)
            besluit = decided.__wrapped__(soort, regels)[pad]
        assert besluit.actie is Actie.ONTHOUDEN


def a_decision(actie: str = "delen", **rest: Json) -> Veldbesluit:
    regel = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [{**a_rule("r", actie=actie), **rest}]})).regels[0]
    return Veldbesluit("i", "aard", regel.actie, "regel r", regel)


def a_set(**afspraak: str) -> Regelset:
    rows = [{"id": "convenant", "naam": "Convenant", **afspraak}] if afspraak else []
    return Regelset.model_validate_json(json.dumps({"versie": "v", "afspraken": rows, "regels": []}))


@pytest.mark.parametrize(("actie", "lichter"), [("delen", Actie.MINIMALISEREN), ("minimaliseren", Actie.ONTHOUDEN), ("onthouden", None)])
def test_action_that_leaves_less_was_weighed(actie: str, lichter: Actie | None) -> None:
    found = motivate(a_decision(actie), a_set()).lichter
    assert (found[0] if found else None) is lichter


def test_decision_holds_until_the_first_of_rule_and_agreement_ends() -> None:
    assert motivate(a_decision(), a_set()).geldig_tot is None
    assert motivate(a_decision(tot="2026-09-30"), a_set()).geldig_tot == date(2026, 9, 30)
    agreed = a_set(van="2026-01-01", tot="2026-06-30")
    assert motivate(a_decision(tot="2026-09-30", afspraak="convenant"), agreed).geldig_tot == date(2026, 6, 30)


def test_what_goes_is_told_and_recorded_and_what_stays_asks_nothing() -> None:
    assert motivate(a_decision(), a_set()).plichten == PLICHTEN
    assert motivate(a_decision("onthouden"), a_set()).plichten == ()
    assert motivate(Veldbesluit("i", "aard", Actie.DELEN, "eigen woorden"), a_set()).plichten == ()


@pytest.mark.parametrize(
    ("rest", "woord"),
    [
        ({}, "strengere regel"),
        ({"tot": "2026-09-30"}, "2026-09-30"),
        ({"opToestemming": True}, "intrekking"),
        ({"fasen": [1]}, "fase"),
        ({"geweldsoorten": ["stalking"]}, "omstandigheden"),
        ({"omstandigheden": ["onderzoek"]}, "omstandigheden"),
        ({"grondslag": {"wet": "Wmo 2015", "artikel": "1", "bevestigd": False}}, "jurist"),
    ],
)
def test_what_would_change_it_follows_from_the_rule(rest: dict[str, Json], woord: str) -> None:
    assert woord in " ".join(motivate(a_decision("delen", **rest), a_set()).verandert)


def test_what_would_change_a_withholding_is_another_version_of_its_rule_or_its_end() -> None:
    found = motivate(a_decision("onthouden", tot="2026-09-30"), a_set()).verandert
    assert "strengste gaat voor" in found[0]
    assert found[1] == "Het einde van de regel of de afspraak waarop zij rust, na 2026-09-30."


def test_basis_that_was_confirmed_is_not_in_doubt() -> None:
    sure = a_decision(grondslag={"wet": "Wmo 2015", "artikel": "1", "bevestigd": True})
    assert "jurist" not in " ".join([*motivate(sure, a_set()).verandert, *explain(sure, a_set(), DAG)])


@pytest.mark.parametrize(
    ("door", "woord"),
    [
        ("muur 1: een plaats kan een geheim adres verraden", "noemen"),
        ("muur 2: de melder blijft ongenoemd", "genoemd"),
        ("muur 3: de bron gaf dit niet vrij voor anderen", "vrijgeven"),
        ("muur 4: dit staat op het andere spoor", "Geen regel en geen mens"),
        ("muur 5: dit valt onder het beroepsgeheim van de bron", "geheim draagt"),
        ("de tekst noemt een naam of plaats zonder merk; iemand moet dit bekijken", "Merk"),
        ("geen regel deelt dit", "Een regel die dit deelt"),
        ("dit verwijst naar iets dat deze ontvanger niet ziet", "waar dit naar verwijst"),
        ("niemand toetste of dit veilig te tonen is", "toets dat dit veilig"),
        ("eigen woorden", "haar eigen spoor"),
        ("deze organisatie doet niet meer mee", "weer meedoen"),
        ("iets anders", "regie"),
    ],
)
def test_what_no_rule_decided_says_who_could_change_it(door: str, woord: str) -> None:
    found = motivate(Veldbesluit("i", "aard", Actie.ONTHOUDEN, door), a_set())
    assert (woord in found.verandert[0], found.plichten, found.geldig_tot) == (True, (), None)
