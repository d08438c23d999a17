"""The error tree: each class is a promise to partners.

KetenhubError
|-- OngeldigBericht        the message cannot be read as the promised format
|   `-- OnbekendeVerwijzing    it refers to something the sender has not named or may not see
|-- NietGevonden           it does not exist, or not for the caller
|-- GeenToegang            the caller is known but lacks the right
|   |-- AlleenRegie            only the holder of casusregie may do this
|   `-- AlleenOM               only the public prosecution service may say this
|-- Tegenstrijdig          the message contradicts what is already fixed
|   |-- SleutelHergebruikt     the same message id came with other bytes
|   `-- NogBezig               the same message is still being worked on; try again
|-- Verplichtveld          a mandatory field of the outgoing form is withheld
|-- TeDruk                 over the time budget or no room; try again
|-- Instellingsfout        settings, plugin or database do not fit; refuse to start
`-- Vernietigd             the content was destroyed with its key
"""

from __future__ import annotations

from typing import ClassVar


class KetenhubError(Exception):
    """Carry a stable code, a Dutch title and the place; never a value."""

    code: ClassVar[str] = "fout"
    titel: ClassVar[str] = "Er ging iets mis"
    opnieuw: ClassVar[bool] = False

    def __init__(self, plaats: str = "", reden: str = "") -> None:
        super().__init__(f"{self.titel}{': ' if reden else ''}{reden}{f' ({plaats})' if plaats else ''}")
        self.plaats = plaats
        self.reden = reden


class OngeldigBericht(KetenhubError):
    """The message cannot be read as the promised format."""

    code = "ongeldig-bericht"
    titel = "Het bericht is niet leesbaar"


class OnbekendeVerwijzing(OngeldigBericht):
    """The message refers to something that its sender has not named, or may not see."""

    code = "onbekende-verwijzing"
    titel = "Het bericht verwijst naar iets onbekends"


class NietGevonden(KetenhubError):
    """It does not exist, or it exists but not for the caller."""

    code = "niet-gevonden"
    titel = "Niet gevonden"


class GeenToegang(KetenhubError):
    """The caller is known but lacks the right."""

    code = "geen-toegang"
    titel = "U heeft hiervoor geen toegang"


class AlleenRegie(GeenToegang):
    """Only the holder of casusregie may do this (domain 1, Betrokkenheid)."""

    code = "alleen-regie"
    titel = "Alleen de casusregie mag dit vastleggen"


class AlleenOM(GeenToegang):
    """Only the public prosecution service writes the prosecution decision (VISIE-25)."""

    code = "alleen-om"
    titel = "Alleen het Openbaar Ministerie mag dit vastleggen"


class Tegenstrijdig(KetenhubError):
    """The message contradicts what is already fixed."""

    code = "tegenstrijdig"
    titel = "Het bericht past niet bij wat al vaststaat"


class SleutelHergebruikt(Tegenstrijdig):
    """The same message id came with other bytes."""

    code = "sleutel-hergebruikt"
    titel = "Dit berichtnummer is al gebruikt voor een ander bericht"


class NogBezig(Tegenstrijdig):
    """The same message is still being worked on; try again."""

    code = "nog-bezig"
    titel = "De hub is nog bezig met dit bericht"
    opnieuw = True


class Verplichtveld(KetenhubError):
    """A mandatory field of the outgoing form is withheld, so nothing is sent."""

    code = "verplicht-veld"
    titel = "Een verplicht veld mag niet mee"


class TeDruk(KetenhubError):
    """The time budget is used up or there is no room; try again."""

    code = "te-druk"
    titel = "De hub heeft het te druk"
    opnieuw = True


class Instellingsfout(KetenhubError):
    """Settings, a plugin or the database do not fit; the start is refused."""

    code = "instellingsfout"
    titel = "De hub start niet met deze instellingen"


class Vernietigd(KetenhubError):
    """The content was destroyed together with its key."""

    code = "vernietigd"
    titel = "De inhoud is vernietigd"
