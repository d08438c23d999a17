"""Derived values are content too: a reason passes only when all its facts are shared (domain 4, last paragraph)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from ketenhub.domain.catalogus import catalogus
from ketenhub.domain.cijfer import rank
from ketenhub.domain.delen import Actie
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, text
from ketenhub.share.opvolgen import show_calls, show_goals, show_reviews, show_steps
from ketenhub.share.regels import FASEVELD, HUB, Veld
from ketenhub.share.verloop import BEWEEGT as FASE_BEWEEGT
from ketenhub.share.verloop import shared_whole, show_history

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ketenhub.domain.json import Json, Object
    from ketenhub.share.keuze import Keuze, Kiezer
    from ketenhub.share.ontvanger import Ontvanger
    from ketenhub.share.tekst import Noemer

NAMEN = {1: "directe_veiligheid", 2: "risicogestuurde_zorg", 3: "herstelgerichte_zorg"}
# where a voice stands when its figure counts at the gate; before a third phase a 7 counts in its first round too
TELT = ("goed", "ronde")
# a figure from before the danger: it no longer counts, and is no comfort
OPNIEUW = "opnieuw"
# what the sentence of a track without a phase counts, and what is left of it for whom one of these is hidden
GETELD = ("onder", "houdt_tegen", "ontbreekt")
GESCHONDEN = "VISIE-57"
ZONDER_FASE = "Dit spoor heeft geen fase. Bel de regie voor overleg."
BEIDE = "beide"
SPOREN = (" (spoor van het slachtoffer)", " (spoor van de pleger)")
GEVAAR = ("direct", "hoog")
TERUGVAL: Mapping[str, Json] = MappingProxyType(
    {"soort": "terugval", "ernst": "attentie", "tekst": "Let op tekenen van terugval. Bel dan de regie."}
)
STEM = Veld("veiligheidsbeoordeling", "cijfer", Categorie.CIJFER)
VOORWAARDE = Veld("veiligheidsvoorwaarde", "tekst", Categorie.VOORWAARDE)
INCIDENT = Veld("incident", "aard", Categorie.INCIDENT)
AFSPRAAK = Veld("veiligheidsafspraak", "wat", Categorie.AFSPRAAK)
STRUCTUREEL = Veld("structurele_onveiligheid", "reden", Categorie.REGIE)
REGIE = Veld(HUB, "regie", Categorie.REGIE, HUB)
# what says that everyone gives a 7+
IEDEREEN = "VISIE-14"
# what closing needs that more than one kind of fact can say: only for who would see all of them
RUST_OP = {
    "ROUTE-39": (
        Veld("monitor", "overgenomenDoor", Categorie.MONITOR),
        Veld("overdrachtstand", "stand", catalogus()["overdrachtstand"]["stand"]),
    )
}
# conclusions that rest on something that is not there: what would have to be shared if it were
AFWEZIG_BIJ_BRON = {"VISIE-28": STEM, "VISIE-12": VOORWAARDE, "CON-02": AFSPRAAK, "MOV-13": AFSPRAAK}
AFWEZIG_BIJ_SOORT = {"voorwaarden": VOORWAARDE, "stilte": STEM}
# days that count from the last danger tell when it was: only for who would see all that moves them
BEWEEGT = {
    "consulteren": FASE_BEWEEGT,
    "stabiele_veiligheid": (STEM, INCIDENT),
}


def _said(row: Object, key: str) -> str:
    """Give the words under a key, or none."""
    return text(row, key) or ""


def track_result(beoordeling: Object, ontvanger: Ontvanger) -> Object | None:
    """Give the result of the recipient's own track, and no other."""
    return next((row for row in rows(beoordeling, "sporen") if row.get("spoor") == ontvanger.spoor), None)


@cache
def _absent(afwezig: str) -> Veld:
    """Give the field of a fact that is not there, by what the conclusion calls it."""
    soort, _, naam = afwezig.partition(".")
    return Veld(soort, naam, catalogus()[soort][naam])


@dataclass(frozen=True, slots=True)
class Zeef:
    """What a conclusion must pass before this recipient sees it."""

    kiezer: Kiezer
    keuze: Keuze

    def passes(self, row: Object, absent: Veld | None = None) -> bool:
        """Tell whether all facts under a conclusion are shared; that something is absent, only to who would see it if it were there."""
        paths, afwezig = row.get("paden"), row.get("afwezig")
        for pad in paths if isinstance(paths, list | tuple) else ():
            if not self.keuze.shows(str(pad)):
                return False
        if afwezig:
            absent = _absent(str(afwezig))
        elif paths:
            return True
        return absent is None or text(row, "organisatie") == self.kiezer.ontvanger.oin or self.kiezer.allowed(absent) is not None


def _voices(result: Object, zeef: Zeef, noemer: Noemer) -> list[Object]:
    """Give the voices that this recipient sees; in the headline one that both tracks heard is named with its track, the victim's first."""
    stemmen = rows(result, "stemmen")
    told = Counter(row.get("stem") for row in stemmen)
    found: list[Object] = []
    seen: set[Json] = set()
    for row in stemmen:
        stem = _said(row, "stem")
        track = SPOREN[stem in seen] if told[stem] == len(SPOREN) else ""
        seen.add(stem)
        if zeef.passes(row, STEM):
            found.append({**row, "stem": noemer.in_reason(stem) + track})
    return found


def _sentence(result: Object, zeef: Zeef, noemer: Noemer) -> str:
    """Give the sentence of the gate; where a track has no phase it is a count, so it says nothing of what this recipient does not see."""
    if result.get("fase") is None:
        counted = [zeef.passes(row, STEM) for row in rows(result, "stemmen") if row.get("stand") in GETELD]
        counted += [zeef.passes(row) for row in rows(result, "redenen") if row.get("bron") == GESCHONDEN]
        if not all(counted):
            return ZONDER_FASE
    return noemer.in_reason(_said(result, "poortZin"))


def _days(row: Object, zeef: Zeef) -> dict[str, Json]:
    """Give from when a figure can count and from when it is stale.

    The first also rests on there being no later incident, so it is only for who would see one.
    """
    found: dict[str, Json] = {}
    paths = row.get("voorlopigPaden")
    if row.get("voorlopigTot") and paths and zeef.passes({"paden": paths}) and _shared(zeef, INCIDENT):
        found["voorlopigTot"] = row["voorlopigTot"]
    if row.get("verouderdOp") and row.get("paden"):
        found["verouderdOp"] = row["verouderdOp"]
    return found


def _gate(result: Object, voices: list[Object], zeef: Zeef, zin: str) -> dict[str, Json]:
    """Give the gate: its sentence, whose figure counts now and until when, who is below, missing or due again, and who does not count."""
    required = [row for row in voices if row.get("vereist") is True]
    return {
        "open": result.get("poortOpen") is True,
        "zin": zin,
        "aantalVoldoende": sum(1 for row in required if row.get("stand") in TELT),
        "aantalVereist": len(required),
        "onder": [{"stem": r["stem"], "cijfer": r["cijfer"]} for r in required if r.get("cijfer") and r.get("stand") == "onder"],
        "ontbreekt": [r["stem"] for r in required if not r.get("cijfer")],
        "opnieuw": [r["stem"] for r in required if r.get("stand") == OPNIEUW],
        "overig": [{"stem": r["stem"], "cijfer": r["cijfer"]} for r in voices if r.get("vereist") is not True and r.get("cijfer")],
        "geldigheid": [{"stem": r["stem"], **days} for r in voices if (days := _days(r, zeef))],
    }


def _lowest(voices: list[Object]) -> str | None:
    """Give the lowest of the figures that this recipient sees; a hidden one changes nothing."""
    figures = [figure for row in voices if (figure := text(row, "cijfer")) is not None]
    return min(figures, key=rank, default=None)


def _reasons(redenen: Iterable[Object], zeef: Zeef, noemer: Noemer) -> list[Json]:
    """Give each reason whose facts are all shared, with what would change it; that names what is missing, so it goes with its reason."""
    found: list[Json] = []
    for row in redenen:
        if zeef.passes(row, AFWEZIG_BIJ_BRON.get(_said(row, "bron"))):
            words = {"tekst": noemer.in_reason(_said(row, "tekst"))}
            if nodig := text(row, "nodig"):
                words["nodig"] = noemer.in_reason(nodig)
            found.append({"regel": row.get("regel"), "bron": row.get("bron"), **words, "voldaan": row.get("voldaan") is True})
    return found


def _shared(zeef: Zeef, veld: Veld) -> bool:
    """Tell whether a field is shared as it is, whoever says it."""
    return shared_whole(zeef.kiezer, veld)


def _history_shared(row: Object, zeef: Zeef) -> bool:
    """Tell whether the day of a term or signal says nothing of the past of the phase that this recipient would not see."""
    return all(_shared(zeef, veld) for veld in BEWEEGT.get(_said(row, "soort"), ()))


def _closing(result: Object, zeef: Zeef, noemer: Noemer) -> dict[str, Json]:
    """Give what closing needs, and whether it can be weighed.

    That everyone gives a 7+, or not yet, is told to who sees every voice; that closing can be weighed to who sees all of it, and who
    would see that it is forbidden. What is about a person whom this recipient does not know is left out, since its number would tell.
    """
    every_voice = _shared(zeef, STEM) and all(zeef.passes(row, STEM) for row in rows(result, "stemmen"))
    found: dict[str, Json] = {"hersteldEnDeelnemend": result.get("hersteldEnDeelnemend") is True} if every_voice else {}
    asked = rows(result, "afsluiten")
    told = [row for row in asked if noemer.knows_all_in(_said(row, "tekst"))]
    told = [row for row in told if all(_shared(zeef, veld) for veld in RUST_OP.get(_said(row, "bron"), ()))]
    shown = _reasons([row for row in told if every_voice or row.get("bron") != IEDEREEN], zeef, noemer)
    if shown:
        found["afsluiten"] = shown
    if asked and len(shown) == len(asked) and _shared(zeef, STRUCTUREEL):
        found["afsluitenTeWegen"] = result.get("afsluitenTeWegen") is True
    return found


def _asked(result: Object, zeef: Zeef, noemer: Noemer) -> dict[str, Json]:
    """Give what asks to be done and how the plan can be told better; a fall-back is only for who would see all that moves the phase."""
    past = all(_shared(zeef, veld) for veld in FASE_BEWEEGT)
    found: dict[str, list[Json]] = {
        "heroverwegingen": show_reviews(result, zeef) if past else [],
        "doelen": show_goals(result, zeef),
        "aanwijzingen": _reasons(rows(result, "aanwijzingen"), zeef, noemer),
    }
    return {key: shown for key, shown in found.items() if shown}


def _terms(result: Object, zeef: Zeef, noemer: Noemer) -> list[Json]:
    found: list[Json] = []
    today = zeef.kiezer.omgeving.peildatum
    for row in rows(result, "termijnen"):
        if zeef.passes(row, AFWEZIG_BIJ_SOORT.get(_said(row, "soort"))) and _history_shared(row, zeef):
            day = _said(row, "datum")
            found.append(
                {
                    "soort": row.get("soort"),
                    "tekst": noemer.in_reason(_said(row, "tekst")),
                    "datum": day,
                    "dagen": (date.fromisoformat(day) - today).days,
                    "gevolg": noemer.in_reason(_said(row, "gevolg")),
                    "eigenAfspraak": row.get("eigenAfspraak") is True,
                    **_owner(row, zeef),
                }
            )
    return found


def _owner(row: Object, zeef: Zeef) -> dict[str, Json]:
    """Give whose term it is: it is the one that directs, so only to who may know who that is, and to the owner itself."""
    owner = text(row, "eigenaar")
    if owner is None or (owner != zeef.kiezer.ontvanger.oin and zeef.kiezer.allowed(REGIE) is None):
        return {}
    return {"eigenaar": {"oin": owner, "naam": zeef.kiezer.omgeving.namen.get(owner, "een organisatie")}}


def show_phase(result: Object, kiezer: Kiezer, keuze: Keuze, noemer: Noemer) -> dict[str, Json] | None:
    """Give the phase as this recipient may see it, or None when no rule on `fase` shares it."""
    regel = kiezer.allowed(FASEVELD)
    if regel is None:
        return None
    zeef = Zeef(kiezer, keuze)
    fase = result.get("fase")
    shown: dict[str, Json] = {"fase": fase, "naam": NAMEN.get(fase) if isinstance(fase, int) else None}
    if regel.actie is not Actie.DELEN:
        return shown
    voices = _voices(result, zeef, noemer)
    low = _lowest(voices)
    if low is not None:
        shown["laagste"] = low
    shown["poort"] = _gate(result, voices, zeef, _sentence(result, zeef, noemer))
    shown["redenen"] = _reasons(rows(result, "redenen"), zeef, noemer)
    shown["termijnen"] = _terms(result, zeef, noemer)
    history = show_history(result, kiezer)
    if history:
        shown["verloop"] = history
    return shown | (_asked(result, zeef, noemer) | _closing(result, zeef, noemer) if fase is not None else {})


def _kind(row: Object) -> str:
    """Give what a signal is about; a warning or an escalation without facts under it is about conditions that nobody agreed."""
    soort = _said(row, "soort")
    return "voorwaarden" if soort == "opschalen" or soort.startswith("termijn_") else soort


def show_tracks(beoordeling: Object, kiezer: Kiezer, keuze: Keuze, noemer: Noemer) -> list[Json]:
    """Give the result of each track beside the headline, for those who direct both."""
    found: list[Json] = []
    for row in rows(beoordeling, "sporen"):
        shown = show_phase(row, kiezer, keuze, noemer) if row.get("spoor") != BEIDE else None
        if shown is not None:
            found.append({"spoor": row.get("spoor"), **shown})
    return found


def show_signals(result: Object, kiezer: Kiezer, keuze: Keuze, noemer: Noemer) -> list[tuple[str | None, dict[str, Json]]]:
    """Give each signal this recipient may see, with its cause; danger always reaches regie, if only as kind, severity and day.

    Where a rule makes signals smaller there is one without a cause that never changes: that there may be signs to look for (MDA-28).
    """
    regie = kiezer.ontvanger.regie
    regel = kiezer.allowed(Veld(HUB, "signaal", Categorie.SIGNAAL, HUB))
    if regel is None and not regie:
        return []
    if regel is not None and regel.actie is Actie.MINIMALISEREN and not regie:
        return [(None, dict(TERUGVAL))]
    zeef, full = Zeef(kiezer, keuze), regel is not None and regel.actie is Actie.DELEN
    found: list[tuple[str | None, dict[str, Json]]] = []
    for row in rows(result, "signalen"):
        whole = full and zeef.passes(row, AFWEZIG_BIJ_SOORT.get(_kind(row))) and _history_shared(row, zeef)
        if whole or (regie and row.get("ernst") in GEVAAR):
            words = noemer.in_reason(_said(row, "tekst")) if whole else "Er is gevaar gemeld. Bel de organisatie die dit meldde."
            shown: dict[str, Json] = {"soort": row.get("soort"), "ernst": row.get("ernst"), "dag": row.get("dag"), "tekst": words}
            if whole:
                shown |= show_calls(row, zeef) | show_steps(row, zeef)
            found.append((f"{at(row, 'spoor')}:{text(row, 'sleutel')}", shown))
    return found
