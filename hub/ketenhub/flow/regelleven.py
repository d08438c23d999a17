"""The life of sharing rules: draft, simulate, a second administrator, publish from a moment, roll back in one step (domain 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.errors import GeenToegang, KetenhubError, NietGevonden, OngeldigBericht, Tegenstrijdig
from ketenhub.flow.audit import audit_line
from ketenhub.flow.regelbron import words_of
from ketenhub.flow.regeldossier import Dossier, load, load_all, rules_of
from ketenhub.flow.regelkeuring import examined, refuse_faults, refuse_unfit, refuse_unpublishable
from ketenhub.store import regels as opslag
from ketenhub.store.keten import add_line
from ketenhub.store.simulaties import begin_run

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from ketenhub.domain.delen import Regelset
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx

KETEN = "deelregels"
ONTWORPEN, GESIMULEERD, GOEDGEKEURD = "ontworpen", "gesimuleerd", "goedgekeurd"
GEPUBLICEERD, TERUGGEDRAAID = "gepubliceerd", "teruggedraaid"


@dataclass(frozen=True, slots=True)
class Daad:
    """Who acts, for which organisation, on which version and why; `stand` is the state it was decided on, where the caller names one."""

    beheerder: str
    organisatie: str | None
    versie: str
    reden: str
    stand: str | None = None


@dataclass(frozen=True, slots=True)
class Publicatie:
    """From when, and that it is meant although much opens."""

    vanaf: datetime | None = None
    bevestiging: str | None = None


class Ingehaald(Exception):
    """Somebody else took a step on this version since the caller looked."""


def administrator(hub: Hub, daad: Daad) -> str:
    """Give the organisation of a registered administrator; raises GeenToegang for anyone else."""
    for wie in hub.keten.medewerkers:
        if wie.id == daad.beheerder and wie.rol == "beheerder" and daad.organisatie in (None, wie.organisatie):
            return wie.organisatie
    raise GeenToegang("beheerder", "dit is geen beheerder van deze regio")


async def _noted(hub: Hub, daad: Daad, act: str, do: Callable[[Tx, str], Awaitable[None]]) -> None:
    """Do something with the rules and put it on record; a refusal too."""
    try:
        organisatie = administrator(hub, daad)
        async with hub.opslag.rules() as tx:
            await do(tx, organisatie)
            await add_line(tx, KETEN, _line(hub, daad, act, act))
    except KetenhubError as fout:
        async with hub.opslag.rules() as tx:
            await add_line(tx, KETEN, _line(hub, daad, act, fout.code))
        raise


def _line(hub: Hub, daad: Daad, act: str, uitkomst: str) -> str:
    more = {"beheerder": daad.beheerder, "versie": daad.versie}
    return audit_line(hub, f"deelregels: {act}", daad.organisatie or "", uitkomst, more)


async def _current(tx: Tx, daad: Daad) -> Dossier:
    """Give the version as it stands, in turn; raises NietGevonden, Ingehaald."""
    await opslag.one_at_a_time(tx)
    found = await load(tx, daad.versie)
    if daad.stand is not None and daad.stand != found.etag:
        raise Ingehaald
    return found


async def draft(hub: Hub, daad: Daad, regels: Regelset) -> None:
    """Keep a rule set as a draft; the same again changes nothing. Raises OngeldigBericht with the place, Tegenstrijdig, GeenToegang."""

    async def keep(tx: Tx, organisatie: str) -> None:
        refuse_unfit(examined(hub, regels))
        inhoud, som = words_of(regels)
        await opslag.one_at_a_time(tx)
        known = await opslag.find_version(tx, regels.versie)
        if known == som:
            return
        if known is not None:
            raise Tegenstrijdig("/versie", "deze versie bestaat al en zegt iets anders; kies een nieuwe naam")
        await opslag.keep_rules(tx, regels.versie, som, inhoud)
        await opslag.keep_step(tx, opslag.Stap(regels.versie, ONTWORPEN, daad.beheerder, organisatie, daad.reden))

    if daad.versie != regels.versie:
        raise OngeldigBericht("/versie", "deze naam past niet bij de regels")
    await _noted(hub, daad, ONTWORPEN, keep)


async def simulate(hub: Hub, daad: Daad) -> None:
    """Ask for the difference over all live casussen; one that runs already goes on. Raises NietGevonden, Tegenstrijdig, GeenToegang."""

    async def begin(tx: Tx, organisatie: str) -> None:
        dossier = await _current(tx, daad)
        if dossier.gepubliceerd:
            raise Tegenstrijdig("versie", "deze versie is al gepubliceerd")
        if dossier.simulatie is not None and dossier.simulatie.klaar_op is None:
            return
        geldend = await opslag.find_in_force(tx)
        if geldend is None:
            raise NietGevonden("versie")
        await begin_run(tx, hub.nieuw_id(), (daad.versie, geldend[0]), (daad.beheerder, organisatie))

    await _noted(hub, daad, "simulatie gevraagd", begin)


async def approve(hub: Hub, daad: Daad) -> None:
    """Approve a simulated draft, as somebody else than who wrote it. Raises NietGevonden, Tegenstrijdig, GeenToegang."""

    async def keep(tx: Tx, organisatie: str) -> None:
        dossier = await _current(tx, daad)
        if dossier.gepubliceerd:
            raise Tegenstrijdig("versie", "deze versie is al gepubliceerd")
        if dossier.auteur == daad.beheerder:
            raise GeenToegang("beheerder", "wie een versie ontwierp, keurt haar niet goed")
        if dossier.geteld is None:
            raise Tegenstrijdig("versie", "deze versie is nog niet gesimuleerd")
        refuse_faults(hub, await rules_of(tx, daad.versie))
        step = opslag.Stap(daad.versie, GOEDGEKEURD, daad.beheerder, organisatie, daad.reden, simulatie_id=dossier.geteld)
        await opslag.keep_step(tx, step)

    await _noted(hub, daad, GOEDGEKEURD, keep)


async def publish(hub: Hub, daad: Daad, publicatie: Publicatie) -> None:
    """Let an approved version hold from a moment. Raises NietGevonden, Tegenstrijdig with what is in the way, GeenToegang."""

    async def keep(tx: Tx, organisatie: str) -> None:
        dossier = await _current(tx, daad)
        now = await opslag.one_at_a_time(tx)
        van = publicatie.vanaf or now
        if van < now:
            raise Tegenstrijdig("vanaf", "dit moment is voorbij")
        await refuse_unpublishable(hub, tx, dossier, (van, now, publicatie.bevestiging))
        step = opslag.Stap(daad.versie, GEPUBLICEERD, daad.beheerder, organisatie, daad.reden, van, dossier.geteld, publicatie.bevestiging)
        await opslag.keep_step(tx, step)

    await _noted(hub, daad, GEPUBLICEERD, keep)


async def roll_back(hub: Hub, daad: Daad) -> None:
    """Take back the version that holds, or that waits to: the one before it holds again at once. Raises NietGevonden, Tegenstrijdig."""

    async def keep(tx: Tx, organisatie: str) -> None:
        await _current(tx, daad)
        standing = [d for d in await load_all(tx) if d.gepubliceerd and not d.teruggedraaid]
        if not standing or standing[-1].versie != daad.versie:
            raise Tegenstrijdig("versie", "alleen de laatst gepubliceerde versie is terug te draaien")
        if len(standing) == 1:
            raise Tegenstrijdig("versie", "er is geen versie van daarvoor")
        await opslag.keep_step(tx, opslag.Stap(daad.versie, TERUGGEDRAAID, daad.beheerder, organisatie, daad.reden))

    await _noted(hub, daad, TERUGGEDRAAID, keep)
