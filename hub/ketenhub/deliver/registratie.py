"""Where a partner listens and what the hub may fetch there: registered by people, never taken from a message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from ketenhub.partners.organisaties import Contactpunt, Keten, Organisatie
    from ketenhub.partners.organisaties import Eindpunt as Keteneindpunt

Transportsoort: TypeAlias = 'Literal["webhook", "zgw", "xml"]'


@dataclass(frozen=True, slots=True)
class Geheim:
    """A secret by its name; the value stays out of every `repr`."""

    ref: str
    waarde: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Eindpunt:
    """One address, how it is spoken to, and with which secrets; two of them during a rotation, the new one first."""

    adres: str
    transport: Transportsoort
    geheimen: tuple[Geheim, ...] = ()
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class Zgwsleutel:
    """How the hub shows who it is where it fetches."""

    client_id: str
    geheim: Geheim


@dataclass(frozen=True, slots=True)
class Registratie:
    """All ways from the hub to one organisation; under `ophalen` the hub may fetch for it, and for nobody else."""

    organisatie: str
    partner: str
    notificaties: Eindpunt | None = None
    berichten: Eindpunt | None = None
    ophalen: tuple[str, ...] = ()
    ophaalsleutel: Zgwsleutel | None = None
    team: Eindpunt | None = None
    wacht: Eindpunt | None = None

    def addresses(self) -> tuple[str, ...]:
        """Give every address of this registration."""
        return (*(e.adres for e in (self.notificaties, self.berichten, self.team, self.wacht) if e is not None), *self.ophalen)

    def endpoint(self, soort: str, contact: str | None) -> Eindpunt | None:
        """Give where a message, a notification, or a call to one of the contact points goes."""
        if soort == "bericht":
            return self.berichten
        return {None: self.notificaties, "team": self.team, "wacht": self.wacht}[contact]


def _secrets(place: str, text: str | None) -> tuple[Geheim, ...]:
    return tuple(Geheim(f"{place}/{n}", one) for n, one in enumerate((text or "").split()))


def _endpoint(place: str, found: Keteneindpunt | Contactpunt | None) -> Eindpunt | None:
    if found is None:
        return None
    return Eindpunt(found.adres, found.transport, _secrets(place, found.geheim), found.zgw_client_id)


def _of(organisatie: Organisatie) -> Registratie:
    oin = organisatie.oin
    secrets = _secrets(f"{oin}/ophalen", organisatie.ophaal_geheim)
    key = Zgwsleutel(organisatie.ophaal_client_id or "ketenhub", secrets[0]) if secrets else None
    return Registratie(
        organisatie=oin,
        partner=organisatie.partner,
        notificaties=_endpoint(f"{oin}/notificaties", organisatie.notificaties),
        berichten=_endpoint(f"{oin}/berichten", organisatie.berichten),
        team=_endpoint(f"{oin}/team", organisatie.team),
        wacht=_endpoint(f"{oin}/wacht", organisatie.wacht),
        ophalen=organisatie.ophalen,
        ophaalsleutel=key,
    )


def read_registraties(keten: Keten) -> dict[str, Registratie]:
    """Give the registration of each organisation of the region, by OIN."""
    return {organisatie.oin: _of(organisatie) for organisatie in keten.organisaties}
