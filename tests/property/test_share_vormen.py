"""Telling why changes nothing of what is shared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.delen import Actie, Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import rows
from ketenhub.flow.beeld import cut, row_of
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import Deelbesluit, share
from tests.property.test_share import FEW, OPEN, PEILDATUM, SOORTEN, VT, Feit, a_rule, judged, lived, numbered, victim_messages

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json


def a_decision(ontvanger: Ontvanger, casus: Casus, rules: list[dict[str, Json]], *, met_besluiten: bool) -> Deelbesluit:
    """Decide for one recipient, with or without telling why."""
    beeld = cut(casus, judged(casus))[row_of(ontvanger.spoor)]
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules}))
    omgeving = Omgeving(regels, PEILDATUM, dict.fromkeys(SOORTEN, "organisatie"), SOORTEN, lambda persoon: f"ps-{persoon}")
    return share(beeld.gereed, beeld.beoordeling, ontvanger, omgeving, met_besluiten=met_besluiten)


some_rules = st.lists(
    st.builds(
        lambda n, categorieen, actie, bron: a_rule(f"r{n}", categorieen=categorieen, actie=actie, bronSoorten=bron),
        st.integers(0, 99),
        st.lists(st.sampled_from([c.value for c in Categorie]), min_size=1, max_size=6),
        st.sampled_from(["delen", "minimaliseren", "onthouden"]),
        st.lists(st.sampled_from(sorted(SOORTEN.values())), max_size=2),
    ),
    max_size=4,
)
recipients = st.builds(
    lambda oin, spoor: Ontvanger(oin, SOORTEN[oin], spoor, oin == VT, "w"),
    st.sampled_from(sorted(SOORTEN)),
    st.sampled_from(["slachtoffer", "pleger", "beide"]),
)


@given(victim_messages, some_rules, recipients)
@FEW
def test_telling_why_changes_nothing_and_no_item_is_shown_that_it_does_not_tell_of(
    drawn: list[tuple[str, int, list[Feit]]], rules: list[dict[str, Json]], ontvanger: Ontvanger
) -> None:
    casus = lived(numbered(drawn))
    bare, told = (a_decision(ontvanger, casus, [*OPEN, *rules], met_besluiten=with_) for with_ in (False, True))
    assert (bare.uitsnede, bare.signalen, bare.besluiten) == (told.uitsnede, told.signalen, ())
    shared = {(b.item, b.veld) for b in told.besluiten if b.actie is not Actie.ONTHOUDEN}
    own = {"id", "soort", "herkomst", "spoor", "stand"}
    parts = [row for key in set(DELEN.values()) - {"personen"} for row in rows(told.uitsnede.inhoud, key)]
    assert {(str(row["id"]), name) for row in parts for name in set(row) - own} <= shared
    persons = {b.item for b in told.besluiten for i in casus.items if i.id == b.item and i.feit.soort == "persoon"}
    assert {str(row["id"]) for row in parts} == {item for item, veld in shared if veld != "professional"} - persons
