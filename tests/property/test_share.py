"""Non-interference: nothing said on the victim's side changes a byte for the perpetrator's side, nor does a hidden field."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenhub.domain.bijdrage import Bijdrage, Opening
from ketenhub.domain.delen import Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.flow.beeld import cut, row_of
from ketenhub.flow.delen import Besluit, lasting
from ketenhub.flow.horen import Verandering, known_signals, notices
from ketenhub.merge.fold import merge
from ketenhub.merge.record import Ontvangen, record
from ketenhub.share.bewijs import hash_of
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from ketenhub.store.lopen import Betrokkene

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import FaseBeoordeling
    from ketenhub.domain.json import Json

VT, POLITIE, GEMEENTE, RECLASSERING, OPVANG, GGZ = ("0" * 19 + n for n in "123456")
SOORTEN = {VT: "veilig_thuis", POLITIE: "politie", GEMEENTE: "gemeente", RECLASSERING: "reclassering", OPVANG: "opvang", GGZ: "ggz"}
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEILDATUM = date(2026, 5, 1)
OPENING = Opening(casus_id="c", geopend_op=START, organisatie=POLITIE, geadresseerden=(VT, OPVANG), regie=VT)
FEW = settings(max_examples=150, deadline=None)
Feit = dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Bericht:
    """A message: who says what on which day."""

    naam: str
    van: str
    dag: int
    feiten: tuple[Feit, ...]


def a_day(n: int) -> str:
    """Give a day of the case."""
    return (START.date() + timedelta(days=n)).isoformat()


def took_in(casus: Casus | None, bericht: Bericht) -> Casus:
    """Let a message in; its ids follow from its name, so that another message changes none of them."""
    heard = START + timedelta(days=bericht.dag)
    facts = [{"geldigOp": a_day(bericht.dag), "ref": f"{bericht.naam}-{n}", **feit} for n, feit in enumerate(bericht.feiten)]
    body = {"berichtId": bericht.naam, "opgesteldOp": heard.isoformat(), "feiten": facts}
    ids = iter(range(10_000))
    ontvangen = Ontvangen(bericht.van, heard, "canoniek", lambda: f"{bericht.naam}-{next(ids)}", OPENING)
    return merge(casus, record(Bijdrage.model_validate_json(json.dumps(body)), casus, ontvangen))


def a_person(ref: str, bsn: str) -> Feit:
    """Name a person by number."""
    return {"soort": "persoon", "ref": ref, "bsn": bsn, "naam": {"voornamen": ref.capitalize(), "achternaam": "Terpoorten"}}


def a_score(cijfer: str, **rest: Json) -> Feit:
    """Build a score by a professional about the household."""
    return {
        "soort": "veiligheidsbeoordeling",
        "beoordelaar": {"soort": "professional"},
        "over": {"soort": "huishouden"},
        "cijfer": cijfer,
        "reden": "Omdat.",
        **rest,
    }


LEDEN = (a_person("anna", "999990019"), a_person("ben", "999990020"), a_person("kim", "999990032"))
BEGIN = Bericht("begin", POLITIE, 0, LEDEN)
VERDENKING: Feit = {"soort": "geweldsoort", "aard": "intiem_terrorisme", "slachtoffers": ["anna"], "plegers": ["ben"]}


def a_part(organisatie: str, spoor: str) -> Feit:
    """Give an organisation a track."""
    return {"soort": "betrokkenheid", "organisatie": organisatie, "van": a_day(5), "opSpoor": spoor}


DELING: tuple[Feit, ...] = (
    *LEDEN,
    VERDENKING,
    a_part(RECLASSERING, "pleger"),
    a_part(GGZ, "pleger"),
    a_part(GEMEENTE, "slachtoffer"),
)
SPLITSING = Bericht("splitsing", VT, 5, DELING)
CLIENT = a_person("client", "999990020")
PLEGERKANT = (
    Bericht(
        "p1",
        RECLASSERING,
        7,
        (
            CLIENT,
            {"soort": "incident", "aard": "dreiging", "omschrijving": "@{client|Client} dreigde op kantoor.", "personen": ["client"]},
            a_score("4"),
            {
                "soort": "maatregel",
                "ref": "m",
                "aard": "meldplicht",
                "kader": "straf",
                "persoon": "client",
                "van": a_day(7),
                "tot": a_day(40),
            },
        ),
    ),
    Bericht(
        "p2",
        GGZ,
        12,
        (
            CLIENT,
            {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": "Hij belt.", "termijn": a_day(60), "genoemd": [RECLASSERING]},
            {"soort": "voorwaardestand", "voorwaarde": "v", "stand": "geschonden"},
            a_score("6", beoordelaar={"soort": "betrokkene", "persoon": "client"}),
            {"soort": "plaats", "persoon": "client", "aard": "woonadres", "straat": "Kerkstraat", "genoemd": [RECLASSERING]},
        ),
    ),
    Bericht("p3", VT, 20, ({"soort": "werkdoel", "tekst": "Woensdag op kantoor.", "volgorde": 1, "spoor": "pleger"},)),
)

words = st.sampled_from(["kantoor", "Kerkstraat", "woensdag", "Client", "@{ben|Ben} belde", "iets", "9999 XK"])
who = st.sampled_from(["anna", "ben", "kim"])
days = st.integers(0, 55)
figures = st.sampled_from(["0", "2", "4", "5.5", "6", "7", "7+"])
speakers = st.sampled_from([VT, POLITIE, GEMEENTE, OPVANG])


def one(soort: str, **parts: st.SearchStrategy[Json]) -> st.SearchStrategy[Feit]:
    """Give a fact of a kind with drawn values."""
    return st.fixed_dictionaries({"soort": st.just(soort), **parts})


persons = who.map(lambda name: [name])
facts = st.one_of(
    one("persoonsrol", persoon=who, rol=st.sampled_from(["slachtoffer", "pleger", "kind", "netwerk"])),
    one("lidmaatschap", persoon=who, van=st.just(a_day(-90)), tot=st.one_of(st.none(), days.map(a_day))),
    one("relatie", persoon=who, andere=who, aard=st.sampled_from(["partner", "ouder"])),
    one("plaats", persoon=who, aard=st.sampled_from(["opvang", "school"]), geheim=st.booleans(), straat=words, postcode=st.just("9999 XK")),
    one("melding", identificatie=st.just("PL-1"), ontvangen=days.map(a_day), incidentdatum=days.map(a_day), omschrijving=words),
    one("incident", aard=st.sampled_from(["geweld", "onveilig", "dreiging", "vrijlating"]), omschrijving=words, personen=persons),
    one(
        "maatregel",
        aard=st.sampled_from(["huisverbod", "meldplicht"]),
        kader=st.just("straf"),
        persoon=who,
        van=st.just(a_day(1)),
        tot=days.map(a_day),
    ),
    one("geweldsoort", aard=st.sampled_from(["situationeel", "stalking"]), slachtoffers=persons, plegers=persons),
    figures.map(a_score),
    st.builds(lambda f, p: a_score(f, beoordelaar={"soort": "betrokkene", "persoon": p}), figures, who),
    st.builds(lambda f, p: a_score(f, over={"soort": "persoon", "personen": [p]}), figures, who),
    one("onveilige_situatie", slachtoffer=who, omschrijving=words, jaar=st.just(2026), personen=persons),
    one("veiligheidsvoorwaarde", tekst=words, termijn=days.map(a_day), beschermt=persons),
    one("veiligheidsafspraak", wie=words, wat=words, stresstestResultaat=st.just("geslaagd")),
    one("gezondheidsfeit", persoon=who, tekst=words),
    one("opschaling", reden=words, antwoord=words),
    one("monitor", persoon=who, verwachtEinde=days.map(a_day)),
    one("monitor", contactOp=days.map(a_day), overgenomenDoor=st.one_of(st.none(), words)),
    one("taak", tekst=words, eigenaar=st.just(RECLASSERING)),
    one("strafbaarfeitvermoeden", niveau=st.just("aanhouding"), grond=words, persoon=who),
    one("overleg", aard=st.just("mdo"), wijze=st.just("apart"), aanwezig=words.map(lambda w: [w])),
)
by_regie = st.one_of(
    one("vrijstelling", persoon=who, reden=words, tot=st.just(a_day(90))),
    one("vrijstelling", organisatie=st.sampled_from([RECLASSERING, GGZ, OPVANG]), reden=words, tot=st.just(a_day(90))),
    one("structurele_onveiligheid", reden=words, van=days.map(a_day)),
    one("betrokkenheid", organisatie=st.just(OPVANG), van=days.map(a_day), opSpoor=st.sampled_from([None, "slachtoffer"])),
)
victim_messages = st.lists(
    st.one_of(
        st.tuples(speakers, days, st.lists(facts, min_size=1, max_size=4)),
        st.tuples(st.just(VT), days, st.lists(by_regie, min_size=1, max_size=2)),
    ),
    max_size=5,
)


def numbered(drawn: list[tuple[str, int, list[Feit]]]) -> list[Bericht]:
    """Give drawn messages names of their own; each sender names the members it speaks of."""
    return [Bericht(f"s{n}", van, dag, (*LEDEN, *feiten)) for n, (van, dag, feiten) in enumerate(drawn)]


def lived(extra: list[Bericht], pleger: tuple[Bericht, ...] = PLEGERKANT) -> Casus:
    """Let the whole story in, in the order of its days."""
    casus: Casus | None = None
    for bericht in sorted([BEGIN, SPLITSING, *pleger, *extra], key=lambda b: (b.dag, b.naam)):
        casus = took_in(casus, bericht)
    assert casus is not None
    return casus


def a_rule(ident: str, **rest: Json) -> dict[str, Json]:
    """Give a rule that shares everything with everybody, unless told otherwise."""
    return {
        "id": ident,
        "categorieen": [c.value for c in Categorie],
        "doel": "toets",
        "grondslag": {"wet": "Wmo 2015", "artikel": "4.1.1"},
        "noodzaak": "directe_veiligheid",
        "actie": "delen",
        "van": "2026-01-01",
        "toelichting": "voorbeeld",
        **rest,
    }


OPEN = [a_rule("alles")]
AGENT = Ontvanger(POLITIE, "politie", "onverdeeld", False, "w")
TOEZICHT = Ontvanger(RECLASSERING, "reclassering", "pleger", False, "w")


def judged(casus: Casus, day: date = PEILDATUM) -> FaseBeoordeling:
    """Evaluate under the national pack."""
    return evaluate(casus, day, Regelpakket(), Kalender())


def given_to(ontvanger: Ontvanger, casus: Casus, rules: list[dict[str, Json]], day: date = PEILDATUM) -> Besluit:
    """Give what one recipient gets of a case."""
    beeld = cut(casus, judged(casus, day))[row_of(ontvanger.spoor)]
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules}))
    omgeving = Omgeving(regels, day, dict.fromkeys(SOORTEN, "organisatie"), SOORTEN, lambda persoon: f"ps-{persoon}")
    besluit = share(beeld.casus, beeld.beoordeling, ontvanger, omgeving)
    return Besluit(besluit.uitsnede, hash_of(lasting(besluit.uitsnede.inhoud)), besluit.signalen)


def bytes_of(besluit: Besluit) -> str:
    """Give everything that can leave for a recipient, in its order."""
    return json.dumps([besluit.uitsnede.inhoud, besluit.signalen, besluit.werkregel], ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Hub:
    """The two things a notification asks of the hub."""

    gewoon_venster: float = 900.0

    def nieuw_id(self) -> str:
        """Give an id."""
        return "id"


@pytest.mark.req("MDA-20", "CON-07")
@given(victim_messages)
@FEW
def test_victims_side_changes_no_byte_of_what_the_perpetrators_side_gets(drawn: list[tuple[str, int, list[Feit]]]) -> None:
    for ontvanger in (TOEZICHT, replace(TOEZICHT, oin=GGZ, soort="ggz"), replace(TOEZICHT, oin=OPVANG, soort="opvang")):
        with_facts, without = given_to(ontvanger, lived(numbered(drawn)), OPEN), given_to(ontvanger, lived([]), OPEN)
        assert bytes_of(with_facts) == bytes_of(without)


@pytest.mark.req("MDA-20", "CON-07")
@given(victim_messages, days)
@FEW
def test_victims_message_notifies_nobody_on_the_perpetrators_side(drawn: list[tuple[str, int, list[Feit]]], day: int) -> None:
    extra = numbered(drawn)
    before, after = lived(extra[1:]), lived(extra)
    on = START.date() + timedelta(days=60 + day)
    wie = Betrokkene(RECLASSERING, "w", "pleger", regie=False, actief=True)
    change = Verandering(given_to(TOEZICHT, before, OPEN, on).som, known_signals(judged(before, on)), VT)
    assert notices(Hub(), wie, given_to(TOEZICHT, after, OPEN, on), change) == []  # type: ignore[arg-type]


def danger(tekst: str, cijfer: str, aard: str, naam: str) -> tuple[Bericht, ...]:
    """Give danger on the perpetrator's track, of which kind, severity and day are always the same."""
    client: Feit = {**CLIENT, "naam": {"achternaam": naam}}
    incident: Feit = {"soort": "incident", "aard": "dreiging", "omschrijving": tekst, "personen": ["client"]}
    measure: Feit = {
        "soort": "maatregel",
        "ref": "m",
        "aard": aard,
        "kader": "straf",
        "van": a_day(7),
        "tot": a_day(40),
        "instantie": tekst,
    }
    condition: Feit = {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": tekst, "termijn": a_day(60)}
    broken: Feit = {"soort": "voorwaardestand", "voorwaarde": "v", "stand": "geschonden", "toelichting": tekst}
    goal: Feit = {"soort": "werkdoel", "tekst": tekst, "volgorde": len(tekst)}
    return (Bericht("p1", RECLASSERING, 7, (client, incident, a_score(cijfer, reden=tekst), measure, condition, broken, goal)),)


@pytest.mark.req("CON-07")
@given(victim_messages, words, st.sampled_from(["3", "4", "5.5"]), st.sampled_from(["meldplicht", "gebiedsverbod"]), words)
@FEW
def test_only_kind_severity_and_day_of_danger_reach_the_victims_side(
    drawn: list[tuple[str, int, list[Feit]]], tekst: str, cijfer: str, aard: str, naam: str
) -> None:
    helper = replace(TOEZICHT, oin=GEMEENTE, soort="gemeente", spoor="slachtoffer")
    extra = numbered(drawn)
    one_, two = (
        lived(extra, danger(*parts)) for parts in (("iets", "4", "meldplicht", "Client"), (plain(tekst), cijfer, aard, plain(naam)))
    )
    assert bytes_of(given_to(helper, one_, OPEN)) == bytes_of(given_to(helper, two, OPEN))


def plain(tekst: str) -> str:
    """Give words without a tag: what is tagged must be known to its sender."""
    return tekst.replace("@{ben|Ben}", "Ben")


@pytest.mark.req("MOV-16")
@given(words, words, words)
@FEW
def test_value_of_a_place_changes_no_byte_for_whom_it_was_not_named(one_: str, two: str, three: str) -> None:
    def story(straat: str) -> Casus:
        place: Feit = {"soort": "plaats", "persoon": "anna", "aard": "opvang", "geheim": True, "straat": straat, "omschrijving": straat}
        incident: Feit = {"soort": "incident", "aard": "geweld", "omschrijving": "Zonder naam.", "personen": ["anna"], "gemeente": straat}
        casus = took_in(None, BEGIN)
        return took_in(casus, Bericht("s", GEMEENTE, 3, (*LEDEN, place, incident)))

    assert bytes_of(given_to(AGENT, story(one_), OPEN)) == bytes_of(given_to(AGENT, story(f"{two}{three}"), OPEN))


HIDDEN: dict[str, tuple[list[Feit], list[Feit]]] = {
    "gezondheid": (
        [{"soort": "gezondheidsfeit", "persoon": "anna", "tekst": "Slaapt slecht."}],
        [{"soort": "gezondheidsfeit", "persoon": "kim", "tekst": "Is herstellende.", "instrument": "PCL"}],
    ),
    "onderbouwing": ([a_score("6", reden="Het is rustig.")], [a_score("6", reden="De buren horen niets.", waaromNietLager="Rust.")]),
    "situatie": (
        [{"soort": "onveilige_situatie", "slachtoffer": "anna", "omschrijving": "Geduwd.", "jaar": 2026}],
        [{"soort": "onveilige_situatie", "slachtoffer": "kim", "omschrijving": "Zag het.", "jaar": 2025, "datum": "2025-12-01"}],
    ),
}


@pytest.mark.req("VISIE-44")
@pytest.mark.parametrize("categorie", sorted(HIDDEN))
def test_value_of_a_hidden_field_changes_no_byte_inside_one_track(categorie: str) -> None:
    rules = [a_rule("alles"), a_rule("niet", categorieen=[categorie], actie="onthouden")]
    views = {
        bytes_of(given_to(AGENT, took_in(took_in(None, BEGIN), Bericht("s", GEMEENTE, 3, (*LEDEN, *feiten))), rules))
        for feiten in HIDDEN[categorie]
    }
    assert len(views) == 1


@pytest.mark.req("VISIE-44")
@given(figures, figures)
@FEW
def test_hidden_score_changes_nothing_but_the_phase_its_sentence_and_what_the_rules_say_of_them(one_: str, two: str) -> None:
    rules = [a_rule("alles"), a_rule("niet", categorieen=["cijfer"], actie="onthouden")]

    def view(figure: str) -> Json:
        casus = took_in(took_in(None, BEGIN), Bericht("own", POLITIE, 2, (a_score("6"),)))
        casus = took_in(casus, Bericht("s", GEMEENTE, 3, (*LEDEN, a_score(figure))))
        inhoud = dict(given_to(AGENT, casus, rules).uitsnede.inhoud)
        fase = inhoud.pop("fase")
        assert isinstance(fase, dict)
        poort = fase["poort"]
        assert isinstance(poort, dict)
        return [
            inhoud,
            {key: fase[key] for key in ("redenen", "termijnen")},
            {k: v for k, v in poort.items() if k != "zin"},
            fase.get("laagste"),
        ]

    assert json.dumps(view(one_)) == json.dumps(view(two))


@pytest.mark.req("VISIE-44")
def test_hidden_message_on_another_day_is_no_change_for_whom_nothing_changed() -> None:
    rules = [a_rule("alles"), a_rule("niet", categorieen=["gezondheid"], actie="onthouden")]
    condition: Feit = {"soort": "veiligheidsvoorwaarde", "tekst": "Hij belt.", "termijn": a_day(60)}
    casus = took_in(took_in(None, BEGIN), Bericht("v", GEMEENTE, 3, (*LEDEN, condition)))
    hidden: Feit = {"soort": "gezondheidsfeit", "persoon": "anna", "tekst": "Slaapt slecht."}
    later = took_in(casus, Bericht("g", GEMEENTE, 4, (hidden,)))
    on = START.date() + timedelta(days=4)
    before = Verandering(given_to(AGENT, casus, rules, on).som, known_signals(judged(casus, on)), GEMEENTE)
    wie = Betrokkene(POLITIE, "w", "onverdeeld", regie=False, actief=True)
    besluit = given_to(AGENT, later, rules, on + timedelta(days=1))
    assert notices(Hub(), wie, besluit, before) == []  # type: ignore[arg-type]
