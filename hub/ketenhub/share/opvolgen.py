"""What the plan asks to be done, as this recipient may hear it: whom to call, what to weigh again, what each goal builds on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import rows, text, texts
from ketenhub.share.regels import HUB, Veld

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.fase import Zeef
    from ketenhub.share.keuze import Kiezer

DEELNAMES = Veld(HUB, "deelnames", Categorie.BETROKKENHEID, HUB)


def shown_parts(casus: Object, kiezer: Kiezer) -> list[Object] | None:
    """Give who takes part, as far as this recipient is shown that; None where it is not: on the perpetrator's track, and to the people."""
    ontvanger = kiezer.ontvanger
    if kiezer.stand.allowed(DEELNAMES) is None or ontvanger.spoor == "pleger" or ontvanger.persoon is not None:
        return None
    return [row for row in rows(casus, "deelnames") if not (ontvanger.spoor == "slachtoffer" and row.get("spoor") == "pleger")]


def show_calls(signaal: Object, zeef: Zeef) -> dict[str, Json]:
    """Give whom to call at once at acute danger, and who of them takes part (VISIE-11): for regie, where it may know who takes part."""
    if not zeef.kiezer.ontvanger.regie or zeef.kiezer.allowed(DEELNAMES) is None:
        return {}
    names = zeef.kiezer.omgeving.namen
    found: list[Json] = []
    for row in rows(signaal, "inschakelen"):
        if zeef.passes(row):
            taking: list[Json] = [{"oin": oin, "naam": names.get(oin, "een organisatie")} for oin in texts(row, "organisaties")]
            found.append({"soort": row.get("soort"), "organisaties": taking})
    return {"inschakelen": found} if found else {}


def show_steps(signaal: Object, zeef: Zeef) -> dict[str, Json]:
    """Give in which items of the view stands what everybody does at this very cause (MDA-28)."""
    found = sorted({pad.partition(".")[0] for pad in texts(signaal, "vervolg") if zeef.keuze.shows(pad)})
    return {"vervolg": [*found]} if found else {}


def show_reviews(result: Object, zeef: Zeef) -> list[Json]:
    """Give what to weigh again after each fall-back, and what regie decided in each domain (CON-26, VISIE-33)."""
    found: list[Json] = []
    for row in rows(result, "heroverwegingen"):
        domains = rows(row, "domeinen")
        if zeef.passes(row) and all(zeef.passes(one) for one in domains):
            told: list[Json] = [{key: one[key] for key in ("domein", "besluit") if one.get(key)} for one in domains]
            found.append({"terugval": row.get("terugval"), "open": row.get("open") is True, "domeinen": told})
    return found


def show_goals(result: Object, zeef: Zeef) -> list[Json]:
    """Give on which condition of Veilig Thuis each goal builds, or that it is extra (VT-13); a condition that is hidden hides the row."""
    found: list[Json] = []
    for row in rows(result, "doelen"):
        if zeef.passes(row):
            under = {"voorwaarde": row["voorwaarde"]} if text(row, "voorwaarde") else {}
            found.append({"doel": row.get("doel"), "soort": row.get("soort"), "extra": row.get("extra") is True, **under})
    return found
