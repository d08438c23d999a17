"""Each profile of a recipient shows exactly what it should; the profiles stand in profielen.toml, for everybody to read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import rows
from ketenhub.share.ontvanger import Ontvanger
from tests.unit.eisen.wereld import VT, say
from tests.unit.share.rijk import ANDER, a_plan, base_rules, decide, fields_of, with_prosecution, words_of

if TYPE_CHECKING:
    from typing import TypedDict

    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.share import Deelbesluit

    class Profiel(TypedDict, total=False):
        """One profile as it stands in the file."""

        naam: str
        eisen: list[str]
        soort: str
        gemeente: str
        dienst: str
        samenloop: bool
        afspraak: bool
        ziet: dict[str, list[str]]


PROFIELEN: list[Profiel] = tomllib.loads(Path(__file__).with_name("profielen.toml").read_text("utf-8"))["profiel"]
GELDIG = ("2026-01-01", "2026-12-31")


def decided_for(profiel: Profiel, dag: str = "2026-01-10") -> Deelbesluit:
    """Decide what a profile gets of the plan in which everything stands."""
    casus = a_plan(dienst=profiel.get("dienst"))
    if profiel.get("samenloop"):
        casus = with_prosecution(casus)
    ontvanger = Ontvanger(ANDER, profiel["soort"], "onverdeeld", regie=False, verwijzing="w", gemeente=profiel.get("gemeente"))
    return decide(casus, ontvanger, base_rules(*GELDIG) if profiel.get("afspraak") else base_rules(), dag)


def seen_by(profiel: Profiel, dag: str = "2026-01-10") -> Object:
    """Give what a profile sees."""
    return decided_for(profiel, dag).uitsnede.inhoud


def as_param(profiel: Profiel) -> object:
    """Give a profile with the requirements that it proves."""
    return pytest.param(profiel, id=profiel["naam"], marks=pytest.mark.req(*profiel["eisen"]))


@pytest.mark.parametrize("profiel", [as_param(profiel) for profiel in PROFIELEN])
def test_profile_shows_exactly_what_it_should(profiel: Profiel) -> None:
    assert fields_of(seen_by(profiel)) == profiel["ziet"]


def by_name(start: str) -> Profiel:
    """Give the profile whose name begins so."""
    return next(profiel for profiel in PROFIELEN if profiel["naam"].startswith(start))


GEVOELIG = ("Foto", "Hij stond er", "Hij kwam toch", "Lindepad", "Berkenrade", "Elzenwoude", "buur", "Slaapt", "hard", "0612", "999990019")


@pytest.mark.parametrize("profiel", [profiel for profiel in PROFIELEN if profiel["soort"] != "politie"], ids=lambda p: p["naam"])
def test_no_profile_tells_how_a_breach_went_where_anyone_is_or_who_reported(profiel: Profiel) -> None:
    words = words_of(seen_by(profiel))
    assert [word for word in GEVOELIG if word in words] == []


@pytest.mark.req("VISIE-24")
def test_outcome_of_weighing_prosecution_together_is_recorded() -> None:
    (row,) = rows(seen_by(by_name("officier van justitie bij")), "afstemmingen")
    assert (row["uitkomst"], row["vervolgingsbeslissing"]) == ("Vervolging voegt iets toe.", "dagvaarden")


@pytest.mark.req("MDA-42")
def test_prosecutor_hears_that_a_condition_and_a_ban_were_broken_and_nothing_of_how() -> None:
    view_ = seen_by(by_name("officier van justitie bij"))
    assert [row["stand"] for row in rows(view_, "voorwaardestanden")] == ["geschonden"]
    assert len(rows(view_, "maatregelschendingen")) == 1
    assert {row["soort"] for row in rows(view_, "signalen")} >= {"schending_voorwaarde", "schending_maatregel"}


@pytest.mark.req("MDA-28")
@pytest.mark.parametrize("naam", ["huisarts", "woningcorporatie"])
def test_limited_signal_is_the_same_whatever_happens(naam: str) -> None:
    profiel = by_name(naam)
    signals = [rows(seen_by(profiel, dag), "signalen") for dag in ("2026-01-10", "2026-08-01")]
    assert (
        signals[0] == signals[1] == ({"soort": "terugval", "ernst": "attentie", "tekst": "Let op tekenen van terugval. Bel dan de regie."},)
    )


@pytest.mark.req("MDA-28")
def test_limited_signal_has_no_cause_by_which_a_message_would_tell_when_something_happened() -> None:
    assert decided_for(by_name("huisarts")).signalen == ()
    assert decided_for(by_name("officier van justitie bij")).signalen != ()


@pytest.mark.req("MDA-47")
@pytest.mark.parametrize("naam", ["lokaal team onder", "wijkagent onder"])
@pytest.mark.parametrize(("dag", "shows"), [("2026-12-31", True), ("2027-01-01", False)])
def test_agreement_that_ended_blocks_on_the_day_after_it(naam: str, dag: str, shows: bool) -> None:
    assert bool(fields_of(seen_by(by_name(naam), dag))) is shows


@pytest.mark.req("VT-15")
def test_why_veilig_thuis_investigates_is_recorded() -> None:
    vt = Ontvanger(VT, "veilig_thuis", "onverdeeld", regie=True, verwijzing="w")
    (melding,) = rows(decide(a_plan(dienst="onderzoek"), vt, base_rules()).uitsnede.inhoud, "meldingen")
    assert (melding["dienst"], melding["dienstReden"]) == ("onderzoek", "Onduidelijk.")


GEHEIM: dict[str, Json] = {"soort": "plaats", "ref": "opvang", "persoon": "anna", "aard": "opvang", "geheim": True, "straat": "Wilgenhof"}
VOORVAL: dict[str, Json] = {"soort": "incident", "ref": "i", "aard": "geweld", "omschrijving": "Sloeg.", "gemeente": "ELZENWOUDE"}


def seen_by_aov(casus: Casus, spoor: str = "onverdeeld") -> dict[str, list[str]]:
    """Give what the official of the municipality of the incident sees."""
    ontvanger = Ontvanger(ANDER, "aov", spoor, regie=False, verwijzing="w", gemeente="Elzenwoude")
    return fields_of(decide(casus, ontvanger, base_rules()).uitsnede.inhoud)


@pytest.mark.req("MDA-45", "MOV-16")
def test_where_an_incident_was_tells_no_municipality_where_someone_hides() -> None:
    assert seen_by_aov(a_plan()) != {}
    assert seen_by_aov(a_plan(GEHEIM)) == {}
    assert seen_by_aov(say(a_plan(GEHEIM), {**VOORVAL, "genoemd": [ANDER]})) != {}


@pytest.mark.req("MDA-45")
def test_incident_that_was_not_given_onward_or_stands_on_the_other_track_counts_for_no_municipality() -> None:
    assert seen_by_aov(say(a_plan(), {**VOORVAL, "nietVerder": True})) == {}
    split: dict[str, Json] = {
        "soort": "geweldsoort",
        "ref": "it",
        "aard": "intiem_terrorisme",
        "slachtoffers": ["anna"],
        "plegers": ["ben"],
    }
    assert seen_by_aov(say(a_plan(), split), "pleger") == {}
