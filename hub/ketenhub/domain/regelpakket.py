"""The figures of the phases as versioned data; figures that are ours and not the sources' say so (domain 4)."""

from typing import Literal

from pydantic import Field

from ketenhub.domain.codes import OPENBAAR_MINISTERIE, VEILIG_THUIS
from ketenhub.domain.waarde import Code, Kort, Tekst, Waarde

Vinkje = Literal["bescherming", "controle", "stresstest"]
Grens = Literal["werkdoelen"]
Eenheid = Literal["seconden", "minuten", "dagen", "werkdagen", "maanden", "procent", "aantal"]


class Getal(Waarde):
    """One figure: its value, its unit, its source lines, whether it is our own agreement, and what to know about it."""

    waarde: int
    eenheid: Eenheid
    bron: Kort
    meer_bronnen: tuple[Kort, ...] = ()
    eigen_afspraak: bool = False
    toelichting: Tekst | None = None


def _own(waarde: int, eenheid: Eenheid, bron: Kort) -> Getal:
    return Getal(waarde=waarde, eenheid=eenheid, bron=bron, eigen_afspraak=True)


def _sourced(waarde: int, eenheid: Eenheid, bron: Kort, *meer: Kort) -> Getal:
    return Getal(waarde=waarde, eenheid=eenheid, bron=bron, meer_bronnen=meer)


class Regelpakket(Waarde):
    """One version of the figures. The defaults are the national vision; a region may set its own, with a note.

    `blokkeert` names the ticks that keep a gate shut; the others only warn. `weigert` names the limits above which a contribution is
    refused; elsewhere they only warn. `verboden` are the measures whose breach is `direct`; `direct_inschakelen` the kinds of organisation
    to call at once at acute danger (VISIE-11). The `ladder` figures count from the raising of a `direct` signal, `direct_bezorgd_binnen`
    from the sending of a call about it.
    """

    versie: Kort = "visie-3"
    toelichting: Tekst | None = None
    verouderd_fase_1: Getal = _own(30, "dagen", "CON-30")
    verouderd_fase_2: Getal = _own(60, "dagen", "CON-30")
    verouderd_fase_3: Getal = _own(90, "dagen", "CON-30")
    ronde_interval: Getal = _own(28, "dagen", "CON-04")
    zonder_incident: Getal = _sourced(6, "maanden", "VISIE-13", "CON-03")
    termijn_hoogstens: Getal = _sourced(3, "maanden", "VISIE-18", "CON-12")
    voorwaarden_binnen: Getal = _own(10, "werkdagen", "CON-13")
    voorwaarden_hoogstens: Getal = _sourced(5, "aantal", "VISIE-48")
    regie_binnen: Getal = _own(1, "werkdagen", "CON-20")
    bezorgd_binnen: Getal = _own(60, "minuten", "VISIE-61")
    waarschuwingen: tuple[Getal, ...] = (
        _own(50, "procent", "CON-12"),
        _own(80, "procent", "CON-12"),
        _own(100, "procent", "CON-12"),
    )
    consulteren_na: Getal = _sourced(6, "maanden", "CON-14", "MDA-16")
    monitor_minstens: Getal = _sourced(6, "maanden", "CON-15", "ROUTE-40")
    monitor_verwacht: Getal = _sourced(18, "maanden", "CON-15", "VT-04")
    vt_vertellen_binnen: Getal = _sourced(5, "werkdagen", "CON-16", "VT-08")
    vt_terugkoppelen_binnen: Getal = _sourced(70, "dagen", "CON-17", "VT-09")
    doorbreking_hoogstens: Getal = _own(14, "dagen", "F47")
    bijna_binnen: Getal = _own(7, "dagen", "F14")
    signaal_blijft: Getal = _own(30, "dagen", "F6")
    werkdoelen_hoogstens: Getal = _sourced(3, "aantal", "MOV-08")
    situatie_woorden: Getal = _own(5, "aantal", "VISIE-15")
    direct_bezorgd_binnen: Getal = _own(60, "seconden", "MOV-23")
    ladder_team: Getal = _own(900, "seconden", "MOV-23")
    ladder_regie: Getal = _own(1800, "seconden", "MOV-23")
    ladder_wacht: Getal = _own(3600, "seconden", "MOV-23")
    verboden: tuple[Code, ...] = ("huisverbod", "contactverbod", "locatieverbod")
    direct_inschakelen: tuple[Code, ...] = (
        "politie",
        OPENBAAR_MINISTERIE,
        VEILIG_THUIS,
        "raad_voor_de_kinderbescherming",
        "crisisdienst",
    )
    blokkeert: tuple[Vinkje, ...] = ()
    weigert: tuple[Grens, ...] = ()

    def most_goals(self) -> int | None:
        """Give above how many active work goals a contribution is refused; None where that only warns (MOV-08)."""
        return self.werkdoelen_hoogstens.waarde if "werkdoelen" in self.weigert else None

    def stale_after(self, fase: int) -> Getal:
        """Give after how many days a score is stale in this phase."""
        return (self.verouderd_fase_1, self.verouderd_fase_2, self.verouderd_fase_3)[fase - 1]

    def figures(self) -> dict[str, tuple[str, Getal]]:
        """Give every single figure with its field, by its name on the wire."""
        named = {info.alias or field: field for field, info in Regelpakket.model_fields.items()}
        return {wire: (field, value) for wire, field in named.items() if isinstance(value := getattr(self, field), Getal)}


class Pakketlaag(Waarde):
    """What one source says differently from the base: figures by name, the ticks that block, the limits that refuse; always with a note."""

    naam: Kort
    versie: Kort
    toelichting: Tekst
    getallen: dict[Kort, Getal] = Field(default={})
    blokkeert: tuple[Vinkje, ...] = ()
    weigert: tuple[Grens, ...] = ()


class Pakketbestand(Waarde):
    """The packs that come with the hub: the national base, and a layer for each other source."""

    basis: Regelpakket
    lagen: tuple[Pakketlaag, ...] = ()


class Regiopakket(Waarde):
    """What a region sets itself: the layers it works by, in order, and figures of its own; always with a note."""

    versie: Kort
    toelichting: Tekst
    lagen: tuple[Kort, ...] = ()
    getallen: dict[Kort, Getal] = Field(default={})
    blokkeert: tuple[Vinkje, ...] = ()
    weigert: tuple[Grens, ...] = ()


def _with(pakket: Regelpakket, laag: Pakketlaag) -> Regelpakket:
    """Lay one layer over a pack; raises ValueError that names the figure."""
    known, update = pakket.figures(), dict[str, object]()
    for number, (name, figure) in enumerate(laag.getallen.items()):
        if name not in known:
            raise ValueError(f"getallen.{number}: dit getal bestaat niet")
        field, before = known[name]
        if figure.eenheid != before.eenheid or figure.waarde < 1:
            raise ValueError(f"getallen.{name}: een getal is minstens 1 en houdt zijn eenheid")
        update[field] = figure
    update["blokkeert"] = tuple(dict.fromkeys((*pakket.blokkeert, *laag.blokkeert)))
    update["weigert"] = tuple(dict.fromkeys((*pakket.weigert, *laag.weigert)))
    return pakket.model_copy(update={**update, "versie": f"{pakket.versie}+{laag.versie}"})


def compose(bestand: Pakketbestand, regio: Regiopakket | None = None) -> Regelpakket:
    """Give the pack in force: the base, the layers the region named, and its own figures; raises ValueError with the place."""
    if regio is None:
        return bestand.basis
    layers = {laag.naam: laag for laag in bestand.lagen}
    pakket = bestand.basis
    for name in regio.lagen:
        if name not in layers:
            raise ValueError("lagen: deze laag bestaat niet")
        pakket = _with(pakket, layers[name])
    if any(figure.toelichting is None for figure in regio.getallen.values()):
        raise ValueError("getallen: een eigen getal heeft een toelichting")
    own = Pakketlaag(
        naam="regio",
        versie=regio.versie,
        toelichting=regio.toelichting,
        getallen=regio.getallen,
        blokkeert=regio.blokkeert,
        weigert=regio.weigert,
    )
    return _with(pakket, own).model_copy(update={"toelichting": regio.toelichting})
