"""The words of the cases for what a plan is made of: factors, goals, how it is set up, what regie weighs, closing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ketenhub.domain.plan import Gevaarsomschrijving, Instemming, OnveiligeSituatie, Risicofactor, Veiligheidsdoel, Werkdoel
from ketenhub.domain.regie import Betrokkenheid, Heroverweging, Planopzet
from ketenhub.domain.samenwerking import Herstelpunt
from ketenhub.testing import builders as b
from tests.unit.evaluate.woorden import ORGANISATIES, after

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.domain.bijdrage import Feit

HELDER = "@{p-anna|Anna} werd door @{p-ben|Ben} van de trap geduwd."


def clear_situation(op: str, parts: list[str], ref: str) -> Feit:
    """`verhaal`: told well; `verhaal zonder dag`, `zonder plek`, `zonder naam`, `zonder ander`, `zonder woorden` leave one thing out."""
    out = after(parts, "zonder")
    told = {
        "naam": HELDER.replace("@{p-anna|Anna} werd", "Gisteren werd @{p-anna|Anna}"),
        "ander": "@{p-anna|Anna} werd door iemand van de trap geduwd.",
        "woorden": "@{p-anna|Anna} geduwd @{p-ben|Ben}",
    }
    return OnveiligeSituatie(
        ref=ref,
        geldig_op=b.a_moment(op),
        slachtoffer="p-anna",
        omschrijving=told.get(out or "", HELDER),
        jaar=2026,
        datum=None if out == "dag" else date.fromisoformat(op[:10]),
        waar=None if out == "plek" else "thuis",
    )


def factor(op: str, parts: list[str], ref: str) -> Feit:
    """`risicofactor` or `risicofactor bij s1`."""
    there = after(parts, "bij")
    return Risicofactor(ref=ref, geldig_op=b.a_moment(op), tekst="Schulden.", situaties=(there,) if there else ())


def safety_goal(op: str, parts: list[str], ref: str) -> Feit:
    """`veiligheidsdoel bij v1 tegen g1 samen`."""
    return Veiligheidsdoel(
        ref=ref,
        geldig_op=b.a_moment(op),
        tekst="Anna is veilig.",
        voorwaarde=after(parts, "bij"),
        gevaar=after(parts, "tegen"),
        tweede_auteur="Collega" if "samen" in parts else None,
    )


def agrees(op: str, parts: list[str], ref: str) -> Feit:
    """`instemming v1 anna` or `instemming v1 Politie`."""
    org = ORGANISATIES.get(parts[1])
    return Instemming(
        ref=ref,
        geldig_op=b.a_moment(op),
        voorwaarde=parts[0],
        organisatie=org,
        persoon=None if org else f"p-{parts[1]}",
        oordeel="eens",
    )


def setup(op: str, parts: list[str], ref: str) -> Feit:
    """`opzet direct hoort incident+schending loopt info`."""
    events = (after(parts, "hoort") or "").split("+")
    whole = {"stadium": parts[0], "veilig_thuis_hoort_bij": tuple(event for event in events if event)}
    return Planopzet.model_validate(
        {
            "ref": ref,
            "geldig_op": b.a_moment(op),
            **whole,
            "begeleider": "Casemanager" if "loopt" in parts else None,
            "informatieafspraak": "Elke week." if "info" in parts else None,
        }
    )


def weighed(op: str, parts: list[str], ref: str) -> Feit:
    """`heroverweging 2026-02-01 straf inzetten`, or for every domain `heroverweging 2026-02-01 alles niet_nodig`."""
    return Heroverweging.model_validate(
        {
            "ref": ref,
            "geldig_op": b.a_moment(op),
            "terugval": date.fromisoformat(parts[0]),
            "domein": None if parts[1] == "alles" else parts[1],
            "besluit": parts[2],
            "reden": "Gewogen met iedereen.",
        }
    )


def recovered(op: str, parts: list[str], ref: str) -> Feit:
    """`herstelpunt anna identiteit bereikt`; several points with a `+`, read one by one as `herstelpunt anna meedoen nog_niet`."""
    return Herstelpunt.model_validate(
        {"ref": ref, "geldig_op": b.a_moment(op), "persoon": f"p-{parts[0]}", "punt": parts[1], "stand": parts[2], "toelichting": "Gezegd."}
    )


PLANWOORDEN: dict[str, Callable[[str, list[str], str], Feit]] = {
    "verhaal": clear_situation,
    "risicofactor": factor,
    "veiligheidsdoel": safety_goal,
    "instemming": agrees,
    "opzet": setup,
    "heroverweging": weighed,
    "herstelpunt": recovered,
    "werkdoel": lambda op, p, ref: Werkdoel(
        ref=ref, geldig_op=b.a_moment(op), tekst="Doel.", volgorde=1, voorwaarde=after(p, "bij"), actief="klaar" not in p
    ),
    "gevaar": lambda op, p, ref: Gevaarsomschrijving(
        ref=ref, geldig_op=b.a_moment(op), tekst="Het kan weer gebeuren.", tweede_auteur="Collega" if "samen" in p else None
    ),
    "betrokkenheid": lambda op, p, ref: Betrokkenheid(
        ref=ref, geldig_op=b.a_moment(op), organisatie=ORGANISATIES[p[1]], van=date.fromisoformat(op[:10])
    ),
}
