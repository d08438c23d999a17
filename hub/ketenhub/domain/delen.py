"""Kiezen en delen: a rule, and what it says for one field (domain 5)."""

from datetime import date
from enum import StrEnum
from typing import Literal, Self

from pydantic import model_validator

from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.waarde import Code, Kort, Oin, Onpassend, Sleutel, Tekst, Waarde

Standdoel = Literal["directe_veiligheid", "stabiele_veiligheid"]
"""The two goals that every case has from its opening."""
Weegstap = Literal["doel", "toestemming", "grondslag", "noodzaak", "hoeveelheid", "openheid"]
"""What is weighed before something is shared, and so what a decision can rest on."""


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


class Omstandigheid(StrEnum):
    """What goes on in a casus and makes rules differ: the service of Veilig Thuis, criminal law beside care, where it happened."""

    DIRECTE_OVERDRACHT = "directe_overdracht"
    VOORWAARDEN_EN_VERVOLG = "voorwaarden_en_vervolg"
    ONDERZOEK = "onderzoek"
    SAMENLOOP = "samenloop"
    VOORVAL_IN_GEMEENTE = "voorval_in_gemeente"


class Samenwerkingsafspraak(Waarde):
    """What organisations agreed about sharing, and until when; without a period it is not concluded, and nothing rests on it (MDA-47)."""

    id: Sleutel
    naam: Kort
    van: date | None = None
    tot: date | None = None

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if (self.van is None) != (self.tot is None):
            raise Onpassend("een afspraak die gesloten is, heeft een begin en een einde")
        return self

    def holds_on(self, dag: date) -> bool:
        """Tell whether the agreement holds on a day."""
        return self.van is not None and self.tot is not None and self.van <= dag <= self.tot


class Voorbeeld(Waarde):
    """What a rule must lead to for one field of one recipient; run at every change. `op` is a day; without: when all rules have begun."""

    ontvanger_soort: Code
    ontvanger: Oin | None = None
    spoor: Literal["onverdeeld", "slachtoffer", "pleger", "beide"] = "onverdeeld"
    fase: int | None = None
    geweldsoorten: tuple[Code, ...] = ()
    omstandigheden: tuple[Omstandigheid, ...] = ()
    toestemming_voor: tuple[Kort, ...] = ()
    feitsoort: Code
    veld: str
    bron_soort: Code
    actie: Actie
    minimalisering: Minimalisering | None = None
    op: date | None = None


class Deelregel(Waarde):
    """One sharing rule. Empty lists mean: no condition on that point.

    Without `grondslag`, `doel` and `noodzaak` a rule cannot exist, so it cannot share. One that names an `afspraak` shares only while
    that holds; one `op_toestemming` only what all persons in it consent to, for its purpose and this recipient (MDA-33).
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
    omstandigheden: tuple[Omstandigheid, ...] = ()
    afspraak: Sleutel | None = None
    op_toestemming: bool = False
    doel: Kort
    grondslag: Grondslag
    noodzaak: Standdoel | Sleutel
    actie: Actie
    minimalisering: Minimalisering | None = None
    van: date
    tot: date | None = None
    toelichting: Tekst
    voorbeelden: tuple[Voorbeeld, ...] = ()

    @model_validator(mode="after")
    def _consent_shares(self) -> Self:
        if self.op_toestemming and self.actie is Actie.ONTHOUDEN:
            raise Onpassend("toestemming deelt; zij houdt niets achter")
        return self


class Werkstap(Waarde):
    """One step in weighing whether to share: what is weighed, and the question as people ask it."""

    wat: Weegstap
    vraag: Kort


class Werkwijze(Waarde):
    """The way of working that was agreed beforehand for when consent is not asked or not given (MDA-37)."""

    afspraak: Sleutel
    stappen: tuple[Werkstap, ...]


class Regelset(Waarde):
    """A version of the sharing rules; no rule means no sharing."""

    versie: Sleutel
    afspraken: tuple[Samenwerkingsafspraak, ...] = ()
    werkwijze: Werkwijze | None = None
    regels: tuple[Deelregel, ...]

    @model_validator(mode="after")
    def _once(self) -> Self:
        if len({afspraak.id for afspraak in self.afspraken}) != len(self.afspraken):
            raise Onpassend("elke afspraak staat een keer in de lijst van afspraken")
        return self

    def unlisted(self) -> tuple[str, ...]:
        """Give the place of each agreement that is cited and not listed; nothing is shared under it."""
        cited = [(f"/regels/{n}/afspraak", regel.afspraak) for n, regel in enumerate(self.regels)]
        cited.append(("/werkwijze/afspraak", self.werkwijze.afspraak if self.werkwijze else None))
        return tuple(place for place, ident in cited if ident is not None and self.agreement(ident) is None)

    def agreement(self, ident: str | None) -> Samenwerkingsafspraak | None:
        """Give the agreement that a rule rests on, or None."""
        return next((afspraak for afspraak in self.afspraken if afspraak.id == ident), None)


class Voorbeeldenboek(Waarde):
    """Examples that stand beside their rules, by the id of the rule."""

    regels: dict[str, tuple[Voorbeeld, ...]]
