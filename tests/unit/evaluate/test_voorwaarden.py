"""Do the conditions carry the plan, whole: whom each protects, too many, without a consequence, nobody's (domain F11)."""

from __future__ import annotations

import pytest

from ketenhub.domain.fase import Dekkingsrij, Reden
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.voorwaarden import condition_gaps, coverage
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import lived, told


def without_consequence(path: str) -> Reden:
    return Reden(
        regel="F11",
        bron="VISIE-57",
        tekst="Let op: een voorwaarde is niet compleet. Er staat niet bij wat er gebeurt als iemand haar schendt.",
        nodig="Spreek het gevolg af.",
        paden=(path,),
        afwezig="veiligheidsvoorwaarde.gevolg",
    )


def protects_nobody(person: str, *paden: str) -> Reden:
    return Reden(
        regel="F11",
        bron="VISIE-48",
        tekst=f"Let op: geen voorwaarde beschermt {{persoon:{person}}}.",
        nodig="Spreek een voorwaarde af voor ieder lid.",
        paden=tuple(paden),
        afwezig="veiligheidsvoorwaarde.beschermt",
    )


@pytest.mark.req("VISIE-48")
def test_coverage_names_every_condition_that_did_not_lapse_by_day_and_the_members_whom_it_protects() -> None:
    facts = told(
        "2026-01-08 voorwaarde v1 beschermt kim+ben+anna",
        "2026-01-07 voorwaarde v3",
        "2026-01-07 voorwaarde v2 beschermt kim",
        "2026-01-06 voorwaarde v4 beschermt anna",
        "2026-01-09 stand v4 vervallen",
        "2026-01-09 stand v1 geschonden",
    )
    assert coverage(lived(*facts, dag="2026-01-20")) == (
        Dekkingsrij(voorwaarde="v2", stand="open", paden=("v2.tekst",)),
        Dekkingsrij(voorwaarde="v3", stand="open", paden=("v3.tekst",)),
        Dekkingsrij(voorwaarde="v1", stand="geschonden", beschermt=("p-anna", "p-ben"), paden=("v1.tekst", "v1.beschermt")),
    )


@pytest.mark.req("VISIE-48")
def test_members_protected_by_one_condition_stand_in_one_order() -> None:
    names = ["p-g", "p-f", "p-e", "p-d", "p-c", "p-b", "p-a"]
    facts = told("2026-01-08 voorwaarde v1 beschermt d+a+g+c+f+b+e")
    (row,) = coverage(lived(*facts, dag="2026-01-20", personen=[b.a_person(name, spoor=Spoor.ONVERDEELD) for name in names]))
    assert list(row.beschermt) == sorted(names)


@pytest.mark.req("VISIE-48", "VISIE-57")
def test_what_the_conditions_lack_is_named_with_its_facts() -> None:
    facts = told(
        "2026-01-07 voorwaarde v1",
        "2026-01-07 voorwaarde v2 gevolg",
        "2026-01-07 voorwaarde v3 stappen VT",
        "2026-01-07 voorwaarde v4",
        "2026-01-09 stand v4 gerealiseerd bewijs",
        "2026-01-07 voorwaarde v5 beschermt anna",
        "2026-01-09 stand v5 geschonden",
    )
    verloop = lived(*facts, dag="2026-01-20")
    assert list(condition_gaps(verloop, coverage(verloop))) == [
        without_consequence("v1.tekst"),
        without_consequence("v5.tekst"),
        protects_nobody("p-ben", "v1.tekst", "v2.tekst", "v3.tekst", "v4.tekst", "v5.tekst"),
    ]


@pytest.mark.req("VISIE-48")
def test_more_than_five_that_still_wait_are_too_many_to_follow() -> None:
    five = [f"2026-01-07 voorwaarde v{n} gevolg beschermt anna+ben" for n in range(1, 6)]
    done = ("2026-01-07 voorwaarde v7 gevolg", "2026-01-09 stand v7 gerealiseerd bewijs")
    verloop = lived(*told(*five, *done), dag="2026-01-20")
    assert list(condition_gaps(verloop, coverage(verloop))) == []
    verloop = lived(*told(*five, *done, "2026-01-07 voorwaarde v6 gevolg", "2026-01-09 stand v6 geschonden"), dag="2026-01-20")
    assert list(condition_gaps(verloop, coverage(verloop))) == [
        Reden(
            regel="F11",
            bron="VISIE-48",
            tekst="Let op: er zijn 6 open voorwaarden. Meer dan 5 is te veel om te volgen.",
            nodig="Kies samen hoogstens 5 voorwaarden.",
            paden=("v1.tekst", "v2.tekst", "v3.tekst", "v4.tekst", "v5.tekst", "v6.tekst"),
        )
    ]


def test_without_conditions_nobody_is_named_as_unprotected() -> None:
    verloop = lived(dag="2026-01-20")
    assert list(condition_gaps(verloop, coverage(verloop))) == []
