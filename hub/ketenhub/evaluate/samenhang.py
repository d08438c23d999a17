"""Do the parts of the plan hold together: factors and situations, goals and conditions, authors, how many goals (VT-13, MOV-18, MOV-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.fase import Reden
from ketenhub.domain.overzicht import Doelrij
from ketenhub.domain.plan import (
    Gevaarsomschrijving,
    Hersteldoel,
    OnveiligeSituatie,
    Risicofactor,
    Veiligheidsafspraak,
    Veiligheidsdoel,
    Veiligheidsvoorwaarde,
    Werkdoel,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.bijdrage import Feit, Item
    from ketenhub.evaluate.feiten import Feiten
    from ketenhub.evaluate.verloop import Verloop

Doel = Veiligheidsdoel | Werkdoel | Hersteldoel
STAAT = ("open", "geschonden", "gerealiseerd")


def _kept(feiten: Feiten, soort: type[Feit]) -> dict[str, str]:
    """Give the items of one kind that stand, under each id that they ever had."""
    found = {item.id: item.id for item in feiten.items if isinstance(item.feit, soort)}
    return found | {item.vervangt: item.id for item in feiten.items if item.vervangt and item.id in found}


def _gap(item: Item, lack: tuple[str, str, str], veld: str, pad: str = "tekst") -> Reden:
    """Say what one item lacks; its own organisation always hears it."""
    bron, text, needed = lack
    return Reden(
        regel="plan",
        bron=bron,
        tekst=f"Let op: {text}",
        nodig=needed,
        paden=(f"{item.id}.{pad}",),
        afwezig=f"{item.feit.soort}.{veld}",
        organisatie=item.herkomst.organisatie,
    )


LOSSE_FACTOR = ("MOV-18", "een risicofactor hoort nog bij geen onveilige situatie.", "Kies bij welke onveilige situaties dit speelt.")
LOS_DOEL = ("ROUTE-21", "een veiligheidsdoel hoort nog bij geen gevaar.", "Kies op welk gevaar dit doel antwoord geeft.")
GEVAAR_ALLEEN = ("ROUTE-20", "een gevaarsomschrijving heeft één auteur.", "Schrijf haar met een tweede auteur.")
DOEL_ALLEEN = ("ROUTE-21", "een veiligheidsdoel heeft één auteur.", "Schrijf het met een tweede auteur.")


def loose_parts(verloop: Verloop) -> Iterator[Reden]:
    """Name each factor without a situation, goal without a danger, and danger or goal with one author."""
    feiten = verloop.toestand.feiten
    situaties, gevaren = _kept(feiten, OnveiligeSituatie), _kept(feiten, Gevaarsomschrijving)
    for item in feiten.items:
        match item.feit:
            case Risicofactor(situaties=refs) if not situaties.keys() & set(refs):
                yield _gap(item, LOSSE_FACTOR, "situaties")
            case Gevaarsomschrijving(tweede_auteur=None):
                yield _gap(item, GEVAAR_ALLEEN, "tweedeAuteur")
            case Veiligheidsdoel() as feit:
                if feit.gevaar not in gevaren:
                    yield _gap(item, LOS_DOEL, "gevaar")
                if feit.tweede_auteur is None:
                    yield _gap(item, DOEL_ALLEEN, "tweedeAuteur")
            case _:
                pass


def too_many_goals(verloop: Verloop) -> Iterator[Reden]:
    """Warn of more active work goals than the pack allows; a method may refuse them, which `merge` does (MOV-08)."""
    figure = verloop.toestand.kader.pakket.werkdoelen_hoogstens
    active = [item for item in verloop.toestand.feiten.items if isinstance(item.feit, Werkdoel) and item.feit.actief]
    if len(active) > figure.waarde:
        yield Reden(
            regel="plan",
            bron=figure.bron,
            tekst=f"Let op: er zijn {len(active)} werkdoelen actief. Meer dan {figure.waarde} tegelijk is te veel.",
            nodig=f"Kies samen de {figure.waarde} doelen die nu het belangrijkst zijn.",
            paden=tuple(f"{item.id}.actief" for item in active),
        )


def _goals(feiten: Feiten) -> Iterator[tuple[Item, Doel]]:
    for item in feiten.items:
        if isinstance(feit := item.feit, Veiligheidsdoel | Werkdoel | Hersteldoel):
            yield item, feit


def goal_rows(verloop: Verloop) -> tuple[Doelrij, ...]:
    """Give every goal with the condition of Veilig Thuis that it builds on; without one it is extra (VT-13)."""
    feiten = verloop.toestand.feiten
    kept = _kept(feiten, Veiligheidsvoorwaarde)
    by_vt = {i.id for i in feiten.items if isinstance(i.feit, Veiligheidsvoorwaarde) and i.feit.gesteld_door_vt}
    found = []
    for item, feit in _goals(feiten):
        condition = kept.get(feit.voorwaarde or "")
        paths = (f"{item.id}.voorwaarde", f"{condition}.gesteldDoorVt") if condition else ()
        found.append(
            Doelrij(
                doel=item.id,
                soort=feit.soort,
                voorwaarde=condition,
                extra=condition not in by_vt,
                paden=(f"{item.id}.tekst", *paths),
                afwezig=None if condition else f"{feit.soort}.voorwaarde",
            )
        )
    return tuple(found)


def orphans(verloop: Verloop) -> Iterator[Reden]:
    """Name every condition on which no goal and no agreement builds (VT-13)."""
    feiten, day = verloop.toestand.feiten, verloop.toestand.kader.peildatum
    kept = _kept(feiten, Veiligheidsvoorwaarde)
    built = {kept.get(feit.voorwaarde or "") for _, feit in _goals(feiten)}
    built |= {kept.get(i.feit.voorwaarde or "") for i in feiten.items if isinstance(i.feit, Veiligheidsafspraak)}
    standing = {condition.item for condition in feiten.voorwaarden if condition.on(day)[0] in STAAT}
    lack = ("VT-13", "op een voorwaarde bouwt nog geen doel of afspraak.", "Spreek af wie wat doet voor deze voorwaarde.")
    for item in feiten.items:
        if item.id in standing - built and isinstance(item.feit, Veiligheidsvoorwaarde):
            yield _gap(item, lack, "voorwaarde").model_copy(update={"afwezig": "veiligheidsafspraak.voorwaarde"})


def plan_links(verloop: Verloop) -> Iterator[Reden]:
    """Give everything in the plan that hangs loose; none of it moves the phase."""
    yield from loose_parts(verloop)
    yield from too_many_goals(verloop)
    yield from orphans(verloop)
