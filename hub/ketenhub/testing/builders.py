"""Build a casus by hand for tests: plain functions, countable ids, invented people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

from ketenhub.domain.beoordeling import Onderwerp, PersoonStem, ProfessionalStem, Veiligheidsbeoordeling
from ketenhub.domain.bijdrage import Herkomst, Item, Opening
from ketenhub.domain.casus import Casus, Deelname, PersoonInBeeld, Splitsing
from ketenhub.domain.cijfer import Schaal
from ketenhub.domain.geweld import Incident, Maatregel, Maatregelschending
from ketenhub.domain.partijen import Professional, Rol, Spoor
from ketenhub.domain.plan import Veiligheidsvoorwaarde, Voorwaardestand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.bijdrage import Feit

VT, POLITIE, GEMEENTE = (f"{n:020d}" for n in (1, 2, 3))
GEOPEND = datetime(2026, 1, 5, 9, tzinfo=UTC)
ANNA, BEN, KIND = "p-anna", "p-ben", "p-kind"

Aard = Literal["geweld", "onveilig", "dreiging", "vrijlating"]
Stand = Literal["open", "gerealiseerd", "geschonden", "vervallen"]


def a_moment(op: str | date) -> date | datetime:
    """Read `2026-01-05` as a day and `2026-01-05T10:00:00Z` as an instant."""
    if isinstance(op, date):
        return op
    return date.fromisoformat(op) if len(op) == 10 else datetime.fromisoformat(op)


def a_professional(ref: str = "prof-1", functie: str = "medewerker") -> Professional:
    """Build a professional."""
    return Professional(ref=ref, functie=functie)


def a_score(  # noqa: PLR0913 - a score has that many sides, and tests name only what matters
    cijfer: str,
    *,
    op: str | date,
    ref: str = "",
    over: Iterable[str] = (),
    door: str | None = None,
    netwerk: bool = False,
    professional: str = "prof-1",
    reden: str | None = "Dit zagen wij.",
    schaal: Schaal = Schaal.VEILIGHEID,
) -> Veiligheidsbeoordeling:
    """Build a score: by a professional, or by the person `door`; about the household, a person or a relation."""
    about = tuple(over)
    kinds: tuple[Literal["huishouden", "persoon", "relatie"], ...] = ("huishouden", "persoon", "relatie")
    stem = PersoonStem(soort="netwerk" if netwerk else "betrokkene", persoon=door) if door else ProfessionalStem()
    return Veiligheidsbeoordeling(
        ref=ref or f"cijfer-{door or professional}-{'-'.join(about) or 'huishouden'}-{op}".replace("+", "p"),
        geldig_op=a_moment(op),
        professional=None if door else a_professional(professional),
        beoordelaar=stem,
        over=Onderwerp(soort=kinds[len(about)], personen=about),
        schaal=schaal,
        cijfer=cijfer,
        reden=reden,
        onvolledig=reden is None,
    )


def an_incident(aard: Aard = "geweld", *, op: str | date, ref: str = "") -> Incident:
    """Build an incident."""
    return Incident(ref=ref or f"incident-{aard}-{op}", geldig_op=a_moment(op), aard=aard, omschrijving="Er gebeurde iets.")


def a_condition(
    ref: str, *, op: str | date, termijn: str, maatregel: str | None = None, afgesproken: str | None = None
) -> Veiligheidsvoorwaarde:
    """Build a condition with its term."""
    return Veiligheidsvoorwaarde(
        ref=ref,
        geldig_op=a_moment(op),
        tekst="De afspraak.",
        termijn=date.fromisoformat(termijn),
        afgesproken_op=date.fromisoformat(afgesproken) if afgesproken else None,
        maatregel=maatregel,
    )


def a_stand(voorwaarde: str, stand: Stand, *, op: str | date, bewijs: str | None = None) -> Voorwaardestand:
    """Build a step in the life of a condition."""
    return Voorwaardestand(
        ref=f"stand-{voorwaarde}-{stand}-{op}", geldig_op=a_moment(op), voorwaarde=voorwaarde, stand=stand, bewijs=bewijs
    )


def a_measure(ref: str, aard: str, *, van: str, tot: str | None = None, persoon: str | None = None) -> Maatregel:
    """Build a measure."""
    start = date.fromisoformat(van)
    return Maatregel(
        ref=ref, geldig_op=start, aard=aard, kader="bestuur", persoon=persoon, van=start, tot=date.fromisoformat(tot) if tot else None
    )


def a_breach(maatregel: str, *, op: str | date) -> Maatregelschending:
    """Build the breach of a measure."""
    return Maatregelschending(
        ref=f"schending-{maatregel}-{op}", geldig_op=a_moment(op), maatregel=maatregel, omschrijving="Hij stond voor de deur."
    )


def an_item(feit: Feit, organisatie: str = VT, spoor: Spoor = Spoor.ONVERDEELD, ident: str = "", gehoord: datetime | None = None) -> Item:
    """Build an item, heard when it was true; its id is the reference of the fact unless another is given."""
    moment = feit.geldig_op if isinstance(feit.geldig_op, datetime) else datetime.combine(feit.geldig_op, GEOPEND.timetz())
    heard = gehoord or max(GEOPEND, moment)
    return Item(
        id=ident or feit.ref.replace("+", "p"),
        spoor=spoor,
        herkomst=Herkomst(
            organisatie=organisatie,
            professional=feit.professional,
            eigen_id=feit.ref,
            geldig_op=feit.geldig_op,
            opgesteld_op=heard,
            ontvangen_op=heard,
            bericht=f"bericht-{feit.ref}",
            vertaling="canoniek 1",
            genoemd=feit.genoemd,
            niet_verder=feit.niet_verder,
            beroepsgeheim=feit.beroepsgeheim,
        ),
        feit=feit,
    )


def a_person(
    ident: str, *, rollen: Iterable[Rol] = (), volwassen: bool = True, lid: bool = True, spoor: Spoor = Spoor.ONVERDEELD
) -> PersoonInBeeld:
    """Build a person as the fold sees one."""
    return PersoonInBeeld(id=ident, verklaringen=(), rollen=tuple(rollen), volwassen=volwassen, lid=lid, spoor=spoor)


def a_part(organisatie: str, *, van: str = "2026-01-05", tot: str | None = None, spoor: Spoor = Spoor.ONVERDEELD) -> Deelname:
    """Build the part of an organisation."""
    end = date.fromisoformat(tot) if tot else None
    assigned = spoor is not Spoor.ONVERDEELD
    return Deelname(organisatie=organisatie, van=date.fromisoformat(van), tot=end, spoor=spoor, toegewezen=assigned, grond="regie")


def an_opening(geopend_op: datetime = GEOPEND, organisatie: str = POLITIE, regie: str = VT) -> Opening:
    """Build how a casus began."""
    return Opening(casus_id="c-1", geopend_op=geopend_op, organisatie=organisatie, geadresseerden=(), regie=regie)


def a_casus(
    *items: Item,
    personen: Iterable[PersoonInBeeld] | None = None,
    deelnames: Iterable[Deelname] | None = None,
    opening: Opening | None = None,
    splitsing: Splitsing | None = None,
) -> Casus:
    """Build a casus: by default Anna and Ben, with Veilig Thuis taking part; who is on the perpetrator's track is known there."""
    people = personen if personen is not None else (a_person(ANNA, rollen=(Rol.SLACHTOFFER,)), a_person(BEN, rollen=(Rol.PLEGER,)))
    people = tuple(people)
    return Casus(
        id="c-1",
        versie=1,
        opening=opening or an_opening(),
        items=items,
        personen=people,
        plegerkant=tuple(p for p in people if p.spoor is Spoor.PLEGER),
        deelnames=tuple(deelnames) if deelnames is not None else (a_part(VT),),
        splitsing=splitsing,
    )


def a_split(op: str = "2026-01-05", item: str = "geweldsoort", plegers: Iterable[str] = (BEN,)) -> Splitsing:
    """Build the separation of the tracks."""
    return Splitsing(op=date.fromisoformat(op), item=item, plegers=tuple(plegers))
