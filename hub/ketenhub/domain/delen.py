"""Kiezen en delen: a rule, and what it says for one field (domain 5)."""

from datetime import date
from enum import StrEnum
from typing import Literal

from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.waarde import Code, Kort, Oin, Sleutel, Tekst, Waarde


class Actie(StrEnum):
    """What happens to a field; the strictest wins."""

    DELEN = "delen"
    MINIMALISEREN = "minimaliseren"
    ONTHOUDEN = "onthouden"


class Minimalisering(StrEnum):
    """How a field is made smaller; the hub never rewrites text."""

    JAARTAL = "jaartal"
    INITIALEN = "initialen"
    AANWEZIGHEID = "aanwezigheid"


class Grondslag(Waarde):
    """The legal basis; to be confirmed by a lawyer until a region confirms it."""

    wet: Kort
    artikel: Kort
    bevestigd: bool = False


class Deelregel(Waarde):
    """One sharing rule. Empty lists mean: no condition on that point.

    Without `grondslag`, `doel` and `noodzaak` a rule cannot exist, so it cannot share.
    """

    id: Sleutel
    ontvanger_soorten: tuple[Code, ...] = ()
    ontvangers: tuple[Oin, ...] = ()
    categorieen: tuple[Categorie, ...]
    feitsoorten: tuple[Code, ...] = ()
    velden: tuple[str, ...] = ()
    bron_soorten: tuple[Code, ...] = ()
    fasen: tuple[int, ...] = ()
    geweldsoorten: tuple[Code, ...] = ()
    sporen: tuple[Literal["onverdeeld", "slachtoffer", "pleger", "beide"], ...] = ()
    doel: Kort
    grondslag: Grondslag
    noodzaak: Literal["directe_veiligheid", "stabiele_veiligheid"] | Sleutel
    actie: Actie
    minimalisering: Minimalisering | None = None
    van: date
    tot: date | None = None
    toelichting: Tekst


class Regelset(Waarde):
    """A version of the sharing rules; no rule means no sharing."""

    versie: Sleutel
    regels: tuple[Deelregel, ...]
