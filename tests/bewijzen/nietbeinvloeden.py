"""Non-interference: nothing of the victim's side, and no place, changes a byte of what another gets (MDA-20, CON-07, MOV-16)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ketenhub.domain.catalogus import TEKST, catalogus, leaves_of
from ketenhub.domain.gegeven import Categorie
from ketenhub.flow.beeld import cut
from ketenhub.share.ontvanger import Ontvanger
from tests.bewijzen.bewijs import Uitslag
from tests.bewijzen.kanten import derived, heard, judged, renamed, rule_sets, side_of, surroundings
from tests.bewijzen.verhalen import ORGANISATIES, SLACHTOFFERKANT, VT, a_pair, called_alike, live

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.casus import Casus
    from tests.bewijzen.bewijs import Opdracht
    from tests.bewijzen.kanten import Kant, Snijder
    from tests.bewijzen.verhalen import Bericht, Verloop

REGELS = ("alles", "basis")
# the words in which a place is told; whether it is secret, of whom it is and from when are no place
PLAATSEN = {
    soort: frozenset(veld for veld, kind in velden.items() if kind is Categorie.LOCATIE and leaves_of(soort).get((veld,)) == TEKST)
    for soort, velden in catalogus().items()
}


def untouched(opdracht: Opdracht, snijd: Snijder = cut) -> Uitslag:
    """Try pairs of stories that differ at the victim's side alone: whatever reaches the perpetrator's is the same, byte for byte."""
    uitslag = Uitslag()
    for n in range(opdracht.omvang):
        zaad = f"{opdracht.zaad}-{n}"
        regels = REGELS[n % 2]
        one, two = (live(story) for story in a_pair(zaad))
        sides = [side_of(called_alike(told.casus), regels, n, snijd) for told in (one, two)]
        for what in _differences(sides[0], sides[1]):
            uitslag.verschillen.append(f"plan {n} (zaad {opdracht.zaad}): {what}")
        if one.antwoorden != two.antwoorden:
            uitslag.verschillen.append(f"plan {n} (zaad {opdracht.zaad}): het antwoord op een bericht van deze kant")
        for told in (one, two) if n % 5 == 0 else ():
            uitslag.verschillen += [f"plan {n} (zaad {opdracht.zaad}): melding {one}" for one in _heard(told, regels, n)]
        uitslag.gedaan += 1
        uitslag.count("plannen")
        uitslag.count("uitvoeren vergeleken", len(sides[0].teksten))
        opdracht.stap(n + 1)
    return uitslag


def _differences(one: Kant, two: Kant) -> Iterator[str]:
    """Name who gets something else; never what."""
    if one.projectie != two.projectie:
        yield "de projectie van dit spoor in de database"
    if one.teksten.keys() != two.teksten.keys():
        yield "wie er iets krijgt"
    yield from (wie for wie, text in one.teksten.items() if two.teksten.get(wie, text) != text)


def _heard(told: Verloop, regels: str, beurt: int) -> list[str]:
    """Give whom of this side the last message of the other would notify: nobody, ever."""
    if told.voor is None or told.na is None or told.voor.splitsing is None:
        return []
    return heard(side_of(told.voor, regels, beurt), side_of(told.na, regels, beurt), VT)


def _elsewhere(bericht: Bericht, word: str) -> Bericht:
    """Give the message with another value in every field that is a place; a tick or a listed value stays."""
    facts = []
    for feit in bericht.feiten:
        places = PLAATSEN[str(feit["soort"])]
        facts.append({k: f"{word} {k}" if k in places and isinstance(v, str) else v for k, v in feit.items()})
    return replace(bericht, feiten=tuple(facts))


def places_hidden(opdracht: Opdracht) -> Uitslag:
    """Try stories that differ in every value of a place: of a household with a secret address no byte moves for whom it was not named."""
    uitslag = Uitslag()
    for n in range(opdracht.omvang):
        story, _ = a_pair(f"{opdracht.zaad}-plaats-{n}")
        own = [b for b in story if b.van in SLACHTOFFERKANT and b.naam != "splitsing"]
        own = [replace(b, feiten=tuple(_unnamed(feit) for feit in b.feiten)) for b in own] + [_secret(own[0])]
        cases = [live([_elsewhere(b, word) for b in own]).casus for word in ("Zqplek", "Zqoord dat langer is")]
        for ontvanger in _strangers(n):
            texts = [_text(casus, ontvanger) for casus in cases]
            uitslag.count("uitvoeren vergeleken")
            if texts[0] != texts[1]:
                uitslag.verschillen.append(f"plan {n} (zaad {opdracht.zaad}): {ontvanger.soort}")
        uitslag.gedaan += 1
        uitslag.count("plannen")
        opdracht.stap(n + 1)
    return uitslag


def _unnamed(feit: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in feit.items() if k != "genoemd"}


def _secret(begin: Bericht) -> Bericht:
    """Say that an address is secret, with a value in each of its fields."""
    lines = dict.fromkeys(sorted(PLAATSEN["plaats"]), "x")
    feit = {"soort": "plaats", "ref": "geheim", "geldigOp": "2026-03-01", "persoon": "anna", "aard": "opvang", "geheim": True, **lines}
    return replace(begin, naam="geheim", uur=1, feiten=(feit,))


def _strangers(beurt: int) -> Iterator[Ontvanger]:
    """Give two recipients by turns that said nothing and to whom nothing was named."""
    kinds = sorted({*ORGANISATIES.values(), "aov", "huisarts", "openbaar_ministerie"})
    for soort in (kinds * 2)[beurt % len(kinds) :][:2]:
        yield Ontvanger("0" * 19 + "9", soort, "onverdeeld", False, f"w-{soort}", gemeente="Elzenwoude")


def _text(casus: Casus, ontvanger: Ontvanger) -> str:
    beeld = cut(casus, judged(casus))["onverdeeld"]
    return renamed(derived(beeld, ontvanger, surroundings(rule_sets()["alles"]))[1])
