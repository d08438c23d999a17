"""Put plans in the database before the hub starts, and make a floor of one walk over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.bench.inhoud import Over, contribution, opening
from ketenhub.bench.opname import record_walk, take_in
from ketenhub.bench.regio import ANDEREN, OINS, REGIE
from ketenhub.bench.vloer import Pgbench, find_pgbench, make_database, make_script
from ketenhub.domain.errors import Instellingsfout
from ketenhub.store.lopen import all_casus_ids, read_involved

if TYPE_CHECKING:
    from ketenhub.bench.inhoud import Dag
    from ketenhub.flow.hub import Hub
    from ketenhub.store.server import Server


@dataclass(frozen=True, slots=True)
class Plan:
    """One seeded plan: of which household, what each organisation calls it, and who sends about it."""

    huishouden: int
    verwijzingen: dict[str, str]
    afzender: str

    @property
    def over(self) -> Over:
        """Give what a message of its sender is about."""
        return Over(self.huishouden, self.verwijzingen[self.afzender])


async def seed(hub: Hub, dag: Dag, count: int) -> list[Plan]:
    """Open so many plans, and let the sender of each say for the first time what it will say again."""
    plans: list[Plan] = []
    known: set[str] = set()
    for n in range(count):
        await take_in(hub, REGIE, [opening(n, dag, REGIE, ANDEREN)])
        async with hub.opslag.walk() as tx:
            (casus_id,) = set(await all_casus_ids(tx)) - known
            involved = await read_involved(tx, casus_id)
        known.add(casus_id)
        plan = Plan(n, {b.organisatie: b.verwijzing for b in involved}, OINS[n % len(OINS)])
        await take_in(hub, plan.afzender, [contribution(f"eerste-{n}", dag, plan.over, n)])
        plans.append(plan)
    return plans


async def make_floor(hub: Hub, server: Server, dag: Dag, plan: Plan) -> Pgbench | None:
    """Write down one walk and make a floor of it; None where there is no pgbench."""
    program = find_pgbench(server)
    if program is None:
        return None
    ident = "opname-1"
    berichten = [contribution("opname-0", dag, plan.over, 2), contribution(ident, dag, plan.over, 3)]
    opname = await record_walk(hub, server.url, plan.afzender, berichten)
    written = opname.transaction()
    if not written:
        raise Instellingsfout("bench", "de transactie die een bijdrage schrijft is niet herkend; pas ketenhub.bench.opname aan")
    async with hub.opslag.request(plan.afzender) as tx:
        casus_id = await tx.fetchval("select casus_id from betrokkenheid where verwijzing = $1", plan.verwijzingen[plan.afzender])
    wissel: dict[object, str] = {one: f":id{n}" for n, one in enumerate(opname.ids)}
    wissel |= {ident: ":idb", hub.kluis.mark("bericht", ident): ":idm", casus_id: ":casus", f"org:{plan.afzender}": ":keten"}
    await hub.opslag.close()
    count = await make_database(server, len(OINS))
    script = make_script(written, wissel, count, len(OINS))
    path = server.folder.parent / "vloer.sql"
    path.write_text("\n".join(script.regels) + "\n", encoding="utf-8")
    return Pgbench(program, server, path, script.variabelen)
