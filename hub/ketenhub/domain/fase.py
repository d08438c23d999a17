"""What the evaluator concludes: the phase, its reasons and its signals (domain 4)."""

from datetime import date
from enum import IntEnum, StrEnum

from ketenhub.domain.moment import Moment
from ketenhub.domain.overzicht import Doelrij, Heroverwegingstaak, Inschakeling
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.waarde import Kort, Oin, Sleutel, Tekst, Waarde


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
    """One conclusion in plain Dutch, with its rule, its source line and the paths of the facts used.

    `nodig` says what would change it; `afwezig` names the field (`feitsoort.veld`) of a fact that is not there, so that only who would
    see it if it were there hears of it, and `organisatie`, whose own fact it is and who can mend it.
    """

    regel: Kort
    bron: Kort
    tekst: Tekst
    nodig: Tekst | None = None
    paden: tuple[str, ...] = ()
    afwezig: Kort | None = None
    organisatie: Oin | None = None
    voldaan: bool = False


class Stemstand(Waarde):
    """Where one voice stands: the lowest valid score, or why it does not count yet.

    `voorlopig_tot` is the day from which its 7 can count, with the facts that decide that; `verouderd_op` the first day on which its oldest
    score is stale.
    """

    stem: Kort
    organisatie: str | None = None
    persoon: str | None = None
    vereist: bool
    cijfer: str | None = None
    stand: Kort
    voorlopig_tot: date | None = None
    voorlopig_paden: tuple[str, ...] = ()
    verouderd_op: date | None = None
    paden: tuple[str, ...] = ()


class Termijn(Waarde):
    """A term that runs: what, until when, whose, what happens when it passes; figures of our own are marked."""

    soort: Kort
    tekst: Tekst
    datum: date
    gevolg: Tekst
    eigenaar: Oin | None = None
    eigen_afspraak: bool = False
    paden: tuple[str, ...] = ()
    afwezig: Kort | None = None


class Signaal(Waarde):
    """What the evaluator noticed; `sleutel` names its cause, so it is raised once.

    `brug` marks danger of the other track: only kind, severity and day, with "bel de regie" (domain F12). `organisatie` is who has to
    act on it; `inschakelen` whom to call at once; `vervolg` the paths of what was agreed for this very cause.
    """

    sleutel: str
    soort: Kort
    ernst: Ernst
    dag: Moment
    tekst: Tekst
    spoor: Spoor
    brug: bool = False
    organisatie: Oin | None = None
    inschakelen: tuple[Inschakeling, ...] = ()
    vervolg: tuple[str, ...] = ()
    paden: tuple[str, ...] = ()
    afwezig: Kort | None = None


class Dekkingsrij(Waarde):
    """One row of condition by person: where the condition stands, and whom it protects (VISIE-48)."""

    voorwaarde: Sleutel
    stand: Kort
    beschermt: tuple[Sleutel, ...] = ()
    paden: tuple[str, ...] = ()


class Fasewissel(Waarde):
    """A day on which the household entered a phase, derived again from the facts."""

    op: date
    fase: Fase


class Spoorbeoordeling(Waarde):
    """The result for one track; `fase` is empty for the perpetrator's track.

    `hersteld_en_deelnemend`: a 7+ for every member (CON-05). `afsluiten` says what closing needs; it is never automatic (domain F4).
    `aanwijzingen` are hints on how a fact can be told better; they move nothing.
    """

    spoor: Spoor
    fase: Fase | None = None
    sinds: date | None = None
    verloop: tuple[Fasewissel, ...] = ()
    laagste: str | None = None
    laagste_paden: tuple[str, ...] = ()
    poort_open: bool = False
    poort_zin: Tekst
    poort_paden: tuple[str, ...] = ()
    stemmen: tuple[Stemstand, ...] = ()
    redenen: tuple[Reden, ...] = ()
    termijnen: tuple[Termijn, ...] = ()
    signalen: tuple[Signaal, ...] = ()
    dekking: tuple[Dekkingsrij, ...] = ()
    doelen: tuple[Doelrij, ...] = ()
    heroverwegingen: tuple[Heroverwegingstaak, ...] = ()
    hersteld_en_deelnemend: bool = False
    afsluiten_te_wegen: bool = False
    afsluiten: tuple[Reden, ...] = ()
    aanwijzingen: tuple[Reden, ...] = ()


class FaseBeoordeling(Waarde):
    """The whole evaluation on one day, under one rule pack.

    Unsplit: one result, for `onverdeeld`. Split: one per track and the headline `beide`, the lower of both. `volgende_termijn` is the
    next day on which time alone changes something, `termijn_pleger` that of the perpetrator's track by itself.
    """

    peildatum: date
    regelpakket: Kort
    gesplitst: bool
    sporen: tuple[Spoorbeoordeling, ...]
    volgende_termijn: date | None = None
    termijn_pleger: date | None = None
