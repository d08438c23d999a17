"""The work list of an organisation: its sealed lines opened, outdated ones made again, and the page put on record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.errors import NietGevonden, Vernietigd
from ketenhub.flow.audit import audit_line
from ketenhub.flow.delen import decide
from ketenhub.flow.geldend import in_force
from ketenhub.flow.look import load_for
from ketenhub.flow.namens import mark
from ketenhub.flow.schuilnaam import code_names
from ketenhub.flow.sleutels import Sleutelbos, one_time_key
from ketenhub.keys.kluis import Plek
from ketenhub.share.bewijs import hash_of
from ketenhub.store.keten import add_line
from ketenhub.store.kijken import find_in_casus
from ketenhub.store.voorraad import Lijstverstrekking, Werkrij, keep_list_disclosure, read_work, renew_work

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx


@dataclass(frozen=True, slots=True)
class _Geopend:
    """One line of the list; `vernieuwd` when it was made again under the rules of today."""

    rij: Werkrij
    regel: Object
    vernieuwd: bool = False


async def _open(hub: Hub, tx: Tx, organisatie: str, rij: Werkrij) -> _Geopend:
    """Open a line, or make it again when its rules are not those of today; raises Vernietigd, NietGevonden."""
    holder = f"werkregel:{organisatie}"
    bos = Sleutelbos(hub.kluis, rij.casus_id, {holder: rij.gewikkeld})
    if rij.regels_versie == hub.regels.versie:
        return _Geopend(rij, orjson.loads(bos.open(holder, "werkregel", organisatie, rij.inhoud)))
    wie = await find_in_casus(tx, rij.casus_id)
    if wie is None:
        raise NietGevonden("verwijzing")
    line = decide(hub, await load_for(hub, tx, rij.casus_id, wie), wie).werkregel
    sealed = bos.seal(holder, "werkregel", organisatie, orjson.dumps(line))
    return _Geopend(replace(rij, regels_versie=hub.regels.versie, inhoud=sealed), line, vernieuwd=True)


async def _open_all(hub: Hub, tx: Tx, organisatie: str) -> list[_Geopend]:
    found = []
    for rij in await read_work(tx):
        try:
            found.append(await _open(hub, tx, organisatie, rij))
        except (Vernietigd, NietGevonden):
            continue
    return found


async def _record(hub: Hub, tx: Tx, wie: tuple[str, str | None], geopend: list[_Geopend]) -> None:
    """Put the page on record: one disclosure, one audit line in the chain of the asking organisation, naming its casussen."""
    organisatie, persoon = wie
    ident = hub.nieuw_id()
    shown: dict[str, Json] = {one.rij.casus_id: one.regel for one in geopend}
    plek = Plek("lijstverstrekking", "manifest", ident, organisatie)
    wrapped, sealed = one_time_key(hub.kluis, plek, orjson.dumps(shown))
    casussen = tuple(shown)
    page = Lijstverstrekking(ident, organisatie, persoon, casussen, hub.nu(), hub.regels.versie, hash_of(shown), wrapped, sealed)
    await keep_list_disclosure(tx, page)
    more: dict[str, Json] = {"persoon": persoon, "casussen": list(casussen), "verstrekking": ident}
    broken = [nood for casus_id in casussen for nood in mark(casus_id).values()]
    if broken:
        more["noodtoegang"] = broken
    await add_line(tx, f"org:{organisatie}", audit_line(hub, "werkvoorraad bekeken", organisatie, "getoond", more))


async def _keep_renewed(hub: Hub, organisatie: str, geopend: list[_Geopend]) -> None:
    renewed = [one.rij for one in geopend if one.vernieuwd]
    if renewed:
        async with hub.opslag.walk() as tx:
            for rij in renewed:
                await renew_work(tx, organisatie, rij)


async def read_worklist(hub: Hub, organisatie: str, persoon: str | None = None) -> list[Object]:
    """Give the line of every casus this organisation takes part in, each with reference and code name; a destroyed one is left out."""
    async with hub.opslag.request(organisatie) as tx:
        hub = await in_force(hub, tx)
        geopend = await _open_all(hub, tx, organisatie)
        await _record(hub, tx, (organisatie, persoon), geopend)
    await _keep_renewed(hub, organisatie, geopend)
    names = await code_names(hub, [one.rij.casus_id for one in geopend])
    return [{**one.regel, "verwijzing": one.rij.verwijzing, "schuilnaam": names[one.rij.casus_id]} for one in geopend]
