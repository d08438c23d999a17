"""What the evaluator lists of a plan beside its phase: whom to call, what to weigh again, what carries each goal and condition."""

from datetime import date

from ketenhub.domain.regie import Domein
from ketenhub.domain.waarde import Code, Kort, Oin, Sleutel, Waarde


class Inschakeling(Waarde):
    """One kind of organisation to call at once at acute danger, and which of them take part already, perhaps none (VISIE-11)."""

    soort: Code
    organisaties: tuple[Oin, ...] = ()
    paden: tuple[str, ...] = ()


class Domeinstand(Waarde):
    """What regie decided in one domain after a fall-back; without `besluit` it is still to be weighed."""

    domein: Domein
    besluit: Kort | None = None
    paden: tuple[str, ...] = ()


class Heroverwegingstaak(Waarde):
    """The task after one fall-back: weigh criminal, civil and administrative law again; open until each domain is answered (CON-26)."""

    terugval: date
    domeinen: tuple[Domeinstand, ...]
    open: bool
    paden: tuple[str, ...] = ()


class Doelrij(Waarde):
    """One goal and the condition of Veilig Thuis that it builds on; `extra` where it builds on none (VT-13)."""

    doel: Sleutel
    soort: Code
    voorwaarde: Sleutel | None = None
    extra: bool
    paden: tuple[str, ...] = ()
    afwezig: Kort | None = None
