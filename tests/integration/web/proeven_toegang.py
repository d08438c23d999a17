"""How every operation about access is asked by somebody who only tries: nothing that these ask opens or closes a real casus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integration.flow.keten import OINS
from tests.integration.web.vraag import Vraag, once, per_reference

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN, WEG = "/v1/veiligheidsplannen", "bestaat-niet"
LIJST = {"organisatie": OINS["gemeente"], "medewerker": "proef", "reden": "Proef.", "professional": "proef"}
EINDE = {"reden": "Proef.", "professional": "proef"}
# too long ago to open anything
NOOD = {"reden": "Proef, en lang genoeg om te gelden.", "ingelogdOp": "2026-01-01T10:00:00Z"}


def _about_access(pad: str, body: dict[str, str]) -> Callable[[list[str]], list[Vraag]]:
    return lambda refs: [Vraag("POST", f"{PLAN}/{ref}/{pad}", body) for ref in refs]


# those that name a casus by its reference
OP_VERWIJZING: dict[str, Callable[[list[str]], list[Vraag]]] = {
    "geefConflicten": per_reference(f"{PLAN}/{{}}/conflicten"),
    "zetConflict": _about_access("conflicten", LIJST),
    "beeindigConflict": _about_access("conflicten/geen-conflict/beeindigingen", EINDE),
    "geefToewijzingen": per_reference(f"{PLAN}/{{}}/toewijzingen"),
    "wijsToe": _about_access("toewijzingen", {"medewerker": "proef"}),
    "beeindigToewijzing": _about_access("toewijzingen/geen-toewijzing/beeindigingen", {}),
    "neemNoodtoegang": lambda refs: [Vraag("POST", "/v1/noodtoegangen", {**NOOD, "verwijzing": ref}) for ref in refs],
}
OVER_TOEGANG: dict[str, Callable[[list[str]], list[Vraag]]] = {
    **OP_VERWIJZING,
    "geefNoodtoegangen": once(Vraag("GET", "/v1/noodtoegangen")),
    "beoordeelNoodtoegang": once(Vraag("POST", f"/v1/noodtoegangen/{WEG}/beoordelingen", {"oordeel": "terecht", "reden": "Proef."})),
    "geefPrivacymeldingen": once(Vraag("GET", "/v1/privacymeldingen")),
}
