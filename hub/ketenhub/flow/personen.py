"""A person decides who is who within a casus: two are one, or are not after all, without loss (domain 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import orjson

from ketenhub.domain.errors import AlleenRegie, GeenToegang, KetenhubError, NietGevonden, OnbekendeVerwijzing, Tegenstrijdig
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.namens import mark
from ketenhub.flow.samengevoegd import fold_again
from ketenhub.flow.sleutels import one_time_key
from ketenhub.flow.walk import walk_on
from ketenhub.keys.kluis import Plek
from ketenhub.merge.koppelen import check_decided, check_same
from ketenhub.store import kijken, koppelingen, lopen
from ketenhub.store.keten import add_line
from ketenhub.store.opslag import retried

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx

BESLOTEN = "personen vergeleken"


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """What a professional decides about two persons, as its organisation calls them, and why."""

    organisatie: str
    verwijzing: str
    personen: tuple[str, str]
    besluit: Literal["dezelfde", "niet_dezelfde"]
    reden: str
    professional: str


async def directed(hub: Hub, organisatie: str, verwijzing: str) -> str:
    """Give the casus behind the reference of who directs it; raises NietGevonden, AlleenRegie."""
    async with hub.opslag.request(organisatie) as tx:
        found = await kijken.find_own(tx, verwijzing)
    if found is None:
        raise NietGevonden("verwijzing")
    if not found[1].regie:
        raise AlleenRegie("verwijzing")
    return found[0]


def _named(hub: Hub, casus: Casus, v: Vergelijking) -> tuple[str, str]:
    """Give the ids behind what the organisation calls them: also of someone who is called otherwise by now."""
    idents = {*(p.id for p in casus.personen), *(before for before, _ in casus.zelfde)}
    known = {hub.kluis.pseudonym(v.organisatie, ident): ident for ident in idents}
    found = tuple(known.get(name) for name in v.personen)
    match found:
        case (str() as een, str() as ander) if een != ander:
            return een, ander
        case _:
            raise OnbekendeVerwijzing("/personen")


async def _apply(hub: Hub, tx: Tx, casus_id: str, v: Vergelijking) -> None:
    await lopen.lock_casus(tx, casus_id)
    found = await fold_again(hub, tx, casus_id)
    if found is None:
        raise NietGevonden("verwijzing")
    een, ander = sorted(_named(hub, found.casus, v))
    paar = (een, ander)
    besloten = {(r.persoon, r.ander): r.besluit for r in await koppelingen.read_decided(tx, casus_id)}
    before = besloten.get(paar)
    if before == v.besluit:
        return
    if v.besluit == "dezelfde":
        check_same(found.casus, *paar)
    check_decided(besloten, paar, v.besluit)
    op = hub.nu()
    words = orjson.dumps({"reden": v.reden, "professional": v.professional})
    wrapped, sealed = one_time_key(hub.kluis, Plek("persoonsbesluit", "inhoud", f"{casus_id}/{op.isoformat()}", v.organisatie), words)
    await koppelingen.keep_same(tx, casus_id, paar, koppelingen.Besluit("", v.besluit, v.organisatie, op, wrapped, sealed))
    await add_line(tx, f"casus:{casus_id}", audit_line(hub, BESLOTEN, v.organisatie, v.besluit, mark(casus_id)))
    if "dezelfde" not in {before, v.besluit}:
        return
    await walk_on(hub, tx, casus_id)
    if found.casus.opgenomen_in is not None:
        await lopen.lock_casus(tx, found.casus.opgenomen_in)
        await walk_on(hub, tx, found.casus.opgenomen_in)


async def decide_same(hub: Hub, vergelijking: Vergelijking) -> None:
    """Carry out a decision about two persons; the same one again changes nothing.

    Raises NietGevonden, AlleenRegie, OnbekendeVerwijzing, Tegenstrijdig; each is noted in the chain of the one who asked.
    """

    async def once() -> None:
        async with hub.opslag.walk() as tx:
            await _apply(hub, tx, casus_id, vergelijking)

    refusals: tuple[type[KetenhubError], ...] = (NietGevonden, GeenToegang, OnbekendeVerwijzing, Tegenstrijdig)
    try:
        casus_id = await directed(hub, vergelijking.organisatie, vergelijking.verwijzing)
        await retried(once)
    except refusals as fout:
        await note(hub, vergelijking.organisatie, BESLOTEN, fout.code)
        raise
    hub.wek()
