"""The one fact more of a "wat als": a score or an incident, said by an organisation or a person of the casus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from ketenhub.domain.beoordeling import Onderwerp, PersoonStem, ProfessionalStem, Veiligheidsbeoordeling
from ketenhub.domain.cijfer import Schaal, fits
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.geweld import Incident
from ketenhub.domain.partijen import Professional
from ketenhub.domain.regie import Regierol
from ketenhub.flow.uitproberen import WAT_ALS, last_assessor

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.bijdrage import Feit
    from ketenhub.flow.uitproberen import Proef

Aard = Literal["geweld", "onveilig", "dreiging", "vrijlating"]
ONDERWERPEN: tuple[Literal["huishouden", "persoon", "relatie"], ...] = ("huishouden", "persoon", "relatie")
TEKST = "Wat als."


@dataclass(frozen=True, slots=True)
class WatAls:
    """Who says it, and what: a score about the household, one person or two, or an incident."""

    wie: str
    cijfer: str | None = None
    incident: Aard | None = None
    over: tuple[str, ...] = ()
    professional: str | None = None


def read_aard(aard: str | None) -> Aard | None:
    """Read a kind of incident; raises OngeldigBericht."""
    for known in get_args(Aard):
        if aard == known:
            found: Aard = known
            return found
    if aard is None:
        return None
    raise OngeldigBericht("--incident", "kies uit " + ", ".join(get_args(Aard)))


def _director(proef: Proef) -> str:
    return next(r.organisatie for r in proef.casus.regie if r.regierol is Regierol.CASUSREGIE)


def _score(proef: Proef, wens: WatAls, cijfer: str, dag: date) -> Feit:
    if not fits(cijfer, Schaal.VEILIGHEID):
        raise OngeldigBericht("--cijfer", "een cijfer is 0 tot en met 7, of 7+")
    if len(wens.over) >= len(ONDERWERPEN):
        raise OngeldigBericht("--over", "een cijfer gaat over het huishouden, over een persoon of over twee")
    person = wens.wie not in proef.organisaties
    ref = wens.professional or last_assessor(proef, wens.wie) or WAT_ALS
    return Veiligheidsbeoordeling(
        ref=WAT_ALS,
        geldig_op=dag,
        professional=None if person else Professional(ref=ref, functie="professional"),
        beoordelaar=PersoonStem(soort="betrokkene", persoon=wens.wie) if person else ProfessionalStem(),
        over=Onderwerp(soort=ONDERWERPEN[len(wens.over)], personen=wens.over),
        cijfer=cijfer,
        reden=TEKST,
    )


def extra_fact(proef: Proef, wens: WatAls) -> tuple[str, Feit]:
    """Give who sends the extra fact, and the fact; what a person says comes in through casusregie. Raises OngeldigBericht."""
    dag = proef.beoordeling.peildatum
    for place, name in (("--wie", wens.wie), *(("--over", ref) for ref in wens.over)):
        if name not in proef.personen.values() and not (place == "--wie" and name in proef.organisaties):
            raise OngeldigBericht(place, "zo heet niemand in dit bestand")
    sender = wens.wie if wens.wie in proef.organisaties else _director(proef)
    if (wens.cijfer is None) == (wens.incident is None):
        raise OngeldigBericht("--cijfer", "geef een cijfer of een incident")
    if wens.cijfer is not None:
        return sender, _score(proef, wens, wens.cijfer, dag)
    return sender, Incident(ref=WAT_ALS, geldig_op=dag, aard=wens.incident or "geweld", omschrijving=TEKST)
