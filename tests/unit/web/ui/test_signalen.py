"""What the page says of where a signal stands: who saw it, who is called next, and for regie where the others stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ketenhub.flow.levens import Ander, Stand
from ketenhub.web.ui.views.plan import plan_view
from ketenhub.web.ui.views.signalen import Melding
from tests.unit.web.ui.voorbeeld import KADER, POLITIE, VANDAAG, a_view

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

OP = datetime(2026, 11, 25, 9, 15, tzinfo=UTC)
SINDS = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
DREIGING: Json = {"soort": "dreiging", "ernst": "direct", "dag": VANDAAG.isoformat(), "tekst": "Er is dreiging."}


def shown(*standen: Stand) -> list[Melding]:
    """Give the signals on the page of a household with as many threats."""
    (alarm,) = plan_view(a_view(signalen=[DREIGING] * max(len(standen), 1)), replace(KADER, standen=tuple(standen))).alarmen
    return list(alarm.meldingen)


@pytest.mark.parametrize(("trede", "wie"), [("persoon", "het team"), ("team", "de regie"), ("regie", "de wacht")])
def test_page_says_who_is_called_next_and_when(trede: str, wie: str) -> None:
    (one,) = shown(Stand("s1", SINDS, trede, OP))
    assert one.stand == (
        f"Uw organisatie bevestigde dit nog niet. Bevestigt niemand, dan wordt {wie} geroepen: 25 november, 10.15 uur (eigen afspraak).",
    )
    assert one.bevestig == "s1"


def test_top_of_the_ladder_says_that_everyone_was_called() -> None:
    (one,) = shown(Stand("s1", SINDS, "wacht"))
    assert one.stand == ("Uw organisatie bevestigde dit nog niet. Iedereen is geroepen.",)


def test_signal_without_a_ladder_says_only_that_nobody_acknowledged_it() -> None:
    (one,) = shown(Stand("s1", SINDS))
    assert one.stand == ("Uw organisatie bevestigde dit nog niet.",)


def test_acknowledged_signal_says_who_and_when_and_what_was_done() -> None:
    (one,) = shown(Stand("s1", SINDS, bevestigd_op=OP, professional="R. de Boer", gedaan="Gebeld."))
    assert (one.stand, one.bevestig) == (("Bevestigd door R. de Boer, 25 november, 10.15 uur.", "Gedaan: Gebeld."), None)


def test_acknowledgement_whose_words_were_destroyed_still_stands() -> None:
    (one,) = shown(Stand("s1", SINDS, bevestigd_op=OP))
    assert one.stand == ("Bevestigd door een medewerker, 25 november, 10.15 uur.",)


def test_regie_reads_where_the_others_stand() -> None:
    others = (Ander(POLITIE, "Politie Westerveen", SINDS, OP), Ander(POLITIE, "Gemeente Westerveen", SINDS, None))
    (one,) = shown(Stand("s1", SINDS, anderen=others))
    assert one.stand[1:] == ("Politie Westerveen: bevestigd, 25 november, 10.15 uur.", "Nog niet bevestigd door: Gemeente Westerveen.")


def test_signal_that_the_hub_has_not_raised_yet_has_no_button() -> None:
    (one,) = shown(Stand())
    assert one.bevestig is None


def test_each_signal_has_its_own_stand() -> None:
    one, other = shown(Stand("s1", SINDS), Stand("s2", SINDS, bevestigd_op=OP))
    assert (one.bevestig, other.bevestig) == ("s1", None)


def test_without_stands_only_the_signals_are_shown() -> None:
    (one,) = shown()
    assert (one.stand, one.bevestig) == ((), None)


@pytest.mark.parametrize(("aantal", "dicht"), [(1, False), (3, True)])
def test_points_of_attention_are_folded_when_there_are_more(aantal: int, dicht: bool) -> None:
    row: Json = {"soort": "stilte", "ernst": "attentie", "dag": VANDAAG.isoformat(), "tekst": "Geen cijfer."}
    (alarm,) = plan_view(a_view(signalen=[row] * aantal), KADER).alarmen
    assert alarm.dicht is dicht


def test_danger_is_never_folded() -> None:
    assert all(not one.dicht for one in plan_view(a_view(signalen=[DREIGING] * 4), KADER).alarmen)
