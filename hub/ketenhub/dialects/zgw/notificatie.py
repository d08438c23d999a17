"""A ZGW notification, both ways: that something happened, and where to look."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.dialects.zgw.lezen import load, need_instant, need_text, need_url
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.json import at

if TYPE_CHECKING:
    from datetime import datetime

VELDEN = frozenset({"kanaal", "hoofdObject", "resource", "resourceUrl", "actie", "aanmaakdatum", "kenmerken"})


@dataclass(frozen=True, slots=True)
class Notificatie:
    """The seven fields of a notification; `kenmerken` are texts by name."""

    kanaal: str
    hoofd_object: str
    resource: str
    resource_url: str
    actie: str
    aanmaakdatum: datetime
    kenmerken: dict[str, str] = field(default_factory=dict)


def read_notificatie(data: bytes) -> Notificatie:
    """Read a notification; raises OngeldigBericht with the place."""
    body = load(data)
    if not isinstance(body, dict):
        raise OngeldigBericht("/", "dit is geen notificatie")
    if set(body) - VELDEN:
        raise OngeldigBericht("/(onbekend veld)", "dit veld bestaat niet")
    kenmerken = at(body, "kenmerken") or {}
    if not isinstance(kenmerken, dict) or not all(isinstance(v, str) for v in kenmerken.values()):
        raise OngeldigBericht("/kenmerken", "kenmerken zijn teksten")
    return Notificatie(
        kanaal=need_text(body, "kanaal", 50),
        hoofd_object=need_url(body, "hoofdObject"),
        resource=need_text(body, "resource", 100),
        resource_url=need_url(body, "resourceUrl"),
        actie=need_text(body, "actie", 100),
        aanmaakdatum=need_instant(body, "aanmaakdatum"),
        kenmerken={str(k): str(v) for k, v in kenmerken.items()},
    )


def write_notificatie(notificatie: Notificatie) -> bytes:
    """Write a notification as exact bytes."""
    body = {
        "kanaal": notificatie.kanaal,
        "hoofdObject": notificatie.hoofd_object,
        "resource": notificatie.resource,
        "resourceUrl": notificatie.resource_url,
        "actie": notificatie.actie,
        "aanmaakdatum": notificatie.aanmaakdatum.isoformat().replace("+00:00", "Z"),
        "kenmerken": notificatie.kenmerken,
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
