"""The headers of every page (ui 8): nothing from elsewhere, nothing inline, nothing kept, nothing told; and how a page is packed."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

BELEID = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
KOPPEN: Mapping[str, str] = {
    "content-security-policy": BELEID,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
}
EEN_JAAR = "public, max-age=31536000, immutable"
KLEINSTE = 1024


def pack(request: Request, answer: Response) -> Response:
    """Pack a page for a browser that can unpack it.

    The length then tells nothing: a page repeats nothing that another site chose, and its form token differs each time.
    """
    answer.headers.setdefault("vary", "accept-encoding")
    small = len(answer.body) < KLEINSTE
    if small or not isinstance(answer, HTMLResponse) or "gzip" not in request.headers.get("accept-encoding", ""):
        return answer
    answer.body = gzip.compress(bytes(answer.body), 6, mtime=0)
    answer.headers["content-encoding"] = "gzip"
    answer.headers["content-length"] = str(len(answer.body))
    return answer
