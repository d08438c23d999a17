"""Read what stands in an address and in conditional headers, strictly: what the hub does not know is refused by name of its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from ketenhub.web.problems import OngeldigeAanvraag, VoorwaardeOntbreekt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

MEESTE = 20
_EEN_MERK = re.compile(r'"([\x21\x23-\x7e]*)"')
_MERK = re.compile(r'(?:W/)?("[\x21\x23-\x7e]*")')


def read_query(request: Request, vormen: Mapping[str, re.Pattern[str]]) -> dict[str, str]:
    """Give the parameters of the address; raises OngeldigeAanvraag for one that is unknown, double or of another form."""
    rauw: bytes = request.scope.get("query_string", b"")
    try:
        paren = parse_qsl(rauw.decode("ascii"), keep_blank_values=True, strict_parsing=bool(rauw), errors="strict", max_num_fields=MEESTE)
    except ValueError:
        raise OngeldigeAanvraag("query", "De vraag in het adres is niet te lezen.") from None
    gevonden: dict[str, str] = {}
    for naam, waarde in paren:
        vorm = vormen.get(naam)
        if vorm is None:
            raise OngeldigeAanvraag("query", "Een van deze parameters kent de hub niet.")
        if naam in gevonden or not vorm.fullmatch(waarde):
            raise OngeldigeAanvraag(f"query/{naam}", "Deze parameter staat er twee keer of past niet.")
        gevonden[naam] = waarde
    return gevonden


def known_tags(request: Request) -> frozenset[str]:
    """Give what `If-None-Match` names, weak or strong alike (RFC 9110 section 13.1.2); `*` is itself, and nonsense is nothing."""
    regel = ",".join(request.headers.getlist("if-none-match")).strip()
    return frozenset({"*"}) if regel == "*" else frozenset(_MERK.findall(regel))


def needed_tag(request: Request) -> str | None:
    """Give the one strong tag that `If-Match` names, bare; None for `*`. Raises VoorwaardeOntbreekt, OngeldigeAanvraag."""
    regel = ",".join(request.headers.getlist("if-match")).strip()
    if not regel:
        raise VoorwaardeOntbreekt("If-Match", "Noem de ETag van de stand waarop u dit besluit.")
    if regel == "*":
        return None
    found = _EEN_MERK.fullmatch(regel)
    if found is None:
        raise OngeldigeAanvraag("If-Match", "Noem een sterke ETag, of `*`.")
    return found[1]
