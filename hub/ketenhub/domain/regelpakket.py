"""The figures of the phases as versioned data; figures that are ours and not the sources' say so (domain 4)."""

from typing import Literal

from ketenhub.domain.waarde import Code, Kort, Tekst, Waarde

Vinkje = Literal["bescherming", "controle", "stresstest"]


class Getal(Waarde):
    """One figure: its value, its unit, its source line, and whether it is our own agreement."""

    waarde: int
    eenheid: Literal["dagen", "werkdagen", "maanden", "procent"]
    bron: Kort
    eigen_afspraak: bool = False


def _own(waarde: int, eenheid: Literal["dagen", "werkdagen", "procent"], bron: Kort) -> Getal:
    return Getal(waarde=waarde, eenheid=eenheid, bron=bron, eigen_afspraak=True)


class Regelpakket(Waarde):
    """One version of the figures. The defaults are the national vision; a region may set its own, with a note.

    `blokkeert` names the ticks that keep a gate shut; the others only warn. `verboden` are the measures whose breach is `direct`.
    """

    versie: Kort = "visie-1"
    toelichting: Tekst | None = None
    verouderd_fase_1: Getal = _own(30, "dagen", "CON-30")
    verouderd_fase_2: Getal = _own(60, "dagen", "CON-30")
    verouderd_fase_3: Getal = _own(90, "dagen", "CON-30")
    ronde_interval: Getal = _own(28, "dagen", "CON-04")
    zonder_incident: Getal = Getal(waarde=6, eenheid="maanden", bron="VISIE-13")
    termijn_hoogstens: Getal = Getal(waarde=3, eenheid="maanden", bron="VISIE-18")
    voorwaarden_binnen: Getal = _own(10, "werkdagen", "CON-13")
    regie_binnen: Getal = _own(1, "werkdagen", "CON-20")
    waarschuwingen: tuple[Getal, ...] = (
        _own(50, "procent", "CON-12"),
        _own(80, "procent", "CON-12"),
        _own(100, "procent", "CON-12"),
    )
    consulteren_na: Getal = Getal(waarde=6, eenheid="maanden", bron="CON-14")
    signaal_blijft: Getal = _own(30, "dagen", "F6")
    verboden: tuple[Code, ...] = ("huisverbod", "contactverbod", "locatieverbod")
    blokkeert: tuple[Vinkje, ...] = ()

    def stale_after(self, fase: int) -> Getal:
        """Give after how many days a score is stale in this phase."""
        return (self.verouderd_fase_1, self.verouderd_fase_2, self.verouderd_fase_3)[fase - 1]
