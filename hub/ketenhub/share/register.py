"""What one person may be told of who got content about that person: per day and organisation the categories, of one track alone (F84)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.catalogus import catalogus, leaves_of
from ketenhub.domain.codes import OPENBAAR_MINISTERIE
from ketenhub.domain.delen import Actie
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.domain.partijen import NAAMMERK
from ketenhub.share.gereed import PERSOON, PLEGER
from ketenhub.share.informeren import UITZONDERING, VERTELD
from ketenhub.share.regels import Veld, fits
from ketenhub.share.tekst import free_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from ketenhub.domain.catalogus import Pad
    from ketenhub.domain.delen import Deelregel, Regelset
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.gereed import Gereed

    # by item and the moment it was heard, whom the text of each field names
    Merken = Mapping[tuple[str, str], Mapping[str, frozenset[str]]]

BEIDE, SLACHTOFFER, ONVERDEELD = "beide", "slachtoffer", "onverdeeld"
# closed by default: what is not named here is told to nobody. Who reported, who works there, what runs under criminal law, what a child
# told, and how regie goes about telling stay out.
TOONBAAR = frozenset(
    {
        Categorie.IDENTITEIT,
        Categorie.BSN,
        Categorie.CONTACT,
        Categorie.LOCATIE,
        Categorie.ROL,
        Categorie.RELATIE,
        Categorie.GEWELDSOORT,
        Categorie.MELDING,
        Categorie.SITUATIE,
        Categorie.DOEL,
        Categorie.CIJFER,
        Categorie.ONDERBOUWING,
        Categorie.VOORWAARDE,
        Categorie.AFSPRAAK,
        Categorie.WERKDOEL,
        Categorie.RISICO,
        Categorie.BESCHERMING,
        Categorie.HERSTEL,
        Categorie.GEZONDHEID,
        Categorie.MAATREGEL,
        Categorie.INTERVENTIE,
        Categorie.RISICOTAXATIE,
        Categorie.SCENARIO,
        Categorie.INCIDENT,
        Categorie.OVERLEG,
        Categorie.MONITOR,
        Categorie.TOESTEMMING,
    }
)
# where somebody finds shelter: that it knows of a person tells everyone else in the house where that person may be
OPVANG = frozenset({"vrouwenopvang"})
SOORT_VAN = {part: soort for soort, part in DELEN.items()}


class Gegeven(NamedTuple):
    """A disclosure as it is read for this: when, to whom, on which track, for which purpose, by which rules, and the shape of the view."""

    dag: date
    organisatie: str
    spoor: str
    doel: str
    regels: Regelset
    inhoud: Object


@dataclass(frozen=True, slots=True)
class Betrokken:
    """For whom the register is: all ids that mean this person, the track, whether this is a victim, and what a recipient calls a person."""

    idents: frozenset[str]
    spoor: str
    slachtoffer: bool
    pseudoniem: Callable[[str, str], str]

    def called_by(self, organisatie: str) -> frozenset[str]:
        """Give what a recipient calls this person."""
        return frozenset(self.pseudoniem(organisatie, ident) for ident in self.idents)


class Regel(NamedTuple):
    """One line: on which day an organisation got which categories about this person, for which purpose and on which bases."""

    dag: date
    organisatie: str
    doel: str
    categorieen: frozenset[str]
    grondslagen: frozenset[str]


class _Rij(NamedTuple):
    """A row of a view: what it is called, its kind, and the row itself."""

    naam: str
    soort: str
    inhoud: Object

    @property
    def gehoord(self) -> str:
        """Give when it was heard."""
        return str(at(self.inhoud, "herkomst", "ontvangenOp"))


def may_stand(wie: Betrokken, soort: str, spoor: str | None) -> bool:
    """Tell whether a recipient of this kind, on this track now, may stand in a person's register at all.

    The prosecution service never does: what is weighed there is confidential as long as it is weighed.
    """
    if soort == OPENBAAR_MINISTERIE or (soort in OPVANG and not wie.slachtoffer):
        return False
    return wie.spoor == ONVERDEELD or spoor in (wie.spoor, BEIDE)


def _rows(gegeven: Gegeven) -> Iterator[_Rij]:
    for part, soort in SOORT_VAN.items():
        for row in rows(gegeven.inhoud, part):
            naam = str(row["id"])
            yield _Rij(naam, soort, row)
            yield from (_Rij(naam, soort, one) for one in rows(row, "bronnen"))


def _strings(value: Json, pad: Pad, kinds: Mapping[Pad, str]) -> Iterator[str]:
    """Give every reference to a person inside a value."""
    if isinstance(value, str) and kinds.get(pad) == PERSOON:
        yield value
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner, pad, kinds)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, (*pad, key), kinds)


def _named_in(rij: _Rij) -> frozenset[str]:
    """Give every person to whom a row refers, as its recipient calls them."""
    if rij.soort == PERSOON:
        return frozenset({rij.naam})
    kinds = leaves_of(rij.soort)
    return frozenset(found for veld, value in rij.inhoud.items() for found in _strings(value, (veld,), kinds))


def _on_track(rij: _Rij, gegeven: Gegeven, wie: Betrokken) -> bool:
    """Tell whether a row stands on the person's own track; what was said before the tracks were separated is the victim's."""
    if wie.spoor == ONVERDEELD:
        return True
    spoor = text(rij.inhoud, "spoor") if gegeven.spoor == BEIDE else gegeven.spoor
    return (SLACHTOFFER if spoor == ONVERDEELD else spoor) == wie.spoor


def _about(rij: _Rij, gegeven: Gegeven, wie: Betrokken, merken: Merken) -> bool:
    """Tell whether a row is about this person: it refers to that person, or to nobody while a text in it names that person."""
    named = _named_in(rij)
    if named:
        return not named.isdisjoint(wie.called_by(gegeven.organisatie))
    told = merken.get((rij.naam, rij.gehoord), {})
    return any(not told.get(veld, frozenset()).isdisjoint(wie.idents) for veld in rij.inhoud)


def _holds(regel: Deelregel, gegeven: Gegeven, soort: str) -> bool:
    """Tell whether a rule was about this kind of recipient on that day, whatever else it asks."""
    agreement = gegeven.regels.agreement(regel.afspraak)
    return (
        regel.actie is not Actie.ONTHOUDEN
        and (not regel.ontvanger_soorten or soort in regel.ontvanger_soorten)
        and (not regel.ontvangers or gegeven.organisatie in regel.ontvangers)
        and (not regel.sporen or gegeven.spoor in regel.sporen)
        and regel.van <= gegeven.dag
        and (regel.tot is None or gegeven.dag <= regel.tot)
        and (regel.afspraak is None or (agreement is not None and agreement.holds_on(gegeven.dag)))
    )


def _bases(gegeven: Gegeven, veld: Veld, soort: str) -> frozenset[str]:
    """Give the bases that the rules of then name for such a field to such a recipient."""
    found: set[str] = set()
    for regel in gegeven.regels.regels:
        if _holds(regel, gegeven, soort) and fits(regel, veld._replace(toegestaan=frozenset({regel.doel}))):
            doubt = "" if regel.grondslag.bevestigd else " (nog te bevestigen door een jurist)"
            found.add(f"{regel.grondslag.wet} artikel {regel.grondslag.artikel}{doubt}")
    return frozenset(found)


@dataclass(slots=True)
class Optelling:
    """Read disclosures in the order in which they were given, and keep what of each was new to its recipient.

    What an organisation had already counts no more, so that a look that something on the other track gave rise to leaves no line.
    """

    wie: Betrokken
    soorten: Mapping[str, str]
    merken: Merken
    gehad: set[tuple[str, ...]]
    regels: dict[tuple[date, str, str], tuple[set[str], set[str]]]

    def read(self, gegeven: Gegeven) -> None:
        """Take one disclosure."""
        kinds = catalogus()
        for rij in _rows(gegeven):
            bron = text(rij.inhoud, "herkomst", "organisatie", "oin")
            if bron is None or bron == gegeven.organisatie or not _on_track(rij, gegeven, self.wie):
                continue
            if not _about(rij, gegeven, self.wie, self.merken):
                continue
            for naam in rij.inhoud:
                categorie = kinds[rij.soort].get(naam)
                key = (gegeven.organisatie, rij.naam, bron, rij.gehoord, naam)
                if categorie in TOONBAAR and key not in self.gehad:
                    self.gehad.add(key)
                    self._add(gegeven, Veld(rij.soort, naam, categorie, self.soorten.get(bron, "")))

    def _add(self, gegeven: Gegeven, veld: Veld) -> None:
        place = (gegeven.dag, gegeven.organisatie, gegeven.doel)
        categorieen, grondslagen = self.regels.setdefault(place, (set(), set()))
        categorieen.add(veld.categorie.value)
        grondslagen |= _bases(gegeven, veld, self.soorten.get(gegeven.organisatie, ""))

    @property
    def lines(self) -> tuple[Regel, ...]:
        """Give the lines, the first day first."""
        return tuple(Regel(*place, frozenset(c), frozenset(g)) for place, (c, g) in sorted(self.regels.items()))


def _said(gereed: Gereed, wie: Betrokken, organisatie: str) -> Iterator[tuple[Json, Mapping[str, Json]]]:
    """Give what regie recorded of telling this person of a recipient, each with its track."""
    for stuk in gereed.stukken:
        said = stuk.waarden
        if stuk.vorm.soort == "informering" and text(said, "persoon") in wie.idents and said.get("ontvanger") in (None, organisatie):
            yield stuk.spoor, said


def withheld_until(gereed: Gereed, wie: Betrokken, organisatie: str, dag: date) -> str | None:
    """Give until which day somebody judged that this person is not told of a recipient, on whichever track that was recorded, or None."""
    judged = [said for _, said in _said(gereed, wie, organisatie) if said.get("uitkomst") == UITZONDERING]
    return max((end for said in judged if (end := text(said, "tot")) and end >= dag.isoformat()), default=None)


def was_told(gereed: Gereed, wie: Betrokken, organisatie: str) -> bool:
    """Tell whether this person was told of a recipient, by what stands on the own track."""
    told = [spoor for spoor, said in _said(gereed, wie, organisatie) if said.get("uitkomst") == VERTELD]
    return any(wie.spoor == ONVERDEELD or (spoor == PLEGER) == (wie.spoor == PLEGER) for spoor in told)


def victim(row: Object) -> bool:
    """Tell whether a person of the casus is its victim, and nothing else."""
    return SLACHTOFFER in texts(row, "rollen") and PLEGER not in texts(row, "rollen")


def all_ids(casus: Object, persoon: str) -> frozenset[str]:
    """Give every id that ever meant this person: somebody may have decided that two are one."""
    pairs = casus.get("zelfde")
    return frozenset({persoon, *(str(at(p, 0)) for p in (pairs if isinstance(pairs, list | tuple) else ()) if text(p, 1) == persoon)})


def start(wie: Betrokken, soorten: Mapping[str, str], merken: Merken) -> Optelling:
    """Begin a register."""
    return Optelling(wie, soorten, merken, set(), {})


def tags_of(feit: Object) -> dict[str, frozenset[str]]:
    """Give per field of a fact whom its text names."""
    soort = str(feit["soort"])
    told = {veld: free_texts(soort, veld, feit.get(veld)) for veld in catalogus().get(soort, {})}
    found = {veld: frozenset(tag[1] for words in texts_ for tag in NAAMMERK.finditer(words)) for veld, texts_ in told.items()}
    return {veld: named for veld, named in found.items() if named}
