"""XML in and out: the one hardened parser, and a plain tree in which the rest of the dialect works."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from ketenhub.domain.errors import OngeldigBericht

if TYPE_CHECKING:
    from collections.abc import Iterator

STUF = "http://www.egem.nl/StUF/StUF0301"
BG = "http://www.egem.nl/StUF/sector/bg/0310"
ZKN = "http://www.egem.nl/StUF/sector/zkn/0310"
JZ = "http://www.stufstandaarden.nl/koppelvlak/jz0100"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
VOORVOEGSELS = {"StUF": STUF, "BG": BG, "ZKN": ZKN, "JZ": JZ, "xsi": XSI}
RUIMTEN = frozenset({STUF, BG, ZKN, JZ})
DIEPTE = 64
ATTRIBUTEN = 200
CODERINGEN = ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037")
DECLARATIE = re.compile(rb"<\?xml\s[^>]{0,200}\?>")
CODERING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")


@dataclass(frozen=True, slots=True)
class Knoop:
    """One element: namespace, local name, text, parts in order, and attributes by (namespace, name)."""

    ruimte: str
    naam: str
    tekst: str = field(default="", repr=False)
    delen: tuple[Knoop, ...] = ()
    attributen: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def find(self, ruimte: str, *namen: str) -> Knoop | None:
        """Give the first element on the path of names, all in one namespace, or None."""
        found: Knoop | None = self
        for naam in namen:
            found = next((deel for deel in found.delen if (deel.ruimte, deel.naam) == (ruimte, naam)), None) if found else None
        return found


def _check_bytes(data: bytes) -> None:
    """Refuse, before anything is parsed, what may only mislead a parser."""
    if any("<!DOCTYPE".encode(codering) in data for codering in CODERINGEN) or b"<!doctype" in data.lower():
        raise OngeldigBericht("/", "een DOCTYPE is niet toegestaan")
    try:
        start = data.decode("utf-8")[:1]
    except UnicodeDecodeError:
        raise OngeldigBericht("/", "dit is geen UTF-8") from None
    if start == "\ufeff":
        raise OngeldigBericht("/", "een byte order mark is niet toegestaan")
    declaratie = DECLARATIE.match(data)
    codering = CODERING.search(declaratie[0]) if declaratie else None
    if codering and codering[1].lower() != b"utf-8":
        raise OngeldigBericht("/", "de hub leest alleen UTF-8")


def parse(data: bytes) -> Knoop:
    """Parse XML without DTD, entities, network or huge trees; raises OngeldigBericht."""
    _check_bytes(data)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise OngeldigBericht("/", "dit is geen XML") from None
    if any(True for before in (True, False) for _ in root.itersiblings(preceding=before)):
        raise OngeldigBericht("/", "een verwerkingsinstructie is niet toegestaan")
    return _knoop(root, 1)


def _knoop(element: etree.Element, depth: int) -> Knoop:
    if depth > DIEPTE:
        raise OngeldigBericht("/", "het bericht is te diep genest")
    if not isinstance(element.tag, str):
        raise OngeldigBericht("/", "een verwerkingsinstructie is niet toegestaan")
    if len(element.attrib) > ATTRIBUTEN:
        raise OngeldigBericht("/", "een element heeft te veel attributen")
    naam = etree.QName(element)
    if naam.namespace not in RUIMTEN:
        raise OngeldigBericht("/", "deze naamruimte kent de hub niet")
    attributen = {}
    for key, value in element.attrib.items():
        attribuut = etree.QName(key)
        attributen[attribuut.namespace or "", attribuut.localname] = str(value)
    delen = tuple(_knoop(deel, depth + 1) for deel in element)
    tekst = "".join(str(part) for part in _texts(element))
    return Knoop(naam.namespace, naam.localname, tekst, delen, attributen)


def _texts(element: etree.Element) -> Iterator[str]:
    """Give all text that stands directly in the element."""
    yield element.text or ""
    for deel in element:
        yield deel.tail or ""


def write(knoop: Knoop) -> bytes:
    """Write a tree as exact bytes."""
    written: bytes = etree.tostring(_element(knoop, None), xml_declaration=True, encoding="UTF-8")
    return written


def _element(knoop: Knoop, above: etree.Element) -> etree.Element:
    tag = f"{{{knoop.ruimte}}}{knoop.naam}"
    element = etree.Element(tag, nsmap=VOORVOEGSELS) if above is None else etree.SubElement(above, tag)
    for (ruimte, naam), value in knoop.attributen.items():
        element.set(f"{{{ruimte}}}{naam}" if ruimte else naam, value)
    if knoop.delen:
        for deel in knoop.delen:
            _element(deel, element)
    elif knoop.tekst:
        element.text = knoop.tekst
    return element
