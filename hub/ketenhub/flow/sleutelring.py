"""The hub's own keys in every process alike: made once, read anew as soon as one of them turned."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ketenhub.domain.errors import Instellingsfout, TeDruk, Vernietigd
from ketenhub.keys.kluis import Plek, name_of
from ketenhub.keys.ring import DOELEN, Geheim, Ring
from ketenhub.store import geheimen

if TYPE_CHECKING:
    from ketenhub.keys.kluis import Kluis
    from ketenhub.store.geheimen import Generatie
    from ketenhub.store.opslag import Opslag, Tx

HOOFDSLEUTEL = "hoofdsleutel"


def secret_place(soort: str, generatie: int) -> Plek:
    """Give the place for which one of the hub's own keys is wrapped."""
    return Plek("geheim", "gewikkeld", f"{soort}/{generatie}", "hub")


async def _first(tx: Tx, kluis: Kluis) -> None:
    """Keep as first generations what followed from the master keys until now, so that no mark, pseudonym or signature changes."""
    masters = [one for one in (kluis.vorige, kluis.master) if one is not None]
    for number, master in enumerate(masters, 1):
        staat = "huidig" if master is kluis.master else "vorig"
        await geheimen.keep_generation(tx, (HOOFDSLEUTEL, number, name_of(master), b""), staat)
    for soort in DOELEN:
        for number, one in enumerate(reversed(kluis.derived(soort)), 1):
            staat = "huidig" if number == len(masters) else "vorig"
            wrapped = kluis.wrap(one.waarde, secret_place(soort, number))
            await geheimen.keep_generation(tx, (soort, number, one.naam, wrapped), staat)


def _opened(kluis: Kluis, versie: int, rijen: list[Generatie]) -> Ring:
    found: dict[str, list[Geheim]] = defaultdict(list)
    for row in rijen:
        if row.soort != HOOFDSLEUTEL and row.staat != "gesloten":
            found[row.soort].append(Geheim(row.naam, kluis.unwrap(row.gewikkeld, secret_place(row.soort, row.generatie))))
    return Ring(versie, {soort: tuple(generaties) for soort, generaties in found.items()})


async def _read(tx: Tx, kluis: Kluis) -> None:
    """Take the keys as they stand; raises TeDruk when their master key is not here."""
    kluis.ring = _opened(kluis, await geheimen.version(tx), await geheimen.read_generations(tx))


async def open_ring(opslag: Opslag, kluis: Kluis) -> None:
    """Read the hub's own keys, and make them where there are none; raises Instellingsfout when the master key is another one."""
    async with opslag.walk() as tx:
        if not await geheimen.version(tx):
            await geheimen.hold_alone(tx)
            if not await geheimen.version(tx):
                await _first(tx, kluis)
        try:
            await _read(tx, kluis)
        except (TeDruk, Vernietigd):
            raise Instellingsfout("KETENHUB_SLEUTELBESTAND", "deze database hoort bij een andere hoofdsleutel") from None


async def hold_ring(tx: Tx, kluis: Kluis) -> None:
    """Let no key turn while this walk is under way, and know the keys of now: a mark it looks up or leaves is found by every other walk."""
    if await geheimen.hold(tx) != kluis.ring.versie:
        await _read(tx, kluis)


async def refresh_ring(opslag: Opslag, kluis: Kluis) -> None:
    """Know the keys of now."""
    async with opslag.walk() as tx:
        if await geheimen.version(tx) != kluis.ring.versie:
            await _read(tx, kluis)
