"""Who hears what: a new danger and a worse one, each once; a split and a repeat raise nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace

import pytest

from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.domain.bijdrage import Vastlegging
from ketenhub.domain.fase import Ernst, FaseBeoordeling, Signaal, Spoorbeoordeling
from ketenhub.domain.geweld import Melding
from ketenhub.domain.partijen import Spoor
from ketenhub.flow.delen import Besluit
from ketenhub.flow.horen import Verandering, known_signals, messages, notices
from ketenhub.store.lopen import Betrokkene
from ketenhub.testing import builders as b

VT = "0" * 19 + "1"
WIE = Betrokkene(VT, "w", "slachtoffer", regie=True, actief=True)
DAG = date(2026, 1, 8)


class Keten:
    """A region in which everyone wants every message."""

    def find(self, oin: str) -> SimpleNamespace:
        """Give the organisation."""
        return SimpleNamespace(berichten=oin, partner="corv")


@dataclass(frozen=True, slots=True)
class Hub:
    """What a notification and a message ask of the hub."""

    gewoon_venster: float = 900.0
    keten: Keten = field(default_factory=Keten)
    partners: dict[str, SimpleNamespace] = field(
        default_factory=lambda: {"corv": SimpleNamespace(manifest=SimpleNamespace(berichten=("melding",)))}
    )

    def nieuw_id(self) -> str:
        """Give an id."""
        return "id"


def judged(spoor: Spoor, sleutel: str, ernst: Ernst) -> FaseBeoordeling:
    """Build an evaluation with one signal."""
    signal = Signaal(sleutel=sleutel, soort="cijfer", ernst=ernst, dag=DAG, tekst="Een cijfer.", spoor=spoor)
    result = Spoorbeoordeling(spoor=spoor, poort_zin="Nog niet.", signalen=(signal,))
    return FaseBeoordeling(peildatum=DAG, regelpakket="visie-1", gesplitst=spoor is not Spoor.ONVERDEELD, sporen=(result,))


def heard(before: FaseBeoordeling | None, cause: str, ernst: Ernst) -> list[str | None]:
    """Give the severity of each notification after a walk whose view did not change."""
    besluit = Besluit(Uitsnede(VT, "w", "slachtoffer", {}), "som", ((cause, ernst),))
    found = notices(Hub(), WIE, besluit, Verandering("som", known_signals(before), None))  # type: ignore[arg-type]
    return [row.ernst for row in found]


def test_new_danger_is_told() -> None:
    assert heard(None, "slachtoffer:cijfer:i1", Ernst.DIRECT) == ["direct"]


def test_known_danger_is_not_told_again() -> None:
    assert heard(judged(Spoor.SLACHTOFFER, "cijfer:i1", Ernst.DIRECT), "slachtoffer:cijfer:i1", Ernst.DIRECT) == []


def test_score_that_is_corrected_from_five_to_two_is_told_as_direct() -> None:
    assert heard(judged(Spoor.SLACHTOFFER, "cijfer:i1", Ernst.HOOG), "slachtoffer:cijfer:i1", Ernst.DIRECT) == ["direct"]


def test_danger_that_turns_out_less_severe_is_not_told_again() -> None:
    assert heard(judged(Spoor.SLACHTOFFER, "cijfer:i1", Ernst.DIRECT), "slachtoffer:cijfer:i1", Ernst.HOOG) == []


def test_split_raises_nothing_of_before_anew() -> None:
    assert heard(judged(Spoor.ONVERDEELD, "cijfer:i1", Ernst.HOOG), "slachtoffer:cijfer:i1", Ernst.HOOG) == []


def test_same_danger_on_the_other_track_is_another_danger() -> None:
    assert heard(judged(Spoor.ONVERDEELD, "cijfer:i1", Ernst.HOOG), "pleger:cijfer:i1", Ernst.HOOG) == ["hoog"]


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize(
    ("van", "naar", "aantal"),
    [
        ("onverdeeld", "pleger", 0),
        ("slachtoffer", "pleger", 0),
        ("pleger", "slachtoffer", 0),
        ("pleger", "pleger", 1),
        ("pleger", "beide", 1),
    ],
)
def test_message_is_made_only_on_the_track_of_its_recipient(van: str, naar: str, aantal: int) -> None:
    report = Melding(ref="m", geldig_op=DAG, identificatie="PL-1", ontvangen=DAG, genoemd=(VT,))
    kept = Vastlegging(
        vastlegging_id="v",
        casus_id="c",
        organisatie=b.POLITIE,
        bericht_id="m",
        opgesteld_op=b.GEOPEND,
        ontvangen_op=b.GEOPEND,
        vertaling="v",
        items=(b.an_item(report, b.POLITIE, Spoor(van)),),
    )
    assert len(messages(Hub(), replace(WIE, spoor=naar), kept)) == aantal  # type: ignore[arg-type]
