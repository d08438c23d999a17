"""How regie set the plan up: who walks along, which stage, and when Veilig Thuis hears of something (VISIE-55, ROUTE-10, ROUTE-36)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst, Reden, Signaal
from ketenhub.domain.regie import Planopzet
from ketenhub.evaluate.orde import order_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.regie import Gebeurtenis
    from ketenhub.evaluate.verloop import Verloop

# which kinds of signal are this event
GEBEURTENISSEN: Mapping[Gebeurtenis, frozenset[str]] = MappingProxyType(
    {
        "cijfer_onder_6": frozenset({"cijfer", "daling"}),
        "incident": frozenset({"geweld", "onveilig", "dreiging"}),
        "schending": frozenset({"schending_maatregel", "schending_voorwaarde"}),
        "terugval": frozenset({"heroverweging"}),
        "einde_maatregel": frozenset({"vrijlating", "maatregel_einde"}),
        "termijn_voorbij": frozenset({"opschalen"}),
        "stilte": frozenset({"stilte"}),
    }
)


def setup_of(verloop: Verloop) -> tuple[Item, Planopzet] | None:
    """Give how the plan is set up now: the last that regie said of it."""
    zone = verloop.toestand.kader.zone
    found = verloop.toestand.feiten.of(Planopzet)
    return max(found, key=lambda pair: (order_of(pair[0].herkomst.geldig_op, zone, danger=False), pair[0].id), default=None)


def _gap(bron: str, tekst: str, nodig: str, afwezig: str, item: Item | None) -> Reden:
    return Reden(
        regel="F10" if bron == "VISIE-55" else "F1",
        bron=bron,
        tekst=f"Let op: {tekst}",
        nodig=nodig,
        paden=(f"{item.id}.stadium",) if item else (),
        afwezig=f"planopzet.{afwezig}",
        organisatie=item.herkomst.organisatie if item else None,
    )


def setup_gaps(verloop: Verloop) -> Iterator[Reden]:
    """Warn when nobody agreed when Veilig Thuis hears, who walks along or how all stay informed, or when the stage lags behind."""
    found = setup_of(verloop)
    if found is None or not found[1].veilig_thuis_hoort_bij:
        text = "er is niet afgesproken wanneer Veilig Thuis het hoort."
        needed = "Kies bij welke gebeurtenissen Veilig Thuis het hoort."
        yield _gap("VISIE-55", text, needed, "veiligThuisHoortBij", found[0] if found else None)
    if found is None:
        return
    item, feit = found
    if feit.begeleider is None:
        text = "er staat niet bij wie met het huishouden meeloopt."
        yield _gap("ROUTE-10", text, "Noem wie meeloopt.", "begeleider", item)
    if feit.informatieafspraak is None:
        text = "er staat niet bij hoe ieder op de hoogte blijft."
        yield _gap("ROUTE-10", text, "Spreek af hoe ieder op de hoogte blijft.", "informatieafspraak", item)
    wanted = "direct" if verloop.fase == 1 else "stabiel"
    if feit.stadium != wanted:
        yield Reden(
            regel="F1",
            bron="ROUTE-36",
            tekst=f"Let op: het plan heet nog {feit.stadium}, maar de fase is {verloop.fase}.",
            nodig=f"Maak er een {wanted} veiligheidsplan van.",
            paden=(f"{item.id}.stadium",),
        )


def inform_signals(verloop: Verloop, signalen: Iterable[Signaal]) -> Iterator[Signaal]:
    """Say what Veilig Thuis has to hear, as long as the cause stands; it tells no more of the cause than the cause's own signal."""
    found = setup_of(verloop)
    if found is None:
        return
    item, feit = found
    wanted = frozenset[str]().union(*(GEBEURTENISSEN[gebeurtenis] for gebeurtenis in feit.veilig_thuis_hoort_bij))
    for cause in signalen:
        if cause.soort in wanted:
            yield Signaal(
                sleutel=f"veilig_thuis_hoort:{cause.sleutel}",
                soort="veilig_thuis_hoort",
                ernst=Ernst.ATTENTIE if cause.ernst is Ernst.ATTENTIE else Ernst.HOOG,
                dag=cause.dag,
                tekst=f"Vertel dit aan Veilig Thuis, zo is afgesproken. {cause.tekst}",
                spoor=cause.spoor,
                paden=(*cause.paden, f"{item.id}.veiligThuisHoortBij"),
                afwezig=cause.afwezig,
            )
