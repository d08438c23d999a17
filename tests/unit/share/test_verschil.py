"""What a change of rules does to one casus, counted field by field: what a view shows is taken apart, and each part has a category."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Actie, Regelset
from ketenhub.share.gereed import prepare
from ketenhub.share.keuze import Veldbesluit
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.verschil import Cel, Plek, Telling, added, category_of, difference, fields_of, wider_fields
from tests.unit.share.test_fase import a_rule
from tests.unit.share.test_share import GEMEENTE, INCIDENT, POLITIE, RECLASSERING, SOORTEN, VT, a_casus, an_item

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.verschil import Verschil

HERKOMST: dict[str, Json] = {"organisatie": {"oin": "1"}, "geldigOp": "2026-01-01", "ontvangenOp": "2026-01-02"}
VIEW: Object = {
    "verwijzing": "w",
    "spoor": "beide",
    "plannaam": "plan",
    "fase": {"fase": 1, "poort": {"open": True, "ontbreekt": ["a", "b"]}},
    "sporen": [{"spoor": "pleger", "poort": {"zin": "z"}}],
    "incidenten": [{"id": "i1", "soort": "incident", "aard": "geweld", "herkomst": {**HERKOMST, "professional": {"functie": "f"}}}],
    "personen": [{"id": "ps", "soort": "persoon", "naam": "N", "bronnen": [{"naam": "M", "herkomst": HERKOMST}]}],
    "later": 5,
}


def test_everything_that_a_view_shows_has_a_place_but_its_head_and_the_frame_of_a_row() -> None:
    assert fields_of(VIEW) == {
        Plek("plannaam", "hub.plannaam"): ["plan"],
        Plek("fase", "hub.fase.fase"): [1],
        Plek("fase", "hub.fase.poort.open"): [True],
        Plek("fase", "hub.fase.poort.ontbreekt"): ["a", "b"],
        Plek("sporen/pleger", "hub.sporen.spoor"): ["pleger"],
        Plek("sporen/pleger", "hub.sporen.poort.zin"): ["z"],
        Plek("incidenten/i1", "incident.aard"): ["geweld"],
        Plek("incidenten/i1", "incident.herkomst"): [HERKOMST],
        Plek("incidenten/i1", "incident.herkomst.professional"): [{"functie": "f"}],
        Plek("personen/ps", "persoon.naam"): ["N", "M"],
        Plek("personen/ps", "persoon.herkomst"): [HERKOMST],
        Plek("later", "hub.later"): [5],
    }


@pytest.mark.parametrize(
    ("pad", "categorie"),
    [
        ("incident.aard", "incident"),
        ("incident.gemeente", "locatie"),
        ("incident.herkomst", "kenmerk"),
        ("incident.herkomst.professional", "medewerker"),
        ("persoon.rollen", "rol"),
        ("veiligheidsvoorwaarde.stand", "voorwaarde"),
        ("overdrachtstand.stand", "betrokkenheid"),
        ("hub.fase.poort.open", "fase"),
        ("hub.sporen.poort.zin", "fase"),
        ("hub.signalen", "signaal"),
        ("hub.regie", "regie"),
        ("hub.deelnames", "betrokkenheid"),
        ("hub.dekking", "voorwaarde"),
        ("hub.afweegrij.velden", "afweging"),
        ("hub.plannaam", "kenmerk"),
        ("geheim_dossier.tekst", "kenmerk"),
    ],
)
def test_each_field_has_the_category_by_which_rules_know_it(pad: str, categorie: str) -> None:
    assert category_of(pad) == categorie


def test_counts_add_up_each_by_itself() -> None:
    assert Telling(1, 2, 3, 4) + Telling(10, 20, 30, 40) == Telling(11, 22, 33, 44)


def test_two_differences_are_added_line_by_line() -> None:
    een, twee, drie = (Cel(f"a.{n}", "fase", "politie", POLITIE) for n in range(3))
    assert added({een: Telling(nieuw=1), twee: Telling(weg=2)}, {twee: Telling(nieuw=3), drie: Telling(anders=4)}) == {
        een: Telling(nieuw=1),
        twee: Telling(nieuw=3, weg=2),
        drie: Telling(anders=4),
    }


CASUS = a_casus(an_item("i3", {**INCIDENT, "omschrijving": "Er werd geduwd."}), an_item("i4", {**INCIDENT, "omschrijving": "Riep."}))
POL, GEM = (Ontvanger(oin, SOORTEN[oin], "onverdeeld", regie=False, verwijzing="w") for oin in (POLITIE, GEMEENTE))


def changed(
    voor: list[dict[str, Json]], na: list[dict[str, Json]], *ontvangers: Ontvanger, casus: Object = CASUS, fase: int | None = None
) -> Verschil:
    """Give what changes from some rules to others."""
    worlds = [
        Omgeving(Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules})), date(2026, 11, 2), {}, SOORTEN, str)
        for rules in (voor, na)
    ]
    track: Json = {"spoor": "onverdeeld", "fase": fase}
    return difference(prepare(casus), {"sporen": [track]}, ontvangers or (POL,), (worlds[0], worlds[1]))


def states(ident: str = "r", **rest: Json) -> dict[str, list[dict[str, Json]]]:
    """Give the ways in which one field can be decided; another field is always shared, so that the item stays."""
    aard = a_rule("aard", categorieen=["incident"], velden=["aard"])
    field: dict[str, Json] = {"categorieen": ["incident"], "velden": ["omschrijving"], **rest}
    return {
        "weg": [aard],
        "kleiner": [aard, a_rule(ident, **field, actie="minimaliseren")],
        "heel": [aard, a_rule(ident, **field)],
        "heel anders": [aard, a_rule("ander", **field)],
    }


@pytest.mark.parametrize(
    ("voor", "na", "telling"),
    [
        ("weg", "heel", {"nieuw": 2}),
        ("heel", "weg", {"weg": 2}),
        ("weg", "kleiner", {"nieuw": 2}),
        ("kleiner", "heel", {"anders": 2, "ruimer": 2}),
        ("heel", "kleiner", {"anders": 2}),
        ("heel", "heel", None),
        ("heel", "heel anders", None),
    ],
)
def test_field_becomes_visible_is_seen_wider_or_otherwise_or_goes(voor: str, na: str, telling: dict[str, int] | None) -> None:
    found = changed(states()[voor], states()[na])
    assert found == ({} if telling is None else {Cel("incident.omschrijving", "incident", "politie", POLITIE): Telling(**telling)})


def test_each_recipient_has_its_own_line() -> None:
    found = changed(states()["weg"], states()["heel"], POL, GEM)
    assert found == {
        Cel("incident.omschrijving", "incident", kind, oin): Telling(nieuw=2)
        for kind, oin in (("politie", POLITIE), ("gemeente", GEMEENTE))
    }


def test_two_recipients_of_one_organisation_add_up_to_one_line() -> None:
    assert changed(states()["weg"], states()["heel"], POL, POL) == {
        Cel("incident.omschrijving", "incident", "politie", POLITIE): Telling(nieuw=4)
    }


def test_value_that_was_there_before_in_another_form_is_no_new_one() -> None:
    names = [an_item(f"i{n}", {"soort": "persoon", "geslacht": f"g{n}"}, bron) for n, bron in ((5, VT), (6, GEMEENTE))]
    casus: Object = {**a_casus(*names), "personen": [{"id": "p-1", "verklaringen": ["i5", "i6"]}]}
    own = a_rule("vt", categorieen=["identiteit"], bronSoorten=["veilig_thuis"], actie="minimaliseren")
    found = changed([own], [a_rule("alle", categorieen=["identiteit"])], casus=casus)
    assert found[Cel("persoon.geslacht", "identiteit", "politie", POLITIE)] == Telling(nieuw=1, anders=1, ruimer=1)


GELIJK: Object = {
    **a_casus(*(an_item(ident, {"soort": "persoon", "geslacht": "x"}, bron) for ident, bron in (("i5", VT), ("i6", GEMEENTE)))),
    "personen": [{"id": "p-1", "verklaringen": ["i5", "i6"]}],
}


def test_equal_values_count_each_by_itself() -> None:
    small: dict[str, Json] = {"categorieen": ["identiteit"], "actie": "minimaliseren"}
    found = changed([a_rule("vt", **small, bronSoorten=["veilig_thuis"])], [a_rule("alle", **small)], casus=GELIJK)
    assert found[Cel("persoon.geslacht", "identiteit", "politie", POLITIE)] == Telling(nieuw=1)


def test_values_that_only_change_places_are_no_difference() -> None:
    def smaller(bron: str) -> list[dict[str, Json]]:
        whole = a_rule("heel", categorieen=["identiteit"])
        return [whole, a_rule("klein", categorieen=["identiteit"], actie="minimaliseren", bronSoorten=[bron])]

    assert changed(smaller("veilig_thuis"), smaller("gemeente"), casus=GELIJK) == {}


@pytest.mark.parametrize(("fase", "aantal"), [(1, 2), (2, 0), (None, 0)])
def test_rule_for_a_phase_counts_for_who_sees_that_phase(fase: int | None, aantal: int) -> None:
    sees = a_rule("fase", categorieen=["fase"])
    found = changed([*states()["weg"], sees], [*states(fasen=[1])["heel"], sees], fase=fase)
    assert found.get(Cel("incident.omschrijving", "incident", "politie", POLITIE), Telling()).nieuw == aantal


def test_recipient_on_a_track_without_a_result_is_counted_too() -> None:
    own = a_casus(an_item("i3", {**INCIDENT, "personen": []}, RECLASSERING, "pleger"))
    ontvanger = Ontvanger(POLITIE, "politie", "pleger", regie=False, verwijzing="w")
    assert changed(states()["weg"], states()["heel"][:1], ontvanger, casus=own) == {}
    assert len(changed([], states()["weg"], ontvanger, casus=own)) > 0


@pytest.mark.parametrize(
    ("voor", "na", "wider"),
    [
        (None, Actie.MINIMALISEREN, True),
        (None, Actie.ONTHOUDEN, False),
        (Actie.ONTHOUDEN, Actie.MINIMALISEREN, True),
        (Actie.MINIMALISEREN, Actie.DELEN, True),
        (Actie.DELEN, Actie.DELEN, False),
        (Actie.DELEN, Actie.MINIMALISEREN, False),
    ],
)
def test_field_is_wider_where_any_item_of_it_is_decided_less_strictly(voor: Actie | None, na: Actie, wider: bool) -> None:
    before = [Veldbesluit("i3", "aard", voor, "x")] if voor is not None else []
    found = wider_fields(prepare(CASUS), before, [Veldbesluit("i3", "aard", na, "y")])
    assert found == (frozenset({"incident.aard"}) if wider else frozenset())


@pytest.mark.parametrize(
    ("voor", "na", "wider"), [("jaartal", "initialen", True), ("initialen", "jaartal", False), (None, "jaartal", True)]
)
def test_way_of_making_smaller_that_leaves_more_is_wider(voor: str | None, na: str, wider: bool) -> None:
    def decided(method: str | None) -> Veldbesluit:
        rule = a_rule("r", actie="minimaliseren", minimalisering=method)
        regel = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [rule]})).regels[0]
        return Veldbesluit("i3", "aard", Actie.MINIMALISEREN, "x", regel)

    assert bool(wider_fields(prepare(CASUS), [decided(voor)], [decided(na)])) is wider
