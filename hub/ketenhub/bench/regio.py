"""The invented region of the bench: four organisations with keys of their own, all listening at one receiver."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from joserfc.jwk import ECKey

from ketenhub.keys.toeval import random_bytes
from ketenhub.testing.klant import Klant

if TYPE_CHECKING:
    from pathlib import Path

    import aiohttp

SCOPES = ("bijdragen:schrijven", "veiligheidsplan:lezen")
SOORTEN = {
    "00000099000000002001": "veilig_thuis",
    "00000099000000002002": "politie",
    "00000099000000002003": "gemeente",
    "00000099000000002004": "gemeente",
}
OINS = tuple(SOORTEN)
REGIE = OINS[0]
ANDEREN = OINS[1:]


@dataclass(frozen=True, slots=True)
class Regio:
    """Where hub and receiver listen, and the keys of every organisation's system."""

    map: Path
    hub_poort: int
    ontvanger_poort: int
    geheim: str
    sleutels: dict[str, ECKey]

    @classmethod
    def make(cls, folder: Path, hub_poort: int, ontvanger_poort: int) -> Regio:
        """Make keys and a secret, and write the file of organisations that the hub reads."""
        keys = {oin: ECKey.generate_key("P-256", {"kid": f"k-{oin}", "use": "sig", "alg": "ES256"}, private=True) for oin in OINS}
        regio = cls(folder, hub_poort, ontvanger_poort, "whsec_" + base64.b64encode(random_bytes(32)).decode(), keys)
        body = {"regio": "Bench (verzonnen)", "regie": REGIE, "organisaties": [regio._organisation(oin) for oin in OINS]}
        regio.keten.write_text(json.dumps(body), encoding="utf-8")
        regio.keten.chmod(0o600)
        return regio

    @property
    def hub(self) -> str:
        """Give the address of the hub."""
        return f"http://127.0.0.1:{self.hub_poort}"

    @property
    def ontvanger(self) -> str:
        """Give the address of the receiver."""
        return f"http://127.0.0.1:{self.ontvanger_poort}"

    @property
    def keten(self) -> Path:
        """Give the file of organisations."""
        return self.map / "keten.json"

    def _organisation(self, oin: str) -> dict[str, object]:
        public = self.sleutels[oin].as_dict(private=False)
        return {
            "oin": oin,
            "naam": f"Organisatie {oin[-1]}",
            "soort": SOORTEN[oin],
            "partner": "canoniek",
            "aansluitingen": [{"client_id": f"bench-{oin}", "jwks": {"keys": [public]}, "scopes": list(SCOPES)}],
            "notificaties": {"adres": f"{self.ontvanger}/notificaties/{oin}", "transport": "webhook", "geheim": self.geheim},
        }

    def client(self, oin: str, sessie: aiohttp.ClientSession) -> Klant:
        """Give the system of one organisation, that logs in with its own key."""
        key = {name: str(value) for name, value in self.sleutels[oin].as_dict(private=True).items()}
        return Klant(self.hub, f"bench-{oin}", key, SCOPES, sessie)
