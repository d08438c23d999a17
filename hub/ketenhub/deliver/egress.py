"""The guard on the way out: which places are registered, and which addresses are never connected to (trust 3)."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, TypeAlias

from aiohttp.abc import AbstractResolver, ResolveResult
from typing_extensions import override
from yarl import URL

from ketenhub.domain.errors import GeenToegang, Instellingsfout

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from aiohappyeyeballs import AddrInfoType

    from ketenhub.deliver.registratie import Registratie

Adres: TypeAlias = "ipaddress.IPv4Address | ipaddress.IPv6Address"
Net: TypeAlias = "ipaddress.IPv4Network | ipaddress.IPv6Network"
Zoeker: TypeAlias = "Callable[[str, int], Awaitable[list[str]]]"

LENGTE = 2048
GEBRUIKER = re.compile(r"[^/?#]*//[^/?#]*@")
LOOPBACK = ipaddress.ip_network("127.0.0.0/8")
VERBODEN: tuple[Net, ...] = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8",  # this network, unspecified
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared, carrier NAT
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, metadata of clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relay
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# IPv6 is closed but for global unicast, and within that these are closed too
OPEN6 = ipaddress.ip_network("2000::/3")
VERBODEN6: tuple[Net, ...] = tuple(
    ipaddress.ip_network(net)
    for net in (
        "2001::/23",  # protocol assignments, Teredo, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
        "3ffe::/16",  # 6bone
    )
)


def is_forbidden(adres: Adres) -> bool:
    """Tell whether the hub may never connect to this address.

    IPv6 outside 2000::/3 is closed as a whole: loopback, unspecified, mapped and compatible IPv4, NAT64, unique local, link-local,
    site-local, multicast, segment routing.
    """
    if isinstance(adres, ipaddress.IPv4Address):
        return any(adres in net for net in VERBODEN)
    return adres.scope_id is not None or adres not in OPEN6 or any(adres in net for net in VERBODEN6)


class AdresGeweigerd(GeenToegang):
    """The guard refuses this way out."""

    code = "adres-geweigerd"
    titel = "De hub mag hier geen verbinding maken"


@dataclass(frozen=True, slots=True)
class Plek:
    """A place that may be registered: scheme, host and port."""

    schema: str
    host: str
    poort: int


def read_place(url: URL) -> Plek:
    """Read the place of an address; raises AdresGeweigerd for userinfo, another scheme, no host or a fragment."""
    if url.scheme not in {"http", "https"} or not url.raw_host or not url.port:
        raise AdresGeweigerd("adres", "alleen http en https met een host en een poort")
    if url.raw_user is not None or url.raw_password is not None:
        raise AdresGeweigerd("adres", "een adres bevat geen gebruiker of wachtwoord")
    if url.raw_fragment:
        raise AdresGeweigerd("adres", "een adres bevat geen fragment")
    return Plek(url.scheme, url.raw_host.lower(), url.port)


def read_url(adres: str) -> URL:
    """Read an address with the very parser that the connection uses; raises AdresGeweigerd."""
    if not adres.isprintable() or "\\" in adres or len(adres) > LENGTE or GEBRUIKER.match(adres):
        raise AdresGeweigerd("adres", "dit is geen adres")
    try:
        return URL(adres)
    except ValueError:
        raise AdresGeweigerd("adres", "dit is geen adres") from None


def _literal(host: str) -> Adres | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Register:
    """Every place that was registered; `demo` alone opens literal 127.0.0.0/8."""

    plekken: frozenset[Plek] = frozenset()
    demo: bool = False
    verboden: Callable[[Adres], bool] = is_forbidden

    def _loopback(self, host: str, poort: int) -> bool:
        """Tell whether this is a place on this machine that the demo registered."""
        literal = _literal(host)
        registered = any((p.host, p.poort) == (host, poort) for p in self.plekken)
        return self.demo and registered and literal is not None and literal in LOOPBACK

    def check_url(self, url: URL) -> None:
        """Refuse what is not registered; raises AdresGeweigerd."""
        plek = read_place(url)
        if plek not in self.plekken:
            raise AdresGeweigerd("adres", "deze plek is niet geregistreerd")
        self.check_place(plek)

    def check_place(self, plek: Plek) -> None:
        """Refuse a place that may not be registered; raises AdresGeweigerd."""
        literal = _literal(plek.host)
        if self._loopback(plek.host, plek.poort):
            return
        if plek.schema != "https":
            raise AdresGeweigerd("adres", "alleen https")
        if literal is not None and self.verboden(literal):
            raise AdresGeweigerd("adres", "dit adres is gesloten")

    def check_found(self, host: str, poort: int, found: Iterable[str]) -> None:
        """Refuse a name when **any** of its addresses is closed; raises AdresGeweigerd."""
        for text in found:
            literal = _literal(text)
            if literal is None or (self.verboden(literal) and not self._loopback(host, poort)):
                raise AdresGeweigerd("adres", "een van de adressen van deze naam is gesloten")

    def open_socket(self, info: AddrInfoType) -> socket.socket:
        """Make the socket for an address that is about to be connected to: the last check, for literals and names alike."""
        family, kind, proto, _, address = info
        self.check_found(str(address[0]), int(address[1]), [str(address[0])])
        return socket.socket(family, kind, proto)


def make_register(registraties: Iterable[Registratie], *, demo: bool) -> Register:
    """Collect the places of all registrations; raises Instellingsfout with the organisation when one may not be."""

    def add(register: Register, row: tuple[str, str]) -> Register:
        organisatie, adres = row
        try:
            plek = read_place(read_url(adres))
            grown = Register(register.plekken | {plek}, demo)
            grown.check_place(plek)
        except AdresGeweigerd as fout:
            raise Instellingsfout(f"organisatie {organisatie}", fout.reden) from None
        return grown

    return reduce(add, ((r.organisatie, adres) for r in registraties for adres in r.addresses()), Register(demo=demo))


async def ask_system(host: str, poort: int) -> list[str]:
    """Ask the system for all addresses of a name."""
    found = await asyncio.get_running_loop().getaddrinfo(host, poort, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


class Naslag(AbstractResolver):
    """Resolve a name, check every address, and hand on only what was checked."""

    def __init__(self, register: Register, zoek: Zoeker = ask_system) -> None:
        self._register = register
        self._zoek = zoek

    @override
    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """Give the checked addresses; raises AdresGeweigerd."""
        found = await self._zoek(host, port)
        self._register.check_found(host, port, found)
        if not found:
            raise OSError("de naam heeft geen adres")
        return [
            ResolveResult(
                hostname=host,
                host=text,
                port=port,
                family=socket.AF_INET6 if ":" in text else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=int(socket.AI_NUMERICHOST),
            )
            for text in found
            if family in {socket.AF_UNSPEC, socket.AF_INET6 if ":" in text else socket.AF_INET}
        ]

    @override
    async def close(self) -> None:
        """Hold nothing open."""
