"""The facts of one track as the rules read them, up to the day of the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from ketenhub.domain.beoordeling import Beoordelaarsopvolging, PersoonStem, ProfessionalStem, Veiligheidsbeoordeling
from ketenhub.domain.cijfer import Schaal, rank
from ketenhub.domain.geweld import Geweldsoort, Maatregel, Melding
from ketenhub.domain.moment import day_of
from ketenhub.domain.partijen import FeitBasis, PersoonRol, Rol
from ketenhub.domain.plan import OnveiligeSituatie, Veiligheidsafspraak
from ketenhub.domain.regie import Vrijstelling
from ketenhub.evaluate.gevaar import Gevaar, Herstel, end_of, read_dangers, read_repairs, settled
from ketenhub.evaluate.orde import Orde, order_of
from ketenhub.evaluate.plandelen import Voorwaarde, read_checks, read_conditions
from ketenhub.evaluate.zorgeinde import Zorgeinde, read_closures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.casus import PersoonInBeeld
    from ketenhub.evaluate.kader import Kader
    from ketenhub.evaluate.sporen import Zicht

ZES, ZEVEN = 600, 700
F = TypeVar("F", bound=FeitBasis)
Soort = Literal["professional", "volwassene", "kind", "netwerk"]


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One score: whose voice, by which assessor, about whom (nobody named: the household), how much in hundredths."""

    item: str
    stem: str
    door: str
    soort: Soort
    over: tuple[str, ...]
    cijfer: str
    rang: int
    compleet: bool
    verklaard: bool
    orde: Orde
    dag: date
    moment: date | datetime

    @property
    def pad(self) -> str:
        """Give the path of the figure."""
        return f"{self.item}.cijfer"

    @property
    def geldig(self) -> bool:
        """Tell whether it is valid: with a reason, or under 6, which always counts (domain 3)."""
        return self.compleet or self.rang < ZES

    @property
    def tellend(self) -> bool:
        """Tell whether the voice moves the phase: a professional or an adult (domain F5)."""
        return self.soort in ("professional", "volwassene")


@dataclass(frozen=True, slots=True)
class Opvolging:
    """An organisation named a successor for one of its assessors."""

    stem: str
    van: str
    naar: str
    orde: Orde
    item: str


@dataclass(frozen=True, slots=True)
class Vrijgesteld:
    """A voice excused from one day up to and including another."""

    stem: str
    van: date
    tot: date
    item: str


@dataclass(frozen=True, slots=True)
class Volwassene:
    """An adult member, and from which day until which day its voice is required."""

    persoon: str
    van: date | None = None
    tot: date | None = None

    def on(self, dag: date) -> bool:
        """Tell whether the voice is required on the day."""
        return (self.van is None or self.van <= dag) and (self.tot is None or dag <= self.tot)


@dataclass(frozen=True, slots=True)
class Feiten:
    """Everything the rules read on one track."""

    zicht: Zicht
    items: tuple[Item, ...]
    op_soort: Mapping[type[FeitBasis], tuple[Item, ...]]
    cijfers: tuple[Cijfer, ...]
    tien: tuple[Cijfer, ...]
    gevaren: tuple[Gevaar, ...]
    herstel: tuple[Herstel, ...]
    opvolgingen: tuple[Opvolging, ...]
    zorgeinden: tuple[Zorgeinde, ...]
    vrijstellingen: tuple[Vrijgesteld, ...]
    voorwaarden: tuple[Voorwaarde, ...]
    afspraken: tuple[tuple[date, str, Veiligheidsafspraak], ...]
    controles: tuple[tuple[date, str], ...]
    incidentdagen: tuple[tuple[date, str], ...]
    aflopend: tuple[tuple[date, str], ...]
    komend: tuple[date, ...]
    leden: tuple[str, ...]
    volwassenen: tuple[Volwassene, ...]
    kinderen: tuple[str, ...]
    slachtoffers: frozenset[str]

    def of(self, soort: type[F]) -> list[tuple[Item, F]]:
        """Give the items of one kind, each with its words, by id."""
        return [(item, feit) for item in self.op_soort.get(soort, ()) if isinstance(feit := item.feit, soort)]


def _is_adult(person: PersoonInBeeld, dag: date) -> bool:
    return person.volwassen or (person.volwassen_vanaf is not None and person.volwassen_vanaf <= dag)


def _adults(leden: list[PersoonInBeeld]) -> tuple[Volwassene, ...]:
    grown = [p for p in leden if p.volwassen or p.volwassen_vanaf is not None]
    return tuple(Volwassene(p.id, p.volwassen_vanaf, p.lid_tot) for p in sorted(grown, key=lambda p: p.id))


def _voice(item: Item, feit: Veiligheidsbeoordeling, personen: dict[str, PersoonInBeeld], day: date) -> tuple[str, str, Soort]:
    match feit.beoordelaar:
        case ProfessionalStem():
            who = feit.professional or item.herkomst.professional
            return f"org:{item.herkomst.organisatie}", who.ref if who else "", "professional"
        case PersoonStem() as stem:
            person = personen.get(stem.persoon)
            soort: Soort = "volwassene"
            if stem.soort == "netwerk" and (person is None or not person.lid):
                soort = "netwerk"
            elif person is not None and not _is_adult(person, day):
                soort = "kind"
            return f"persoon:{stem.persoon}", stem.persoon, soort


def _score(item: Item, feit: Veiligheidsbeoordeling, personen: dict[str, PersoonInBeeld], zone: ZoneInfo) -> Cijfer:
    moment = item.herkomst.geldig_op
    stem, door, soort = _voice(item, feit, personen, day_of(moment, zone))
    rang = int(rank(feit.cijfer) * 100)
    danger = feit.schaal is Schaal.VEILIGHEID and rang < ZES
    return Cijfer(
        item=item.id,
        stem=stem,
        door=door,
        soort=soort,
        over=tuple(sorted(feit.over.personen)),
        cijfer=feit.cijfer,
        rang=rang,
        compleet=bool((feit.reden or "").strip()) and not feit.onvolledig,
        verklaard=bool((feit.aanleiding or "").strip()),
        orde=order_of(moment, zone, danger=danger),
        dag=day_of(moment, zone),
        moment=moment,
    )


def _successions(items: tuple[Item, ...], zone: ZoneInfo) -> tuple[Opvolging, ...]:
    return tuple(
        Opvolging(f"org:{item.herkomst.organisatie}", feit.van, feit.naar, order_of(item.herkomst.geldig_op, zone, danger=False), item.id)
        for item in items
        if isinstance(feit := item.feit, Beoordelaarsopvolging)
    )


def _excuses(items: tuple[Item, ...], zone: ZoneInfo) -> tuple[Vrijgesteld, ...]:
    found = []
    for item in items:
        if isinstance(feit := item.feit, Vrijstelling):
            keys = [f"org:{feit.organisatie}"] if feit.organisatie else []
            keys += [f"persoon:{feit.persoon}"] if feit.persoon else []
            found += [Vrijgesteld(key, day_of(item.herkomst.geldig_op, zone), feit.tot, item.id) for key in keys]
    return tuple(found)


def _incident_days(items: tuple[Item, ...], gevaren: tuple[Gevaar, ...], zone: ZoneInfo) -> tuple[tuple[date, str], ...]:
    """Give the days of violence: incidents, broken measures, and the incident that a report is about."""
    found = [(g.dag, g.pad) for g in gevaren if g.incident]
    for item in items:
        if isinstance(feit := item.feit, Melding) and feit.incidentdatum is not None:
            found.append((day_of(feit.incidentdatum, zone), f"{item.id}.incidentdatum"))
    return tuple(sorted(found))


def _victims(zicht: Zicht) -> frozenset[str]:
    """Give everyone whom anybody named as (suspected) victim, at any time."""
    named = {p.id for p in zicht.personen if Rol.SLACHTOFFER in p.rollen}
    for item in zicht.items:
        match item.feit:
            case Geweldsoort(slachtoffers=refs):
                named |= set(refs)
            case PersoonRol(rol=Rol.SLACHTOFFER, persoon=ref) | OnveiligeSituatie(slachtoffer=ref):
                named.add(ref)
            case _:
                pass
    return frozenset(named)


def _by_kind(items: tuple[Item, ...]) -> Mapping[type[FeitBasis], tuple[Item, ...]]:
    found: dict[type[FeitBasis], list[Item]] = {}
    for item in items:
        found.setdefault(type(item.feit), []).append(item)
    return {soort: tuple(same) for soort, same in found.items()}


def read_facts(zicht: Zicht, kader: Kader) -> Feiten:
    """Read the facts of a track; what was not yet true on the day of the question does not exist."""
    zone = kader.zone
    told = tuple(settled(item, zone) for item in zicht.items)
    known = (item for item in told if day_of(item.herkomst.geldig_op, zone) <= kader.peildatum)
    items = tuple(sorted(known, key=lambda item: item.id))
    personen = {p.id: p for p in zicht.personen}
    scored = [(_score(item, feit, personen, zone), feit.schaal) for item in items if isinstance(feit := item.feit, Veiligheidsbeoordeling)]
    gevaren = read_dangers(items, kader.pakket, zone, kader.peildatum, gesplitst=zicht.gesplitst)
    leden = [p for p in zicht.personen if p.lid]
    return Feiten(
        zicht=zicht,
        items=items,
        op_soort=_by_kind(items),
        cijfers=tuple(c for c, schaal in scored if schaal is Schaal.VEILIGHEID),
        tien=tuple(c for c, schaal in scored if schaal is Schaal.TIEN),
        gevaren=gevaren,
        herstel=read_repairs(items, zone),
        opvolgingen=_successions(items, zone),
        zorgeinden=read_closures(items, zicht, zone),
        vrijstellingen=_excuses(items, zone),
        voorwaarden=read_conditions(items, zone),
        afspraken=tuple((day_of(i.herkomst.geldig_op, zone), i.id, i.feit) for i in items if isinstance(i.feit, Veiligheidsafspraak)),
        controles=read_checks(items),
        incidentdagen=_incident_days(items, gevaren, zone),
        aflopend=tuple(
            (end, f"{i.id}.tot") for i in items if isinstance(i.feit, Maatregel) and (end := end_of(i.feit)) and end > kader.peildatum
        ),
        komend=tuple(day for i in told if (day := day_of(i.herkomst.geldig_op, zone)) > kader.peildatum),
        leden=tuple(sorted(p.id for p in leden if p.lid_tot is None or p.lid_tot >= kader.peildatum)),
        volwassenen=_adults(leden),
        kinderen=tuple(sorted(p.id for p in leden if not _is_adult(p, kader.peildatum))),
        slachtoffers=_victims(zicht),
    )
