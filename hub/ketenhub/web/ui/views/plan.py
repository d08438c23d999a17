"""The page of one household: everything that was shared with this viewer in the fixed order, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.json import at
from ketenhub.web.ui.views.cijferbeeld import Cijferbeeld, read_part, show_scores, stale_limit
from ketenhub.web.ui.views.fase import Fasebeeld, make_phase
from ketenhub.web.ui.views.gezin import Gezin, Meedoen, make_family, make_participation
from ketenhub.web.ui.views.kaarten import Paneel, Punt, make_panels
from ketenhub.web.ui.views.kop import Kop, make_header
from ketenhub.web.ui.views.signalen import Alarm, make_alerts
from ketenhub.web.ui.views.situaties import Scenario, Situatie, make_goals, make_scenarios, make_situations, make_strengths
from ketenhub.web.ui.views.sporen import Sporenbeeld, make_tracks
from ketenhub.web.ui.views.termijnen import Termijn, make_terms
from ketenhub.web.ui.views.voorwaarden import Voorwaardendeel, make_conditions
from ketenhub.web.ui.views.wachten import AfTeWegen, Wachtende, make_waiting, make_weighing
from ketenhub.web.ui.views.wijzer import make_wijzer

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.web.ui.views.kader import Kader


@dataclass(frozen=True, slots=True)
class Anker:
    """A link to a part of the page; `let` where it needs attention."""

    doel: str
    tekst: str
    let: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """Everything on the page of one household, in its order."""

    kop: Kop
    ankers: tuple[Anker, ...]
    alarmen: tuple[Alarm, ...]
    sporen: Sporenbeeld | None
    fase: Fasebeeld | None
    termijnen: tuple[Termijn, ...]
    wachten: tuple[Wachtende, ...]
    wegen: tuple[AfTeWegen, ...]
    cijfers: Cijferbeeld
    voorwaarden: Voorwaardendeel
    doelen: tuple[Punt, ...]
    oude_doelen: tuple[Punt, ...]
    situaties: tuple[Situatie, ...]
    scenarios: tuple[Scenario, ...]
    goed: tuple[Punt, ...]
    gezin: Gezin
    meedoen: Meedoen
    panelen: tuple[Paneel, ...]


def _anchors(view: PlanView) -> tuple[Anker, ...]:
    broken = view.voorwaarden.geschonden
    wanted: tuple[tuple[str, str, object], ...] = (
        ("sporen", "Sporen", view.sporen),
        ("fase", "Fase en termijnen", view.fase or view.termijnen),
        ("wachten", "Te bekijken", view.wachten),
        ("wegen", "Af te wegen", view.wegen),
        ("cijfers", "Cijfers", view.cijfers),
        ("voorwaarden", f"Voorwaarden ({broken} geschonden)" if broken else "Voorwaarden", view.voorwaarden),
        ("top3", "Top 3", view.doelen),
        ("gezin", "Gezin en netwerk", view.gezin),
        ("situaties", "Onveilige situaties", view.situaties),
        ("scenario", "Scenario", view.scenarios),
        ("goed", "Wat gaat goed", view.goed),
        ("verder", "Meer", view.panelen),
        ("meedoen", "Wie doet mee", view.meedoen),
    )
    return tuple(Anker(f"#{doel}", tekst, doel == "voorwaarden" and broken > 0) for doel, tekst, there in wanted if there)


def plan_view(inhoud: Object, kader: Kader) -> PlanView:
    """Make the page from what was shared with this viewer, with how each of its signals stands."""
    wijzer = make_wijzer(inhoud, kader.vandaag)
    found = at(inhoud, "fase")
    fase: Object = found if isinstance(found, Mapping) else {}
    deel = read_part(inhoud, fase, wijzer)
    shown = make_phase(fase, wijzer) if fase else None
    goals, over = make_goals(inhoud, wijzer)
    view = PlanView(
        kop=make_header(inhoud, kader, deel, shown, wijzer),
        ankers=(),
        alarmen=make_alerts(inhoud, wijzer, kader.standen),
        sporen=make_tracks(inhoud, wijzer),
        fase=shown,
        termijnen=make_terms(inhoud, fase, deel.redenen, stale_limit(fase), wijzer),
        wachten=make_waiting(inhoud),
        wegen=make_weighing(inhoud, wijzer),
        cijfers=show_scores(deel, inhoud, fase, wijzer),
        voorwaarden=make_conditions(inhoud, wijzer),
        doelen=goals,
        oude_doelen=over,
        situaties=make_situations(inhoud, wijzer),
        scenarios=make_scenarios(inhoud, wijzer),
        goed=make_strengths(inhoud, wijzer),
        gezin=make_family(inhoud, wijzer),
        meedoen=make_participation(inhoud, wijzer),
        panelen=make_panels(inhoud, wijzer, frozenset(DELEN.values())),
    )
    return replace(view, ankers=_anchors(view))
