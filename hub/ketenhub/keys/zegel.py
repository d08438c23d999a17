"""Sign what others keep as witnesses, a compact JWS with ed25519 (RFC 8037), and give the keys that sign tokens."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

if TYPE_CHECKING:
    from ketenhub.keys.kluis import Kluis

ALGORITME = "Ed25519"
DOEL = "auditwortel"
P256_ORDE = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True, slots=True)
class Zegel:
    """Sign with the key of today; believe that of the generation before too, while keys rotate."""

    sleutels: tuple[OKPKey, ...] = field(repr=False)

    @property
    def publiek(self) -> dict[str, str]:
        """Give the public half of today's key as a JWK, with its thumbprint as name."""
        return {name: str(value) for name, value in self.sleutels[0].as_dict(private=False).items()}

    def sign(self, content: bytes) -> str:
        """Give the content with its signature as a compact JWS."""
        kop = {"alg": ALGORITME, "kid": self.publiek["kid"]}
        return jws.serialize_compact(kop, content, self.sleutels[0], algorithms=[ALGORITME])

    def content(self, signed: str) -> bytes | None:
        """Give what was signed by one of our keys, or None when it was not."""
        for key in self.sleutels:
            try:
                return jws.deserialize_compact(signed, key, algorithms=[ALGORITME]).payload
            except (JoseError, ValueError):
                continue
        return None


def _key(seed: bytes) -> OKPKey:
    pem = Ed25519PrivateKey.from_private_bytes(seed).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    key = OKPKey.import_key(pem, {"use": "sig", "alg": ALGORITME})
    key.ensure_kid()
    return key


def open_zegel(kluis: Kluis) -> Zegel:
    """Give the seal of the hub, alike in every process of it."""
    return Zegel(tuple(_key(seed) for seed in kluis.generations(DOEL)))


def _token_key(seed: bytes) -> ECKey:
    number = int.from_bytes(seed, "big") % (P256_ORDE - 1) + 1
    private = ec.derive_private_key(number, ec.SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return ECKey.import_key(pem, {"kid": hashlib.sha256(pem).hexdigest()[:16], "use": "sig", "alg": "ES256"})


def token_keys(kluis: Kluis) -> tuple[ECKey, ...]:
    """Give the keys that sign tokens, today's first; alike in every process of the hub."""
    halves = zip(kluis.generations("tokens"), kluis.generations("tokens-2"), strict=True)
    return tuple(_token_key(first + second) for first, second in halves)
