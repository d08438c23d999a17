"""The floor of reading: a bare FastAPI on the hub's own server settings that returns the same bytes."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

KOP = {"ETag": '"0123456789abcdef0123456789abcdef"', "Cache-Control": "no-store"}


def build(body: bytes) -> FastAPI:
    """Build an application with the whole view at one address, and only its unchanged mark at another."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    async def whole(request: Request, verwijzing: str) -> Response:
        """Give the bytes."""
        del request, verwijzing
        return Response(body, media_type="application/json", headers=KOP)

    async def same(request: Request, verwijzing: str) -> Response:
        """Say that nothing changed."""
        del request, verwijzing
        return Response(status_code=304, headers=KOP)

    app.add_api_route("/vol/{verwijzing}", whole, methods=["GET"])
    app.add_api_route("/gelijk/{verwijzing}", same, methods=["GET"])
    return app


async def run(body: bytes, poort: int) -> None:
    """Serve on loopback until told to stop."""
    config = uvicorn.Config(
        build(body),
        "127.0.0.1",
        poort,
        http="httptools",
        ws="none",
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
    )
    await uvicorn.Server(config).serve()


def main() -> None:
    """Run `python -m ketenhub.bench.kaal PORT FILE`."""
    asyncio.run(run(Path(sys.argv[2]).read_bytes(), int(sys.argv[1])))


if __name__ == "__main__":
    main()
