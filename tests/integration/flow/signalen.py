"""A household in danger and the people who are called for it; what the tests of the signals act on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.json import rows
from ketenhub.flow.klimmen import climb_casus, find_climbing
from ketenhub.keys import nieuw_id
from ketenhub.partners.organisaties import Contactpunt
from tests.integration.flow.keten import OINS, Keten

if TYPE_CHECKING:
    import httpx

    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.hub import Hub

GEHEIM = "whsec_" + "A" * 43 + "="
NAMEN = {oin: name for name, oin in OINS.items()}


async def say(keten: Keten, wie: str, *feiten: dict[str, Json], **rest: Json) -> None:
    """Let an organisation say something about the household, or open it."""
    known = {"verwijzing": keten.stand.verwijzingen[wie]} if wie in keten.stand.verwijzingen else {}
    facts: list[Json] = [{"ref": nieuw_id(), "geldigOp": "2026-11-20", **feit} for feit in feiten]
    body: dict[str, Json] = {"berichtId": nieuw_id(), "opgesteldOp": "2026-11-21T12:00:00Z", "feiten": facts, **known, **rest}
    answer = await keten.send(wie, body)
    assert answer.status_code == 201, answer.text
    await keten.learn_references()


def a_score(cijfer: str, ref: str = "cijfer") -> dict[str, Json]:
    """Build a score by a professional about the household."""
    return {
        "soort": "veiligheidsbeoordeling",
        "ref": ref,
        "beoordelaar": {"soort": "professional"},
        "professional": {"ref": "m1", "functie": "wijkagent"},
        "over": {"soort": "huishouden"},
        "cijfer": cijfer,
        "reden": "Er was weer geweld.",
    }


async def danger(keten: Keten, cijfer: str = "2", ref: str = "cijfer", **rest: Json) -> None:
    """Let the police give a score; the first opens the household, addressed to Veilig Thuis that directs it."""
    first: dict[str, Json] = {} if keten.stand.verwijzingen else {"geadresseerden": [OINS["veilig_thuis"]]}
    await say(keten, "politie", a_score(cijfer, ref), **first, **rest)


def with_contacts(hub: Hub, **punten: str) -> Hub:
    """Give a hub whose organisations have these contact points: `politie="team wacht"`."""
    changed = [
        o.model_copy(
            update={
                naam: Contactpunt(adres=f"http://127.0.0.1:9/{NAMEN[o.oin]}/{naam}", geheim=GEHEIM)
                for naam in punten.get(NAMEN[o.oin], "").split()
            }
        )
        for o in hub.keten.organisaties
    ]
    return replace(hub, keten=hub.keten.model_copy(update={"organisaties": tuple(changed)}))


async def climb(hub: Hub, nu: datetime | None = None) -> int:
    """Let every ladder climb that is due at a moment."""
    return sum([await climb_casus(hub, casus_id, nu) for casus_id in await find_climbing(hub, nu)])


async def began(keten: Keten) -> datetime:
    """Give when the first signal was raised."""
    async with keten.hub.opslag.walk() as tx:
        found: datetime = await tx.fetchval("select min(op) from signaal")
    return found


async def climb_after(keten: Keten, hub: Hub | None = None, **gone: float) -> int:
    """Let every ladder climb that is due so long after the first direct signal was raised."""
    return await climb(hub or keten.hub, await began(keten) + timedelta(**gone))


async def delivered(keten: Keten) -> None:
    """Let everything that waits have arrived."""
    async with keten.hub.opslag.walk() as tx:
        await tx.execute("update outbox set status = 'bezorgd' where status = 'wacht'")


async def calls(keten: Keten, aanleiding: str = "signaal-onbevestigd") -> list[tuple[str, str | None, str]]:
    """Give (organisation, contact point, status) of every call, in the order in which they went out."""
    async with keten.hub.opslag.walk() as tx:
        found = await tx.fetch("select organisatie, contact, status from outbox where aanleiding = $1 order by orde", aanleiding)
    return [(NAMEN[r["organisatie"]], r["contact"], r["status"]) for r in found]


async def steps(keten: Keten, wie: str) -> list[tuple[str, str | None]]:
    """Give (kind, rung) of every step in the lives of an organisation's signals, in order."""
    query = (
        "select t.soort, t.trede from signaalstap t join signaal s using (casus_id, signaal_id) where organisatie = $1 order by volgnummer"
    )
    async with keten.hub.opslag.walk() as tx:
        return [(r["soort"], r["trede"]) for r in await tx.fetch(query, OINS[wie])]


def address(keten: Keten, wie: str) -> str:
    """Give where an organisation asks for its signals."""
    return f"/v1/veiligheidsplannen/{keten.stand.verwijzingen[wie]}/signalen"


async def listed(keten: Keten, wie: str) -> list[Object]:
    """Give an organisation's signals as it gets them."""
    answer = await keten.get(wie, address(keten, wie))
    assert answer.status_code == 200, answer.text
    return list(rows(answer.json(), "signalen"))


async def the_direct(keten: Keten, wie: str) -> Object:
    """Give the one direct signal of an organisation."""
    (found,) = [row for row in await listed(keten, wie) if row.get("ernst") == "direct"]
    return found


async def acknowledge(keten: Keten, wie: str, ident: Json, **rest: Json) -> httpx.Response:
    """Let a person of an organisation acknowledge a signal."""
    body: dict[str, Json] = {"professional": "R. de Boer", **rest}
    return await keten.send(wie, body, f"{address(keten, wie)}/{ident}/bevestigingen", "application/json")
