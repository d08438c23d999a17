"""The register of one person for a request for access: who got which kinds of content about that person, safe to hand over (F84)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import orjson

from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.domain.errors import GeenToegang, NietGevonden, Vernietigd
from ketenhub.domain.json import rows, text, texts
from ketenhub.domain.moment import day_of
from ketenhub.flow.herbouwen import every_contribution, open_manifest
from ketenhub.flow.informeertaken import ALLEEN_REGIE
from ketenhub.flow.informeren import called_by, today
from ketenhub.flow.look import VERVOLGING, Antwoord, Inkijk, Vraag, give, issue
from ketenhub.flow.regeldossier import rules_of
from ketenhub.share.bewijs import rebuild
from ketenhub.share.informeren import ANDER_SPOOR, UITZONDERING
from ketenhub.share.mensen import track_of
from ketenhub.share.register import Betrokken, Gegeven, all_ids, may_stand, start, tags_of, victim, was_told, withheld_until
from ketenhub.store.informeren import read_duties
from ketenhub.store.verstrekken import Verstrekking, read_all_disclosures

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ketenhub.domain.delen import Regelset
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.share.register import Merken, Regel
    from ketenhub.store.opslag import Tx

HANDELING, DOEL, SOORT = "verstrekkingenregister opgemaakt", "verzoek om inzage", "register"
# what left for another reason than that somebody was to know it: tried out, explained, or handed to the people themselves
GEEN_KENNIS = ("simulatie", "uitleg", "inzage", SOORT)
BEGIN = (datetime.min.replace(tzinfo=UTC), "")
BLOK = 200
TOELICHTING = (
    "Dit is wat organisaties via de hub over u kregen: welke soorten gegevens, op welke dag, waarvoor en op welke grond.",
    "Elke regel noemt alleen wat die organisatie toen voor het eerst kreeg. De gegevens zelf staan er niet in.",
    "Wie iets meldde, medewerkers, en wat in onderzoek is bij politie of justitie staan er niet in.",
    "Wat een organisatie in haar eigen dossier heeft, vraagt u aan haar.",
)


@dataclass(frozen=True, slots=True)
class Registervraag:
    """Who directs which casus, about whom it asks, and who asks that of it; each person in its own pseudonym."""

    organisatie: str
    verwijzing: str
    persoon: str
    aanvrager: str | None = None


class _Casus(NamedTuple):
    """The casus of who directs, and the person the register is of."""

    casus_id: str
    beeld: Beeld
    betrokken: Betrokken


def _person(hub: Hub, casus: Object, organisatie: str, called: str, place: str) -> Object:
    """Give the person that who directs calls so; raises NietGevonden."""
    name = called_by(hub, organisatie)
    for row in rows(casus, "personen"):
        if name(text(row, "id") or "") == called:
            return row
    raise NietGevonden(place)


def _whom(hub: Hub, casus: Object, vraag: Registervraag) -> Betrokken:
    """Give for whom the register is; raises NietGevonden, and GeenToegang where who asks may be a danger to that person."""
    row = _person(hub, casus, vraag.organisatie, vraag.persoon, "/persoon")
    spoor = track_of(casus, row)
    if vraag.aanvrager is not None and vraag.aanvrager != vraag.persoon:
        asker = _person(hub, casus, vraag.organisatie, vraag.aanvrager, "/aanvrager")
        if track_of(casus, asker) != spoor or "pleger" in texts(asker, "rollen"):
            raise GeenToegang("/aanvrager", "aan deze aanvrager geeft de hub dit niet")
    return Betrokken(all_ids(casus, text(row, "id") or ""), spoor, victim(row), hub.kluis.pseudonym)


async def _tags(hub: Hub, tx: Tx, casus_id: str) -> Merken:
    """Give whom the text of every fact that was ever said names, by the item and the moment it was heard."""
    found: Merken = {
        (item.id, item.model_dump(mode="json", by_alias=True)["herkomst"]["ontvangenOp"]): named
        for kept in await every_contribution(hub, tx, casus_id)
        for item in kept.items
        if (named := tags_of(item.feit.model_dump(mode="json", by_alias=True, exclude_none=True)))
    }
    return found


async def _rules(tx: Tx, versie: str, read: dict[str, Regelset]) -> Regelset:
    if versie not in read:
        read[versie] = await rules_of(tx, versie)
    return read[versie]


async def _disclosures(hub: Hub, tx: Tx, casus_id: str, namen: frozenset[str]) -> AsyncIterator[Gegeven]:
    """Give every disclosure to these organisations that can be opened, in the order in which they were given, as shapes without values."""
    last, read = BEGIN, dict[str, "Regelset"]()
    while block := await read_all_disclosures(tx, casus_id, GEEN_KENNIS, last, BLOK):
        last = (block[-1].op, block[-1].verstrekking_id)
        for v in block:
            inhoud = _shape(hub, v) if v.organisatie in namen and v.doel != VERVOLGING else None
            if inhoud is not None:
                day = day_of(v.op, hub.kalender.tijdzone)
                yield Gegeven(day, v.organisatie, v.spoor, v.doel, await _rules(tx, v.regels_versie, read), inhoud)


def _shape(hub: Hub, v: Verstrekking) -> Object | None:
    """Give which fields a disclosure held, with what is kept of it itself; None when its key was destroyed."""
    try:
        return rebuild(open_manifest(hub, v), lambda _bericht, _item: {})
    except Vernietigd:
        return None


async def _untold(hub: Hub, tx: Tx, casus: _Casus, namen: frozenset[str]) -> dict[str, str | None]:
    """Give the organisations of which this person is not told: until which day, None to judge that again, or because of the track."""
    gereed, wie, day = casus.beeld.gereed, casus.betrokken, today(hub)
    found: dict[str, str | None] = {}
    for oin in namen:
        until = withheld_until(gereed, wie, oin, day)
        if until is not None:
            found[oin] = until
    for rij in await read_duties(tx, casus.casus_id):
        if rij.persoon in wie.idents and rij.organisatie in namen and rij.soort == UITZONDERING:
            if not was_told(gereed, wie, rij.organisatie):
                found.setdefault(rij.organisatie, rij.grond)
    return found


def _candidates(hub: Hub, casus: _Casus) -> frozenset[str]:
    """Give the organisations that may stand in this person's register at all."""
    kinds = hub.keten.kinds()
    parts = {text(row, "organisatie") or "": text(row, "spoor") for row in rows(casus.beeld.casus, "deelnames")}
    return frozenset(oin for oin, spoor in parts.items() if may_stand(casus.betrokken, kinds.get(oin, ""), spoor))


def _line(hub: Hub, regel: Regel, *, told: bool) -> dict[str, Json]:
    return {
        "dag": regel.dag.isoformat(),
        "organisatie": hub.keten.names().get(regel.organisatie, "een organisatie"),
        "doel": regel.doel,
        "categorieen": sorted(regel.categorieen),
        "grondslagen": sorted(regel.grondslagen),
        "verteld": told,
    }


def _body(hub: Hub, casus: _Casus, lines: tuple[Regel, ...], untold: dict[str, str | None]) -> dict[str, Json]:
    """Give the register, and apart from it for who directs whom not to tell of; that is not to be handed over."""
    told = {oin: was_told(casus.beeld.gereed, casus.betrokken, oin) for oin in {line.organisatie for line in lines}}
    shown: list[Json] = [_line(hub, line, told=told[line.organisatie]) for line in lines if line.organisatie not in untold]
    names, got = hub.keten.names(), {line.organisatie for line in lines}
    hidden: list[Json] = [
        {"organisatie": {"oin": oin, "naam": names.get(oin, "een organisatie")}, **({"tot": until} if until else {})}
        for oin, until in sorted(untold.items())
        if oin in got and until != ANDER_SPOOR
    ]
    register: dict[str, Json] = {"opgemaaktOp": today(hub).isoformat(), "regels": shown, "toelichting": list(TOELICHTING)}
    return {"register": register, "nietVertellen": hidden}


async def _made(inkijk: Inkijk, vraag: Registervraag) -> Antwoord[bytes]:
    hub, beeld = inkijk.hub, inkijk.open()
    casus = _Casus(inkijk.casus_id, beeld, _whom(hub, beeld.casus, vraag))
    names = _candidates(hub, casus)
    async with hub.opslag.walk() as tx:
        adding = start(casus.betrokken, hub.keten.kinds(), await _tags(hub, tx, casus.casus_id))
        async for gegeven in _disclosures(hub, tx, casus.casus_id, names):
            adding.read(gegeven)
        untold = await _untold(hub, tx, casus, names)
    body = _body(hub, casus, adding.lines, untold)
    content = orjson.dumps(body)
    return Antwoord(content, issue(Uitsnede(vraag.organisatie, vraag.verwijzing, inkijk.wie.spoor, body), content, beeld))


async def make_register(hub: Hub, vraag: Registervraag) -> bytes:
    """Give the register of one person; raises NietGevonden and GeenToegang."""
    asked = Vraag(vraag.organisatie, vraag.verwijzing, DOEL, SOORT, handeling=HANDELING, weigering=ALLEEN_REGIE)
    return await give(hub, asked, lambda inkijk: _made(inkijk, vraag))
