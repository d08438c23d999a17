"""The recipe for connecting a system works as it stands, against a hub that asks for bound tokens."""

from __future__ import annotations

import asyncio
import base64
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ketenhub.deliver.signature import read_signing_key, sign_headers
from ketenhub.dialects.cloudevents import Notificatie, write_notificatie
from ketenhub.keys import nieuw_id
from ketenhub.main import load_rules, make_door
from ketenhub.web.app import Web, create_app
from ketenhub.web.beschrijving import describe
from tests.integration.flow.keten import OINS, a_keten
from tests.integration.web.gastheer import a_message, a_port, as_bytes, serve

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub
    from ketenhub.store.server import Server

RECEPT = Path(__file__).parents[3] / "docs" / "doen" / "aansluiten.md"
BLOK = re.compile(r"```python\n(.*?)```", re.DOTALL)
GEHEIM = "whsec_" + base64.b64encode(b"een geheim van 32 bytes voor toetsen").decode()


def a_notice(hub: Hub, verwijzing: str) -> tuple[dict[str, str], bytes]:
    """Give a notification as the hub would send it: headers and exact bytes."""
    adres = f"{hub.adres}/v1/veiligheidsplannen/{verwijzing}"
    body = write_notificatie(Notificatie(nieuw_id(), OINS["veilig_thuis"], "signaal", verwijzing, adres, "hoog", 1, hub.nu(), "hoog"))
    return dict(sign_headers([read_signing_key(GEHEIM)], nieuw_id(), int(time.time()), body)), body


def follow(names: dict[str, Any]) -> None:
    """Run the blocks of the recipe as one program."""
    try:
        exec(compile("\n".join(BLOK.findall(RECEPT.read_text("utf-8"))), "aansluiten.md", "exec"), names)  # noqa: S102 - our own document
    finally:
        names["hub"].close()


async def test_the_recipe_works_from_login_to_catching_up(server: Server, tmp_path: Path) -> None:
    luister = a_port()
    adres = f"http://127.0.0.1:{luister.getsockname()[1]}"
    async with a_keten(server, tmp_path, load_rules()) as keten:
        hub = replace(keten.hub, adres=adres)
        await keten.send("veilig_thuis", as_bytes(a_message()))
        await keten.learn_references()
        names: dict[str, Any] = {
            "HUB": adres,
            "CLIENT_ID": "veilig_thuis-systeem",
            "SLEUTEL": keten.sleutels["veilig_thuis"],
            "GEHEIM": GEHEIM,
            "NOTIFICATIE": a_notice(hub, keten.stand.verwijzingen["veilig_thuis"]),
        }
        async with serve(create_app(Web(hub, make_door(hub, demo=False), lambda *_: None)), luister):
            await asyncio.to_thread(follow, names)
    assert names["plan"].headers["cache-control"] == "no-store"


@pytest.mark.parametrize("document", ["doen/aansluiten.md", "naslag/api.md"])
def test_documents_about_the_api_name_only_addresses_that_exist(document: str) -> None:
    text = (RECEPT.parents[1] / document).read_text("utf-8")
    named = set(re.findall(r"`(?:GET|POST) (/[^ `?]*)", text))
    described = {pad if pad.startswith(("/partners", "/access", "/.well-known")) else "/v1" + pad for pad in describe()["paths"]}
    assert named <= described
