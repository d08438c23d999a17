"""Why a field goes or stays, in plain Dutch: the steps of the agreed way of working, in its order, each with what was decided (MDA-37)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ketenhub.domain.delen import Actie

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ketenhub.domain.delen import Deelregel, Regelset, Samenwerkingsafspraak
    from ketenhub.share.keuze import Veldbesluit

HOEVEEL = {Actie.DELEN: "het gaat zoals het er staat", Actie.MINIMALISEREN: "het gaat kleiner", Actie.ONTHOUDEN: "het gaat niet"}
ONGEZIEN: Final = "iets wat uw organisatie niet ziet, beslist mee"
GEEINDIGD: Final = "deze organisatie doet niet meer mee"
# the action that leaves less, and what is said of it where it was weighed and not taken
LICHTER = {
    Actie.DELEN: (Actie.MINIMALISEREN, "Kleiner delen is afgewogen: geen regel die hier past, maakt dit veld kleiner."),
    Actie.MINIMALISEREN: (Actie.ONTHOUDEN, "Niet delen is afgewogen: geen regel die hier past, houdt dit veld achter."),
}
# obligations that come with everything that goes
PLICHTEN = ("informeren", "vastleggen")
# what would change a decision that no rule took, by how its reason begins
ZONDER_REGEL = (
    ("muur 1", "Alleen wie het zei, kan deze ontvanger erbij noemen; op het spoor van de pleger opent niets dit."),
    ("muur 2", "Alleen wie het zei, kan deze ontvanger erbij noemen, of zeggen dat de naam genoemd mag worden."),
    ("muur 3", "Alleen wie het zei, kan het voor deze ontvanger vrijgeven."),
    ("muur 4", "Geen regel en geen mens opent dit."),
    ("muur 5", "Alleen wie het geheim draagt, kan per feit besluiten dat deze ontvanger het mag weten."),
    ("doorbreking", "Wie haar voorstelde of bevestigde trekt haar in; na haar laatste dag beslissen de regels weer."),
    ("dit is alleen", "Niets: wat gevraagd of besloten is over delen, blijft bij wie het zei en aan wie het gevraagd is."),
    ("de tekst noemt", "Merk de naam in de tekst, pas de tekst aan, of geef haar na een blik vrij."),
    ("eigen woorden", "Niets: wat een organisatie zelf zei, ziet zij op haar eigen spoor."),
    ("geen regel", "Een regel die dit deelt, met een grondslag, een doel en een noodzaak."),
    ("dit verwijst", "Dat deze ontvanger ook ziet waar dit naar verwijst."),
    (GEEINDIGD, "Alleen een daad van de regie laat haar weer meedoen."),
    ("niemand toetste", "Een vastgelegde toets dat dit veilig te tonen is."),
)


def _basis(regel: Deelregel) -> str:
    doubt = "" if regel.grondslag.bevestigd else " (nog te bevestigen door een jurist)"
    return f"{regel.grondslag.wet} artikel {regel.grondslag.artikel}{doubt}"


def _answers(regel: Deelregel) -> dict[str, str]:
    """Give what a rule says at each step."""
    smaller = f": {regel.minimalisering.value}" if regel.minimalisering is not None else ""
    return {
        "doel": regel.doel,
        "toestemming": "ja, van ieder om wie het gaat" if regel.op_toestemming else "het kan zonder",
        "grondslag": _basis(regel),
        "noodzaak": regel.noodzaak,
        "hoeveelheid": f"{HOEVEEL[regel.actie]}{smaller}",
        "openheid": "er komt een taak om het te vertellen, of een vastgelegde uitzondering",
    }


def _cited(agreement: Samenwerkingsafspraak | None, dag: date) -> str:
    if agreement is None:
        return ""
    until = f"geldt tot en met {agreement.tot.isoformat()}" if agreement.tot is not None and agreement.holds_on(dag) else "geldt niet"
    return f" Afspraak: {agreement.id} ({until})."


def explain(besluit: Veldbesluit, regels: Regelset, dag: date) -> tuple[str, ...]:
    """Say it step by step: what was decided and by what, then each step, and at last what would change it."""
    head = f"{besluit.veld}: {besluit.actie.value}. {besluit.door}."
    regel = besluit.regel
    if regel is None:
        return (head,)
    answers, werkwijze = _answers(regel), regels.werkwijze
    asked = [(f"{stap.vraag} ", stap.wat) for stap in werkwijze.stappen] if werkwijze else [(f"{wat}: ", wat) for wat in answers]
    without = f"Zo werken wij zonder toestemming.{_cited(regels.agreement(werkwijze.afspraak), dag)} " if werkwijze else ""
    return (
        f"{head} Versie {regels.versie}.{_cited(regels.agreement(regel.afspraak), dag)}",
        *(f"{n}. {words}{answers[wat]}." for n, (words, wat) in enumerate(asked, 1)),
        f"{without}Een strengere regel verandert dit.",
    )


@dataclass(frozen=True, slots=True)
class Motivering:
    """What stands behind a decision: the action that was weighed and not taken, until when it holds, what it asks, what would change it."""

    lichter: tuple[Actie, str] | None
    geldig_tot: date | None
    plichten: tuple[str, ...]
    verandert: tuple[str, ...]


def _until(regel: Deelregel, regels: Regelset) -> date | None:
    """Give the last day on which a rule decides as it does now: its own, or that of the agreement it rests on."""
    agreement = regels.agreement(regel.afspraak)
    return min((dag for dag in (regel.tot, agreement.tot if agreement else None) if dag is not None), default=None)


def _changes(regel: Deelregel, until: date | None) -> Iterator[str]:
    if regel.actie is Actie.ONTHOUDEN:
        yield "Een regel die meer deelt, verandert dit niet: de strengste gaat voor. Alleen een andere versie van deze regel doet dat."
    else:
        yield "Een strengere regel."
    if until is not None:
        yield f"Het einde van de regel of de afspraak waarop zij rust, na {until.isoformat()}."
    if regel.op_toestemming:
        yield "Bezwaar of intrekking van wie toestemming gaf."
    if regel.fasen:
        yield "Een andere fase."
    if regel.geweldsoorten or regel.omstandigheden:
        yield "Andere omstandigheden in de casus."
    if not regel.grondslag.bevestigd:
        yield "Een jurist die de grondslag niet bevestigt."


def motivate(besluit: Veldbesluit, regels: Regelset) -> Motivering:
    """Give what stands behind a decision beside the steps of `explain`; from the rule alone."""
    regel, shared = besluit.regel, besluit.actie is not Actie.ONTHOUDEN
    plichten = PLICHTEN if shared and besluit.door != "eigen woorden" else ()
    if regel is None:
        words = next((tekst for begin, tekst in ZONDER_REGEL if besluit.door.startswith(begin)), "Vraag het de regie.")
        return Motivering(None, None, plichten, (words,))
    until = _until(regel, regels)
    return Motivering(LICHTER.get(besluit.actie), until, plichten, tuple(_changes(regel, until)))
