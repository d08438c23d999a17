"""What may be told about decisions: weighed on what the asker's own view holds, so that an answer never says more than that view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.delen import Actie
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.share.gereed import PERSOON, prepare
from ketenhub.share.keuze import Veldbesluit, decided
from ketenhub.share.tabel import PROFESSIONAL
from ketenhub.share.uitleg import ONGEZIEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ketenhub.domain.json import Json, Object
    from ketenhub.share.gereed import Gereed, Stuk
    from ketenhub.share.ontvanger import Omgeving, Ontvanger
    from ketenhub.share.share import Deelbesluit

    Acties = Mapping[tuple[str, str], Actie]

LIJSTEN = frozenset(DELEN.values()) - {DELEN[PERSOON]}


class Gezien(NamedTuple):
    """An item of the asker's view: what it is called there, and the fields that stand there, each as the asker sees it."""

    stuk: Stuk
    naam: str
    velden: Mapping[str, Json]


class Regel(NamedTuple):
    """What was decided about one field for one recipient, as the asker may know it."""

    item: str
    soort: str
    veld: str
    bron: str
    besluit: Veldbesluit


@dataclass(frozen=True, slots=True)
class Kennis:
    """What an asker knows by its own view: the items, who takes part on which track, the phase, and the casus as all that tells."""

    ontvanger: Ontvanger
    items: tuple[Gezien, ...]
    deelnemers: Mapping[str, str]
    fasen: Mapping[str | None, int | None]
    acties: Acties
    casus: Object


def _row(stuk: Stuk, naam: str, row: Object) -> Gezien:
    return Gezien(stuk, naam, {veld: value for veld, value in row.items() if veld in stuk.waarden})


def _seen(gereed: Gereed, besluit: Deelbesluit, pseudoniem: Callable[[str], str]) -> Iterator[Gezien]:
    """Give each item that stands in a view; a statement about a person bears that person's pseudonym there."""
    inhoud = besluit.uitsnede.inhoud
    by_id: dict[str | None, Stuk] = {stuk.id: stuk for stuk in gereed.stukken}
    for part in LIJSTEN:
        for row in rows(inhoud, part):
            stuk = by_id.get(text(row, "id"))
            if stuk is not None:
                yield _row(stuk, stuk.id, row)
    shown = {one.item for one in besluit.besluiten if one.actie is not Actie.ONTHOUDEN and one.veld != PROFESSIONAL}
    people = {text(row, "id"): row for row in rows(inhoud, DELEN[PERSOON])}
    for persoon, stukken in gereed.verklaringen.items():
        person = people.get(pseudoniem(persoon))
        if person is not None:
            here = sorted((s for s in stukken if s.id in shown), key=lambda s: (s.bron != besluit.uitsnede.ontvanger, s.id))
            yield from (_row(stuk, pseudoniem(persoon), one) for stuk, one in zip(here, (person, *rows(person, "bronnen")), strict=False))


def _as_seen(item: Object, gezien: Gezien, kennis: tuple[str, Acties]) -> Object:
    """Give an item as far as the view tells it: one's own words whole, of another the fields that are shared, as they are or smaller.

    Of where another's comes from no decision asks more than who said it; the walls its sender put up stand in no view.
    """
    oin, acties = kennis
    if gezien.stuk.bron == oin:
        return item
    waarden, ident = gezien.stuk.waarden, gezien.stuk.id
    told = {veld: waarden[veld] if acties.get((ident, veld)) is Actie.DELEN else smaller for veld, smaller in gezien.velden.items()}
    herkomst: dict[str, Json] = {"organisatie": gezien.stuk.bron, "genoemd": [oin] if oin in gezien.stuk.genoemd else []}
    return {"id": ident, "spoor": item.get("spoor"), "herkomst": herkomst, "feit": {"soort": gezien.stuk.vorm.soort, **told}}


def _known_casus(gereed: Gereed, items: Iterable[Gezien], kennis: tuple[str, Acties]) -> Object:
    seen: dict[str | None, Gezien] = {one.stuk.id: one for one in items}
    kept: list[Json] = [_as_seen(item, seen[ident], kennis) for item in rows(gereed.casus, "items") if (ident := text(item, "id")) in seen]
    # that it took back a decision of its own the asker knows, and an older one does not come back by it
    kept += [
        item
        for item in rows(gereed.casus, "items")
        if item.get("ingetrokken") is True and text(item, "herkomst", "organisatie") == kennis[0]
    ]
    people: list[Json] = []
    for row in rows(gereed.casus, "personen"):
        told: list[Json] = [ident for ident in texts(row, "verklaringen") if ident in seen]
        if told:
            people.append({"id": row.get("id"), "verklaringen": told})
    return {"items": kept, "personen": people}


def _phases(inhoud: Object) -> dict[str | None, int | None]:
    found: dict[str | None, int | None] = {}
    for row in ({"spoor": inhoud.get("spoor"), "fase": at(inhoud, "fase", "fase")}, *rows(inhoud, "sporen")):
        fase = row.get("fase")
        found[text(row, "spoor")] = fase if isinstance(fase, int) else None
    return found


def known_by(gereed: Gereed, ontvanger: Ontvanger, besluit: Deelbesluit, pseudoniem: Callable[[str], str]) -> Kennis:
    """Give what an asker knows; `besluit` is what `share` decided for the asker itself, told in full."""
    inhoud, items = besluit.uitsnede.inhoud, tuple(_seen(gereed, besluit, pseudoniem))
    acties = {(one.item, one.veld): one.actie for one in besluit.besluiten}
    taking_part = {str(at(row, "organisatie", "oin")): str(row["spoor"]) for row in rows(inhoud, "deelnames")}
    casus = _known_casus(gereed, items, (ontvanger.oin, acties))
    return Kennis(ontvanger, items, taking_part, _phases(inhoud), acties, casus)


def may_ask(kennis: Kennis, over: str) -> bool:
    """Tell whether an asker may ask about a recipient: about itself, or about one that it sees taking part."""
    return over == kennis.ontvanger.oin or over in kennis.deelnemers


def _asked(kennis: Kennis, over: str) -> Iterator[Gezien]:
    """Give the items of the asker's view that it may ask about: regie all, a recipient those it sees, who said one its own."""
    wie = kennis.ontvanger
    yield from (one for one in kennis.items if over == wie.oin or wie.regie or one.stuk.bron == wie.oin)


def as_actions(besluiten: Iterable[Veldbesluit]) -> dict[tuple[str, str], Actie]:
    """Give the action per item and field."""
    return {(one.item, one.veld): one.actie for one in besluiten}


def asked_about(kennis: Kennis, over: Ontvanger, omgeving: Omgeving, echt: Acties | None = None) -> tuple[Regel, ...]:
    """Give the decision about each field for a recipient, in a fixed order, as far as the asker may know it.

    The reason is that of the asker's own knowledge. `echt` holds what was really decided, for who may know that: where it differs,
    something that the asker does not see decides too, and that is all that is said. Without it the asker's knowledge decides.
    """
    if not may_ask(kennis, over.oin):
        return ()
    weighed = {(one.item, one.veld): one for one in decided(prepare(kennis.casus), kennis.fasen.get(over.spoor), over, omgeving)}
    found: list[Regel] = []
    for gezien in _asked(kennis, over.oin):
        stuk = gezien.stuk
        for veld in gezien.velden:
            told = weighed.get((stuk.id, veld)) or weighed.get((stuk.id, "*")) or Veldbesluit(stuk.id, veld, Actie.ONTHOUDEN, ONGEZIEN)
            actie = told.actie if echt is None else echt.get((stuk.id, veld), Actie.ONTHOUDEN)
            besluit = told._replace(veld=veld) if told.actie is actie else Veldbesluit(stuk.id, veld, actie, ONGEZIEN)
            found.append(Regel(gezien.naam, stuk.vorm.soort, veld, str(stuk.bron), besluit))
    return tuple(sorted(found))
