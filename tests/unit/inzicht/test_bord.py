"""Who holds which version, from disclosures and receipts alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import at
from ketenhub.inzicht.bord import Bezorging, Doel, Stand, Verstrekt, Zichtversie, board_row

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)
DOEL = Doel(60, eigen_afspraak=True)


def at_minute(minute: int) -> datetime:
    return BEGIN + timedelta(minutes=minute)


def a_version(nummer: int, minute: int, *, eigen: bool = False, merk: str | None = None) -> Zichtversie:
    return Zichtversie(nummer, merk or f"m{nummer}", at_minute(minute), eigen)


def shown(nummer: int, minute: int) -> Verstrekt:
    return Verstrekt(nummer, at_minute(minute), at_minute(minute), "opvraag")


def told(minute: int, status: str, closed: int | None = None) -> Bezorging:
    return Bezorging(at_minute(minute), status, None if closed is None else at_minute(closed))


def a_row(
    versies: tuple[Zichtversie, ...],
    verstrekt: tuple[Verstrekt, ...] = (),
    berichten: tuple[Bezorging, ...] = (),
    nu: int = 100,
) -> dict[str, Json]:
    return board_row(Stand(versies, verstrekt, berichten), at_minute(nu), DOEL)


@pytest.mark.parametrize(
    ("versies", "verstrekt", "staat"),
    [
        ((a_version(1, 0),), (), "verouderd"),
        ((a_version(1, 0),), (shown(1, 5),), "bij"),
        ((a_version(1, 0), a_version(2, 10)), (shown(1, 5),), "verouderd"),
        ((a_version(1, 0), a_version(2, 10)), (shown(2, 15),), "bij"),
        ((a_version(1, 0, eigen=True),), (), "bij"),
        ((a_version(1, 0), a_version(2, 10, eigen=True)), (shown(1, 5),), "bij"),
        ((a_version(1, 0), a_version(2, 10), a_version(3, 20, eigen=True)), (shown(1, 5),), "verouderd"),
        ((a_version(1, 0, merk="a"), a_version(2, 10, merk="b"), a_version(3, 20, merk="a")), (shown(1, 5),), "bij"),
    ],
    ids=["never", "shown", "behind", "skipped one", "own opening", "own on top", "own on what it missed", "back as it was"],
)
def test_a_recipient_is_up_to_date_with_what_it_was_shown_or_said_itself(
    versies: tuple[Zichtversie, ...], verstrekt: tuple[Verstrekt, ...], staat: str
) -> None:
    assert a_row(versies, verstrekt)["staat"] == staat


def test_outdated_counts_from_the_first_change_that_was_missed() -> None:
    row = a_row((a_version(1, 0), a_version(2, 10), a_version(3, 20)), (shown(1, 5),))
    assert row["verouderdSinds"] == "2026-11-02T09:10:00Z"


@pytest.mark.parametrize(
    ("bericht", "staat"),
    [
        (told(10, "bezorgd", 12), "bericht_bevestigd"),
        (told(10, "wacht"), "verouderd"),
        (told(10, "dood", 12), "verouderd"),
        (told(5, "bezorgd", 12), "verouderd"),
    ],
    ids=["confirmed", "waiting", "given up", "about an earlier version"],
)
def test_only_a_receipt_for_this_version_confirms_it(bericht: Bezorging, staat: str) -> None:
    assert a_row((a_version(1, 0), a_version(2, 10)), (shown(1, 1),), (bericht,))["staat"] == staat


@pytest.mark.req("VISIE-61")
@pytest.mark.parametrize(("closed", "seconds", "over"), [(20, 600, False), (70, 3600, False), (71, 3660, True), (None, 5400, True)])
def test_a_change_is_over_the_target_when_it_took_or_takes_longer(closed: int | None, seconds: int, over: bool) -> None:
    bericht = told(10, "bezorgd", closed) if closed is not None else told(10, "wacht")
    last = at(a_row((a_version(1, 10),), (), (bericht,)), "bezorging", "laatste")
    assert (at(last, "seconden"), at(last, "overDoel"), at(last, "bezorgdOp") is None) == (seconds, over, closed is None)


def test_what_was_shown_later_delivers_an_earlier_change_too() -> None:
    row = a_row((a_version(1, 0), a_version(2, 10)), (shown(2, 30),))
    assert (at(row, "bezorging", "wijzigingen"), at(row, "bezorging", "overDoel")) == (2, 0)


def test_own_words_need_no_delivery() -> None:
    assert at(a_row((a_version(1, 0, eigen=True),)), "bezorging") == {"wijzigingen": 0, "overDoel": 0}


def test_without_any_view_there_is_nothing_to_hold() -> None:
    assert a_row(()) == {"staat": "niets"}
