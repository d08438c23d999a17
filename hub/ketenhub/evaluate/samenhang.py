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

    from ketenhub.domain.bijdrage import Item
    from ketenhub.evaluate.feiten import Feiten
    from ketenhub.evaluate.verloop import Verloop

Doel = Veiligheidsdoel | Werkdoel | Hersteldoel
# the source line, what is lacking, and what would mend it
LOSSE_FACTOR = ("MOV-18", "een risicofactor hoort nog bij geen onveilige situatie.", "Kies bij welke onveilige situaties dit speelt.")
LOS_DOEL = ("ROUTE-21", "een veiligheidsdoel hoort nog bij geen gevaar.", "Kies op welk gevaar dit doel antwoord geeft.")
GEVAAR_ALLEEN = ("ROUTE-20", "een gevaarsomschrijving heeft één auteur.", "Schrijf haar met een tweede auteur.")
WEES = ("VT-13", "op een voorwaarde bouwt nog geen doel of afspraak.", "Spreek af wie wat doet voor deze voorwaarde.")
DOEL_ALLEEN = ("ROUTE-21", "een veiligheidsdoel heeft één auteur.", "Schrijf het met een tweede auteur.")


def _gap(item: Item, lack: tuple[str, str, str], veld: str, soort: str | None = None) -> Reden:
    """Say what one item lacks; its own organisation always hears it."""
    bron, text, needed = lack
    return Reden(
        regel="plan",
        bron=bron,
        tekst=f"Let op: {text}",
        nodig=needed,
        paden=(f"{item.id}.tekst",),
        afwezig=f"{soort or item.feit.soort}.{veld}",
        organisatie=item.herkomst.organisatie,
    )


def loose_parts(verloop: Verloop) -> Iterator[Reden]:
    """Name each factor without a situation, goal without a danger, and danger or goal with one author."""
    feiten = verloop.toestand.feiten
    situaties = {item.id for item, _ in feiten.of(OnveiligeSituatie)}
    yield from (_gap(item, LOSSE_FACTOR, "situaties") for item, feit in feiten.of(Risicofactor) if not situaties & {*feit.situaties})
    gevaren = feiten.of(Gevaarsomschrijving)
    yield from (_gap(item, GEVAAR_ALLEEN, "tweedeAuteur") for item, feit in gevaren if feit.tweede_auteur is None)
    doelen, known = feiten.of(Veiligheidsdoel), {item.id for item, _ in gevaren}
    yield from (_gap(item, LOS_DOEL, "gevaar") for item, feit in doelen if feit.gevaar not in known)
    yield from (_gap(item, DOEL_ALLEEN, "tweedeAuteur") for item, feit in doelen if feit.tweede_auteur is None)


def too_many_goals(verloop: Verloop) -> Iterator[Reden]:
    """Warn of more active work goals than the pack allows; a method may refuse them, which `merge` does (MOV-08)."""
    figure = verloop.toestand.kader.pakket.werkdoelen_hoogstens
    active = [item for item, feit in verloop.toestand.feiten.of(Werkdoel) if feit.actief]
    if len(active) > figure.waarde:
        yield Reden(
            regel="plan",
            bron=figure.bron,
            tekst=f"Let op: er zijn {len(active)} werkdoelen actief. Meer dan {figure.waarde} tegelijk is te veel.",
            nodig=f"Kies samen de {figure.waarde} doelen die nu het belangrijkst zijn.",
            paden=tuple(f"{item.id}.actief" for item in active),
        )


def _goals(feiten: Feiten) -> list[tuple[Item, Doel]]:
    return [*feiten.of(Veiligheidsdoel), *feiten.of(Werkdoel), *feiten.of(Hersteldoel)]


def goal_rows(verloop: Verloop) -> tuple[Doelrij, ...]:
    """Give every goal with the condition of Veilig Thuis that it builds on; without one it is extra (VT-13)."""
    feiten = verloop.toestand.feiten
    by_vt = {item.id: feit.gesteld_door_vt for item, feit in feiten.of(Veiligheidsvoorwaarde)}
    found = []
    for item, feit in _goals(feiten):
        condition = feit.voorwaarde if feit.voorwaarde in by_vt else None
        paths = (f"{item.id}.voorwaarde", f"{condition}.gesteldDoorVt") if condition else ()
        found.append(
            Doelrij(
                doel=item.id,
                soort=feit.soort,
                voorwaarde=condition,
                extra=condition is None or not by_vt[condition],
                paden=(f"{item.id}.tekst", *paths),
                afwezig=None if condition else f"{feit.soort}.voorwaarde",
            )
        )
    return tuple(found)


def orphans(verloop: Verloop) -> Iterator[Reden]:
    """Name every condition on which no goal and no agreement builds (VT-13)."""
    feiten, day = verloop.toestand.feiten, verloop.toestand.kader.peildatum
    built = {feit.voorwaarde for _, feit in _goals(feiten)} | {feit.voorwaarde for _, feit in feiten.of(Veiligheidsafspraak)}
    standing = {condition.item for condition in feiten.voorwaarden if condition.on(day)[0] != "vervallen"}
    for item, _ in feiten.of(Veiligheidsvoorwaarde):
        if item.id in standing - built:
            yield _gap(item, WEES, "voorwaarde", "veiligheidsafspraak")


def plan_links(verloop: Verloop) -> Iterator[Reden]:
    """Give everything in the plan that hangs loose; none of it moves the phase."""
    yield from loose_parts(verloop)
    yield from too_many_goals(verloop)
    yield from orphans(verloop)
