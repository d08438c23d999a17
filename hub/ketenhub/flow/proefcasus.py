"""A casus as a file: who takes part, and what each said, for trying out without storing anything."""

from typing import Self

from pydantic import Field, model_validator

from ketenhub.contract.lezen import read_value
from ketenhub.domain.bijdrage import Bijdrage
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.moment import Tijdstip
from ketenhub.domain.waarde import Code, Kort, Oin, Waarde


class Proeforganisatie(Waarde):
    """An organisation in the file: its kind, and how people call it."""

    oin: Oin
    naam: Kort
    soort: Code


class Inzending(Waarde):
    """One contribution, who sent it, and when the hub heard it."""

    organisatie: Oin
    ontvangen_op: Tijdstip
    bijdrage: Bijdrage


class Proefcasus(Waarde):
    """One casus: the organisation that directs at first, all organisations, and the contributions as they came in."""

    regie: Oin
    organisaties: tuple[Proeforganisatie, ...] = Field(min_length=1)
    bijdragen: tuple[Inzending, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(self.names()) != len(self.organisaties):
            raise ValueError("een OIN staat er twee keer")
        return self

    def names(self) -> dict[str, str]:
        """Give the name of each organisation by OIN."""
        return {o.oin: o.naam for o in self.organisaties}

    def kinds(self) -> dict[str, str]:
        """Give the kind of each organisation by OIN."""
        return {o.oin: o.soort for o in self.organisaties}


def _check_inzendingen(proef: Proefcasus) -> None:
    known, seen, before = proef.names(), set[tuple[str, str]](), proef.bijdragen[0].ontvangen_op
    for n, inzending in enumerate(proef.bijdragen):
        key = (inzending.organisatie, inzending.bijdrage.bericht_id)
        if inzending.organisatie not in known:
            raise OngeldigBericht(f"/bijdragen/{n}/organisatie", "deze organisatie staat niet in de lijst")
        if inzending.ontvangen_op < before:
            raise OngeldigBericht(f"/bijdragen/{n}/ontvangenOp", "de bijdragen staan niet op volgorde van ontvangst")
        if key in seen:
            raise OngeldigBericht(f"/bijdragen/{n}/bijdrage/berichtId", "dit berichtnummer komt twee keer voor")
        seen.add(key)
        before = inzending.ontvangen_op


def read_proefcasus(data: bytes) -> Proefcasus:
    """Read a casus from a file; raises OngeldigBericht with the place."""
    proef = read_value(Proefcasus, data)
    if proef.regie not in proef.names():
        raise OngeldigBericht("/regie", "deze organisatie staat niet in de lijst")
    _check_inzendingen(proef)
    return proef
