"""The four lists of regie and the monitor, from a view alone; what is not in it is in no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import at, rows
from ketenhub.inzicht.monitor import monitor
from ketenhub.inzicht.regie import overview

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

ORG: Json = {"oin": "1", "naam": "Een"}


def an_item(ident: str, op: str = "2026-11-01", **velden: Json) -> dict[str, Json]:
    return {"id": ident, "herkomst": {"organisatie": ORG, "geldigOp": op}, **velden}


VIEW: Object = {
    "fase": {
        "fase": 1,
        "naam": "directe_veiligheid",
        "poort": {"zin": "Nog niet.", "onder": [{"stem": "Een", "cijfer": "4"}], "ontbreekt": ["Twee"]},
        "termijnen": [{"soort": "veiligheid", "datum": "2026-12-01"}],
    },
    "verschillen": [{"soort": "plaats", "veld": "straat"}],
    "signalen": [{"soort": "dreiging", "ernst": "direct"}],
    "deelnames": [{"organisatie": ORG}],
    "veiligheidsafspraken": [an_item("a", wie="Wijkteam", wat="Bellen.", stand="open"), an_item("b", wat="Iets.", stand="open")],
    "afspraakstanden": [
        an_item("x", "2026-11-03", afspraak="a", stand="gedaan", effect="Rust."),
        an_item("y", "2026-11-02", afspraak="a", stand="niet_gedaan"),
    ],
    "taken": [an_item("t", tekst="Bel.", eigenaar="1"), an_item("u", tekst="Schrijf.", eigenaar="2")],
    "instemmingen": [
        an_item("i", voorwaarde="v", persoon="p", oordeel="oneens"),
        an_item("j", "2026-11-02", voorwaarde="v", organisatie="1", oordeel="oneens"),
        an_item("k", "2026-11-03", voorwaarde="v", organisatie="1", oordeel="eens"),
        an_item("l", voorwaarde="v", persoon="q", oordeel="onbekend"),
    ],
    "veiligheidsdoelen": [an_item("d", tekst="Veilig.")],
    "veiligheidsvoorwaarden": [an_item("v", tekst="De afspraak.", stand="gerealiseerd")],
    "voorwaardestanden": [
        an_item("s1", "2026-11-02", voorwaarde="v", stand="open", bewijs="Gezien."),
        an_item("s2", "2026-11-04", voorwaarde="v", stand="gerealiseerd", toelichting="Klaar."),
        an_item("s3", "2026-11-05", voorwaarde="w", stand="geschonden"),
    ],
    "personen": [{"id": "p", "lid": "volwassene"}, {"id": "q"}],
    "monitors": [an_item("m", persoon="p", contactOp="2026-11-06", komtVeiligheid=True), an_item("n", verwachtEinde="2027-11-01")],
}


@pytest.mark.req("ROUTE-11")
def test_each_actor_has_its_agreements_as_they_last_stood_and_its_tasks() -> None:
    found = {str(row["wie"]): row for row in rows(overview(VIEW, []), "wieDoetWat")}
    assert sorted(found) == ["2", "Een", "Wijkteam", "niet gedeeld"]
    assert (at(found["Wijkteam"], "afspraken", 0, "stand"), at(found["Wijkteam"], "afspraken", 0, "effect")) == ("gedaan", "Rust.")
    assert [at(found[who], "taken", 0, "id") for who in ("Een", "2")] == ["t", "u"]


@pytest.mark.req("ROUTE-11")
def test_the_concern_is_open_signals_dissent_low_and_missing_voices_and_contradictions() -> None:
    zorg = at(overview(VIEW, []), "zorg")
    assert zorg == {
        "signalen": [{"soort": "dreiging", "ernst": "direct"}],
        "oneens": [{"voorwaarde": "v", "persoon": "p", "oordeel": "oneens", "organisatie": ORG}],
        "onder": [{"stem": "Een", "cijfer": "4"}],
        "ontbreekt": ["Twee"],
        "verschillen": [{"soort": "plaats", "veld": "straat"}],
    }


@pytest.mark.req("ROUTE-11")
def test_the_goal_is_phase_goals_conditions_and_terms() -> None:
    doel = at(overview(VIEW, []), "doel")
    assert (at(doel, "fase"), at(doel, "zin"), at(doel, "veiligheidsdoelen", 0, "id")) == (1, "Nog niet.", "d")
    assert (at(doel, "voorwaarden", 0, "stand"), at(doel, "termijnen", 0, "datum")) == ("gerealiseerd", "2026-12-01")


def test_who_is_informed_is_the_board() -> None:
    assert overview(VIEW, [{"staat": "bij"}])["geinformeerd"] == [{"staat": "bij"}]


def test_of_an_empty_view_every_list_is_empty() -> None:
    assert overview({}, []) == {
        "wieDoetWat": [],
        "geinformeerd": [],
        "zorg": {"signalen": [], "oneens": [], "onder": [], "ontbreekt": [], "verschillen": []},
        "doel": {"veiligheidsdoelen": [], "werkdoelen": [], "hersteldoelen": [], "voorwaarden": [], "termijnen": []},
    }


@pytest.mark.req("VT-14")
def test_a_condition_shows_its_last_step_and_its_last_evidence_apart() -> None:
    (row,) = rows(monitor(VIEW), "voorwaarden")
    assert row["laatsteStap"] == {"op": "2026-11-04", "stand": "gerealiseerd", "toelichting": "Klaar.", "organisatie": ORG}
    assert row["laatsteBewijs"] == {"op": "2026-11-02", "bewijs": "Gezien.", "organisatie": ORG}


@pytest.mark.req("VT-14")
def test_a_condition_shows_the_last_check_of_its_own_agreements() -> None:
    def a_check(op: str) -> Json:
        return {"op": op, "door": "VT", "hoe": "bezoek", "resultaat": "goed"}

    view: Object = {
        "veiligheidsvoorwaarden": [{"id": "v1"}, {"id": "v2"}],
        "veiligheidsafspraken": [
            {"id": "a1", "voorwaarde": "v1", "controles": [a_check("2026-11-03"), a_check("2026-11-01")]},
            {"id": "a2", "controles": [a_check("2026-11-09")]},
        ],
        "afspraakstanden": [{"afspraak": "a1", "controle": a_check("2026-11-05")}, {"afspraak": "a2", "controle": a_check("2026-11-08")}],
    }
    assert [row.get("laatsteControle") for row in rows(monitor(view), "voorwaarden")] == [a_check("2026-11-05"), None]


@pytest.mark.req("VT-14")
def test_contacts_stand_with_their_member_and_those_about_all_apart() -> None:
    found = monitor(VIEW)
    assert found["leden"] == [
        {"persoon": "p", "lid": "volwassene", "contacten": [{"op": "2026-11-06", "komtVeiligheid": True, "organisatie": ORG}]}
    ]
    assert found["huishouden"] == [{"op": "2026-11-01", "verwachtEinde": "2027-11-01", "organisatie": ORG}]
