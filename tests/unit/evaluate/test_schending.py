"""What each party does when a condition is broken, whole: names, order, paths and what is absent (MDA-28)."""

from __future__ import annotations

import pytest

from ketenhub.domain.fase import Reden
from ketenhub.evaluate.schending import breach_plans
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import lived, told

VT, POLITIE, GEMEENTE = b.VT, b.POLITIE, b.GEMEENTE


def without_a_step(names: str, *paden: str, afwezig: str | None = None) -> Reden:
    return Reden(
        regel="F11",
        bron="MDA-28",
        tekst=f"Let op: een voorwaarde is niet compleet. Er staat niet bij wat {names} bij een schending doen.",
        nodig="Spreek met iedere partij af wat zij dan doet.",
        paden=tuple(paden),
        afwezig=afwezig,
    )


def acts_now(names: str, *paden: str) -> Reden:
    return Reden(
        regel="F11",
        bron="MDA-28",
        tekst=f"Een voorwaarde is geschonden. {names} doen nu wat bij de voorwaarde is afgesproken.",
        paden=tuple(paden),
        voldaan=True,
    )


@pytest.mark.req("MDA-28")
def test_per_condition_who_has_no_step_is_named_and_at_a_breach_who_acts() -> None:
    facts = told(
        "2026-01-08 voorwaarde v1 stappen VT+anna",
        "2026-01-07 voorwaarde v2",
        "2026-01-07 voorwaarde v0",
        "2026-01-07 stand v0 vervallen",
        "2026-01-09 instemming v1 Gemeente als i1",
        "2026-01-09 instemming v1 ben als i2",
        "2026-01-09 instemming v1 anna als i3",
        "2026-01-10 stand v1 geschonden",
    )
    parts = (b.a_part(POLITIE), b.a_part(VT), b.a_part(f"{4:020d}", tot="2026-01-09"))
    told_of_v1 = ("v1.tekst", "v1.bijSchending")
    assert list(breach_plans(lived(*facts, dag="2026-01-20", deelnames=parts))) == [
        without_a_step(f"{{org:{VT}}} en {{org:{POLITIE}}}", "v2.tekst", afwezig="veiligheidsvoorwaarde.bijSchending"),
        without_a_step(f"{{org:{POLITIE}}} en {{org:{GEMEENTE}}} en {{persoon:p-ben}}", *told_of_v1, "i1.organisatie", "i2.persoon"),
        acts_now(f"{{org:{VT}}} en {{persoon:p-anna}}", *told_of_v1),
    ]


@pytest.mark.req("MDA-28")
def test_conditions_of_one_day_stand_by_id_and_a_realised_one_asks_for_nothing() -> None:
    facts = told(
        "2026-01-07 voorwaarde v2", "2026-01-07 voorwaarde v1", "2026-01-06 voorwaarde v3", "2026-01-09 stand v3 gerealiseerd bewijs"
    )
    assert [reden.paden for reden in breach_plans(lived(*facts, dag="2026-01-20"))] == [("v1.tekst",), ("v2.tekst",)]


@pytest.mark.req("MDA-28")
def test_a_broken_condition_in_which_everybody_has_a_step_names_only_who_acts() -> None:
    facts = told("2026-01-07 voorwaarde v1 stappen VT", "2026-01-10 stand v1 geschonden")
    found = list(breach_plans(lived(*facts, dag="2026-01-20")))
    assert found == [acts_now(f"{{org:{VT}}}", "v1.tekst", "v1.bijSchending")]
    unplanned = told("2026-01-07 voorwaarde v1", "2026-01-10 stand v1 geschonden")
    assert [reden.voldaan for reden in breach_plans(lived(*unplanned, dag="2026-01-20"))] == [False]


@pytest.mark.req("MDA-28")
def test_parties_are_named_in_one_order_however_many_there_are() -> None:
    orgs = [f"{n:020d}" for n in (6, 5, 9, 8, 7)]
    facts = told("2026-01-07 voorwaarde v1 stappen kim+ben+dan+anna+VT+els", "2026-01-10 stand v1 geschonden")
    missing, acting = breach_plans(lived(*facts, dag="2026-01-20", deelnames=[b.a_part(oin) for oin in orgs]))
    assert missing == without_a_step(" en ".join(f"{{org:{oin}}}" for oin in sorted(orgs)), "v1.tekst", "v1.bijSchending")
    persons = " en ".join(f"{{persoon:p-{name}}}" for name in ("anna", "ben", "dan", "els", "kim"))
    assert acting == acts_now(f"{{org:{VT}}} en {persons}", "v1.tekst", "v1.bijSchending")


@pytest.mark.req("MDA-28")
def test_while_a_condition_is_kept_nobody_acts() -> None:
    assert list(breach_plans(lived(*told("2026-01-07 voorwaarde v1 stappen VT"), dag="2026-01-20"))) == []
