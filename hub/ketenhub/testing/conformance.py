"""What every plugin must pass: its examples, and bytes of any kind."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ketenhub.contract.bericht import Aanleiding, Bericht, Opgehaald, Ophaalverzoek, UitBericht
from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.domain.errors import OngeldigBericht

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ketenhub.contract.partner import Partner

NU = datetime(2026, 11, 1, 12, tzinfo=UTC)
AFZENDER = "0" * 19 + "9"
# bytes that break a message where its form is strict: brackets, quotes, signs, digits, and one that is no UTF-8
SCHADE = b'<>/&"= xX019-\xff'


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """One example: a message as it came, and the contribution it must become."""

    naam: str
    bericht: Bericht
    bijdrage: object


@dataclass(frozen=True, slots=True)
class Uitvoorbeeld:
    """One example the other way: a view with the reason to send, and the message it must become."""

    naam: str
    uitsnede: Uitsnede
    aanleiding: Aanleiding
    bericht: UitBericht


def _bytes(inhoud: object) -> bytes:
    return inhoud.encode() if isinstance(inhoud, str) else json.dumps(inhoud).encode()


def read_examples(folder: Path) -> list[Voorbeeld]:
    """Read `NNN-name.in.json` with its `NNN-name.bijdrage.json`, in order."""
    found = []
    for path in sorted(folder.glob("*.in.json")):
        body = json.loads(path.read_text("utf-8"))
        fetched = tuple(Opgehaald(row["adres"], row["status"], _bytes(row["inhoud"])) for row in body.get("opgehaald", ()))
        bericht = Bericht(AFZENDER, body["mediatype"], _bytes(body["inhoud"]), NU, fetched)
        expected = json.loads(path.with_name(path.name.replace(".in.json", ".bijdrage.json")).read_text("utf-8"))
        found.append(Voorbeeld(path.name.removesuffix(".in.json"), bericht, expected))
    return found


def read_outgoing(folder: Path) -> list[Uitvoorbeeld]:
    """Read `NNN-name.uit.json`, in order: view and reason to send, and the message as text or, where it is JSON, as JSON."""
    found = []
    for path in sorted(folder.glob("*.uit.json")):
        body = json.loads(path.read_text("utf-8"))
        view = body["uitsnede"]
        reason = Aanleiding(
            soort=body["soort"],
            bericht_id=body.get("berichtId", "m1"),
            op=NU,
            item=body.get("item"),
            ernst=body.get("ernst"),
            adres=body.get("adres", ""),
            volgnummer=body.get("volgnummer", 0),
        )
        uitsnede = Uitsnede(body.get("ontvanger", AFZENDER), view.get("verwijzing", ""), view.get("spoor", "onverdeeld"), view)
        found.append(
            Uitvoorbeeld(path.name.removesuffix(".uit.json"), uitsnede, reason, UitBericht(body["mediatype"], _bytes(body["inhoud"])))
        )
    return found


def rendered(partner: Partner, voorbeeld: Uitvoorbeeld) -> object:
    """Give what the plugin makes of the view, as the example writes it."""
    made = partner.translate_out(partner.narrow(voorbeeld.uitsnede), voorbeeld.aanleiding)
    return made.mediatype, comparable(made)


def comparable(bericht: UitBericht) -> object:
    """Give the content so that layout of JSON makes no difference."""
    return json.loads(bericht.inhoud) if bericht.mediatype.endswith("json") else bericht.inhoud.decode()


def translated(partner: Partner, bericht: Bericht) -> object:
    """Give the contribution as plain JSON, as the example writes it."""
    result = partner.translate_in(bericht)
    if isinstance(result, Ophaalverzoek):
        return {"ophalen": list(result.adressen)}
    return json.loads(result.model_dump_json(by_alias=True, exclude_none=True, exclude_defaults=False))


def survives(partner: Partner, mediatype: str, data: bytes) -> None:
    """Any bytes give an id or none, and a result or OngeldigBericht; anything else is a fault of the plugin."""
    bericht = Bericht(AFZENDER, mediatype, data, NU)
    partner.identify(bericht)
    try:
        partner.translate_in(bericht)
    except OngeldigBericht:
        return


def survives_damage(partner: Partner, bericht: Bericht, schade: Iterable[tuple[int, int]]) -> None:
    """Hold the plugin to the same with bytes of an example changed: each at a place, counted on from the end to the start again."""
    damaged = bytearray(bericht.inhoud)
    for place, byte in schade:
        damaged[place % len(damaged)] = byte
    survives(partner, bericht.mediatype, bytes(damaged))
