"""A partner's client towards the hub: logs in with private_key_jwt, sends, fetches, and tries again."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import aiohttp
from joserfc import jwt
from joserfc.jwk import ECKey

from ketenhub.keys import nieuw_id

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

OPNIEUW = frozenset({401, 409, 429, 502, 503})
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
WACHT = 0.25
GEDULD = 30.0


@dataclass(frozen=True, slots=True)
class Ontvangen:
    """What the hub answered."""

    status: int
    mediatype: str
    inhoud: bytes
    kop: dict[str, str]


@dataclass(slots=True)
class Klant:
    """Send and fetch in the name of one organisation, with a token of its own."""

    hub: str
    client_id: str
    sleutel: dict[str, str]
    scopes: tuple[str, ...]
    sessie: aiohttp.ClientSession
    _token: str = ""
    _tot: float = field(default=0.0)

    def _assertion(self) -> str:
        key = ECKey.import_key({**self.sleutel})
        now = int(time.time())
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": f"{self.hub}/v1/token",
            "jti": nieuw_id(),
            "iat": now,
            "exp": now + 60,
        }
        return jwt.encode({"alg": "ES256", "typ": "JWT", "kid": self.sleutel["kid"]}, claims, key, algorithms=["ES256"])

    async def _login(self) -> str:
        if time.monotonic() < self._tot:
            return self._token
        form = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_assertion_type": ASSERTION,
            "client_assertion": self._assertion(),
            "scope": " ".join(self.scopes),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        async with self.sessie.post(f"{self.hub}/v1/token", data=urlencode(form), headers=headers) as answer:
            body: dict[str, Json] = json.loads(await answer.read()) if answer.status == 200 else {}
        token, lasts = body.get("access_token"), body.get("expires_in")
        if not isinstance(token, str) or not isinstance(lasts, int):
            raise aiohttp.ClientError
        self._token, self._tot = token, time.monotonic() + lasts / 2
        return token

    async def _once(self, method: str, pad: str, inhoud: bytes | None, kop: dict[str, str]) -> Ontvangen:
        headers = {**kop, "Authorization": f"Bearer {await self._login()}"}
        async with self.sessie.request(method, f"{self.hub}{pad}", data=inhoud, headers=headers, allow_redirects=False) as answer:
            return Ontvangen(answer.status, answer.content_type, await answer.read(), {k.lower(): v for k, v in answer.headers.items()})

    async def call(self, method: str, pad: str, inhoud: bytes | None = None, kop: dict[str, str] | None = None) -> Ontvangen:
        """Send the same bytes until the hub gives an answer that will not change; raises TimeoutError after 30 s."""
        end = time.monotonic() + GEDULD
        while True:
            try:
                answer = await self._once(method, pad, inhoud, kop or {})
                if answer.status not in OPNIEUW or (answer.status == 409 and b"nog-bezig" not in answer.inhoud):
                    return answer
                if answer.status == 401:
                    self._tot = 0.0
            except (aiohttp.ClientError, ConnectionError, TimeoutError):
                self._tot = 0.0
            if time.monotonic() > end:
                raise TimeoutError
            await asyncio.sleep(WACHT)
