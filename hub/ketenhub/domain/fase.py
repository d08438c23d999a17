"""What the evaluator concludes: the phase, its reasons and its signals (domain 4)."""

from datetime import date
from enum import IntEnum, StrEnum

from ketenhub.domain.moment import Moment
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.waarde import Kort, Tekst, Waarde


class Fase(IntEnum):
    """The three ordered phases (MOV-03, VISIE-02)."""

    DIRECTE_VEILIGHEID = 1
    RISICOGESTUURDE_ZORG = 2
    HERSTELGERICHTE_ZORG = 3


class Ernst(StrEnum):
    """Severity of a signal (domain F6)."""

    DIRECT = "direct"
    HOOG = "hoog"
    ATTENTIE = "attentie"


class Reden(Waarde):
    """One conclusion in plain Dutch, with its rule, its source line and the paths of the facts used."""

    regel: Kort
    bron: Kort
    tekst: Tekst
    paden: tuple[str, ...] = ()
    voldaan: bool = False


class Stemstand(Waarde):
    """Where one voice stands: the lowest valid score, or why it does not count yet."""

    stem: Kort
    organisatie: str | None = None
    persoon: str | None = None
    vereist: bool
    cijfer: str | None = None
    stand: Kort
    paden: tuple[str, ...] = ()


class Termijn(Waarde):
    """A term that runs: what, until when, what happens when it passes; figures of our own are marked."""

    soort: Kort
    tekst: Tekst
    datum: date
    gevolg: Tekst
    eigen_afspraak: bool = False
    paden: tuple[str, ...] = ()


class Signaal(Waarde):
    """What the evaluator noticed; `sleutel` names its cause, so it is raised once.

    `brug` marks danger of the other track: only kind, severity and day, with "bel de regie" (domain F12).
    """

    sleutel: str
    soort: Kort
    ernst: Ernst
    dag: Moment
    tekst: Tekst
    spoor: Spoor
    brug: bool = False
    paden: tuple[str, ...] = ()


class Spoorbeoordeling(Waarde):
    """The result for one track; `fase` is empty for the perpetrator's track."""

    spoor: Spoor
    fase: Fase | None = None
    sinds: date | None = None
    laagste: str | None = None
    laagste_paden: tuple[str, ...] = ()
    poort_open: bool = False
    poort_zin: Tekst
    poort_paden: tuple[str, ...] = ()
    stemmen: tuple[Stemstand, ...] = ()
    redenen: tuple[Reden, ...] = ()
    termijnen: tuple[Termijn, ...] = ()
    signalen: tuple[Signaal, ...] = ()


class FaseBeoordeling(Waarde):
    """The whole evaluation on one day, under one rule pack.

    Unsplit: one result, for `onverdeeld`. Split: one per track and the headline `beide`, the lower of both.
    """

    peildatum: date
    regelpakket: Kort
    gesplitst: bool
    sporen: tuple[Spoorbeoordeling, ...]
    volgende_termijn: date | None = None
