"""What is in the way of a version of the rules: what is wrong in it, and what keeps it from being published."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.errors import NietGevonden, OngeldigBericht, Tegenstrijdig
from ketenhub.domain.moment import day_of
from ketenhub.flow.regeldossier import counted, load_all, rules_of
from ketenhub.share.grenzen import weigh
from ketenhub.share.keuren import Kent, examine, late_rules
from ketenhub.store import regels as opslag
from ketenhub.store.simulaties import find_run

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.domain.delen import Regelset
    from ketenhub.flow.hub import Hub
    from ketenhub.flow.regeldossier import Dossier
    from ketenhub.share.keuren import Bevinding
    from ketenhub.store.opslag import Tx

GETOOND = 3


def known(hub: Hub) -> Kent:
    """Give what a rule may name: the kinds and organisations of the region, and the kinds in the rules the hub began with."""
    kinds = hub.keten.kinds()
    ruled = {soort for regel in hub.regels.regels for soort in (*regel.ontvanger_soorten, *regel.bron_soorten)}
    return Kent(frozenset(kinds.values()) | frozenset(ruled), frozenset(kinds))


def examined(hub: Hub, regels: Regelset) -> tuple[Bevinding, ...]:
    """Give everything that is wrong with a rule set in this region."""
    return examine(regels, known(hub))


def refuse_unfit(found: tuple[Bevinding, ...]) -> None:
    """Refuse a rule set at its first fault that is more than a missing example; raises OngeldigBericht with the place."""
    fault = next((one for one in found if one.blokkeert and "/voorbeelden" not in one.plaats), None)
    if fault is not None:
        raise OngeldigBericht(fault.plaats, fault.reden)


def refuse_faults(hub: Hub, regels: Regelset) -> None:
    """Refuse a rule set with any fault, a missing or failing example too; raises Tegenstrijdig with the place."""
    fault = next((one for one in examined(hub, regels) if one.blokkeert), None)
    if fault is not None:
        raise Tegenstrijdig(fault.plaats, fault.reden)


async def _refuse_outdated(hub: Hub, tx: Tx, dossier: Dossier, now: datetime) -> None:
    """Refuse when what was approved is not what would happen now."""
    if dossier.geteld is None or dossier.goedgekeurd != dossier.geteld:
        raise Tegenstrijdig("versie", "een tweede beheerder heeft deze versie na de laatste simulatie nog niet goedgekeurd")
    if any(one.stand == "gepland" for one in await load_all(tx)):
        raise Tegenstrijdig("versie", "er wacht al een versie om in te gaan; draai die eerst terug")
    run, geldend = await find_run(tx, dossier.geteld), await opslag.find_in_force(tx)
    if run is None or geldend is None or run.tegen != geldend[0]:
        raise Tegenstrijdig("versie", "sinds de simulatie geldt een andere versie; simuleer opnieuw")
    if run.klaar_op is None or run.klaar_op < now - timedelta(days=hub.grenzen.dagen):
        raise Tegenstrijdig("versie", f"de simulatie is ouder dan {hub.grenzen.dagen} dagen; simuleer opnieuw")


async def _refuse_over_limits(hub: Hub, tx: Tx, geteld: str, bevestiging: str | None) -> None:
    """Refuse what opens a closed category, and what opens much unless somebody says that it is meant."""
    oordeel = weigh(await counted(tx, geteld), hub.grenzen)
    if oordeel.geblokkeerd:
        named = ", ".join(oordeel.geblokkeerd[:GETOOND])
        raise Tegenstrijdig("versie", f"dit opent wat dicht moet blijven: {named}")
    run = await find_run(tx, geteld)
    unknown = run.niet_berekenbaar if run is not None else 0
    if (oordeel.bevestigen or unknown) and not bevestiging:
        words = f"dit opent {oordeel.opent} velden en {unknown} keer was niets te berekenen; bevestig met een reden"
        raise Tegenstrijdig("bevestiging", words)


async def refuse_unpublishable(hub: Hub, tx: Tx, dossier: Dossier, wens: tuple[datetime, datetime, str | None]) -> None:
    """Refuse a version that may not be published from a moment; `wens` is that moment, now, and the confirmation. Raises Tegenstrijdig."""
    van, now, bevestiging = wens
    if dossier.gepubliceerd:
        raise Tegenstrijdig("versie", "deze versie is al gepubliceerd")
    regels = await rules_of(tx, dossier.versie)
    refuse_faults(hub, regels)
    await _refuse_outdated(hub, tx, dossier, now)
    geldend = await opslag.find_in_force(tx)
    if geldend is None:
        raise NietGevonden("versie")
    late = late_rules(await rules_of(tx, geldend[0]), regels, day_of(van, ZoneInfo(hub.kalender.zone)))
    if late:
        raise Tegenstrijdig(late[0], "deze regel begint pas na de publicatie; publiceer hem dan")
    await _refuse_over_limits(hub, tx, dossier.geteld or "", bevestiging)
