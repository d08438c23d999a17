"""The result of one track: of the household or the victim with a phase, of the perpetrator without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.fase import Fase, Fasewissel, Spoorbeoordeling
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.afsluiten import all_recovered, closing
from ketenhub.evaluate.gebreken import shortcomings
from ketenhub.evaluate.heroverwegen import reweighings
from ketenhub.evaluate.laagste import lowest, standing_scores
from ketenhub.evaluate.lijsten import with_lists
from ketenhub.evaluate.poort import obstacles
from ketenhub.evaluate.signalen import signals
from ketenhub.evaluate.teksten import gate_sentence, track_sentence
from ketenhub.evaluate.termijnen import shown_terms
from ketenhub.evaluate.uitleg import reason, reasons, standings
from ketenhub.evaluate.voorwaarden import coverage

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
    found += tuple(shortcomings(verloop, dekking))
    result = Spoorbeoordeling(
        spoor=toestand.feiten.zicht.spoor,
        fase=Fase(verloop.fase),
        sinds=verloop.sinds,
        verloop=tuple(Fasewissel(op=dag, fase=Fase(fase)) for dag, fase in verloop.wissels),
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
        heroverwegingen=reweighings(verloop),
        hersteld_en_deelnemend=all_recovered(verloop)[0],
        afsluiten_te_wegen=bool(afsluiten) and all(reden.voldaan for reden in afsluiten),
        afsluiten=afsluiten,
    )
    return with_lists(result, verloop)


def without_phase(verloop: Verloop) -> Spoorbeoordeling:
    """Give the result of the perpetrator's track: own voices, scores and signals, and no phase (domain F12)."""
    toestand, day = verloop.toestand, verloop.toestand.kader.peildatum
    toestand.fase = 1
    blocked = [o for o in obstacles(toestand, day) if o.stem is not None or o.soort == "voorwaarde"]
    low, low_paths = lowest(standing_scores(toestand.bord))
    voices = standings(verloop, day)
    found = tuple(reason(o, toestand) for o in blocked)
    result = Spoorbeoordeling(
        spoor=Spoor.PLEGER,
        laagste=low,
        laagste_paden=low_paths,
        poort_zin=track_sentence(blocked),
        poort_paden=_paths(found, voices),
        stemmen=voices,
        redenen=found,
        signalen=signals(verloop, None, met_termijnen=False),
    )
    return with_lists(result, verloop)
