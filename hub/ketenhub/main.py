"""The one place of composition: settings, keys, store, partners and rooms are made here and handed down."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import uvicorn

from ketenhub.contract.lezen import read_value
from ketenhub.deliver.client import Uitgang, open_transport
from ketenhub.deliver.egress import make_register
from ketenhub.deliver.registratie import read_registraties
from ketenhub.domain.delen import Regelset, Voorbeeldenboek
from ketenhub.domain.errors import Instellingsfout, OngeldigBericht
from ketenhub.domain.moment import NEDERLAND, day_of
from ketenhub.domain.regelpakket import Pakketbestand, Regelpakket, Regiopakket, compose
from ketenhub.flow.aantekenen import note
from ketenhub.flow.auditcontrole import Bewaker, verify_all
from ketenhub.flow.carry import Weg, carry, put_back, settle
from ketenhub.flow.geldend import adopt_base, check_known
from ketenhub.flow.halen import carry_job, put_job_back, settle_job
from ketenhub.flow.hub import Hub, Missergrens
from ketenhub.flow.klimmen import climb_casus, find_climbing
from ketenhub.flow.klok import make_kalender
from ketenhub.flow.namens import let_in_stated
from ketenhub.flow.regelbron import Regelbron
from ketenhub.flow.regelsimulatie import carry_simulation
from ketenhub.flow.sleutelring import open_ring, refresh_ring
from ketenhub.flow.tick import rebuild_all, tick
from ketenhub.keys import nieuw_id
from ketenhub.keys.kast import Bestandskast, open_kluis
from ketenhub.keys.toeval import chance
from ketenhub.keys.zegel import open_zegel, token_keys
from ketenhub.log.emit import catch_strays
from ketenhub.log.events import DEFECT, GESTART, LADDER, TERMIJNEN
from ketenhub.partners.organisaties import Keten, load_keten
from ketenhub.partners.register import load_partners
from ketenhub.share.grenzen import Grenzen
from ketenhub.store import ophalen, uitgaand
from ketenhub.store.eenmalig import Herhalingenlijst
from ketenhub.store.migratie import create_database, migrate, missing
from ketenhub.store.opslag import open_opslag
from ketenhub.store.seinen import Sein, keep_listening
from ketenhub.store.server import Server
from ketenhub.web.app import Web, create_app
from ketenhub.web.auth.clients import Client, VasteClients, load_jwks
from ketenhub.web.auth.poort import Poort
from ketenhub.web.auth.tokens import Uitgever
from ketenhub.web.guard import GuardedProtocol
from ketenhub.worker.guard import Gelukt
from ketenhub.worker.loop import Maten, Vraag, Wereld, Werk, Worker, repeat, stop_on_signals

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from joserfc.jwk import ECKey

    from ketenhub.flow.auditcontrole import Bevinding, Getuige
    from ketenhub.keys.kluis import Kluis
    from ketenhub.log.emit import Emit
    from ketenhub.settings import Instellingen
    from ketenhub.store.ophalen import Klus
    from ketenhub.store.uitgaand import Claim

TIK = 30.0
WAAK = 600.0
LADDER_TIK = 1.0
TEL = 5.0
VORIG = " (let op: het bestand .vorig staat er nog; sluit het met ketenhub sleutels sluit)"
LOKAAL = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Databank:
    """Where the database is: for the hub's login, and for migrations."""

    url: str
    eigenaar_url: str
    ingebouwd: bool


def now() -> datetime:
    """Give the moment; the one clock that is handed down."""
    return datetime.now(UTC)


@contextmanager
def running_database(settings: Instellingen) -> Iterator[Databank]:
    """Give the database of the settings; starts the embedded one, and stops it when we started it."""
    if settings.database_url is not None:
        yield Databank(settings.database_url, settings.database_eigenaar_url or settings.database_url, ingebouwd=False)
        return
    server = Server(settings.datamap.resolve() / "pg")
    server.start()
    try:
        yield Databank(server.url, server.owner_url, ingebouwd=True)
    finally:
        server.stop()


async def _migrate(databank: Databank, step: Callable[[str], None]) -> int:
    if databank.ingebouwd:
        await create_database(databank.eigenaar_url)
    return await migrate(databank.eigenaar_url, step)


async def migrate_all(settings: Instellingen, step: Callable[[str], None] = lambda _: None) -> int:
    """Apply every missing migration; gives how many. Raises Instellingsfout."""
    with running_database(settings) as databank:
        return await _migrate(databank, step)


def load_kluis(settings: Instellingen) -> Kluis:
    """Open the vault; makes a master key in the data folder when no file was named."""
    kast = Bestandskast(settings.sleutels)
    if settings.sleutelbestand is None:
        settings.datamap.mkdir(mode=0o755, parents=True, exist_ok=True)
        kast.create()
    return open_kluis(kast)


def own_rules() -> Regelset:
    """Give the sharing rules that come with the hub, each with its examples; those stand in a file beside them."""
    folder = resources.files("ketenhub.share")
    found = read_value(Regelset, folder.joinpath("basisregels.json").read_bytes())
    examples = read_value(Voorbeeldenboek, folder.joinpath("basisvoorbeelden.json").read_bytes()).regels
    rules = (regel.model_copy(update={"voorbeelden": examples.get(regel.id, ())}) for regel in found.regels)
    return found.model_copy(update={"regels": tuple(rules)})


def load_rules(path: Path | None = None) -> Regelset:
    """Read the sharing rules from a file, or those that come with the hub; raises Instellingsfout with the place."""
    try:
        regels = read_value(Regelset, path.read_bytes()) if path is not None else own_rules()
    except OSError as error:
        raise Instellingsfout("KETENHUB_REGELS", "dit bestand is niet leesbaar") from error
    except OngeldigBericht as fout:
        raise Instellingsfout(f"KETENHUB_REGELS: {fout.plaats}", fout.reden) from fout
    for place in regels.unlisted():
        raise Instellingsfout(f"KETENHUB_REGELS: {place}", "deze afspraak staat niet in de lijst van afspraken")
    return regels


def load_pack(path: Path | None = None) -> Regelpakket:
    """Read the figures that come with the hub, with those of the region over them; raises Instellingsfout with the place."""
    known = read_value(Pakketbestand, resources.files("ketenhub.evaluate").joinpath("regelpakketten.json").read_bytes())
    try:
        return compose(known, read_value(Regiopakket, path.read_bytes()) if path is not None else None)
    except OSError as error:
        raise Instellingsfout("KETENHUB_REGELPAKKET", "dit bestand is niet leesbaar") from error
    except OngeldigBericht as fout:
        raise Instellingsfout(f"KETENHUB_REGELPAKKET: {fout.plaats}", fout.reden) from fout
    except ValueError as error:
        raise Instellingsfout("KETENHUB_REGELPAKKET", str(error)) from error


def _region(settings: Instellingen) -> Keten:
    if settings.keten is None:
        raise Instellingsfout("KETENHUB_KETEN", "noem het bestand met de organisaties van de regio")
    return load_keten(settings.keten, load_partners())


@asynccontextmanager
async def open_hub(settings: Instellingen, databank: Databank) -> AsyncIterator[Hub]:
    """Put everything together around an open store; raises Instellingsfout."""
    keten = _region(settings)
    opslag = await open_opslag(databank.url)
    own = settings.deelregels
    try:
        hub = Hub(
            opslag=opslag,
            kluis=load_kluis(settings),
            partners=load_partners(),
            keten=keten,
            regels=load_rules(settings.regels),
            pakket=load_pack(settings.regelpakket),
            kalender=make_kalender(day_of(now(), ZoneInfo(NEDERLAND))),
            nu=now,
            nieuw_id=nieuw_id,
            adres=settings.adres,
            oin=settings.oin,
            vertaalbudget=settings.vertaalbudget,
            gewoon_venster=settings.gewoon_venster,
            wek=Sein(opslag).ring,
            regelbron=Regelbron(),
            grenzen=Grenzen(frozenset(own.dicht), own.bevestig_boven, own.dagen),
            missers=Missergrens(settings.toegang.missers, timedelta(seconds=settings.toegang.venster)),
        )
        await open_ring(opslag, hub.kluis)
        await adopt_base(hub)
        if settings.regels is not None:
            await check_known(hub)
        yield hub
    finally:
        await opslag.close()


def make_door(hub: Hub, *, demo: bool) -> Poort:
    """Give the door for systems: every registered client with its pinned keys."""
    clients = [
        Client(a.client_id, organisatie.oin, load_jwks(a.jwks), frozenset(a.scopes))
        for organisatie in hub.keten.organisaties
        for a in organisatie.aansluitingen
    ]

    async def keys_of_now() -> tuple[ECKey, ...]:
        await refresh_ring(hub.opslag, hub.kluis)
        return token_keys(hub.kluis)

    uitgever = Uitgever(hub.adres, token_keys(hub.kluis), hub.nu, hub.nieuw_id)
    herhalingen = Herhalingenlijst(hub.opslag)
    return Poort(
        uitgever,
        VasteClients.of(clients),
        herhalingen,
        demo=demo,
        noteer=partial(note, hub),
        welkom=partial(let_in_stated, hub),
        tekensleutels=keys_of_now,
    )


def _report(emit: Emit, incident: str, kind: str) -> None:
    emit(DEFECT.met(wat="web", fout=kind, incident=incident))


def _check_demo(settings: Instellingen) -> None:
    """Refuse a demo that others could reach: there everyone logs in by choosing; raises Instellingsfout."""
    if settings.demo and settings.host not in LOKAAL:
        raise Instellingsfout("KETENHUB_HOST", "in de demostand luistert de hub alleen op deze machine")


async def serve_hub(settings: Instellingen, databank: Databank, emit: Emit) -> None:
    """Serve the API until told to stop; migrates first."""
    _check_demo(settings)
    if databank.ingebouwd:
        await _migrate(databank, lambda _: None)
    async with open_hub(settings, databank) as hub:
        catch_strays(asyncio.get_running_loop(), emit)
        emit(GESTART.met(wat="hub", demo=settings.demo))
        app = create_app(Web(hub, make_door(hub, demo=settings.demo), partial(_report, emit)))
        config = uvicorn.Config(
            app,
            settings.host,
            settings.poort,
            http=GuardedProtocol,
            ws="none",
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
        )
        await uvicorn.Server(config).serve()


async def _claim(hub: Hub, lease: float, vraag: Vraag) -> list[Claim]:
    async with hub.opslag.walk() as tx:
        return await uitgaand.claim(tx, vraag.hoogstens, lease, vraag.vol, vraag.alleen_direct)


async def _claim_jobs(hub: Hub, lease: float, vraag: Vraag) -> list[Klus]:
    if vraag.alleen_direct:
        return []
    async with hub.opslag.walk() as tx:
        return await ophalen.claim_jobs(tx, vraag.hoogstens, lease)


def make_workers(weg: Weg, settings: Instellingen) -> tuple[Worker[Claim], Worker[Klus]]:
    """Give the worker of the outbox and the one that fetches."""
    own = settings.worker
    maten = Maten(samen=own.samen, apart=own.apart, per_plaats=own.per_plaats, poll=own.poll)
    wereld = Wereld(time.monotonic, chance, weg.emit)
    uit = Werk(
        partial(_claim, weg.hub, own.lease),
        partial(carry, weg),
        partial(settle, weg),
        partial(put_back, weg),
        lambda row: (row.organisatie, row.baan),
    )
    halen = Werk(
        partial(_claim_jobs, weg.hub, own.lease),
        partial(carry_job, weg),
        partial(settle_job, weg),
        partial(put_job_back, weg),
        lambda klus: (klus.taak.organisatie, "gewoon"),
    )
    return Worker(uit, wereld, maten), Worker(halen, wereld, maten)


async def climb_ladders(weg: Weg, worker: Worker[Claim]) -> None:
    """Call the next on every ladder that is due; one casus that breaks holds up no other."""
    done = [await worker.guarded("ladder", partial(climb_casus, weg.hub, casus_id)) for casus_id in await find_climbing(weg.hub)]
    climbed = sum(one.waarde for one in done if isinstance(one, Gelukt))
    if climbed:
        weg.emit(LADDER.met(aantal=climbed))


@asynccontextmanager
async def open_way_out(hub: Hub, settings: Instellingen, emit: Emit) -> AsyncIterator[Weg]:
    """Open the guarded way out; raises Instellingsfout when a registered address may not be."""
    registraties = read_registraties(hub.keten)
    async with open_transport(Uitgang(make_register(registraties.values(), demo=settings.demo))) as transport:
        yield Weg(hub, transport, registraties, chance, emit)


async def run_worker(settings: Instellingen, databank: Databank, emit: Emit) -> None:
    """Carry the outbox, fetch what was asked, and let time pass, until told to stop; what is under way is finished."""
    catch_strays(asyncio.get_running_loop(), emit)
    async with open_hub(settings, databank) as hub, open_way_out(hub, settings, emit) as weg:
        uit, halen = make_workers(weg, settings)

        def wek() -> None:
            uit.wek()
            halen.wek()

        def stop() -> None:
            uit.stop()
            halen.stop()

        async def bewaakt(act: Callable[[], Awaitable[None]]) -> bool:
            return isinstance(await uit.guarded("termijn", act), Gelukt)

        async def let_time_pass() -> None:
            count = await tick(hub, bewaakt)
            if count:
                emit(TERMIJNEN.met(aantal=count))

        async def count_on() -> None:
            while not uit.stopped and await carry_simulation(hub):
                pass

        bewaker = Bewaker(hub, emit)
        stop_on_signals(asyncio.get_running_loop(), stop)
        emit(GESTART.met(wat="worker", demo=settings.demo))
        ears = asyncio.create_task(keep_listening(databank.url, wek))
        rhythms = (
            repeat(let_time_pass, TIK, uit),
            repeat(partial(climb_ladders, weg, uit), LADDER_TIK, uit),
            repeat(bewaker.watch, WAAK, uit),
            repeat(count_on, TEL, uit),
        )
        await asyncio.gather(uit.run(), halen.run(), *rhythms)
        ears.cancel()
        with suppress(asyncio.CancelledError):
            await ears


async def rebuild_projections(settings: Instellingen, step: Callable[[int, int], None]) -> int:
    """Make every projection again from the contributions; gives how many differed. Calls `step(done, of)`."""
    with running_database(settings) as databank:
        async with open_hub(settings, databank) as hub:
            return await rebuild_all(hub, step)


async def verify_audit(settings: Instellingen, getuige: Getuige, step: Callable[[int, int], None]) -> list[Bevinding]:
    """Hold the whole audit record to what was written; gives what is not. Calls `step(done, of)`."""
    with running_database(settings) as databank:
        opslag = await open_opslag(databank.url)
        try:
            kluis = load_kluis(settings)
            await open_ring(opslag, kluis)
            return await verify_all(opslag, open_zegel(kluis), getuige, step)
        finally:
            await opslag.close()


async def check_all(settings: Instellingen) -> list[str]:
    """Check settings, plugins, region, rules, keys and database; gives what is right, raises Instellingsfout at the first that is not."""
    partners = load_partners()
    found = [f"plugins ({', '.join(sorted(partners))})"]
    if settings.keten is not None:
        found.append(f"organisaties ({len(load_keten(settings.keten, partners).organisaties)})")
    found.append(f"deelregels ({len(load_rules(settings.regels).regels)})")
    found.append(f"regelpakket ({load_pack(settings.regelpakket).versie})")
    kluis = load_kluis(settings)
    found.append("hoofdsleutel" + (VORIG if kluis.vorige is not None else ""))
    with running_database(settings) as databank:
        if databank.ingebouwd:
            await create_database(databank.eigenaar_url)
        open_steps = await missing(databank.eigenaar_url)
    if open_steps:
        raise Instellingsfout("database", f"er wachten {len(open_steps)} migraties: draai ketenhub migrate")
    return [*found, "database"]
