"""For whom a request is made: the person at the organisation, carried beside the request so that no query can leave it out."""

from __future__ import annotations

import re
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ketenhub.domain.errors import GeenToegang

Zicht = Literal["alles", "toegewezen", "privacy", "geen"]
CODE = re.compile(r"[a-z0-9_]{1,64}")


@dataclass(frozen=True, slots=True)
class Gebroken:
    """A break-glass that lasts: which one, of which casus by which reference of the organisation, and until when."""

    noodtoegang_id: str
    casus_id: str
    verwijzing: str
    tot: datetime


@dataclass(frozen=True, slots=True)
class Namens:
    """One person of an organisation at one moment; `verklaard` when a system said so and no session.

    `zicht` says how far the role reaches, `collegas` who is casemanager there, `gebroken` which break-glass lasts.
    """

    organisatie: str
    persoon: str
    zicht: Zicht
    op: datetime
    verklaard: bool = False
    collegas: tuple[str, ...] = ()
    gebroken: tuple[Gebroken, ...] = ()


# set where somebody is let in and gone with the request; a worker, and a system that names nobody, has none
NAMENS: ContextVar[Namens | None] = ContextVar("ketenhub_namens", default=None)


def locally(organisatie: str) -> str:
    """Give the statement that tells the database, for this transaction alone, in whose name and for whom it reads."""
    wie = NAMENS.get()
    told = {"organisatie": organisatie}
    if wie is not None:
        if not all(CODE.fullmatch(one) for one in (wie.persoon, *wie.collegas)):
            raise GeenToegang("medewerker")
        told |= {"persoon": wie.persoon, "zicht": wie.zicht, "op": wie.op.isoformat(), "collegas": ",".join(wie.collegas)}
    return ";".join(f"set local ketenhub.{name} = '{value}'" for name, value in told.items())
