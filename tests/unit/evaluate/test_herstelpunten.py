"""Whether everyone has an own life again before help stops: what is open, who said so, and what is missing (MDA-07)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.fase import Reden
from ketenhub.domain.samenwerking import Herstelpunt
from ketenhub.evaluate.herstelpunten import recovery_points
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import lived

ALLEEN_ANNA = (b.a_person(b.ANNA),)
NODIG = "Leg vast of dit is bereikt, of waarom het niet kan."


def a_point(ref: str, punt: str, stand: str, op: str = "2026-02-01", door: str = b.VT) -> Item:
    moment = datetime.fromisoformat(op) if "T" in op else date.fromisoformat(op)
    words = {"ref": ref, "geldig_op": moment, "persoon": b.ANNA, "punt": punt, "stand": stand}
    return b.an_item(Herstelpunt.model_validate(words), door)


def of_anna(*items: Item) -> Reden:
    (found,) = recovery_points(lived(*items, dag="2026-03-01", personen=ALLEEN_ANNA))
    return found


def still(tekst: str, *paden: str, afwezig: str | None = None) -> Reden:
    """Build what is open for Anna."""
    text = f"Voor {{persoon:p-anna}} is nog open: {tekst}."
    return Reden(regel="F4", bron="MDA-07", tekst=text, nodig=NODIG, paden=paden, afwezig=afwezig)


@pytest.mark.req("MDA-07")
def test_of_every_member_all_is_open_where_nobody_said_anything() -> None:
    waiting = "wie iemand zelf is, rollen bij anderen, weer meedoen"
    anna = still(waiting, afwezig="herstelpunt.stand")
    ben = anna.model_copy(update={"tekst": anna.tekst.replace("anna", "ben")})
    assert list(recovery_points(lived(dag="2026-03-01"))) == [anna, ben]


@pytest.mark.req("MDA-07")
def test_every_point_reached_or_out_of_reach_is_done_and_shows_who_said_so() -> None:
    points = (a_point("p3", "meedoen", "bereikt"), a_point("p1", "identiteit", "bereikt"), a_point("p2", "sociale_rollen", "niet_haalbaar"))
    assert of_anna(*points) == Reden(
        regel="F4",
        bron="MDA-07",
        tekst="Voor {persoon:p-anna} is er gekeken naar eigen leven.",
        paden=("p1.stand", "p2.stand", "p3.stand"),
        voldaan=True,
    )


def test_not_yet_keeps_a_point_open_and_misses_nothing() -> None:
    points = [a_point(f"p-{punt}", punt, "nog_niet") for punt in ("identiteit", "sociale_rollen", "meedoen")]
    paths = ("p-identiteit.stand", "p-sociale_rollen.stand", "p-meedoen.stand")
    assert of_anna(*points) == still("wie iemand zelf is, rollen bij anderen, weer meedoen", *paths)


def test_one_point_that_nobody_spoke_of_is_missing_also_beside_one_that_is_not_yet_reached() -> None:
    points = (a_point("p1", "identiteit", "nog_niet"), a_point("p2", "meedoen", "bereikt"))
    assert of_anna(*points) == still("wie iemand zelf is, rollen bij anderen", "p1.stand", "p2.stand", afwezig="herstelpunt.stand")


DONE = (a_point("p2", "sociale_rollen", "bereikt"), a_point("p3", "meedoen", "bereikt"))


def test_one_organisation_that_says_not_yet_outweighs_another_and_each_stands_in_the_order_of_its_number() -> None:
    later = a_point("a", "identiteit", "bereikt", op="2026-02-02", door=b.VT)
    earlier = a_point("b", "identiteit", "nog_niet", op="2026-02-01", door=b.POLITIE)
    assert of_anna(earlier, later, *DONE) == still("wie iemand zelf is", "a.stand", "b.stand", "p2.stand", "p3.stand")


@pytest.mark.parametrize(
    ("ref", "op"),
    [("a", "2026-02-02"), ("z", "2026-02-01"), ("a", "2026-02-01T12:00:00Z")],
    ids=["a later day", "the same day, by name", "an hour of that day"],
)
def test_last_word_of_an_organisation_takes_the_place_of_its_earlier(ref: str, op: str) -> None:
    found = of_anna(a_point("m", "identiteit", "nog_niet"), a_point(ref, "identiteit", "bereikt", op=op), *DONE)
    assert (found.voldaan, found.paden) == (True, (f"{ref}.stand", "p2.stand", "p3.stand"))
