"""How versions of the rules, their life and their simulations are written as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.flow.regeldossier import Dossier
    from ketenhub.flow.regelvragen import Blad, Uitslag
    from ketenhub.share.keuren import Bevinding
    from ketenhub.share.vergelijken import Wijziging
    from ketenhub.store.regels import Gezet
    from ketenhub.store.simulaties import Simulatie

Rij = dict[str, object]


def moment(op: datetime) -> str:
    """Write a moment as the API does."""
    return op.isoformat().replace("+00:00", "Z")


def _without_none(row: Rij) -> Rij:
    return {name: value for name, value in row.items() if value is not None}


def step_row(gezet: Gezet) -> Rij:
    """Give one step of a life."""
    stap = gezet.stap
    return _without_none(
        {
            "stap": stap.stap,
            "op": moment(gezet.op),
            "beheerder": stap.door,
            "organisatie": stap.organisatie,
            "reden": stap.reden,
            "vanaf": moment(stap.van) if stap.van is not None else None,
            "simulatieId": stap.simulatie_id,
            "bevestiging": stap.bevestiging,
        }
    )


def version_row(dossier: Dossier) -> Rij:
    """Give a version with its life."""
    return {"versie": dossier.versie, "stand": dossier.stand, "stappen": [step_row(one) for one in dossier.stappen]}


def finding_row(bevinding: Bevinding) -> Rij:
    """Give one thing that is wrong, or to be minded."""
    return {"plaats": bevinding.plaats, "reden": bevinding.reden, "blokkeert": bevinding.blokkeert}


def sheet_row(blad: Blad) -> Rij:
    """Give a version in full."""
    rules = blad.regels.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {**version_row(blad.dossier), "regelset": rules, "bevindingen": [finding_row(one) for one in blad.bevindingen]}


def change_row(wijziging: Wijziging) -> Rij:
    """Give what happened to one rule."""
    return {"regel": wijziging.regel, "soort": wijziging.soort, "zinnen": list(wijziging.zinnen)}


def run_row(run: Simulatie) -> Rij:
    """Give how far a simulation is."""
    return _without_none(
        {
            "simulatieId": run.simulatie_id,
            "versie": run.versie,
            "tegen": run.tegen,
            "begonnenOp": moment(run.begonnen_op),
            "klaarOp": moment(run.klaar_op) if run.klaar_op is not None else None,
            "casussen": run.totaal,
            "gedaan": run.gedaan,
            "nietBerekenbaar": run.niet_berekenbaar,
        }
    )


def result_row(uitslag: Uitslag) -> Rij:
    """Give a simulation with what it counted: paths and counts, never a value."""
    rows = [
        {
            "veld": cel.pad,
            "categorie": cel.categorie,
            "soort": cel.soort,
            "organisatie": cel.organisatie,
            "nieuw": telling.nieuw,
            "ruimer": telling.ruimer,
            "anders": telling.anders,
            "weg": telling.weg,
        }
        for cel, telling in uitslag.verschil.items()
    ]
    oordeel = uitslag.oordeel
    limits = {"geblokkeerd": list(oordeel.geblokkeerd), "opent": oordeel.opent, "bevestigen": oordeel.bevestigen}
    return {**run_row(uitslag.simulatie), "verschil": rows, "grenzen": limits}
