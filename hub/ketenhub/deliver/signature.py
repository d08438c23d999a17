"""Standard Webhooks: sign `id.timestamp.body` with ed25519 (v1a) or HMAC-SHA256 (v1), and verify (trust 2)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ketenhub.domain.errors import Instellingsfout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOLERANTIE = 300
HANDTEKENINGEN = 16
KOP = 4096
TIJD = re.compile(r"[0-9]{1,12}")
SEED = 32


@dataclass(frozen=True, slots=True)
class HmacSleutel:
    """A shared secret."""

    geheim: bytes = field(repr=False)
    versie: str = "v1"

    def sign(self, content: bytes) -> bytes:
        """Give the signature."""
        return hmac.digest(self.geheim, content, hashlib.sha256)

    def fits(self, content: bytes, signature: bytes) -> bool:
        """Compare in constant time."""
        return hmac.compare_digest(self.sign(content), signature)


@dataclass(frozen=True, slots=True)
class Tekensleutel:
    """Our own ed25519 key of one endpoint."""

    sleutel: Ed25519PrivateKey = field(repr=False)
    versie: str = "v1a"

    def sign(self, content: bytes) -> bytes:
        """Give the signature."""
        return self.sleutel.sign(content)

    def fits(self, content: bytes, signature: bytes) -> bool:
        """Verify with the public half."""
        return Controlesleutel(self.sleutel.public_key()).fits(content, signature)


@dataclass(frozen=True, slots=True)
class Controlesleutel:
    """The public half: can verify, cannot sign."""

    sleutel: Ed25519PublicKey
    versie: str = "v1a"

    def fits(self, content: bytes, signature: bytes) -> bool:
        """Verify a signature."""
        try:
            self.sleutel.verify(signature, content)
        except InvalidSignature:
            return False
        return True


Signeersleutel: TypeAlias = "HmacSleutel | Tekensleutel"
Sleutel: TypeAlias = "HmacSleutel | Tekensleutel | Controlesleutel"


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Instellingsfout("geheim", "dit is geen base64") from None


def read_signing_key(text: str) -> Signeersleutel:
    """Read `whsec_...` (shared secret, 24 to 64 bytes) or `whsk_...` (ed25519, 32 or 64 bytes); raises Instellingsfout."""
    prefix, _, rest = text.partition("_")
    raw = _decode(rest)
    if prefix == "whsec" and 24 <= len(raw) <= 64:
        return HmacSleutel(raw)
    if prefix == "whsk" and len(raw) in {SEED, 2 * SEED}:
        return Tekensleutel(Ed25519PrivateKey.from_private_bytes(raw[:SEED]))
    raise Instellingsfout("geheim", "dit is geen sleutel om mee te tekenen")


def read_key(text: str) -> Sleutel:
    """Read a key to verify with: also `whpk_...`, the public half; raises Instellingsfout."""
    if not text.startswith("whpk_"):
        return read_signing_key(text)
    raw = _decode(text.removeprefix("whpk_"))
    if len(raw) != SEED:
        raise Instellingsfout("geheim", "dit is geen publieke sleutel")
    return Controlesleutel(Ed25519PublicKey.from_public_bytes(raw))


def _content(ident: str, timestamp: str, body: bytes) -> bytes:
    return b".".join((ident.encode(), timestamp.encode(), body))


def sign_headers(keys: Sequence[Signeersleutel], ident: str, timestamp: int, body: bytes) -> tuple[tuple[str, str], ...]:
    """Give the three headers; two keys give two signatures, for the time of a rotation."""
    content = _content(ident, str(timestamp), body)
    signatures = " ".join(f"{key.versie},{base64.b64encode(key.sign(content)).decode()}" for key in keys)
    return ("webhook-id", ident), ("webhook-timestamp", str(timestamp)), ("webhook-signature", signatures)


def _given(header: str) -> list[tuple[str, bytes]]:
    found = []
    for one in header.split(" ")[:HANDTEKENINGEN]:
        versie, _, text = one.partition(",")
        try:
            found.append((versie, base64.b64decode(text, validate=True)))
        except (binascii.Error, ValueError):
            continue
    return found


def verify(keys: Sequence[Sleutel], headers: Mapping[str, str], body: bytes, now: int) -> bool:
    """Tell whether one of the signatures fits one of the keys, within 5 minutes; that an id comes once is for the caller."""
    small = {name.lower(): value for name, value in headers.items()}
    ident, timestamp, header = (small.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not ident or len(ident) > 256 or len(header) > KOP or not TIJD.fullmatch(timestamp):
        return False
    if abs(now - int(timestamp)) > TOLERANTIE:
        return False
    content = _content(ident, timestamp, body)
    fits = [key.fits(content, signature) for versie, signature in _given(header) for key in keys if key.versie == versie]
    return any(fits)


def verify_hmac(secret: str, headers: Mapping[str, str], body: bytes, now: int) -> bool:
    """Verify with one shared secret (`whsec_...`), or more with a space between them."""
    return verify([read_key(one) for one in secret.split()], headers, body, now)
