"""Free text: where it stands in a field, and what becomes of the names in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.share.tekst import Noemer, free_texts

if TYPE_CHECKING:
    from ketenhub.domain.json import Json


def noemer() -> Noemer:
    """Give how a recipient names people who sees one name, two roles and one organisation."""
    return Noemer({"p-1": "Mila van Terpoorten"}, {"p-1": "slachtoffer", "p-2": "kind"}, {"o-1": "Politie"})


@pytest.mark.parametrize(
    ("soort", "veld", "value", "found"),
    [
        ("incident", "omschrijving", "Zij viel.", ["Zij viel."]),
        ("incident", "aard", "geweld", []),
        ("incident", "personen", ["p-1"], []),
        ("proactief_scenario", "stappen", ["Bel.", "Ga."], ["Bel.", "Ga."]),
        ("afspraakstand", "controle", {"door": "VT", "hoe": "Belt.", "op": "2026-01-01"}, ["VT", "Belt."]),
        ("veiligheidsafspraak", "controles", ({"door": "VT"}, {"hoe": "Belt."}), ["VT", "Belt."]),
        ("veiligheidsbeoordeling", "beoordelaar", {"persoon": "p-1", "namens": "de buren"}, ["de buren"]),
        ("proactief_scenario", "tonenAanBetrokkenen", True, []),
    ],
)
def test_free_text_is_found_however_deep_and_codes_days_and_references_are_none(
    soort: str, veld: str, value: Json, found: list[str]
) -> None:
    assert list(free_texts(soort, veld, value)) == found


@pytest.mark.req("VISIE-38")
@pytest.mark.parametrize(
    ("tekst", "gelezen"),
    [
        ("@{p-1|Mila} viel.", "Mila viel."),
        ("@{p-1|MILA VAN TERPOORTEN} viel.", "MILA VAN TERPOORTEN viel."),
        ("@{p-1|Mila Dekker} viel.", "Mila van Terpoorten viel."),
        ("@{p-1|Zilverlindelaan 4} viel.", "Mila van Terpoorten viel."),
        ("@{p-2|KIND} viel.", "kind viel."),
        ("@{p-2|Noor} viel.", "kind viel."),
        ("@{p-3|Noor} viel.", "iemand viel."),
        ("@{p-1|Mila} en @{p-1|Terpoorten} en @{p-2|Noor}.", "Mila en Terpoorten en kind."),
        ("Niemand viel.", "Niemand viel."),
    ],
)
def test_tag_keeps_its_words_where_they_are_of_the_shared_name_and_gives_the_name_or_the_role_otherwise(tekst: str, gelezen: str) -> None:
    assert noemer().in_text(tekst) == gelezen


@pytest.mark.parametrize(
    ("tekst", "gelezen"),
    [
        ("{persoon:p-1} en {persoon:p-2} en {persoon:p-3}.", "Mila van Terpoorten en kind en iemand."),
        ("{org:o-1} en {org:o-2}.", "Politie en een organisatie."),
        ("{org:p-1} en {persoon:o-1}.", "een organisatie en iemand."),
        ("Niemand.", "Niemand."),
    ],
)
def test_reason_names_persons_and_organisations_as_this_recipient_may_know_them(tekst: str, gelezen: str) -> None:
    assert noemer().in_reason(tekst) == gelezen


@pytest.mark.parametrize(
    ("tekst", "known"),
    [
        ("Voor {persoon:p-1}.", True),
        ("Voor {persoon:p-2}.", True),
        ("Voor {persoon:p-3}.", False),
        ("Voor {persoon:p-1} en {persoon:p-3}.", False),
        ("Voor {org:o-9}.", True),
        ("Voor iedereen.", True),
    ],
)
def test_recipient_knows_all_in_a_sentence_when_each_person_has_a_name_or_a_role(tekst: str, known: bool) -> None:
    assert noemer().knows_all_in(tekst) is known


def test_person_with_a_name_and_no_role_is_known_too() -> None:
    assert Noemer({"p-1": "Mila"}, {}, {}).knows_all_in("Voor {persoon:p-1}.")
