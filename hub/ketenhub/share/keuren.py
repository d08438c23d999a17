"""Hold a rule set to what it must be before it may be published: everything it names exists, and its examples turn out as written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.domain.catalogus import catalogus
from ketenhub.domain.delen import Actie
from ketenhub.domain.gegeven import Categorie
from ketenhub.share.regels import HUB, Positie, Veld, compile_rules, fits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ketenhub.domain.delen import Deelregel, Regelset, Voorbeeld

# what the hub itself derives, as rules name it
HUBVELDEN = {
    "fase": Categorie.FASE,
    "signaal": Categorie.SIGNAAL,
    "regie": Categorie.REGIE,
    "deelnames": Categorie.BETROKKENHEID,
}
FASEN = frozenset({1, 2, 3})


class Kent(NamedTuple):
    """What there is in the region: kinds of organisations, and organisations."""

    soorten: frozenset[str]
    organisaties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bevinding:
    """Something that is wrong with a rule set, by its place; what does not block is only pointed out."""

    plaats: str
    reden: str
    blokkeert: bool = True


def fields() -> dict[str, dict[str, Categorie]]:
    """Give every field that a rule may name, by kind of fact, also what the hub derives."""
    return {**catalogus(), HUB: HUBVELDEN}


def _named(regel: Deelregel, kent: Kent) -> Iterator[tuple[str, str]]:
    """Find everything a rule names that does not exist."""
    known = fields()
    wanted = regel.feitsoorten or tuple(known)
    lists = (
        ("ontvangerSoorten", regel.ontvanger_soorten, kent.soorten, "deze soort organisatie kent de regio niet"),
        ("ontvangers", regel.ontvangers, kent.organisaties, "deze organisatie kent de regio niet"),
        ("bronSoorten", regel.bron_soorten, kent.soorten | {HUB}, "deze soort organisatie kent de regio niet"),
        ("feitsoorten", regel.feitsoorten, known.keys(), "deze feitsoort bestaat niet"),
        ("velden", regel.velden, {n for kind in wanted for n in known.get(kind, {})}, "dit veld bestaat niet in deze feitsoorten"),
        ("fasen", regel.fasen, FASEN, "deze fase bestaat niet"),
    )
    for name, values, there, reden in lists:
        for n, value in enumerate(values):
            if value not in there:
                yield f"/{name}/{n}", reden


def _applies(regel: Deelregel) -> bool:
    """Tell whether there is any field at all that a rule is about."""
    return any(
        categorie in regel.categorieen
        and (not regel.feitsoorten or soort in regel.feitsoorten)
        and (not regel.velden or naam in regel.velden)
        for soort, kinds in fields().items()
        for naam, categorie in kinds.items()
    )


def _sense(regel: Deelregel) -> Iterator[tuple[str, str]]:
    """Find what cannot be meant."""
    if regel.tot is not None and regel.tot < regel.van:
        yield "/tot", "de laatste dag ligt voor de eerste"
    if regel.minimalisering is not None and regel.actie is not Actie.MINIMALISEREN:
        yield "/minimalisering", "dit hoort alleen bij minimaliseren"
    if not regel.categorieen:
        yield "/categorieen", "een regel noemt minstens een categorie"
    elif not _applies(regel):
        yield "/categorieen", "deze regel past op geen enkel veld"


def example_day(regels: Regelset, regel: Deelregel, voorbeeld: Voorbeeld) -> date:
    """Give the day of an example: its own, else the first on which all rules have begun and this one has not ended."""
    begun = max((one.van for one in regels.regels), default=regel.van)
    return voorbeeld.op or (begun if regel.tot is None else min(begun, regel.tot))


def _agreed(regels: Regelset, dag: date) -> Regelset:
    """Give the rules as if every agreement held: an example shows what a rule does once it does."""
    held = tuple(one.model_copy(update={"van": dag, "tot": dag}) for one in regels.afspraken)
    return regels.model_copy(update={"afspraken": held}) if held else regels


def run_example(regels: Regelset, regel: Deelregel, voorbeeld: Voorbeeld) -> tuple[str | None, bool]:
    """Run one example; gives why it does not turn out as written (None: it does), and whether it shows what this rule does."""
    categorie = fields().get(voorbeeld.feitsoort, {}).get(voorbeeld.veld)
    if categorie is None:
        return "dit veld bestaat niet", False
    dag = example_day(regels, regel, voorbeeld)
    positie = Positie(
        voorbeeld.ontvanger or "",
        voorbeeld.ontvanger_soort,
        voorbeeld.spoor,
        voorbeeld.fase,
        voorbeeld.geweldsoorten,
        dag,
        frozenset(one.value for one in voorbeeld.omstandigheden),
    )
    stand = compile_rules(_agreed(regels, dag), positie)
    veld = Veld(voorbeeld.feitsoort, voorbeeld.veld, categorie, voorbeeld.bron_soort, frozenset(voorbeeld.toestemming_voor))
    found = stand.deciding(veld)
    actie, methode = (Actie.ONTHOUDEN, None) if found is None else (found.actie, found.minimalisering)
    # another rule may say the same of this field; then this one does what it says as well
    there = any(one.id == regel.id and fits(one, veld) for one in stand.regels)
    if (actie, methode) == (voorbeeld.actie, voorbeeld.minimalisering):
        return None, there and (actie, methode) == (regel.actie, regel.minimalisering)
    by = "geen regel deelt dit" if found is None else f"regel {found.id} beslist"
    return f"verwacht was {voorbeeld.actie.value}, het wordt {actie.value}: {by}", False


def _examples(regels: Regelset, regel: Deelregel) -> Iterator[tuple[str, str]]:
    """Run the examples of a rule; one of them at least must show what the rule does."""
    shown = False
    for n, voorbeeld in enumerate(regel.voorbeelden):
        reden, shows = run_example(regels, regel, voorbeeld)
        shown = shown or shows
        if reden is not None:
            yield f"/voorbeelden/{n}", reden
    if not regel.voorbeelden:
        yield "/voorbeelden", "een regel zonder voorbeeld kan niet worden gepubliceerd"
    elif not shown:
        yield "/voorbeelden", "geen voorbeeld laat zien wat deze regel doet"


def examine(regels: Regelset, kent: Kent) -> tuple[Bevinding, ...]:
    """Give everything that is wrong with a rule set, in the order in which it stands there."""
    found: list[Bevinding] = []
    seen: set[str] = set()
    for n, regel in enumerate(regels.regels):
        here = f"/regels/{n}"
        if regel.id in seen:
            found.append(Bevinding(f"{here}/id", "dit id staat er twee keer"))
        seen.add(regel.id)
        for part in (_named(regel, kent), _sense(regel), _examples(regels, regel)):
            found += [Bevinding(f"{here}{place}", reden) for place, reden in part]
        if regel.tot is not None and regel.actie is not Actie.DELEN:
            found.append(Bevinding(f"{here}/tot", "let op: als deze regel eindigt, kan er meer zichtbaar worden", blokkeert=False))
        if not regel.grondslag.bevestigd:
            found.append(Bevinding(f"{here}/grondslag", "let op: een jurist heeft deze grondslag nog niet bevestigd", blokkeert=False))
    return tuple(found)


def late_rules(voor: Regelset, na: Regelset, op: date) -> tuple[str, ...]:
    """Give the places of what is new or changed and begins only after a day: no simulation of that day has seen what it does."""
    rules, agreements = set(voor.regels), set(voor.afspraken)
    late = [f"/afspraken/{n}/van" for n, one in enumerate(na.afspraken) if one.van is not None and one.van > op and one not in agreements]
    return (*late, *(f"/regels/{n}/van" for n, regel in enumerate(na.regels) if regel.van > op and regel not in rules))
