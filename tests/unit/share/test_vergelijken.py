"""What changed between two rule sets, as an administrator reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Deelregel, Regelset
from ketenhub.share.vergelijken import Wijziging, compare, describe_rule
from tests.unit.share.test_fase import a_rule

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

OIN = "0" * 19 + "5"
KAAL: dict[str, Json] = {"categorieen": ["incident"], "doel": "toets"}
VOORBEELD: Json = {"ontvangerSoort": "ggz", "feitsoort": "incident", "veld": "aard", "bronSoort": "politie", "actie": "delen"}


def a_set(*regels: dict[str, Json], **rest: Json) -> Regelset:
    """Read a set of rules."""
    return Regelset.model_validate_json(json.dumps({"versie": "v", "regels": list(regels), **rest}))


def rule_of(**rest: Json) -> Deelregel:
    """Read a rule."""
    return Deelregel.model_validate_json(json.dumps(a_rule("r", **{**KAAL, **rest})))


BASIS = "Doel: toets. Nodig voor: directe_veiligheid. Grondslag: Wmo 2015 artikel 4.1.1. Vanaf 2026-01-01"
ALLES_GENOEMD = (
    "van feitsoort incident, melding; alleen velden aard; van bron politie; in fase 1, 2; bij stalking; op spoor slachtoffer; "
    "bij omstandigheid onderzoek, samenloop; zolang afspraak convenant; alleen met toestemming"
)


@pytest.mark.parametrize(
    ("rest", "zin"),
    [
        ({}, f"delen met iedereen: incident. {BASIS}."),
        ({"categorieen": ["incident", "melding"]}, f"delen met iedereen: incident, melding. {BASIS}."),
        ({"ontvangerSoorten": ["ggz", "gemeente"], "ontvangers": [OIN]}, f"delen met ggz, gemeente, {OIN}: incident. {BASIS}."),
        ({"actie": "minimaliseren", "minimalisering": "jaartal"}, f"minimaliseren met iedereen: incident; verkleind tot jaartal. {BASIS}."),
        (
            {
                "feitsoorten": ["incident", "melding"],
                "velden": ["aard"],
                "bronSoorten": ["politie"],
                "fasen": [1, 2],
                "geweldsoorten": ["stalking"],
                "sporen": ["slachtoffer"],
                "omstandigheden": ["onderzoek", "samenloop"],
                "afspraak": "convenant",
                "opToestemming": True,
            },
            f"delen met iedereen: incident; {ALLES_GENOEMD}. {BASIS}.",
        ),
        ({"tot": "2026-06-30"}, f"delen met iedereen: incident. {BASIS} tot en met 2026-06-30."),
    ],
)
def test_rule_is_told_in_one_sentence_with_every_condition_that_it_has(rest: dict[str, Json], zin: str) -> None:
    assert describe_rule(rule_of(**rest)) == zin


@pytest.mark.parametrize(
    ("rest", "zin"),
    [
        ({"ontvangerSoorten": ["ggz", "om"]}, "de soorten ontvangers waren geen voorwaarde, worden ggz, om"),
        ({"ontvangers": [OIN]}, f"de ontvangers waren geen voorwaarde, worden {OIN}"),
        ({"categorieen": ["melding"]}, "de categorieen waren incident, worden melding"),
        ({"feitsoorten": ["incident"]}, "de feitsoorten waren geen voorwaarde, worden incident"),
        ({"velden": ["aard"]}, "de velden waren geen voorwaarde, worden aard"),
        ({"bronSoorten": ["ggz"]}, "de soorten bronnen waren geen voorwaarde, worden ggz"),
        ({"fasen": [1, 2]}, "de fasen waren geen voorwaarde, worden 1, 2"),
        ({"geweldsoorten": ["stalking"]}, "de geweldsoorten waren geen voorwaarde, worden stalking"),
        ({"sporen": ["beide"]}, "de sporen waren geen voorwaarde, worden beide"),
        ({"omstandigheden": ["onderzoek"]}, "de omstandigheden waren geen voorwaarde, worden onderzoek"),
        ({"afspraak": "convenant"}, "de afspraak waar zij op rust was geen voorwaarde, wordt convenant"),
        ({"opToestemming": True}, "of toestemming nodig is was nee, wordt ja"),
        ({"doel": "hulp"}, "het doel was toets, wordt hulp"),
        ({"grondslag": {"wet": "Jw", "artikel": "7"}}, "de grondslag was Wmo 2015 4.1.1, wordt Jw 7"),
        (
            {"grondslag": {"wet": "Wmo 2015", "artikel": "4.1.1", "bevestigd": True}},
            "de grondslag was Wmo 2015 4.1.1, wordt Wmo 2015 4.1.1 en is bevestigd",
        ),
        ({"noodzaak": "stabiele_veiligheid"}, "de noodzaak was directe_veiligheid, wordt stabiele_veiligheid"),
        ({"actie": "onthouden"}, "de actie was delen, wordt onthouden"),
        ({"minimalisering": "jaartal"}, "de wijze van verkleinen was geen voorwaarde, wordt jaartal"),
        ({"van": "2026-02-01"}, "de eerste dag was 2026-01-01, wordt 2026-02-01"),
        ({"tot": "2026-06-30"}, "de laatste dag was geen voorwaarde, wordt 2026-06-30"),
        ({"toelichting": "een ander verhaal"}, "de toelichting is anders"),
        ({"voorbeelden": [VOORBEELD]}, "de voorbeelden zijn anders"),
    ],
)
def test_each_part_of_a_rule_that_changed_is_told_with_what_it_was_and_becomes(rest: dict[str, Json], zin: str) -> None:
    found = compare(a_set(a_rule("r", **KAAL)), a_set(a_rule("r", **{**KAAL, **rest})))
    assert found == (Wijziging("r", "gewijzigd", (zin,)),)


def test_basis_that_is_no_longer_confirmed_says_so() -> None:
    sure: dict[str, Json] = {"grondslag": {"wet": "Wmo 2015", "artikel": "4.1.1", "bevestigd": True}}
    (found,) = compare(a_set(a_rule("r", **KAAL, **sure)), a_set(a_rule("r", **KAAL)))
    assert found.zinnen == ("de grondslag was Wmo 2015 4.1.1, wordt Wmo 2015 4.1.1 en is niet meer bevestigd",)


def test_two_parts_that_changed_are_told_each_in_the_order_of_a_rule() -> None:
    (found,) = compare(a_set(a_rule("r", **KAAL)), a_set(a_rule("r", **{**KAAL, "doel": "hulp", "fasen": [1], "actie": "onthouden"})))
    assert [" ".join(zin.split()[:3]) for zin in found.zinnen] == ["de fasen waren", "het doel was", "de actie was"]


def test_new_rules_come_first_then_those_that_went_then_those_that_changed() -> None:
    before = a_set(a_rule("weg", **KAAL), a_rule("anders", **KAAL), a_rule("gelijk", **KAAL))
    after = a_set(a_rule("gelijk", **KAAL), a_rule("anders", **{**KAAL, "doel": "hulp"}), a_rule("nieuw", **KAAL))
    zin = f"delen met iedereen: incident. {BASIS}."
    assert compare(before, after) == (
        Wijziging("nieuw", "nieuw", (zin,)),
        Wijziging("weg", "vervallen", (zin,)),
        Wijziging("anders", "gewijzigd", ("het doel was toets, wordt hulp",)),
    )


def test_agreements_and_the_way_of_working_that_changed_are_told_after_the_rules() -> None:
    def an_agreement(ident: str, **rest: Json) -> Json:
        return {"id": ident, "naam": ident, **rest}

    held: dict[str, Json] = {"van": "2026-01-01", "tot": "2026-12-31"}
    before = a_set(afspraken=[an_agreement("weg"), an_agreement("anders"), an_agreement("gelijk", **held)])
    after = a_set(
        afspraken=[an_agreement("nieuw"), an_agreement("gelijk", **held), an_agreement("anders", **held)],
        werkwijze={"afspraak": "gelijk", "stappen": []},
    )
    assert compare(before, after) == (
        Wijziging("afspraak nieuw", "nieuw", ("geldt van nog niet afgesproken tot nog niet afgesproken",)),
        Wijziging("afspraak anders", "gewijzigd", ("geldt van 2026-01-01 tot 2026-12-31",)),
        Wijziging("afspraak weg", "vervallen", ("de afspraak staat er niet meer in",)),
        Wijziging("werkwijze", "gewijzigd", ("de werkwijze zonder toestemming is anders",)),
    )


def test_same_rules_under_another_version_have_not_changed() -> None:
    assert compare(a_set(a_rule("r", **KAAL)), a_set(a_rule("r", **KAAL), versie="w")) == ()
