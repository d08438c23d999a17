"""Whom to call at once at a 0, who of them takes part, and by which facts (VISIE-11)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.overzicht import Inschakeling
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.domain.regie import Betrokkenheid
from ketenhub.evaluate.inschakelen import recalled, to_call
from ketenhub.evaluate.kader import Kader
from ketenhub.testing import builders as b
from tests.unit.evaluate.borden import facts

KORPSEN = [f"{n:020d}" for n in range(10, 20)]
PAKKET = Regelpakket().model_copy(update={"direct_inschakelen": ("politie", "crisisdienst")})
KADER = Kader(date(2026, 2, 1), PAKKET, Kalender(), Kalender().tijdzone, {**dict.fromkeys(KORPSEN, "politie"), b.VT: "veilig_thuis"})


def takes_part(ref: str, organisatie: str) -> Item:
    return b.an_item(Betrokkenheid(ref=ref, geldig_op=date(2026, 1, 6), organisatie=organisatie, van=date(2026, 1, 6)))


@pytest.mark.req("VISIE-11")
def test_each_kind_is_named_with_who_of_it_takes_part_and_every_fact_that_says_so_in_order() -> None:
    said = [takes_part(ref, oin) for ref, oin in (("z", KORPSEN[0]), ("b", KORPSEN[1]), ("a", KORPSEN[0]), ("vt", b.VT))]
    parts = [b.a_part(oin) for oin in (*reversed(KORPSEN), b.VT)]
    assert to_call([facts(*said, deelnames=parts)], KADER) == (
        Inschakeling(soort="politie", organisaties=tuple(KORPSEN), paden=("a.organisatie", "b.organisatie", "z.organisatie")),
        Inschakeling(soort="crisisdienst"),
    )


def test_fact_of_one_that_takes_part_no_more_is_not_named() -> None:
    left = facts(takes_part("a", KORPSEN[0]), deelnames=[b.a_part(KORPSEN[0], tot="2026-01-31")])
    assert to_call([left], KADER) == (Inschakeling(soort="politie"), Inschakeling(soort="crisisdienst"))


@pytest.mark.req("VISIE-11")
def test_only_a_signal_that_said_whom_to_call_says_so_over_both_tracks() -> None:
    def a_signal(*calls: Inschakeling) -> Signaal:
        return Signaal(
            sleutel="k", soort="cijfer", ernst=Ernst.DIRECT, dag=date(2026, 1, 8), tekst="Een 0.", spoor=Spoor.BEIDE, inschakelen=calls
        )

    tracks = [facts(deelnames=[b.a_part(oin)]) for oin in KORPSEN[:2]]
    found = recalled([a_signal(), a_signal(Inschakeling(soort="politie"))], tracks, KADER)
    both = (Inschakeling(soort="politie", organisaties=tuple(KORPSEN[:2])), Inschakeling(soort="crisisdienst"))
    assert found == [a_signal(), a_signal(*both)]
