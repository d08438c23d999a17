"""The invented region: organisations, their keys and ports, written where hub and systems read them."""

from __future__ import annotations

import base64
import json
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from joserfc.jwk import ECKey

from ketenhub.domain.errors import Instellingsfout
from ketenhub.keys.toeval import random_bytes

if TYPE_CHECKING:
    from pathlib import Path

HUB_POORT = 8400
SCOPES = ("berichten:schrijven", "bijdragen:schrijven", "veiligheidsplan:lezen", "verstrekkingen:lezen")


@dataclass(frozen=True, slots=True)
class Deelnemer:
    """One organisation of the demo: its key in the scenario, OIN, name, kind, plugin and port."""

    sleutel: str
    oin: str
    naam: str
    soort: str
    partner: str
    poort: int


DEELNEMERS = (
    Deelnemer("veilig_thuis", "00000099000000001001", "Veilig Thuis Westerveen", "veilig_thuis", "veilig_thuis", 8401),
    Deelnemer("politie", "00000099000000001002", "Politie Westerveen", "politie", "politie", 8402),
    Deelnemer("gemeente", "00000099000000001003", "Gemeente Westerveen", "gemeente", "gemeente", 8403),
    Deelnemer("reclassering", "00000099000000001004", "Reclassering Noordwest", "reclassering", "canoniek", 8404),
)
MEDEWERKERS = (
    {"id": "regie", "naam": "J. Kramer", "rol": "casemanager", "organisatie": DEELNEMERS[0].oin},
    {"id": "wijkteam", "naam": "S. Bakir", "rol": "casemanager", "organisatie": DEELNEMERS[2].oin},
)


@dataclass(frozen=True, slots=True)
class Regio:
    """Where everything of the demo stands and listens."""

    map: Path
    hub_poort: int = HUB_POORT
    verschuiving: int = 0

    @property
    def hub(self) -> str:
        """Give the address of the hub."""
        return f"http://127.0.0.1:{self.hub_poort + self.verschuiving}"

    def port(self, deelnemer: Deelnemer) -> int:
        """Give the port of a partner's system."""
        return deelnemer.poort + self.verschuiving

    def address(self, deelnemer: Deelnemer) -> str:
        """Give the address of a partner's system."""
        return f"http://127.0.0.1:{self.port(deelnemer)}"

    @property
    def keten(self) -> Path:
        """Give the file with the organisations, as the hub reads it."""
        return self.map / "keten.json"

    def settings_of(self, deelnemer: Deelnemer) -> Path:
        """Give the file with a system's own settings."""
        return self.map / f"{deelnemer.sleutel}.json"

    def check_ports(self) -> None:
        """Refuse with the number when a port is taken."""
        for port in (self.hub_poort + self.verschuiving, *(self.port(d) for d in DEELNEMERS)):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    raise Instellingsfout("demo", f"poort {port} is bezet; stop wat daar draait, of kies --poort") from None

    def write(self) -> None:
        """Make keys and secrets once, and write both sides' files."""
        if self.keten.exists():
            return
        rows = []
        for d in DEELNEMERS:
            key = ECKey.generate_key("P-256", {"kid": f"{d.sleutel}-1", "use": "sig", "alg": "ES256"}, private=True)
            secret = "whsec_" + base64.b64encode(random_bytes(32)).decode()
            rows.append(self._organisation(d, key, secret))
            self.settings_of(d).write_text(json.dumps(self._system(d, key, secret)), encoding="utf-8")
            self.settings_of(d).chmod(0o600)
        body = {"regio": "Westerveen (verzonnen)", "regie": DEELNEMERS[0].oin, "organisaties": rows, "medewerkers": list(MEDEWERKERS)}
        self.keten.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
        self.keten.chmod(0o600)

    def _organisation(self, d: Deelnemer, key: ECKey, secret: str) -> dict[str, object]:
        address = self.address(d)
        row: dict[str, object] = {
            "oin": d.oin,
            "naam": d.naam,
            "soort": d.soort,
            "partner": d.partner,
            "aansluitingen": [
                {"client_id": f"{d.sleutel}-systeem", "jwks": {"keys": [key.as_dict(private=False)]}, "scopes": list(SCOPES)}
            ],
            "notificaties": {"adres": f"{address}/notificaties", "transport": "webhook", "geheim": secret},
        }
        if d.partner == "gemeente":
            row["notificaties"] = {
                "adres": f"{address}/zgw/notificaties",
                "transport": "zgw",
                "geheim": secret,
                "zgw_client_id": "ketenhub",
            }
            row |= {"plannaam": "veiligheidsactieplan", "ophalen": [address], "ophaal_geheim": secret, "ophaal_client_id": "ketenhub"}
        if d.partner in {"veilig_thuis", "politie"}:
            row["berichten"] = {"adres": f"{address}/berichten", "transport": "xml"}
        return row

    def _system(self, d: Deelnemer, key: ECKey, secret: str) -> dict[str, object]:
        return {
            "naam": d.naam,
            "oin": d.oin,
            "partner": d.partner,
            "hub": self.hub,
            "client_id": f"{d.sleutel}-systeem",
            "sleutel": key.as_dict(private=True),
            "scopes": list(SCOPES),
            "geheim": secret,
            "adres": self.address(d),
        }
