"""The thin notification: a CloudEvents 1.0 body in the NL GOV profile that says that something happened, never what."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from ketenhub.domain.errors import Verplichtveld

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.domain.json import Json

MEDIATYPE = "application/cloudevents+json"
OIN = re.compile(r"[0-9]{20}")
SOORT = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
BSN = re.compile(r"[0-9]{8,9}")
ADRES = re.compile(r"https?://[^\s@?#]+")


@dataclass(frozen=True, slots=True)
class Notificatie:
    """That something happened in a case: `verwijzing` is the recipient's own reference, `adres` where it may fetch its view."""

    id: str
    oin: str
    soort: str
    verwijzing: str
    adres: str
    baan: str
    volgnummer: int
    op: datetime
    ernst: str | None = None


def _check(notificatie: Notificatie) -> None:
    """Refuse what would break the profile or could tell who it is about."""
    if not OIN.fullmatch(notificatie.oin):
        raise Verplichtveld("/source", "dit is geen OIN")
    if not SOORT.fullmatch(notificatie.soort):
        raise Verplichtveld("/type", "dit is geen soort")
    if not notificatie.verwijzing or BSN.fullmatch(notificatie.verwijzing):
        raise Verplichtveld("/subject", "dit is geen verwijzing")
    if not ADRES.fullmatch(notificatie.adres):
        raise Verplichtveld("/dataref", "dit is geen adres zonder gegevens")
    if notificatie.volgnummer < 1 or notificatie.op.tzinfo is None:
        raise Verplichtveld("/sequence", "volgnummer of tijdstip ontbreekt")


def build_notificatie(notificatie: Notificatie) -> dict[str, Json]:
    """Give the body as plain JSON; raises Verplichtveld with the place."""
    _check(notificatie)
    data: dict[str, Json] = {"verwijzing": notificatie.verwijzing, "soort": notificatie.soort, "baan": notificatie.baan}
    if notificatie.ernst is not None:
        data["ernst"] = notificatie.ernst
    return {
        "specversion": "1.0",
        "id": notificatie.id,
        "source": f"urn:nld:oin:{notificatie.oin}:systeem:ketenhub",
        "type": f"nl.ketenhub.veiligheidsplan.{notificatie.soort.replace('_', '-')}.v1",
        "subject": notificatie.verwijzing,
        "time": notificatie.op.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "dataref": notificatie.adres,
        "sequence": str(notificatie.volgnummer),
        "sequencetype": "Integer",
        "data": data,
    }


def write_notificatie(notificatie: Notificatie) -> bytes:
    """Write the body as exact bytes, the same for the same value; raises Verplichtveld with the place."""
    return json.dumps(build_notificatie(notificatie), ensure_ascii=False, separators=(",", ":")).encode()
