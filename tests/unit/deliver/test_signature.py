"""Standard Webhooks: what we sign, another can verify; what was touched does not pass."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ketenhub.deliver.signature import read_key, read_signing_key, sign_headers, verify, verify_hmac
from ketenhub.domain.errors import Instellingsfout

# the vector of the Standard Webhooks reference libraries
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
TIME = 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
SEED = bytes(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
WHSK = "whsk_" + base64.b64encode(SEED).decode()
WHPK = "whpk_" + base64.b64encode(PUBLIC).decode()
ANDER = "whsec_" + base64.b64encode(bytes(32)).decode()


def signed(*keys: str, body: bytes = BODY) -> dict[str, str]:
    return dict(sign_headers([read_signing_key(key) for key in keys], ID, TIME, body))


def test_published_vector_is_reproduced() -> None:
    assert signed(SECRET) == {"webhook-id": ID, "webhook-timestamp": str(TIME), "webhook-signature": SIGNATURE}


def test_published_vector_is_accepted_with_any_case_of_header_names() -> None:
    headers = {"Webhook-Id": ID, "WEBHOOK-TIMESTAMP": str(TIME), "Webhook-Signature": SIGNATURE}
    assert verify_hmac(SECRET, headers, BODY, TIME)


def test_ed25519_is_verified_with_the_public_half() -> None:
    headers = signed(WHSK)
    assert headers["webhook-signature"].startswith("v1a,")
    assert verify([read_key(WHPK)], headers, BODY, TIME)
    assert verify([read_key(WHSK)], headers, BODY, TIME)
    assert not verify([read_key(WHPK)], headers, BODY + b" ", TIME)


def test_private_key_may_carry_its_public_half() -> None:
    both = "whsk_" + base64.b64encode(SEED + PUBLIC).decode()
    assert signed(both) == signed(WHSK)


def test_during_rotation_either_key_passes() -> None:
    headers = signed(ANDER, SECRET)
    assert len(headers["webhook-signature"].split(" ")) == 2
    assert verify_hmac(SECRET, headers, BODY, TIME)
    assert verify_hmac(ANDER, headers, BODY, TIME)
    assert verify_hmac(f"{ANDER} {SECRET}", signed(SECRET), BODY, TIME)
    assert not verify_hmac(ANDER, signed(SECRET), BODY, TIME)


@pytest.mark.parametrize("drift", [-300, 0, 300])
def test_within_five_minutes_it_passes(drift: int) -> None:
    assert verify_hmac(SECRET, signed(SECRET), BODY, TIME + drift)


@pytest.mark.parametrize("drift", [-301, 301, 10**9])
def test_outside_five_minutes_it_does_not(drift: int) -> None:
    assert not verify_hmac(SECRET, signed(SECRET), BODY, TIME + drift)


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_ander"},
        {"webhook-id": ""},
        {"webhook-id": "x" * 300},
        {"webhook-timestamp": str(TIME + 1)},
        {"webhook-timestamp": f" {TIME}"},
        {"webhook-timestamp": "1614265330.0"},
        {"webhook-timestamp": "١٦١٤٢٦٥٣٣٠"},
        {"webhook-timestamp": ""},
        {"webhook-signature": ""},
        {"webhook-signature": SIGNATURE.removeprefix("v1,")},
        {"webhook-signature": SIGNATURE.replace("v1,", "v1a,")},
        {"webhook-signature": SIGNATURE.replace("v1,", "v2,")},
        {"webhook-signature": "v1,%%%"},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v1,AAAA " * 20 + SIGNATURE},
        {"webhook-signature": SIGNATURE + " " * 5000},
    ],
)
def test_anything_touched_does_not_pass(change: dict[str, str]) -> None:
    assert not verify_hmac(SECRET, signed(SECRET) | change, BODY, TIME)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_without_a_header_it_does_not_pass(name: str) -> None:
    headers = signed(SECRET)
    del headers[name]
    assert not verify_hmac(SECRET, headers, BODY, TIME)


def test_a_shared_secret_does_not_pass_for_a_public_key() -> None:
    confused = "whsec_" + base64.b64encode(PUBLIC).decode()
    headers = signed(confused)
    headers["webhook-signature"] = headers["webhook-signature"].replace("v1,", "v1a,")
    assert not verify([read_key(WHPK)], headers, BODY, TIME)


@pytest.mark.parametrize("text", ["", "whsec_", "whsec_AAAA", "whsk_AAAA", "wachtwoord", "whsec_%%%", WHPK, f"whpx_{SEED.hex()}"])
def test_what_is_no_signing_key_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(Instellingsfout) as caught:
        read_signing_key(text)
    assert text == "" or text not in str(caught.value)


def test_a_short_public_key_is_refused() -> None:
    with pytest.raises(Instellingsfout):
        read_key("whpk_AAAA")


def test_keys_do_not_show_themselves() -> None:
    raw = base64.b64decode(SECRET.removeprefix("whsec_"))
    assert repr(raw) not in repr(read_signing_key(SECRET))
