"""The result of one track, and the headline over both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.fase import Fase, Spoorbeoordeling
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.aanwijzingen import item_hints
from ketenhub.evaluate.afsluiten import all_recovered, closing
from ketenhub.evaluate.laagste import lowest, standing_scores
from ketenhub.evaluate.poort import obstacles
from ketenhub.evaluate.signalen import in_order, signals
from ketenhub.evaluate.teksten import gate_sentence, track_sentence
from ketenhub.evaluate.termijnen import shown_terms
from ketenhub.evaluate.uitleg import reason, reasons, standings
from ketenhub.evaluate.volledig import plan_gaps
from ketenhub.evaluate.voorwaarden import condition_gaps, coverage

if TYPE_CHECKING:
    from ketenhub.domain.fase import Reden, Stemstand
    from ketenhub.evaluate.verloop import Verloop


def _paths(redenen: tuple[Reden, ...], stemmen: tuple[Stemstand, ...]) -> tuple[str, ...]:
    found = {p for r in redenen for p in r.paden} | {p for s in stemmen if s.vereist for p in s.paden}
    return tuple(sorted(found))


def with_phase(verloop: Verloop, ander: Verloop | None) -> Spoorbeoordeling:
    """Give the result of the household, or of the victim's track."""
    toestand, day = verloop.toestand, verloop.toestand.kader.peildatum
    blocked = list(obstacles(toestand, day)) if verloop.fase < 3 else []
    low, low_paths = lowest(standing_scores(toestand.bord))
    dekking, afsluiten = coverage(verloop), closing(verloop)
    found, voices = reasons(verloop, blocked, day), standings(verloop, day)
    found += (*plan_gaps(verloop), *condition_gaps(verloop, dekking))
    return Spoorbeoordeling(
        spoor=toestand.feiten.zicht.spoor,
        fase=Fase(verloop.fase),
        sinds=verloop.sinds,
        laagste=low,
        laagste_paden=low_paths,
        poort_open=verloop.fase > 1,
        poort_zin=gate_sentence(verloop.fase, blocked),
        poort_paden=_paths(found, voices),
        stemmen=voices,
        redenen=found,
        termijnen=shown_terms(verloop),
        signalen=signals(verloop, ander, met_termijnen=True),
        dekking=dekking,
        hersteld_en_deelnemend=all_recovered(verloop)[0],
        afsluiten_te_wegen=bool(afsluiten) and all(reden.voldaan for reden in afsluiten),
        afsluiten=afsluiten,
        aanwijzingen=item_hints(toestand.feiten.items, toestand.kader.pakket),
    )


def without_phase(verloop: Verloop) -> Spoorbeoordeling:
    """Give the result of the perpetrator's track: own voices, scores and signals, and no phase (domain F12)."""
    toestand, day = verloop.toestand, verloop.toestand.kader.peildatum
    toestand.fase = 1
    blocked = [o for o in obstacles(toestand, day) if o.stem is not None or o.soort == "voorwaarde"]
    low, low_paths = lowest(standing_scores(toestand.bord))
    voices = standings(verloop, day)
    found = tuple(reason(o, toestand) for o in blocked)
    return Spoorbeoordeling(
        spoor=Spoor.PLEGER,
        fase=None,
        laagste=low,
        laagste_paden=low_paths,
        poort_zin=track_sentence(blocked),
        poort_paden=_paths(found, voices),
        stemmen=voices,
        redenen=found,
        signalen=signals(verloop, None, met_termijnen=False),
        aanwijzingen=item_hints(toestand.feiten.items, toestand.kader.pakket),
    )


def headline(slachtoffer: Verloop, own: Spoorbeoordeling, pleger: Verloop, other: Spoorbeoordeling) -> Spoorbeoordeling:
    """Give the lower of both, in full, for those who direct both tracks."""
    low, low_paths = lowest([*standing_scores(slachtoffer.toestand.bord), *standing_scores(pleger.toestand.bord)])
    return own.model_copy(
        update={
            "spoor": Spoor.BEIDE,
            "laagste": low,
            "laagste_paden": low_paths,
            "poort_paden": tuple(sorted({*own.poort_paden, *other.poort_paden})),
            "stemmen": own.stemmen + other.stemmen,
            "redenen": own.redenen + other.redenen,
            "aanwijzingen": own.aanwijzingen + other.aanwijzingen,
            "signalen": in_order((*(s for s in own.signalen if not s.brug), *other.signalen), slachtoffer),
        }
    )
