"""What a rule rests on: an agreement that ends lets nobody see more, and each decision is told in the order of the agreed steps."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ketenhub.domain.delen import Actie, Regelset
from ketenhub.domain.errors import Instellingsfout
from ketenhub.domain.gegeven import Categorie
from ketenhub.main import load_rules
from ketenhub.share.ontvanger import Ontvanger
from ketenhub.share.regels import Positie, Veld, compile_rules
from ketenhub.share.uitleg import explain
from tests.unit.share.rijk import ANDER, a_plan, base_rules, decide
from tests.unit.share.test_fase import a_rule

if TYPE_CHECKING:
    from pathlib import Path

    from ketenhub.domain.json import Json

VELD = Veld("veiligheidsafspraak", "wat", Categorie.AFSPRAAK, "veilig_thuis")
STRENG = {None: 2, Actie.ONTHOUDEN: 2, Actie.MINIMALISEREN: 1, Actie.DELEN: 0}
EINDE = date(2026, 6, 30)


def a_set(*regels: dict[str, Json], **afspraak: Json) -> Regelset:
    """Read rules with one agreement beside them."""
    agreement: Json = {"id": "convenant", "naam": "Convenant", "van": "2026-01-01", "tot": EINDE.isoformat(), **afspraak}
    return Regelset.model_validate_json(json.dumps({"versie": "v", "afspraken": [agreement], "regels": list(regels)}))


def decided(regels: Regelset, dag: date) -> Actie | None:
    """Give what becomes of the field on a day."""
    found = compile_rules(regels, Positie(ANDER, "ggz", "onverdeeld", None, (), dag)).deciding(VELD)
    return None if found is None else found.actie


@pytest.mark.req("MDA-47")
@pytest.mark.parametrize(("dag", "actie"), [(EINDE, Actie.DELEN), (date(2026, 7, 1), None)])
def test_rule_under_an_agreement_shares_until_the_day_on_which_that_ends(dag: date, actie: Actie | None) -> None:
    assert decided(a_set(a_rule("r", afspraak="convenant")), dag) is actie


@pytest.mark.req("MDA-47")
def test_agreement_that_was_never_concluded_shares_nothing() -> None:
    assert decided(a_set(a_rule("r", afspraak="convenant"), van=None, tot=None), EINDE) is None


@pytest.mark.req("MDA-47")
def test_rule_that_cites_an_agreement_nobody_knows_shares_nothing_and_stops_the_start(tmp_path: Path) -> None:
    data = json.dumps({"versie": "v", "regels": [a_rule("r", afspraak="convenant")]})
    assert decided(Regelset.model_validate_json(data), EINDE) is None
    path = tmp_path / "regels.json"
    path.write_text(data, "utf-8")
    with pytest.raises(Instellingsfout, match="/regels/0/afspraak"):
        load_rules(path)


def test_agreement_stands_once_in_the_list() -> None:
    twice = [{"id": "convenant", "naam": "Een"}, {"id": "convenant", "naam": "Twee"}]
    with pytest.raises(ValidationError, match="een keer in de lijst"):
        Regelset.model_validate_json(json.dumps({"versie": "v", "afspraken": twice, "regels": []}))


def test_agreement_with_a_beginning_has_an_end() -> None:
    with pytest.raises(ValidationError, match="een begin en een einde"):
        a_set(tot=None)


some_rules = st.lists(
    st.builds(
        lambda n, actie, afspraak: a_rule(f"r{n}", actie=actie, **({"afspraak": "convenant"} if afspraak else {})),
        st.integers(0, 99),
        st.sampled_from(["delen", "minimaliseren", "onthouden"]),
        st.booleans(),
    ),
    max_size=5,
)


@pytest.mark.req("MDA-47")
@given(some_rules)
def test_end_of_an_agreement_never_lets_anyone_see_more(regels: list[dict[str, Json]]) -> None:
    found = a_set(*regels)
    assert STRENG[decided(found, date(2026, 7, 1))] >= STRENG[decided(found, EINDE)]


def told(veld: str, **periode: str) -> tuple[str, ...]:
    """Give the explanation of one field of the agreement to the local team, under the rules that come with the hub."""
    regels, dag = base_rules(**periode), date(2026, 1, 10)
    besluit = decide(a_plan(), Ontvanger(ANDER, "lokaal_team", "onverdeeld", regie=False, verwijzing="w"), regels)
    found = next(b for b in besluit.besluiten if b.veld == veld)
    return explain(found, regels, dag)


def test_decision_is_told_in_the_order_of_the_agreed_steps_and_cites_the_agreements() -> None:
    words = told("wat", van="2026-01-01", tot="2026-12-31")
    assert words[0].endswith("Versie basis-2026-4. Afspraak: gemeentelijke-afspraak (geldt tot en met 2026-12-31).")
    assert [line.partition("? ")[0] for line in words[1:-1]] == [
        "1. Waarvoor is het nodig",
        "2. Is toestemming de grond, of kan het ook zonder",
        "3. Welke wet laat het toe",
        "4. Welk doel van het plan haalt het zonder niet",
        "5. Kan het met minder",
        "6. Wie vertelt het aan wie het gaat",
    ]
    assert "werkwijze-zonder-toestemming (geldt tot en met 2026-12-31)" in words[-1]


def test_what_no_rule_shares_says_so() -> None:
    assert told("wat") == ("wat: onthouden. geen regel deelt dit.",)
