"""The holder weighs its own fact as it stands; everybody else is refused with the place, and a question is always answered alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.afwegen import Afweegverzoek, Afweging
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.merge.fold import fold, merge
from tests.unit.merge.huishouden import POLITIE, RECLASSERING, VT, a_bijdrage, a_household, a_record

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Vastlegging
    from ketenhub.domain.casus import Casus

DAG = date(2026, 11, 1)
GEHEIM: dict[str, object] = {"soort": "gezondheidsfeit", "ref": "g", "persoon": "a", "tekst": "Slaapt slecht.", "beroepsgeheim": True}
WEGER: dict[str, object] = {"ref": "w", "functie": "aandachtsfunctionaris"}
WEGING: dict[str, object] = {
    "soort": "afweging",
    "ref": "w",
    "feit": "g",
    "bericht": "geheim",
    "ontvangers": [VT],
    "besluit": "delen",
    "noodzaak": "directe_veiligheid",
    "stappen": ["noodzaak"],
    "reden": "Zonder dit klopt het plan niet.",
    "geldigTot": "2026-11-27",
    "professional": WEGER,
}
VRAAG: dict[str, object] = {
    "soort": "afweegverzoek",
    "ref": "v",
    "aan": POLITIE,
    "noodzaak": "stabiele_veiligheid",
    "reden": "Wij plannen hulp.",
    "geldigTot": "2026-11-20",
}


def heard(casus: Casus, wie: str, bericht: str, *feiten: dict[str, object], dag: int = 2) -> Casus:
    """Let a message in."""
    return merge(casus, a_record(a_bijdrage(*feiten, bericht=bericht, opgesteld=f"2026-11-{dag:02}T12:00:00Z"), casus, wie))


def with_secret(**rest: object) -> Casus:
    """Give a household of which police know something under secrecy."""
    return heard(a_household()[1], POLITIE, "geheim", GEHEIM | rest)


def refusal(casus: Casus, wie: str, *feiten: dict[str, object]) -> str:
    """Give the place at which something is refused."""
    with pytest.raises(OngeldigBericht) as error:
        heard(casus, wie, "weging", *feiten, dag=3)
    return error.value.plaats


def the_item(casus: Casus, ref: str = "g") -> str:
    """Give the id of a fact of police."""
    return next(i.id for i in casus.items if i.herkomst.eigen_id == ref)


@pytest.mark.req("MDA-36")
def test_holder_decides_about_its_own_fact() -> None:
    casus = heard(with_secret(), POLITIE, "weging", WEGING, dag=3)
    assert [i.feit.feit for i in casus.items if isinstance(i.feit, Afweging)] == [the_item(casus)]


@pytest.mark.parametrize("wie", [VT, RECLASSERING])
def test_nobody_decides_about_the_fact_of_another_not_even_regie(wie: str) -> None:
    casus = with_secret()
    assert refusal(casus, wie, WEGING | {"feit": the_item(casus)}) == "/feiten/0/feit"


@pytest.mark.parametrize(
    ("anders", "plaats"),
    [
        ({"professional": None}, "professional"),
        ({"bericht": "b1"}, "bericht"),
        ({"feit": "i1"}, "feit"),
        ({"noodzaak": None}, "noodzaak"),
        ({"doel": "g"}, "noodzaak"),
        ({"noodzaak": None, "doel": "g"}, "doel"),
        ({"geldigTot": "2026-10-31"}, "geldigTot"),
        ({"ontvangers": []}, "ontvangers"),
        ({"stappen": []}, "stappen"),
    ],
)
def test_decision_that_says_too_little_is_refused_with_its_place(anders: dict[str, object], plaats: str) -> None:
    assert refusal(with_secret(), POLITIE, {k: v for k, v in (WEGING | anders).items() if v is not None}) == f"/feiten/0/{plaats}"


def test_fact_is_not_weighed_in_the_message_that_says_it() -> None:
    assert refusal(a_household()[1], POLITIE, GEHEIM, WEGING | {"bericht": "weging"}) == "/feiten/1/feit"


def test_goal_of_the_plan_can_be_what_it_is_needed_for() -> None:
    casus = heard(with_secret(), VT, "doel", {"soort": "veiligheidsdoel", "ref": "d", "tekst": "Rust in huis."})
    weging = {k: v for k, v in WEGING.items() if k != "noodzaak"} | {"doel": the_item(casus, "d")}
    assert the_item(heard(casus, POLITIE, "weging", weging, dag=3), "w")


def a_story(*steps: tuple[str, list[dict[str, object]], list[str]]) -> list[Vastlegging]:
    """Record what police said on successive days: message, facts, and what it took back."""
    recorded, casus = a_household()
    for n, (bericht, feiten, weg) in enumerate([("geheim", [GEHEIM], []), *steps]):
        intrekkingen = [{"ref": ref, "reden": "Een vergissing."} for ref in weg]
        body = a_bijdrage(*feiten, bericht=bericht, opgesteld=f"2026-11-{n + 2:02}T12:00:00Z", intrekkingen=intrekkingen)
        recorded.append(a_record(body, casus, POLITIE))
        casus = merge(casus, recorded[-1])
    return recorded


def test_of_a_decision_that_is_taken_back_stays_known_that_it_was_made_whatever_came_first() -> None:
    story = a_story(("w1", [WEGING], []), ("w2", [WEGING | {"ref": "w2", "besluit": "niet_delen"}], []), ("weg", [], ["w2"]))
    for order in (story, [*story[:3], story[3], story[5], story[4]], [*story[:3], story[5], story[4], story[3]]):
        casus = fold(order)
        assert casus is not None
        assert {i.herkomst.eigen_id: i.ingetrokken for i in casus.items if isinstance(i.feit, Afweging)} == {"w": None, "w2": True}


def test_what_is_taken_back_and_said_again_counts_again() -> None:
    casus = fold(a_story(("w1", [WEGING], []), ("weg", [], ["w"]), ("w3", [WEGING], [])))
    assert casus is not None
    assert [i.ingetrokken for i in casus.items if isinstance(i.feit, Afweging)] == [None]


def test_decision_stands_on_the_track_of_its_fact_whoever_speaks_where_by_now() -> None:
    casus = heard(a_household()[1], POLITIE, "geheim", GEHEIM)
    split: dict[str, object] = {"soort": "geweldsoort", "ref": "it", "aard": "intiem_terrorisme", "slachtoffers": ["x"], "plegers": ["b"]}
    ben: dict[str, object] = {"soort": "persoon", "ref": "b", "bsn": "999990020"}
    part: dict[str, object] = {"soort": "betrokkenheid", "ref": "deel", "organisatie": POLITIE, "van": "2026-11-02", "opSpoor": "pleger"}
    casus = heard(casus, VT, "splitsing", ben, split, part)
    casus = heard(casus, POLITIE, "weging", WEGING | {"ontvangers": [VT]}, dag=3)
    assert {i.spoor for i in casus.items if i.herkomst.eigen_id in ("g", "w") and i.feit.soort != "persoon"} == {Spoor.ONVERDEELD}


@pytest.mark.req("MDA-36")
@pytest.mark.parametrize("aan", [POLITIE, RECLASSERING, "9" * 20])
def test_question_is_taken_in_alike_whether_whom_it_is_put_to_takes_part_or_not(aan: str) -> None:
    casus = heard(a_household()[1], VT, "vraag", VRAAG | {"aan": aan})
    assert [(i.feit.aan, i.herkomst.genoemd) for i in casus.items if isinstance(i.feit, Afweegverzoek)] == [(aan, (aan,))]


@pytest.mark.parametrize(
    ("anders", "plaats"),
    [({"aan": VT}, "aan"), ({"noodzaak": None}, "noodzaak"), ({"geldigTot": "2026-10-31"}, "geldigTot")],
)
def test_question_without_goal_or_future_or_to_oneself_is_refused(anders: dict[str, object], plaats: str) -> None:
    vraag = {k: v for k, v in (VRAAG | anders).items() if v is not None}
    assert refusal(a_household()[1], VT, vraag) == f"/feiten/0/{plaats}"


def due(casus: Casus, dag: date) -> date | None:
    """Give the next day on which time alone changes something."""
    return evaluate(casus, dag, Regelpakket(), Kalender()).volgende_termijn


@pytest.mark.parametrize(("feit", "wie", "laatste"), [(WEGING, POLITIE, date(2026, 11, 27)), (VRAAG, VT, date(2026, 11, 20))])
def test_day_after_a_decision_or_a_question_is_due(feit: dict[str, object], wie: str, laatste: date) -> None:
    before = with_secret()
    after = heard(before, wie, "feit", feit, dag=3)
    days = {due(after, laatste - timedelta(days=n)) for n in range(3)}
    assert laatste + timedelta(days=1) in days
    assert laatste + timedelta(days=1) not in {due(before, laatste - timedelta(days=n)) for n in range(3)}


def test_day_after_a_decision_that_was_taken_back_is_not_due() -> None:
    casus = fold(a_story(("w1", [WEGING], []), ("weg", [], ["w"])))
    assert casus is not None
    assert due(casus, date(2026, 11, 27)) != date(2026, 11, 28)
