"""The duty to tell: each person of whom content goes to a new recipient hears of it, or somebody judged that it may not yet (MDA-34)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ketenhub.domain.json import rows, text
from ketenhub.domain.kalender import add_months
from ketenhub.share.betreft import persons_in
from ketenhub.share.tekst import Noemer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.gereed import Gereed

ANDER_SPOOR = "ander spoor"
VERTELD: Final = "verteld"
UITZONDERING: Final = "uitzondering"
TAAK: Final = "taak"
OPNIEUW: Final = "opnieuw_beoordelen"
NAAMDELEN = ("voornamen", "voorletters", "voorvoegsel", "achternaam")
# our own figures: within a month somebody tells; what may not be told is judged again after three
MAAND, HERBEOORDELEN = 1, 3
SAMEN = ("onverdeeld", "beide")


class Plicht(NamedTuple):
    """What one share of content about a person asks: to tell it, or not yet; who sees to that, and until when."""

    persoon: str
    soort: str
    eigenaar: str
    uiterlijk: date
    grond: str | None = None


def persons_told_of(gereed: Gereed, uitsnede: Uitsnede, pseudoniem: Callable[[str], str]) -> tuple[str, ...]:
    """Give each person about whom a view holds something that another organisation said."""
    own, shown = uitsnede.ontvanger, {text(row, "id") for key in uitsnede.inhoud for row in rows(uitsnede.inhoud, key)}
    found = {p for stuk in gereed.stukken if stuk.id in shown and stuk.bron != own for p in persons_in(stuk)}
    people = {text(row, "id"): row for row in rows(uitsnede.inhoud, "personen")}
    for persoon in gereed.verklaringen:
        row = people.get(pseudoniem(persoon))
        if row is not None and any(oin != own for oin in _sources(row)):
            found.add(persoon)
    return tuple(sorted(found & set(gereed.verklaringen)))


def _sources(row: Object) -> Iterator[str | None]:
    for one in (row, *rows(row, "bronnen")):
        yield text(one, "herkomst", "organisatie", "oin")


def _said(gereed: Gereed, persoon: str, ontvanger: str) -> Iterator[Mapping[str, Json]]:
    for stuk in gereed.stukken:
        waarden = stuk.waarden
        if stuk.vorm.soort == "informering" and waarden.get("persoon") == persoon and waarden.get("ontvanger") in (None, ontvanger):
            yield waarden


def _excepted(gereed: Gereed, persoon: str, ontvanger: str, dag: date) -> date | None:
    """Give until when it was judged that this person is not told of this recipient, or None."""
    ends = [text(one, "tot") or "" for one in _said(gereed, persoon, ontvanger) if one.get("uitkomst") == UITZONDERING]
    last = max(ends, default="")
    return date.fromisoformat(last) if last >= dag.isoformat() else None


def _apart(gereed: Gereed, persoon: str, spoor: Json) -> bool:
    """Tell whether a person stands on another track than a recipient on this one; who is on both tracks is known to each."""
    if gereed.casus.get("splitsing") is None:
        return False
    own = next((row.get("spoor") for row in rows(gereed.casus, "personen") if row.get("id") == persoon), None)
    return spoor not in SAMEN and spoor != own


def duties(gereed: Gereed, uitsnede: Uitsnede, personen: Iterable[str], dag: date) -> tuple[Plicht, ...]:
    """Give for each person one duty: a task for who directs, or an exception.

    That an organisation helps on one track is never told to a person on the other: it would tell that track. Who directs judges that
    again before the exception ends.
    """
    eigenaar = next((text(row, "organisatie") or "" for row in rows(gereed.casus, "regie") if row.get("regierol") == "casusregie"), "")
    found: list[Plicht] = []
    for persoon in personen:
        until = _excepted(gereed, persoon, uitsnede.ontvanger, dag)
        if until is not None:
            found.append(Plicht(persoon, UITZONDERING, eigenaar, until))
        elif _apart(gereed, persoon, uitsnede.spoor):
            found.append(Plicht(persoon, UITZONDERING, eigenaar, add_months(dag, HERBEOORDELEN), ANDER_SPOOR))
        else:
            found.append(Plicht(persoon, TAAK, eigenaar, add_months(dag, MAAND)))
    return tuple(found)


class Stand(NamedTuple):
    """How a duty stands today, for who directs: told, excepted until a day, to be judged again, or a task; with its day and its words."""

    persoon: str
    ontvanger: str
    stand: Literal["verteld", "uitzondering", "opnieuw_beoordelen", "taak"]
    uiterlijk: date
    tekst: str


def name_people(gereed: Gereed, uitsnede: Uitsnede, pseudoniem: Callable[[str], str], organisaties: Mapping[str, str]) -> Noemer:
    """Give how the owner of a view knows people: by name where that was shared, else by role, else as somebody."""
    people = {text(row, "id"): row for row in rows(uitsnede.inhoud, "personen")}
    namen: dict[str, str] = {}
    rollen: dict[str, str] = {}
    for persoon in gereed.verklaringen:
        row = people.get(pseudoniem(persoon), {})
        words = [part for part in (text(row, "naam", deel) for deel in NAAMDELEN) if part]
        if words:
            namen[persoon] = " ".join(words)
        rol = next((text(role, "rol") for role in rows(row, "rollen")), None)
        if rol is not None:
            rollen[persoon] = rol
    return Noemer(namen, rollen, organisaties)


def _today(casus: Object, persoon: str) -> str:
    """Give who a person is today: since then somebody may have decided that two are one."""
    pairs = casus.get("zelfde")
    known = {text(pair, 0): text(pair, 1) for pair in pairs} if isinstance(pairs, list | tuple) else {}
    return known.get(persoon) or persoon


def standing(gereed: Gereed, ontvanger: str, plicht: Plicht, dag: date, noemer: Noemer) -> Stand:
    """Tell how a duty stands.

    While person and recipient stand on different tracks it is no task, also when it was one before the tracks were separated; and an
    exception that ended is judged again, never told by itself.
    """
    persoon = _today(gereed.casus, plicht.persoon)
    fact = f"{noemer.in_reason(f'{{org:{ontvanger}}}')} kreeg gegevens over {noemer.person(persoon)}"
    if any(one.get("uitkomst") == VERTELD for one in _said(gereed, persoon, ontvanger)):
        return Stand(persoon, ontvanger, VERTELD, plicht.uiterlijk, f"Verteld: {fact}.")
    until = _excepted(gereed, persoon, ontvanger, dag)
    if until is None and plicht.grond == ANDER_SPOOR and plicht.uiterlijk >= dag:
        until = plicht.uiterlijk
    if until is not None:
        return Stand(persoon, ontvanger, UITZONDERING, until, f"Vertel dit niet: {fact}.")
    spoor = next((row.get("spoor") for row in rows(gereed.casus, "deelnames") if row.get("organisatie") == ontvanger), None)
    if plicht.soort == UITZONDERING or _apart(gereed, persoon, spoor):
        return Stand(persoon, ontvanger, OPNIEUW, plicht.uiterlijk, f"Beoordeel of dit verteld kan worden: {fact}.")
    return Stand(persoon, ontvanger, TAAK, plicht.uiterlijk, f"Vertel dit: {fact}.")
