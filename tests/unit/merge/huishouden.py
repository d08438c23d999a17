"""A household as the tests of merge tell of it: police report, Veilig Thuis directs."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import orjson

from ketenhub.dialects.canoniek import read_bijdrage
from ketenhub.domain.bijdrage import Opening
from ketenhub.merge.fold import merge
from ketenhub.merge.record import Ontvangen, record

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Bijdrage, Vastlegging
    from ketenhub.domain.casus import Casus

VT, POLITIE, RECLASSERING = "0" * 19 + "1", "0" * 19 + "2", "0" * 19 + "3"
NU = datetime(2026, 11, 1, 12, tzinfo=UTC)
OPENING = Opening(casus_id="c1", geopend_op=NU, organisatie=POLITIE, geadresseerden=(VT,), regie=VT)
_numbers = count()


def a_bijdrage(*feiten: dict[str, object], bericht: str = "b1", opgesteld: str = "2026-11-01T12:00:00Z", **rest: object) -> Bijdrage:
    """Build a contribution from plain facts; each gets a day when it has none."""
    body = {"berichtId": bericht, "opgesteldOp": opgesteld, "feiten": [{"geldigOp": "2026-11-01", **feit} for feit in feiten], **rest}
    return read_bijdrage(orjson.dumps(body))


def a_record(bijdrage: Bijdrage, casus: Casus | None, organisatie: str) -> Vastlegging:
    """Record a contribution with countable ids."""
    return record(bijdrage, casus, Ontvangen(organisatie, NU, "canoniek 1", lambda: f"id{next(_numbers)}", OPENING))


def a_household() -> tuple[list[Vastlegging], Casus]:
    """Build a casus with a victim and a suspect, named by police, with roles from Veilig Thuis."""
    first = a_record(
        a_bijdrage(
            {"soort": "persoon", "ref": "a", "bsn": "999990019", "naam": {"voornamen": "Anna"}},
            {"soort": "persoon", "ref": "b", "bsn": "999990020"},
            {"soort": "incident", "ref": "i1", "aard": "geweld", "omschrijving": "@{a|Anna} werd geduwd", "personen": ["a", "b"]},
        ),
        None,
        POLITIE,
    )
    casus = merge(None, first)
    second = a_record(
        a_bijdrage(
            {"soort": "persoon", "ref": "x", "bsn": "999990019"},
            {"soort": "persoonsrol", "ref": "r1", "persoon": "x", "rol": "slachtoffer"},
            {"soort": "regie", "ref": "g1", "regierol": "casusregie", "organisatie": VT, "stap": "aanvaard"},
            {"soort": "betrokkenheid", "ref": "t1", "organisatie": RECLASSERING, "van": "2026-11-01", "opSpoor": "pleger"},
            bericht="b2",
        ),
        casus,
        VT,
    )
    return [first, second], merge(casus, second)


def said(casus: Casus, organisatie: str, bericht: str, *feiten: dict[str, object], **rest: object) -> Casus:
    """Let an organisation say something more."""
    return merge(casus, a_record(a_bijdrage(*feiten, bericht=bericht, **rest), casus, organisatie))  # type: ignore[arg-type]
