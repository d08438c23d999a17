"""TLS keeps the name of the partner, whatever address was checked and connected to."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ketenhub.deliver.client import Uitgang, open_transport
from ketenhub.deliver.egress import Plek, Register, is_forbidden
from ketenhub.deliver.transport import Fout, Verzoek


def a_certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """Make a certificate for a name, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, private = folder / f"{name}.pem", folder / f"{name}.key"
    cert.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return cert, private


def not_loopback(adres: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Close what is closed, but for the one address where the test's server listens."""
    return is_forbidden(adres) and str(adres) != "127.0.0.1"


@pytest.mark.parametrize(
    ("cert_name", "trusted", "fout"),
    [("partner.test", True, None), ("ander.test", True, Fout.VERBINDING), ("partner.test", False, Fout.VERBINDING)],
    ids=["past", "andere naam", "niet vertrouwd"],
)
async def test_tls_keeps_the_name_while_the_connection_goes_to_the_checked_address(
    tmp_path: Path, cert_name: str, trusted: bool, fout: Fout | None
) -> None:
    cert, private = a_certificate(tmp_path, cert_name)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(cert, private)
    names: list[str | None] = []
    server_side.sni_callback = lambda _, name, __: names.append(name)

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/in", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=server_side).start()
    port = runner.addresses[0][1]

    async def zoek(host: str, poort: int) -> list[str]:
        return ["127.0.0.1"]

    register = Register(frozenset({Plek("https", "partner.test", port)}), verboden=not_loopback)
    tls = ssl.create_default_context(cafile=str(cert)) if trusted else None
    async with open_transport(Uitgang(register, 5.0, zoek, tls)) as transport:
        antwoord = await transport.send(Verzoek(f"https://partner.test:{port}/in", inhoud=b"{}"))
    await runner.cleanup()
    assert (antwoord.fout, antwoord.status) == (fout, 204 if fout is None else 0)
    assert names == ["partner.test"]
