"""Where the hub may never go: decided on the address, whatever the text."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

import pytest

from ketenhub.deliver.egress import AdresGeweigerd, Naslag, Plek, Register, is_forbidden, make_register, read_place, read_url
from ketenhub.deliver.ophalen import may_fetch
from ketenhub.deliver.registratie import Eindpunt, Registratie
from ketenhub.domain.errors import Instellingsfout

CLOSED = [
    *("0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255"),  # noqa: S104  nothing listens here
    *("192.0.0.1", "192.0.0.9", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1"),
    *("203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *(
        "::",
        "::1",
        "::7f00:1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
    ),
    *("64:ff9b:1::1", "100::1", "100:0:0:1::1", "2001::1", "2001:0:4136:e378::1", "2001:10::1", "2001:20::1", "2001:db8::1"),
    *("2002:7f00:1::1", "2002:808:808::1", "3ffe::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0"),
    *("fec0::1", "feff::1", "ff02::1", "ff0e::1", "2a00:1450::1%1", "8000::1"),
]
OPEN = ["8.8.8.8", "1.1.1.1", "145.100.1.1", "192.0.1.1", "172.32.0.1", "100.128.0.1", "2a00:1450:400e::200e", "2001:4860:4860::8888"]


@pytest.mark.parametrize("text", CLOSED)
def test_closed_addresses_are_closed(text: str) -> None:
    assert is_forbidden(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", OPEN)
def test_public_addresses_are_open(text: str) -> None:
    assert not is_forbidden(ipaddress.ip_address(text))


def a_registration(*adressen: str) -> Registratie:
    return Registratie("00000099000000001003", "canoniek", Eindpunt(adressen[0], "webhook"), ophalen=adressen[1:])


@pytest.mark.parametrize(
    "adres",
    [
        "http://partner.nl/in",
        "http://127.0.0.1:8401/in",
        "https://127.0.0.1/in",
        "https://[::1]/in",
        "https://[::ffff:127.0.0.1]/in",
        "https://169.254.169.254/latest",
        "https://①②⑦.0.0.1/in",
        "https://jan:geheim@partner.nl/in",
        "https://@partner.nl/in",
        "https://partner.nl:0/in",
        "https://partner.nl/in#deel",
        "ftp://partner.nl/in",
        "file:///etc/passwd",
        "//partner.nl/in",
        "partner.nl/in",
        "https:///in",
        "https://partner.nl\\@kwaad.nl/in",
        "https://partner.nl/in\r\nHost: kwaad.nl",
        "https://partner.nl:99999/in",
        "",
    ],
)
def test_registration_is_refused_at_the_start_without_showing_the_address(adres: str) -> None:
    with pytest.raises(Instellingsfout) as caught:
        make_register([a_registration(adres)], demo=False)
    assert "00000099000000001003" in str(caught.value)
    assert "geheim@" not in str(caught.value)


@pytest.mark.parametrize("adres", ["http://127.0.0.1:8401/in", "http://127.9.9.9:8401/in", "https://127.0.0.1:8401/in"])
def test_demo_may_register_this_machine(adres: str) -> None:
    register = make_register([a_registration(adres)], demo=True)
    register.check_url(read_url(adres))


@pytest.mark.parametrize(
    "adres",
    ["http://localhost:8401/", "http://10.0.0.1/", "http://[::1]:8401/", "http://partner.nl/", "https://10.0.0.1/", "http://127.1/"],
)
def test_demo_opens_nothing_else(adres: str) -> None:
    with pytest.raises(Instellingsfout):
        make_register([a_registration(adres)], demo=True)


def test_only_the_registered_place_is_open() -> None:
    register = make_register([a_registration("https://partner.nl/in", "https://zaken.nl:8443/api")], demo=False)
    assert register.plekken == {Plek("https", "partner.nl", 443), Plek("https", "zaken.nl", 8443)}
    for good in ("https://partner.nl/elders", "https://PARTNER.nl:443/in", "https://zaken.nl:8443/api/v1"):
        register.check_url(read_url(good))
    for wrong in (
        "https://partner.nl:8443/in",
        "https://ander.nl/in",
        "http://partner.nl:443/in",
        "https://partner.nl./in",
        "https://zaken.nl/",
    ):
        with pytest.raises(AdresGeweigerd):
            register.check_url(read_url(wrong))


def test_userinfo_is_refused_for_a_registered_place_too() -> None:
    with pytest.raises(AdresGeweigerd):
        read_place(read_url("https://iemand@partner.nl/in"))


async def resolved(register: Register, *found: str, host: str = "partner.nl", poort: int = 443) -> list[str]:
    async def zoek(host: str, poort: int) -> list[str]:
        await asyncio.sleep(0)
        return list(found)

    return [row["host"] for row in await Naslag(register, zoek).resolve(host, poort)]


async def test_every_address_of_a_name_is_checked() -> None:
    register = Register(frozenset({Plek("https", "partner.nl", 443)}))
    assert await resolved(register, "8.8.8.8", "2a00:1450:400e::200e") == ["8.8.8.8", "2a00:1450:400e::200e"]
    for closed in ("127.0.0.1", "10.0.0.1", "::1", "64:ff9b::7f00:1", "geen-adres"):
        with pytest.raises(AdresGeweigerd):
            await resolved(register, "8.8.8.8", closed)


async def test_a_name_without_addresses_is_no_connection() -> None:
    with pytest.raises(OSError, match="geen adres"):
        await resolved(Register())


async def test_a_name_does_not_reach_this_machine_in_the_demo_either() -> None:
    register = make_register([a_registration("http://127.0.0.1:8401/in", "https://partner.nl:8401/")], demo=True)
    with pytest.raises(AdresGeweigerd):
        await resolved(register, "127.0.0.1", host="partner.nl", poort=8401)


def test_the_socket_is_the_last_wall_for_literals() -> None:
    with pytest.raises(AdresGeweigerd):
        Register().open_socket((socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", 80)))
    with pytest.raises(AdresGeweigerd):
        Register().open_socket((socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("::1", 80, 0, 0)))


@pytest.mark.parametrize(
    ("adres", "may"),
    [
        ("https://zaken.nl/api/v1/zaken/1", True),
        ("https://zaken.nl/api/v1", True),
        ("https://zaken.nl/api/v1/", True),
        ("https://zaken.nl/api/v10/zaken", False),
        ("https://zaken.nl/api/v2/zaken", False),
        ("https://zaken.nl/api/v1/../v2", False),
        ("https://zaken.nl/api/v1/%2e%2e/v2", False),
        ("https://zaken.nl/api/v1/..%2Fv2", False),
        ("https://zaken.nl:444/api/v1/zaken", False),
        ("http://zaken.nl/api/v1/zaken", False),
        ("https://ander.nl/api/v1/zaken", False),
        ("https://x@zaken.nl/api/v1/zaken", False),
        ("https://partner.nl/in", False),
        ("geen adres\n", False),
    ],
)
def test_fetching_stays_under_what_the_sender_registered(adres: str, may: bool) -> None:
    assert may_fetch(a_registration("https://partner.nl/in", "https://zaken.nl/api/v1/"), adres) is may
