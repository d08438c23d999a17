"""Plans made by the pure rooms alone: what filter and evaluation are measured on."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from ketenhub.bench.inhoud import Over, contribution, opening
from ketenhub.bench.regio import ANDEREN, OINS, REGIE, SOORTEN
from ketenhub.dialects.canoniek import read_bijdrage
from ketenhub.domain.bijdrage import Opening
from ketenhub.domain.partijen import Rol
from ketenhub.merge.fold import merge
from ketenhub.merge.record import Ontvangen, record
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.testing.builders import GEMEENTE, POLITIE, VT, a_casus, a_condition, a_part, a_person, a_score, an_incident, an_item

if TYPE_CHECKING:
    from ketenhub.bench.inhoud import Dag
    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.delen import Regelset
    from ketenhub.domain.json import Json


def a_plan(dag: Dag) -> Casus:
    """Give the plan of the exchange as the walk would merge it: opened by regie, added to by another."""
    numbers = count()
    casus: Casus | None = None
    start = Opening(casus_id="c-1", geopend_op=dag.nu, organisatie=REGIE, geadresseerden=(), regie=REGIE)
    for oin, inhoud in ((REGIE, opening(0, dag, REGIE, ANDEREN)), (ANDEREN[0], contribution("m-1", dag, Over(0, "ref-1"), 1))):
        ontvangen = Ontvangen(oin, dag.nu, "canoniek 1", lambda: f"i{next(numbers):022d}", start)
        casus = merge(casus, record(read_bijdrage(inhoud), casus, ontvangen))
    assert casus is not None
    return casus


def recipients() -> list[Ontvanger]:
    """Give everyone who takes part in that plan."""
    return [Ontvanger(oin, SOORTEN[oin], "onverdeeld", oin == REGIE, f"ref-{oin}") for oin in OINS]


def surroundings(regels: Regelset, dag: Dag) -> Omgeving:
    """Give what the filter is told about the world."""
    return Omgeving(regels, dag.nu.date(), {oin: f"Organisatie {oin[-1]}" for oin in OINS}, SOORTEN, lambda persoon: f"ps-{persoon}")


def count_leaves(value: Json) -> int:
    """Count the values at the ends."""
    if isinstance(value, dict):
        return sum(count_leaves(one) for one in value.values())
    if isinstance(value, list | tuple):
        return sum(count_leaves(one) for one in value)
    return 1


def a_large_plan(today: date) -> Casus:
    """Give a plan of 10 persons, 60 scores and 40 other items (performance.md, B11)."""

    def day(ago: int) -> str:
        return (today - timedelta(days=ago)).isoformat()

    rollen = ((Rol.SLACHTOFFER,), (Rol.PLEGER,), *[(Rol.KIND,)] * 4, *[(Rol.NETWERK,)] * 4)
    persons = [a_person(f"p-{n}", rollen=rol, volwassen=n < 2 or n > 5, lid=n < 6) for n, rol in enumerate(rollen)]
    orgs = (VT, POLITIE, GEMEENTE)
    items: list[Item] = []
    for n in range(60):
        voice = None if n % 4 else f"p-{n // 4 % 10}"
        who = f"cijfer-{n}"
        score = a_score(str(3 + n % 5), op=day(180 - 3 * n), ref=who, door=voice, netwerk=n // 4 % 10 > 5, professional=f"prof-{n % 3}")
        items.append(an_item(score, orgs[n % 3]))
    for n in range(30):
        items.append(an_item(a_condition(f"vw-{n}", op=day(170 - n), termijn=day(-30 - n)), orgs[n % 3]))
    for n in range(10):
        items.append(an_item(an_incident("onveilig", op=day(160 - 12 * n), ref=f"incident-{n}"), orgs[n % 3]))
    return a_casus(*items, personen=persons, deelnames=[a_part(oin, van=day(200)) for oin in orgs])
