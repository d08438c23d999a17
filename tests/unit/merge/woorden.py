"""Facts and refusals that several tests of merge start from."""

from __future__ import annotations

import pytest

from ketenhub.domain.errors import KetenhubError
from tests.unit.merge.huishouden import a_household, said

GOAL: dict[str, object] = {"soort": "werkdoel", "ref": "w", "tekst": "doel", "volgorde": 1}
CONDITION: dict[str, object] = {"soort": "veiligheidsvoorwaarde", "ref": "v", "tekst": "Hij belt.", "termijn": "2026-12-01"}
A_PERSON: dict[str, object] = {"soort": "persoon", "ref": "x", "bsn": "999990019"}
OTHER: dict[str, object] = {"soort": "persoon", "ref": "y", "bsn": "999990020"}
LATER = "2026-11-02T12:00:00Z"


def texts(casus: object) -> list[str]:
    return [item.feit.tekst for item in casus.items if item.feit.soort == "werkdoel"]  # type: ignore[attr-defined]


def refusal(organisatie: str, *feiten: dict[str, object]) -> tuple[type[KetenhubError], str]:
    """Say it in the household, and give the refusal with its place."""
    with pytest.raises(KetenhubError) as error:
        said(a_household()[1], organisatie, "refused", *feiten)
    return type(error.value), error.value.plaats


def a_stand(stand: str, day: int, **rest: object) -> dict[str, object]:
    moment = f"2026-11-{day:02}"
    return {
        "soort": "voorwaardestand",
        "ref": f"s{day}",
        "geldigOp": moment,
        "voorwaarde": "v",
        "stand": stand,
        "bewijs": "Gezien.",
        **rest,
    }
