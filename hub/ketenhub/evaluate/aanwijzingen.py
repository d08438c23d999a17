"""How an unsafe situation can be told better: hints for who wrote it, and never a block (VISIE-15, VISIE-38)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Reden
from ketenhub.domain.partijen import NAAMMERK
from ketenhub.domain.plan import OnveiligeSituatie
from ketenhub.evaluate.teksten import days_ago_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ketenhub.domain.bijdrage import Feit, Item
    from ketenhub.domain.regelpakket import Regelpakket

REGEL = "plan"
TEKST = "omschrijving"


@dataclass(frozen=True, slots=True)
class Aanwijzing:
    """One hint about one field of a situation; `leeg` when that field is not filled in."""

    bron: str
    veld: str
    tekst: str
    nodig: str
    leeg: bool = False


def _about_names(feit: OnveiligeSituatie) -> Iterator[Aanwijzing]:
    """Ask for a text that opens with the victim, and that tags whoever else was there."""
    if not feit.omschrijving.lstrip().startswith(f"@{{{feit.slachtoffer}|"):
        text = "De omschrijving begint niet met de naam van het (vermoedelijke) slachtoffer."
        yield Aanwijzing("VISIE-38", TEKST, text, "Begin met de naam van het slachtoffer, en zeg dan wat er gebeurde.")
    if not {ref for ref, _ in NAAMMERK.findall(feit.omschrijving)} - {feit.slachtoffer}:
        text = "Naast het slachtoffer is niemand aangewezen in de tekst."
        yield Aanwijzing("VISIE-38", TEKST, text, "Wijs ieder die je noemt aan, ook wie het deed en wie erbij was.")


def _about_fact(feit: OnveiligeSituatie, pakket: Regelpakket) -> Iterator[Aanwijzing]:
    """Ask what happened, when, and in what kind of place."""
    figure = pakket.situatie_woorden
    if len(NAAMMERK.sub("naam", feit.omschrijving).split()) < figure.waarde:
        text = f"De omschrijving is korter dan {figure.waarde} woorden{days_ago_note(figure.eigen_afspraak)}."
        yield Aanwijzing("VISIE-15", TEKST, text, "Zeg concreet wat er gebeurde: wie deed wat, en wat zag of hoorde je?")
    if feit.datum is None:
        yield Aanwijzing("VISIE-15", "datum", "De dag staat er niet bij.", "Noem de dag, als iemand die weet.", leeg=True)
    if feit.waar is None:
        yield Aanwijzing("VISIE-15", "waar", "Er staat niet bij op wat voor plek het was.", "Kies wat voor plek het was.", leeg=True)


def _about(feit: Feit, pakket: Regelpakket) -> Iterator[Aanwijzing]:
    if isinstance(feit, OnveiligeSituatie):
        yield from _about_names(feit)
        yield from _about_fact(feit, pakket)


def _shown(aanwijzing: Aanwijzing, soort: str, pad: str, organisatie: str | None = None) -> Reden:
    return Reden(
        regel=REGEL,
        bron=aanwijzing.bron,
        tekst=aanwijzing.tekst,
        nodig=aanwijzing.nodig,
        paden=(pad,),
        afwezig=f"{soort}.{aanwijzing.veld}" if aanwijzing.leeg else None,
        organisatie=organisatie,
    )


def hints(feiten: Iterable[Feit], pakket: Regelpakket) -> tuple[Reden, ...]:
    """Give the hints for facts that are not sent yet; each path is a place in the contribution, `/feiten/0/omschrijving`."""
    return tuple(_shown(a, feit.soort, f"/feiten/{n}/{a.veld}") for n, feit in enumerate(feiten) for a in _about(feit, pakket))


def item_hints(items: Iterable[Item], pakket: Regelpakket) -> tuple[Reden, ...]:
    """Give the hints for facts of the plan, each at its text; who wrote one always sees its hints."""
    return tuple(
        _shown(a, item.feit.soort, f"{item.id}.{TEKST}", item.herkomst.organisatie) for item in items for a in _about(item.feit, pakket)
    )
