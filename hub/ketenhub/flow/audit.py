"""The line of the audit record: who did what with what result, never content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.flow.hub import Hub


def audit_line(hub: Hub, act: str, organisatie: str, result: str, meer: Object | None = None) -> str:
    """Give an audit line: what was done by whom with what result, never content (trust 8); `meer` names the person and the objects."""
    body = {
        **(meer or {}),
        "op": hub.nu().isoformat(),
        "handeling": act,
        "organisatie": organisatie,
        "uitkomst": result,
        "regels": hub.regels_versie,
    }
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode()
