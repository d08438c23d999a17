"""Why a field goes or stays, in plain Dutch: the steps of the agreed way of working, in its order, each with what was decided (MDA-37)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.delen import Actie

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.delen import Deelregel, Regelset, Samenwerkingsafspraak
    from ketenhub.share.keuze import Veldbesluit

HOEVEEL = {Actie.DELEN: "het gaat zoals het er staat", Actie.MINIMALISEREN: "het gaat kleiner", Actie.ONTHOUDEN: "het gaat niet"}


def _basis(regel: Deelregel) -> str:
    doubt = "" if regel.grondslag.bevestigd else " (nog te bevestigen door een jurist)"
    return f"{regel.grondslag.wet} artikel {regel.grondslag.artikel}{doubt}"


def _answers(regel: Deelregel) -> dict[str, str]:
    """Give what a rule says at each step."""
    smaller = f": {regel.minimalisering.value}" if regel.minimalisering is not None else ""
    return {
        "doel": regel.doel,
        "toestemming": "ja, van ieder om wie het gaat" if regel.op_toestemming else "het kan zonder",
        "grondslag": _basis(regel),
        "noodzaak": regel.noodzaak,
        "hoeveelheid": f"{HOEVEEL[regel.actie]}{smaller}",
        "openheid": "er komt een taak om het te vertellen, of een vastgelegde uitzondering",
    }


def _cited(agreement: Samenwerkingsafspraak | None, dag: date) -> str:
    if agreement is None:
        return ""
    until = f"geldt tot en met {agreement.tot.isoformat()}" if agreement.tot is not None and agreement.holds_on(dag) else "geldt niet"
    return f" Afspraak: {agreement.id} ({until})."


def explain(besluit: Veldbesluit, regels: Regelset, dag: date) -> tuple[str, ...]:
    """Say it step by step: what was decided and by what, then each step, and at last what would change it."""
    head = f"{besluit.veld}: {besluit.actie.value}. {besluit.door}."
    regel = besluit.regel
    if regel is None:
        return (head,)
    answers, werkwijze = _answers(regel), regels.werkwijze
    asked = [(f"{stap.vraag} ", stap.wat) for stap in werkwijze.stappen] if werkwijze else [(f"{wat}: ", wat) for wat in answers]
    without = f"Zo werken wij zonder toestemming.{_cited(regels.agreement(werkwijze.afspraak), dag)} " if werkwijze else ""
    return (
        f"{head} Versie {regels.versie}.{_cited(regels.agreement(regel.afspraak), dag)}",
        *(f"{n}. {words}{answers[wat]}." for n, (words, wat) in enumerate(asked, 1)),
        f"{without}Een strengere regel verandert dit.",
    )
