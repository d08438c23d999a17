"""The line of the audit record: who did what with what result, never content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from ketenhub.store.namens import NAMENS

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.flow.hub import Hub


def audit_line(hub: Hub, act: str, organisatie: str, result: str, meer: Object | None = None) -> str:
    """Give an audit line: what was done by whom with what result, never content (trust 8).

    For whom a request is made stands in it by itself, and whether a system said so; `meer` names the objects.
    """
    wie = NAMENS.get()
    actor = {} if wie is None else {"persoon": wie.persoon, "verklaard": wie.verklaard}
    body = {
        **(meer or {}),
        **actor,
        "op": hub.nu().isoformat(),
        "handeling": act,
        "organisatie": organisatie,
        "uitkomst": result,
        "regels": hub.regels_versie,
    }
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode()
