"""How versions, changes and simulations of the rules read on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.flow.regeldossier import Dossier
    from ketenhub.flow.regelvragen import Blad, Uitslag
    from ketenhub.share.keuren import Bevinding
    from ketenhub.share.vergelijken import Wijziging

MOMENT = "%Y-%m-%d %H:%M:%S UTC"
KOPPEN = {"nieuw": "Nieuw", "vervallen": "Vervallen", "gewijzigd": "Gewijzigd"}


def versions_table(dossiers: Iterable[Dossier]) -> Table:
    """Give every version with its state and who wrote it."""
    table = Table("versie", "stand", "ontworpen door", "op", box=None)
    for one in dossiers:
        table.add_row(one.versie, one.stand, one.auteur or "", one.stappen[0].op.strftime(MOMENT))
    return table


def life_lines(dossier: Dossier) -> list[str]:
    """Tell the life of a version, a line per step."""
    found = [f"Versie {dossier.versie}: {dossier.stand}"]
    for one in dossier.stappen:
        stap = one.stap
        since = f", vanaf {stap.van.strftime(MOMENT)}" if stap.van is not None else ""
        meant = f" Bevestigd: {stap.bevestiging}" if stap.bevestiging else ""
        found.append(f"  {one.op.strftime(MOMENT)}  {stap.stap} door {stap.door}{since}. {stap.reden}{meant}")
    return found


def finding_lines(bevindingen: Iterable[Bevinding]) -> list[str]:
    """Tell what is wrong, and what is to be minded."""
    return [f"  {'FOUT' if one.blokkeert else '    '} {one.plaats}: {one.reden}" for one in bevindingen]


def sheet_lines(blad: Blad) -> list[str]:
    """Tell a version in full."""
    return [*life_lines(blad.dossier), "", f"{len(blad.regels.regels)} regels", *finding_lines(blad.bevindingen)]


def change_lines(met: str, wijzigingen: Iterable[Wijziging]) -> list[str]:
    """Tell what changes beside another version."""
    found = [f"{KOPPEN[one.soort]}: regel {one.regel}\n" + "\n".join(f"  {zin}" for zin in one.zinnen) for one in wijzigingen]
    return [f"Naast versie {met}:", *(found or ["Er verandert niets."])]


def result_parts(uitslag: Uitslag) -> list[Table | str]:
    """Show what a simulation counted: what becomes visible first, what could not be computed as its own number, and what the limits say."""
    run, oordeel = uitslag.simulatie, uitslag.oordeel
    table = Table("veld", "categorie", "ontvanger", "nieuw", "ruimer", "anders", "weg", box=None)
    for cel, telling in uitslag.verschil.items():
        numbers = (telling.nieuw, telling.ruimer, telling.anders, telling.weg)
        table.add_row(cel.pad, cel.categorie, f"{cel.soort} {cel.organisatie}", *map(str, numbers))
    done = f"{run.gedaan} van {run.totaal} casussen" if run.klaar_op is None else f"alle {run.gedaan} casussen"
    found: list[Table | str] = [f"Versie {run.versie} naast {run.tegen}, over {done}."]
    found.append(table if uitslag.verschil else "Geen enkel veld verandert voor iemand.")
    found.append(f"Niet te berekenen: {run.niet_berekenbaar} keer. Er gaan {oordeel.opent} velden open.")
    found += [f"GEBLOKKEERD: {one}" for one in oordeel.geblokkeerd]
    if oordeel.bevestigen:
        found.append("Dat is boven de grens: publiceren vraagt een bevestiging met een reden.")
    return found
