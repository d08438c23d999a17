"""Consent is one basis among several: specific beats general, objection beats consent, and it never lifts what a rule withholds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from ketenhub.domain.delen import Regelset
from ketenhub.share.ontvanger import Ontvanger
from tests.unit.share.rijk import a_plan, shown, view
from tests.unit.share.test_fase import a_rule

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

GGZ, ANDER = "0" * 19 + "7", "0" * 19 + "6"
HULP = "hulp inzetten"
OP_TOESTEMMING: dict[str, Json] = {"categorieen": ["afspraak"], "doel": HULP, "opToestemming": True}
ALLEN = ("anna", "oma")


def said(persoon: str, oordeel: str, ontvanger: str | None = None, doel: str = HULP) -> dict[str, Json]:
    """Build what a person said about sharing."""
    feit: dict[str, Json] = {"soort": "toestemming", "persoon": persoon, "doel": doel, "oordeel": oordeel}
    ref = f"t-{persoon}-{oordeel}-{ontvanger or 'algemeen'}-{doel.replace(' ', '-')}"
    return {**feit, "ref": ref} if ontvanger is None else {**feit, "ref": ref, "ontvanger": ontvanger}


def rules(*regels: dict[str, Json]) -> Regelset:
    """Read a set of rules."""
    return Regelset.model_validate_json(json.dumps({"versie": "v", "regels": list(regels)}))


def reaches(*toestemmingen: dict[str, Json], regels: Regelset | None = None) -> bool:
    """Tell whether the agreement, that names Anna and her mother, reaches mental health care."""
    ontvanger = Ontvanger(GGZ, "ggz", "onverdeeld", regie=False, verwijzing="w")
    inhoud = view(a_plan(*toestemmingen), ontvanger, regels or rules(a_rule("t", **OP_TOESTEMMING)))
    return shown(inhoud, "veiligheidsafspraken", "wie") == ["Oma"]


def both(oordeel: str, ontvanger: str | None = None, doel: str = HULP) -> list[dict[str, Json]]:
    """Let both persons say the same."""
    return [said(persoon, oordeel, ontvanger, doel) for persoon in ALLEN]


def test_everyone_in_it_has_to_consent() -> None:
    assert reaches(*both("ja"))
    assert not reaches(said("anna", "ja"))
    assert not reaches()


@pytest.mark.parametrize("oordeel", ["nee", "ingetrokken"])
def test_objection_or_withdrawal_beats_consent_at_the_same_level(oordeel: str) -> None:
    assert not reaches(*both("ja"), said("anna", oordeel))
    assert not reaches(*both("ja", GGZ), said("anna", oordeel, GGZ))


def test_what_was_said_of_this_recipient_beats_what_was_said_in_general() -> None:
    assert reaches(*both("ja"), said("anna", "nee"), said("anna", "ja", GGZ))
    assert not reaches(*both("ja"), said("anna", "nee", GGZ))
    assert reaches(*both("ja"), said("anna", "nee", ANDER))


def test_consent_counts_for_its_own_purpose_and_recipient_only() -> None:
    assert not reaches(*both("ja", doel="iets anders"))
    assert not reaches(*both("ja", ANDER))


def test_that_a_person_could_not_be_asked_is_no_consent() -> None:
    assert not reaches(*both("niet_gevraagd"))
    assert not reaches(*both("ja"), said("anna", "niet_gevraagd", GGZ))


def test_consent_never_lifts_what_a_rule_withholds_or_makes_smaller() -> None:
    consent = a_rule("t", **OP_TOESTEMMING)
    for actie in ("onthouden", "minimaliseren"):
        assert not reaches(*both("ja"), regels=rules(consent, a_rule("streng", categorieen=["afspraak"], actie=actie)))


def test_consent_opens_no_wall() -> None:
    walled: dict[str, Json] = {"soort": "veiligheidsafspraak", "ref": "dicht", "wie": "Geheim", "wat": "x", "nietVerder": True}
    ontvanger = Ontvanger(GGZ, "ggz", "onverdeeld", regie=False, verwijzing="w")
    everyone = [said(persoon, "ja") for persoon in ("anna", "ben", "kim", "oma")]
    inhoud = view(a_plan(walled, *everyone), ontvanger, rules(a_rule("t", **OP_TOESTEMMING)))
    assert shown(inhoud, "veiligheidsafspraken", "wie") == ["Oma"]


def test_what_names_nobody_needs_everybody() -> None:
    loose: dict[str, Json] = {"soort": "veiligheidsafspraak", "ref": "los", "wie": "Wijkteam", "wat": "Belt."}
    ontvanger = Ontvanger(GGZ, "ggz", "onverdeeld", regie=False, verwijzing="w")
    regels = rules(a_rule("t", **OP_TOESTEMMING))
    counts = [
        len(shown(view(a_plan(loose, *(said(persoon, "ja") for persoon in who)), ontvanger, regels), "veiligheidsafspraken", "wie"))
        for who in (ALLEN, ("anna", "ben", "kim", "oma"))
    ]
    assert counts == [1, 2]


def test_rule_that_withholds_on_consent_is_refused() -> None:
    with pytest.raises(ValidationError, match="toestemming deelt"):
        rules(a_rule("t", **{**OP_TOESTEMMING, "actie": "onthouden"}))
