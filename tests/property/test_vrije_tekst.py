"""Whoever spells a known name outside a tag, in whichever of our ways: the text waits, for everyone who may not see that name."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ketenhub.domain.delen import Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import rows
from ketenhub.share.bekend import known_words
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from ketenhub.share.woorden import GEWOON
from tests.property.test_share import (
    GEMEENTE,
    LEDEN,
    OPEN,
    POLITIE,
    RECLASSERING,
    SOORTEN,
    TOEZICHT,
    VT,
    Bericht,
    Feit,
    a_rule,
    bytes_of,
    given_to,
    lived,
    numbered,
    victim_messages,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.domain.json import Json, Object


def a_set(*categorieen: Categorie) -> Regelset:
    """Give rules that share these categories with everybody."""
    rules = [a_rule("alles", categorieen=[c.value for c in categorieen])]
    return Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules}))


NAAMLOOS = a_set(*(c for c in Categorie if c not in (Categorie.IDENTITEIT, Categorie.BSN)))
ALLES = a_set(*Categorie)


def one_of(words: str) -> st.SearchStrategy[str]:
    """Draw one of these words."""
    return st.sampled_from(words.split())


begin = one_of("Bak Brin Dol Drie Gaas Hak Hoek Kaal Klein Lam Mel Noor Oor Plan Rijn Slin Snel Tol Veen Vlas Wester Zil Zuider")
midden = one_of("de der en er ker mer per te ver")
einde = one_of("akker berg beek brink dam donk haar hoven horst huis kamp laar linden molen poort stra veld weert zaal")
achternamen = st.builds(lambda a, b, c: a + b + c, begin, midden, einde)
voornamen = one_of("Annelotte Bartholomeus Casper Derk Evelien Gijsbert Hidde Jelmer Kaatje Liselot Merijn Oscar Pleunie Tijmen")
voorvoegsels = st.sampled_from(["", "van", "van der", "de", "ter", "el"])


class Naam(NamedTuple):
    """A generated name."""

    voor: str
    tussen: str
    achter: str

    @property
    def heel(self) -> str:
        """Give the surname with its prefix."""
        return f"{self.tussen} {self.achter}".strip()


def swapped(word: str) -> str:
    """Give a word with two letters in the middle in each other's place."""
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]


namen = st.builds(Naam, voornamen, voorvoegsels, achternamen)
SPELLINGEN: dict[str, Callable[[Naam], str]] = {
    "zoals bekend": lambda n: f"{n.voor} {n.heel}",
    "achternaam": lambda n: n.achter,
    "voornaam": lambda n: n.voor,
    "kleine letters": lambda n: n.achter.lower(),
    "hoofdletters": lambda n: n.heel.upper(),
    "bezit": lambda n: f"{n.voor}'s",
    "bezit aan elkaar": lambda n: f"{n.voor}s",
    "verkleining": lambda n: f"{n.voor}tje",
    "voorletter": lambda n: f"{n.voor[0]}. {n.heel}",
    "voorletter en eerste letter": lambda n: f"{n.voor[0]}. {n.tussen} {n.achter[0]}.".replace("  ", " "),
    "voorletters": lambda n: f"{n.voor[0]}.{n.achter[0]}.",
    "aanspreking": lambda n: f"mevrouw {n.achter[0]}.",
    "achternaam voorop": lambda n: f"{n.achter}, {n.tussen}, {n.voor}",
    "voorvoegsel afgekort": lambda n: f"v.d. {n.achter}",
    "dubbele letter": lambda n: n.achter.replace("k", "kk").replace("l", "ll").replace("n", "nn"),
    "ij en y": lambda n: n.achter.replace("ij", "y"),
    "z en s, v en f": lambda n: n.achter.replace("Z", "S").replace("z", "s").replace("V", "F").replace("v", "f"),
    "k en ck": lambda n: n.achter.replace("k", "ck"),
    "accenten": lambda n: n.achter.replace("e", "é").replace("o", "ö"),
    "omgewisseld": lambda n: swapped(n.achter),
    "letter weg": lambda n: n.achter[:4] + n.achter[5:],
    "aan elkaar": lambda n: f"{n.voor}{n.heel}".replace(" ", ""),
    "afgebroken": lambda n: f"{n.achter[:4]}-\n{n.achter[4:]}",
    "letters los": lambda n: " ".join(n.achter),
    "onzichtbaar teken": lambda n: "\u200b".join(n.achter),
    "cyrillisch": lambda n: n.achter.replace("e", "е").replace("a", "а").replace("o", "о"),
    "brede letters": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n.achter),
    "e-mailadres": lambda n: f"{n.voor[0]}{n.achter}84@voorbeeld.invalid".lower(),
    "gebruikersnaam": lambda n: f"@x_{n.achter.lower()}_99",
}
zinnen = st.sampled_from(["Gisteren kwam {} langs.", "Het was {}, zei het kind.", "{} stond voor de deur.", "Zij is bang ({})."])


def a_casus(naam: Naam, tekst: str) -> Object:
    """Give a casus that knows one person, with a text of the gemeente about it."""
    herkomst: dict[str, Json] = {"geldigOp": "2026-11-01", "ontvangenOp": "2026-11-01T10:00:00Z"}
    who: dict[str, Json] = {"voornamen": naam.voor, "voorvoegsel": naam.tussen, "achternaam": naam.achter}
    persoon: dict[str, Json] = {"soort": "persoon", "ref": "a", "naam": who}
    incident: dict[str, Json] = {"soort": "incident", "aard": "geweld", "omschrijving": tekst, "personen": []}
    return {
        "items": [
            {"id": "i1", "spoor": "onverdeeld", "herkomst": {**herkomst, "organisatie": VT, "eigenId": "a"}, "feit": persoon},
            {
                "id": "i2",
                "spoor": "onverdeeld",
                "herkomst": {**herkomst, "organisatie": GEMEENTE, "eigenId": "b", "bericht": "b1"},
                "feit": incident,
            },
        ],
        "personen": [{"id": "p-1", "verklaringen": ["i1"]}],
        "deelnames": [],
        "regie": [],
    }


def reaches(casus: Object, ontvanger: Ontvanger, regels: Regelset) -> bool:
    """Tell whether the text reaches a recipient; telling why changes nothing."""
    omgeving = Omgeving(regels, date(2026, 11, 2), {}, SOORTEN, lambda persoon: f"ps-{persoon}")
    bare, told = (share(casus, {"sporen": []}, ontvanger, omgeving, met_besluiten=with_).uitsnede.inhoud for with_ in (False, True))
    assert bare == told
    return any("omschrijving" in row for row in rows(bare, "incidenten"))


@pytest.mark.req("VISIE-38", "CON-29")
@pytest.mark.parametrize("spelling", sorted(SPELLINGEN))
@given(naam=namen, zin=zinnen)
@settings(max_examples=12, deadline=None)
def test_text_that_names_a_known_person_outside_a_tag_is_held_for_everyone_who_may_not_see_the_name(
    spelling: str, naam: Naam, zin: str
) -> None:
    casus = a_casus(naam, zin.format(SPELLINGEN[spelling](naam)))
    for oin in (VT, POLITIE):
        for spoor in ("onverdeeld", "slachtoffer", "pleger", "beide"):
            ontvanger = Ontvanger(oin, SOORTEN[oin], spoor, oin == VT, "w")
            assert not reaches(casus, ontvanger, NAAMLOOS)
    assert not reaches(casus, Ontvanger(POLITIE, "politie", "onverdeeld", False, "w"), ALLES)
    assert reaches(casus, Ontvanger(GEMEENTE, "gemeente", "onverdeeld", False, "w"), NAAMLOOS)


gewone_woorden = st.lists(st.sampled_from(sorted(GEWOON)), min_size=1, max_size=12)


@given(naam=namen, woorden=gewone_woorden)
@settings(max_examples=200, deadline=None)
def test_text_of_common_words_in_small_letters_is_not_held(naam: Naam, woorden: list[str]) -> None:
    ontvanger = Ontvanger(POLITIE, "politie", "onverdeeld", False, "w")
    assert reaches(a_casus(naam, f"Zij zegt: {' '.join(woorden)}."), ontvanger, NAAMLOOS)


letters = st.text(st.sampled_from("abcinsk '-.’/()0123456789éıİſKßûµ_\n@{}|ŁłžЖعا\u200b"), max_size=24)


@given(st.lists(letters, max_size=3), st.lists(letters, max_size=3), st.lists(letters, max_size=4))
@settings(max_examples=400, deadline=None)
@example(["ß"], ["ı"], ["SS", "i"])
def test_texts_searched_together_give_what_each_gives_by_itself(names: list[str], streets: list[str], texts: list[str]) -> None:
    people: list[Object] = [{"feit": {"soort": "persoon", "telefoon": name, "naam": {"achternaam": name}}} for name in names]
    places: list[Object] = [{"feit": {"soort": "plaats", "straat": s, "postcode": s, "omschrijving": s}} for s in streets]
    bekend = known_words([*people, *places])
    every = [*texts, *names, *streets, f"x {''.join(names)} y"]
    assert bekend.found_in(every) == {text for text in every if bekend.found_in([text])}


verhalen = st.sampled_from(["Anna Terpoorten werd geduwd.", "Ben stond voor de deur.", "Zij zit op 9999 XK.", "De kinderen slapen."])
aan_wie = st.lists(st.sampled_from(sorted(SOORTEN)), max_size=3, unique=True)


@pytest.mark.req("MDA-20", "CON-07")
@given(drawn=victim_messages, verhaal=verhalen, ontvangers=aan_wie)
@settings(max_examples=60, deadline=None)
def test_text_that_is_let_go_on_the_victims_side_changes_no_byte_for_the_perpetrators_side(
    drawn: list[tuple[str, int, list[Feit]]], verhaal: str, ontvangers: list[str]
) -> None:
    told: Feit = {"soort": "incident", "ref": "t", "aard": "geweld", "omschrijving": verhaal, "personen": ["anna"]}
    freed: Feit = {
        "soort": "tekstvrijgave",
        "feit": "t",
        "bericht": "y-tekst",
        "veld": "omschrijving",
        "ontvangers": ontvangers,
        "reden": verhaal,
        "professional": {"ref": "r", "functie": "casusregisseur"},
    }
    story = [*numbered(drawn), Bericht("y-tekst", GEMEENTE, 56, (*LEDEN, told)), Bericht("y-vrij", GEMEENTE, 57, (freed,))]
    assert bytes_of(given_to(TOEZICHT, lived(story), OPEN)) == bytes_of(given_to(TOEZICHT, lived([]), OPEN))


@given(naam=namen, ontvangers=aan_wie, bron=st.sampled_from([GEMEENTE, VT]), bericht=st.sampled_from(["b1", "b2"]))
@settings(max_examples=60, deadline=None)
def test_release_opens_a_text_to_whom_its_sender_named_and_to_nobody_else(
    naam: Naam, ontvangers: list[str], bron: str, bericht: str
) -> None:
    casus = dict(a_casus(naam, f"Daar stond {naam.achter}."))
    feit: dict[str, Json] = {
        "soort": "tekstvrijgave",
        "feit": "i2",
        "bericht": bericht,
        "veld": "omschrijving",
        "ontvangers": [*ontvangers],
    }
    herkomst: dict[str, Json] = {"organisatie": bron, "geldigOp": "2026-11-01", "ontvangenOp": "2026-11-02T10:00:00Z", "eigenId": "c"}
    items = casus["items"]
    assert isinstance(items, list)
    casus["items"] = [*items, {"id": "i3", "spoor": "onverdeeld", "herkomst": herkomst, "feit": feit}]
    freed = bron == GEMEENTE and bericht == "b1"
    for oin in (VT, POLITIE, RECLASSERING):
        for spoor in ("onverdeeld", "slachtoffer", "pleger", "beide"):
            open_ = freed and spoor != "pleger" and (not ontvangers or oin in ontvangers)
            assert reaches(casus, Ontvanger(oin, SOORTEN[oin], spoor, oin == VT, "w"), NAAMLOOS) is open_
