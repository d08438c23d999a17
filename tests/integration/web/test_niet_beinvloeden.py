"""Non-interference end to end: two hubs hear stories that differ at the victim's side, and answer the other side byte for byte alike."""

from __future__ import annotations

import json
import os
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from itertools import count, zip_longest
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import pytest_asyncio

from ketenhub.bench.inhoud import invented_bsns
from ketenhub.flow.tick import tick
from ketenhub.log.emit import Bestemming, open_log
from ketenhub.log.events import DEFECT
from ketenhub.main import load_rules, make_door
from ketenhub.web.app import Web, create_app
from ketenhub.web.auth.clients import SCOPES, Client
from tests.bewijzen.feitenmaker import BSNS
from tests.bewijzen.verhalen import GEMEENTE, POLITIE, RECLASSERING, START, VT, a_pair
from tests.integration.flow.keten import BIJDRAGE, OINS, a_keten
from tests.integration.web.gastheer import serve
from tests.integration.web.test_weten import PROEVEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime
    from pathlib import Path

    from ketenhub.flow.hub import Hub
    from ketenhub.log.emit import Emit
    from ketenhub.store.server import Server
    from ketenhub.web.auth.poort import Poort
    from tests.bewijzen.verhalen import Bericht

pytestmark = pytest.mark.asyncio(loop_scope="module")
PAREN = 40 if os.environ.get("KETENHUB_NACHT") else 4
ZAAD = int(os.environ.get("KETENHUB_ZAAD", "1"))
NAMEN = {VT: "veilig_thuis", POLITIE: "politie", GEMEENTE: "gemeente", RECLASSERING: "reclassering"}
DAAR = "reclassering"
NA = 90 * 24
# nine in the morning is when a story begins: this is at night, and not every night
NACHTEN = 3 * 24 - 8
GEHOORD = """select baan, aanleiding, ernst from outbox
where casus_id = $1 and organisatie = $2 and spoor = 'pleger' order by orde"""
IDENT = re.compile(r"id-[a-z0-9~-]+?-[0-9]{5}x")
SINDS = re.compile(r'"(?:sinds|op|aangemaakt|ingetrokkenOp|volgendeTredeOp)":"20[0-9T:.-]+Z"')
ETAG = re.compile(r'etag: "[0-9a-f]+"')
VLUCHTIG = frozenset({"date", "content-length"})
# how long something took says nothing of content, and each request has a trace of its own
LOGVLUCHTIG = frozenset({"tijd", "ms", "duur_ms", "trace_id", "span_id", "op"})


@dataclass(slots=True)
class Kant:
    """One of the two hubs: what it answered the perpetrator's side, in order, with a clock and ids that only its messages move."""

    hub: Hub
    client: httpx.AsyncClient
    log: Path
    poort: Poort | None = None
    naam: str = "begin"
    nummers: count[int] = field(default_factory=count)
    nu: datetime = START
    verwijzingen: dict[str, str] = field(default_factory=dict)
    casus: str | None = None
    nacht: int = 0
    gehoord: int = 0
    namen: dict[str, str] = field(default_factory=dict)

    def ident(self) -> str:
        """Give an id that follows from the message that is let in."""
        return f"id-{self.naam}-{next(self.nummers):05}x"

    def begin(self, naam: str, uur: int) -> None:
        """Begin with another message or question, so many hours into the story."""
        self.naam, self.nummers, self.nu = naam, count(), START + timedelta(hours=uur)

    def headers(self, wie: str) -> dict[str, str]:
        """Log in as a system of an organisation."""
        assert self.poort is not None
        client = Client(f"{wie}-systeem", OINS[wie], self.poort.uitgever.sleutels, SCOPES)  # type: ignore[arg-type]  # its keys are not asked for
        return {"Authorization": f"Bearer {self.poort.uitgever.issue(client, SCOPES, None)}"}

    async def send(self, bericht: Bericht, inhoud: bytes) -> httpx.Response:
        """Let a message in as its sender."""
        wie = NAMEN[bericht.van]
        return await self.client.post("/v1/bijdragen", content=inhoud, headers={**self.headers(wie), "Content-Type": BIJDRAGE})

    async def learn(self) -> None:
        """Learn everyone's reference of the case that the first message of the story opened."""
        async with self.hub.opslag.walk() as tx:
            self.casus = self.casus or await tx.fetchval("select casus_id from casus where starts_with(casus_id, $1)", f"id-{self.naam}-")
            rows = await tx.fetch("select organisatie, verwijzing from betrokkenheid where casus_id = $1", self.casus)
        names = {oin: name for name, oin in OINS.items()}
        self.verwijzingen = {names[row["organisatie"]]: row["verwijzing"] for row in rows}

    async def heard(self) -> list[str]:
        """Tell what that side is told, when something was queued for it since the last time, and at which moment of the story."""
        async with self.hub.opslag.walk() as tx:
            rows = await tx.fetch(GEHOORD, self.casus, OINS[DAAR])
        new = rows[self.gehoord :]
        self.gehoord = len(rows)
        return [f"{self.nu:%d %H} {row['baan']} {row['aanleiding']} {row['ernst']}" for row in new]

    def same(self, text: str) -> str:
        """Name ids by the order in which this side meets them: the hub draws them at random. The moment of the database is no story's."""
        # an ETag is made of the bytes of the answer, ids and moments in them included; those bytes are compared
        text = SINDS.sub('"sinds":"nu"', ETAG.sub('etag: "bytes"', text))
        return IDENT.sub(lambda found: self.namen.setdefault(found[0], f"nr-{len(self.namen)}"), text)


def _report(emit: Emit, incident: str, kind: str) -> None:
    emit(DEFECT.met(wat="web", fout=kind, incident=incident))


@asynccontextmanager
async def a_side(server: Server, folder: Path) -> AsyncIterator[Kant]:
    """Serve a hub of which clock and ids follow from its messages."""
    async with a_keten(server, folder, load_rules()) as keten:
        kant = Kant(keten.hub, httpx.AsyncClient(), folder / "hub.log")
        kant.hub = hub = replace(keten.hub, nu=lambda: kant.nu, nieuw_id=kant.ident)
        with open_log(Bestemming(kant.log, folder / "verwerking.log"), hub.nu) as emit:
            kant.poort = make_door(hub, demo=True)
            app = create_app(Web(hub, kant.poort, partial(_report, emit)))
            async with serve(app) as poort, httpx.AsyncClient(base_url=f"http://127.0.0.1:{poort}", trust_env=False, timeout=60) as client:
                kant.client = client
                yield kant


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kanten(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Kant, Kant]]:
    """Give two hubs that know nothing of each other."""
    folders = tmp_path_factory.mktemp("een"), tmp_path_factory.mktemp("twee")
    async with a_side(server, folders[0]) as one, a_side(server, folders[1]) as two:
        yield one, two


def in_the_region(story: list[Bericht], nummer: int) -> list[Bericht]:
    """Give the messages of the organisations of this region, in the order in which they come, with numbers of a household of its own."""
    known = [b for b in story if b.van in NAMEN]
    own = dict(zip(BSNS, invented_bsns(nummer * len(BSNS), len(BSNS)), strict=True)) | {oin: OINS[name] for oin, name in NAMEN.items()}
    # a part that nobody of this region takes is left out
    found = []
    for bericht in sorted(known, key=lambda b: (b.uur, b.naam)):
        facts = [f for f in bericht.feiten if f.get("organisatie") is None or f["organisatie"] in NAMEN]
        text = re.sub("|".join(own), lambda one: own[one[0]], json.dumps(facts))
        found.append(replace(bericht, naam=f"{nummer}-{bericht.naam}", feiten=tuple(json.loads(text))))
    return found


def told(answer: httpx.Response) -> str:
    """Give all that an answer tells, heads included."""
    heads = sorted(f"{name}: {value}" for name, value in answer.headers.items() if name not in VLUCHTIG)
    return "\n".join([str(answer.status_code), *heads, answer.text])


async def let_time_come(kant: Kant, nummer: int, uur: int) -> list[str]:
    """Let the nights until an hour come in which the hub looks what is due: not each, so that a message can be ahead of a term."""
    found = []
    while kant.nacht < uur:
        kant.begin(f"nacht-{nummer}-{kant.nacht}", kant.nacht)
        await tick(kant.hub)
        found += await kant.heard()
        kant.nacht += NACHTEN
    return found


async def play(kant: Kant, story: list[Bericht], nummer: int = 0) -> list[str]:
    """Let a story in; gives what the perpetrator's side was answered and told, and when."""
    kant.casus, kant.verwijzingen, kant.namen, kant.nacht, kant.gehoord = None, {}, {}, NACHTEN, 0
    found = []
    for bericht in story:
        found += await let_time_come(kant, nummer, bericht.uur)
        kant.begin(bericht.naam, bericht.uur)
        body: dict[str, Any] = {"berichtId": bericht.naam, "opgesteldOp": kant.nu.isoformat(), "feiten": bericht.feiten}
        reference = kant.verwijzingen.get(NAMEN[bericht.van])
        answer = await kant.send(bericht, json.dumps(body | ({"verwijzing": reference} if reference else {})).encode())
        if NAMEN[bericht.van] == DAAR:
            found.append(f"{bericht.naam}: {kant.same(told(answer))}")
        await kant.learn()
        found += await kant.heard()
    return found


async def asked(kant: Kant, nummer: int) -> list[str]:
    """Ask every operation as the perpetrator's side, of its own reference; gives the answers and what was logged."""
    before = kant.log.stat().st_size if kant.log.exists() else 0
    found = []
    for name, make in PROEVEN.items():
        for n, vraag in enumerate(make([kant.verwijzingen[DAAR]])):
            kant.begin(f"vraag-{nummer}-{name.lower()}-{n}", NA)
            content = None if vraag.inhoud is None else json.dumps(vraag.inhoud).encode()
            headers = kant.headers(DAAR) | {"Content-Type": vraag.vorm}
            answer = await kant.client.request(vraag.methode, vraag.pad, content=content, headers=headers)
            found.append(f"{name} {n}: {kant.same(told(answer))}")
    lines = kant.log.read_bytes()[before:].decode().splitlines() if kant.log.exists() else []
    return found + [kant.same(json.dumps({k: v for k, v in json.loads(line).items() if k not in LOGVLUCHTIG})) for line in lines]


def differing(one: list[str], two: list[str]) -> list[str]:
    """Give what differs, from where it does; all of it is invented."""
    found = []
    for a, b in zip_longest(one, two, fillvalue="niets"):
        if a != b:
            same = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
            found.append(f"{a[:40]} ... {a[max(0, same - 80) : same + 200]!r} en {b[max(0, same - 80) : same + 200]!r}")
    return found


@pytest.mark.req("MDA-20", "CON-07")
@pytest.mark.parametrize("nummer", range(PAREN))
async def test_other_side_is_answered_alike_whatever_the_victims_side_says(
    kanten: tuple[Kant, Kant], nummer: int, record_property: Callable[[str, Any], None]
) -> None:
    stories = [in_the_region(story, nummer) for story in a_pair(f"{ZAAD}-http-{nummer}", bekend=True)]
    answers = [await play(kant, story, nummer) + await let_time_come(kant, nummer, NA) for kant, story in zip(kanten, stories, strict=True)]
    views = [await asked(kant, nummer) for kant in kanten]
    record_property("antwoorden vergeleken", len(answers[0]) + len(views[0]))
    assert differing(*answers) == []
    assert differing(*views) == []
    assert any(line.startswith("geefVeiligheidsplan") and ": 200" in line for line in views[0])
