"""Derived values are content too: a reason passes only when all its facts are shared (domain 4, last paragraph)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.share.regels import Veld

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.keuze import Keuze, Kiezer
    from ketenhub.share.ontvanger import Ontvanger
    from ketenhub.share.tekst import Noemer

NAMEN = {1: "directe_veiligheid", 2: "risicogestuurde_zorg", 3: "herstelgerichte_zorg"}
POORT = {1: 6, 2: 7, 3: 7}
HUB = "hub"


def track_result(beoordeling: Object, ontvanger: Ontvanger) -> Object | None:
    """Give the result of the recipient's own track, and no other."""
    return next((row for row in rows(beoordeling, "sporen") if row.get("spoor") == ontvanger.spoor), None)


def _passes(row: Object, keuze: Keuze, name: str = "paden") -> bool:
    return all(keuze.shows(pad) for pad in texts(row, name))


def _voice(row: Object, noemer: Noemer) -> str:
    return noemer.in_reason(text(row, "stem") or "")


def _gate(result: Object, keuze: Keuze, noemer: Noemer) -> dict[str, Json]:
    """Give the gate: its sentence, who is below, who is missing, and the voices that do not count."""
    fase = result.get("fase")
    grens = POORT.get(fase if isinstance(fase, int) else 1, 6)
    voices = [row for row in rows(result, "stemmen") if _passes(row, keuze)]
    required = [row for row in voices if row.get("vereist") is True]
    enough = [row for row in required if _at_least(text(row, "cijfer"), grens)]
    return {
        "open": result.get("poortOpen") is True,
        "zin": noemer.in_reason(text(result, "poortZin") or ""),
        "aantalVoldoende": len(enough),
        "aantalVereist": len(required),
        "onder": [
            {"stem": _voice(r, noemer), "cijfer": r["cijfer"]}
            for r in required
            if r.get("cijfer") and not _at_least(text(r, "cijfer"), grens)
        ],
        "ontbreekt": [_voice(r, noemer) for r in required if not r.get("cijfer")],
        "overig": [{"stem": _voice(r, noemer), "cijfer": r["cijfer"]} for r in voices if r.get("vereist") is not True and r.get("cijfer")],
    }


def _at_least(cijfer: str | None, grens: int) -> bool:
    return cijfer is not None and (cijfer == "7+" or float(cijfer) >= grens)


def _terms(result: Object, keuze: Keuze, noemer: Noemer, today: date) -> list[Json]:
    found: list[Json] = []
    for row in rows(result, "termijnen"):
        if _passes(row, keuze):
            day = text(row, "datum") or ""
            found.append(
                {
                    "soort": row.get("soort"),
                    "tekst": noemer.in_reason(text(row, "tekst") or ""),
                    "datum": day,
                    "dagen": (date.fromisoformat(day) - today).days,
                    "gevolg": noemer.in_reason(text(row, "gevolg") or ""),
                    "eigenAfspraak": row.get("eigenAfspraak") is True,
                }
            )
    return found


def show_phase(result: Object, kiezer: Kiezer, keuze: Keuze, noemer: Noemer) -> dict[str, Json] | None:
    """Give the phase as this recipient may see it, or None when no rule on `fase` shares it."""
    if kiezer.allowed(Veld(HUB, "fase", Categorie.FASE, HUB)) is None:
        return None
    fase = result.get("fase")
    shown: dict[str, Json] = {"fase": fase, "naam": NAMEN.get(fase) if isinstance(fase, int) else None}
    if result.get("laagste") and _passes(result, keuze, "laagstePaden"):
        shown["laagste"] = result["laagste"]
    shown["poort"] = _gate(result, keuze, noemer)
    shown["redenen"] = [
        {
            "regel": r.get("regel"),
            "bron": r.get("bron"),
            "tekst": noemer.in_reason(text(r, "tekst") or ""),
            "voldaan": r.get("voldaan") is True,
        }
        for r in rows(result, "redenen")
        if _passes(r, keuze)
    ]
    shown["termijnen"] = _terms(result, keuze, noemer, kiezer.omgeving.peildatum)
    return shown


def show_signals(result: Object, kiezer: Kiezer, keuze: Keuze, noemer: Noemer) -> list[tuple[str, dict[str, Json]]]:
    """Give each signal this recipient may see, with its cause; danger always reaches regie, if only as kind, severity and day."""
    if kiezer.allowed(Veld(HUB, "signaal", Categorie.SIGNAAL, HUB)) is None and not kiezer.ontvanger.regie:
        return []
    found = []
    for row in rows(result, "signalen"):
        whole = _passes(row, keuze)
        if whole or kiezer.ontvanger.regie:
            words = noemer.in_reason(text(row, "tekst") or "") if whole else "Er is gevaar gemeld. Bel de organisatie die dit meldde."
            shown: dict[str, Json] = {"soort": row.get("soort"), "ernst": row.get("ernst"), "dag": row.get("dag"), "tekst": words}
            found.append((f"{at(row, 'spoor')}:{text(row, 'sleutel')}", shown))
    return found
