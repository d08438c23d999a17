"""What may never widen a view: a fact that is added, a rule that becomes stricter, and what a plugin keeps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.delen import Actie, Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, text
from ketenhub.flow.beeld import cut, row_of
from ketenhub.partners.register import load_partners
from ketenhub.share.aandacht import within
from ketenhub.share.ontvanger import Ontvanger
from ketenhub.share.share import share
from tests.bewijzen.bewijs import Uitslag
from tests.bewijzen.kanten import judged, read_rules, rule_sets, surroundings
from tests.bewijzen.verhalen import GGZ, ORGANISATIES, RECLASSERING, VT, a_pair, live
from tests.property.test_share import a_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json
    from ketenhub.flow.beeld import Beeld
    from ketenhub.share.share import Deelbesluit
    from tests.bewijzen.bewijs import Opdracht

    Veld = tuple[str, str]

# facts that are themselves a decision to share, or to whom: these may open something, each only what it names
BESLUITEN = frozenset(
    {
        "afweging",
        "doorbreking",
        "doorbrekingsbevestiging",
        "toestemming",
        "vrijgave",
        "tekstvrijgave",
        "betrokkenheid",
        "regie",
        "geweldsoort",
    }
)
RANG = {Actie.ONTHOUDEN: 0, Actie.MINIMALISEREN: 1, Actie.DELEN: 2}
LAAT_OVER = {None: 0, "aanwezigheid": 0, "jaartal": 1, "initialen": 2}
SPOREN = {VT: "beide", RECLASSERING: "pleger", GGZ: "pleger"}


def recipients() -> Iterator[Ontvanger]:
    """Give everyone of the region on its own track, and one of a kind that said nothing."""
    for oin, soort in ORGANISATIES.items():
        yield Ontvanger(oin, soort, SPOREN.get(oin, "slachtoffer"), oin == VT, f"w-{oin}", gemeente="Elzenwoude")
    yield Ontvanger("0" * 19 + "9", "openbaar_ministerie", "slachtoffer", False, "w-om")


@dataclass(frozen=True, slots=True)
class Gezien:
    """What a recipient sees of each item: how much of each field, and which fields stand in the view."""

    mate: Mapping[Veld, tuple[int, int]]
    velden: frozenset[Veld]
    besluit: Deelbesluit


def seen(beeld: Beeld, ontvanger: Ontvanger, regels: Regelset) -> Gezien:
    """Give what a recipient sees under these rules, with how much of each field."""
    besluit = share(beeld.gereed, beeld.beoordeling, ontvanger, surroundings(regels), met_besluiten=True)
    mate = {}
    for one in besluit.besluiten:
        method = one.regel.minimalisering.value if one.regel is not None and one.regel.minimalisering else None
        mate[one.item, one.veld] = (RANG[one.actie], LAAT_OVER[method] if one.actie is Actie.MINIMALISEREN else 0)
    return Gezien(mate, frozenset(fields(besluit.uitsnede)), besluit)


def fields(uitsnede: Uitsnede) -> Iterator[Veld]:
    """Give each field of each item in a view; of a person its statements stand in one row, so there they count together."""
    for part in set(DELEN.values()):
        for row in rows(uitsnede.inhoud, part):
            for one in [row, *rows(row, "bronnen")]:
                own = {key for key in one if key not in {"id", "soort", "bronnen", "stand", "rollen", "spoor", "herkomst"}}
                yield from ((f"{part} {text(row, 'id')}", key) for key in own)


def wider(voor: Gezien, na: Gezien, items: frozenset[str] | None = None) -> list[str]:
    """Name the fields of which more is seen than before, of these items or of all; never a value."""
    nothing = (0, 0)
    found = [
        f"{item}.{veld}"
        for (item, veld), mate in na.mate.items()
        if (items is None or item in items) and mate > voor.mate.get((item, veld), nothing)
    ]
    if items is None:
        found += [f"{rij}.{veld}" for rij, veld in sorted(na.velden - voor.velden)]
    return found


def views_of(casus: Casus) -> dict[str, Beeld]:
    return cut(casus, judged(casus))


def rules_by_chance(kans: Random, *, vast: bool) -> list[dict[str, Json]]:
    """Give a rule set by chance; `vast` gives only rules that hold whatever goes on in the case."""
    found = []
    for n in range(kans.randint(1, 6)):
        rest: dict[str, Json] = {
            "categorieen": [c.value for c in kans.sample(list(Categorie), kans.randint(5, len(Categorie)))],
            "actie": kans.choice(("delen", "delen", "minimaliseren", "onthouden")),
        }
        if rest["actie"] == "minimaliseren":
            rest["minimalisering"] = kans.choice(("jaartal", "initialen", "aanwezigheid"))
        if kans.random() < 0.3:
            rest["ontvangerSoorten"] = [*kans.sample(sorted(ORGANISATIES.values()), 3)]
        if kans.random() < 0.3:
            rest["bronSoorten"] = [*kans.sample(sorted(ORGANISATIES.values()), 3)]
        if not vast:
            rest |= _conditions(kans, str(rest["actie"]))
        found.append(a_rule(f"r{n}", **rest))
    return found


def _conditions(kans: Random, actie: str) -> dict[str, Json]:
    """Give conditions on what goes on in the case."""
    found: dict[str, Json] = {}
    if kans.random() < 0.3:
        found["fasen"] = [kans.randint(1, 3)]
    if kans.random() < 0.2:
        found["omstandigheden"] = [kans.choice(("onderzoek", "samenloop", "voorwaarden_en_vervolg", "voorval_in_gemeente"))]
    if kans.random() < 0.2 and actie != "onthouden":
        found["opToestemming"] = True
    if kans.random() < 0.2:
        found["sporen"] = [kans.choice(("slachtoffer", "pleger", "beide"))]
    return found


def adding(opdracht: Opdracht) -> Uitslag:
    """Add a fact that is no decision to share, under rules that ask nothing of the case: of the facts that were there nobody sees more."""
    uitslag = Uitslag()
    for n in range(opdracht.omvang):
        zaad = f"{opdracht.zaad}-erbij-{n}"
        told = live(a_pair(zaad)[0])
        before, after = told.voor, told.na
        uitslag.gedaan += 1
        uitslag.count("plannen")
        opdracht.stap(n + 1)
        if before is None or after is None or _decides(before, after):
            uitslag.count("overgeslagen (een besluit of niets erbij)")
            continue
        regels = read_rules({"versie": "v", "regels": [*rules_by_chance(Random(zaad), vast=True)]})
        same = frozenset(item.id for item in after.items if item in before.items)
        views = views_of(before), views_of(after)
        for ontvanger in recipients():
            row = row_of(ontvanger.spoor) if before.splitsing is not None else "onverdeeld"
            who = ontvanger if before.splitsing is not None else replace(ontvanger, spoor="onverdeeld")
            found = wider(seen(views[0][row], who, regels), seen(views[1][row], who, regels), same)
            uitslag.verschillen += [f"plan {n} (zaad {opdracht.zaad}), {who.soort}: {one}" for one in found]
            uitslag.count("zichten vergeleken")
    return uitslag


def _decides(before: Casus, after: Casus) -> bool:
    """Tell whether what was added is a decision, or took something away: a statement in the place of another."""
    known = {item.id for item in before.items}
    added = {item.feit.soort for item in after.items if item.id not in known}
    gone = known - {item.id for item in after.items}
    return bool(added & BESLUITEN) or bool(gone) or not added or (before.splitsing is None) != (after.splitsing is None)


STRENGER: dict[str, Callable[[Random, list[dict[str, Json]]], list[dict[str, Json]]]] = {
    "een regel die achterhoudt erbij": lambda kans, rules: [*rules, _strict(kans, "onthouden")],
    "een regel die verkleint erbij, naast een die deelt": lambda kans, rules: [*rules, *_smaller(kans, rules)],
    "een regel die deelt eraf": lambda _, rules: [
        *(r for r in rules if r["actie"] != "delen"),
        *[r for r in rules if r["actie"] == "delen"][1:],
    ],
    "een regel die deelt is afgelopen": lambda _, rules: [r | ({"tot": "2026-02-01"} if r["actie"] == "delen" else {}) for r in rules],
    "de fase achtergehouden": lambda _, rules: [*rules, a_rule("x", categorieen=["fase"], actie="onthouden")],
}


def _strict(kans: Random, actie: str) -> dict[str, Json]:
    return a_rule("x", categorieen=[c.value for c in kans.sample(list(Categorie), 6)], actie=actie, **_conditions(kans, actie))


def _smaller(kans: Random, rules: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """Minimise what some rule shares, under just the conditions of that rule."""
    shared = [r for r in rules if r["actie"] == "delen"]
    return [{**kans.choice(shared), "id": "x", "actie": "minimaliseren", "minimalisering": "aanwezigheid"}] if shared else []


def tightening(opdracht: Opdracht) -> Uitslag:
    """Make a rule set stricter in each of five ways: nobody sees more of any item, in the decisions nor in the view."""
    uitslag = Uitslag()
    for n in range(opdracht.omvang):
        zaad = f"{opdracht.zaad}-strenger-{n}"
        kans = Random(zaad)
        casus = live(a_pair(zaad)[0]).casus
        views = views_of(casus)
        rules = rules_by_chance(kans, vast=False)
        way, change = kans.choice(sorted(STRENGER.items()))
        loose, strict = (read_rules({"versie": "v", "regels": [*r]}) for r in (rules, change(kans, rules)))
        for ontvanger in recipients():
            beeld = views[row_of(ontvanger.spoor)]
            found = wider(seen(beeld, ontvanger, loose), seen(beeld, ontvanger, strict))
            uitslag.verschillen += [f"plan {n} (zaad {opdracht.zaad}), {way}, {ontvanger.soort}: {one}" for one in found]
            uitslag.count("zichten vergeleken")
        uitslag.gedaan += 1
        uitslag.count("plannen")
        opdracht.stap(n + 1)
    return uitslag


def ending_agreements(opdracht: Opdracht) -> Uitslag:
    """Let every agreement of the rules of the hub end: nobody sees more, whatever rests on it."""
    uitslag = Uitslag()
    base = rule_sets()["basis"]
    ended = base.model_copy(update={"afspraken": tuple(a.model_copy(update={"tot": a.van}) for a in base.afspraken)})
    kinds = sorted({soort for regel in base.regels for soort in regel.ontvanger_soorten})
    for n in range(opdracht.omvang):
        views = views_of(live(a_pair(f"{opdracht.zaad}-afspraak-{n}")[0]).casus)
        for soort in kinds:
            ontvanger = Ontvanger("0" * 19 + "9", soort, "slachtoffer", False, "w", gemeente="Elzenwoude")
            found = wider(seen(views["slachtoffer"], ontvanger, base), seen(views["slachtoffer"], ontvanger, ended))
            uitslag.verschillen += [f"plan {n} (zaad {opdracht.zaad}), {soort}: {one}" for one in found]
            uitslag.count("zichten vergeleken")
        uitslag.gedaan += 1
        uitslag.count("plannen")
        opdracht.stap(n + 1)
    return uitslag


def leaves(value: Json, pad: str = "") -> Iterator[tuple[str, str]]:
    """Give every value at the ends with its path; a row is known by its id where it has one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{pad}.{key}")
    elif isinstance(value, list | tuple):
        for n, inner in enumerate(value):
            yield from leaves(inner, f"{pad}[{at(inner, 'id') or ''}]" if isinstance(inner, dict) else f"{pad}[]")
            del n
    else:
        yield pad, f"{type(value).__name__} {value}"


def _hostile(kans: Random, value: Json, elders: Json) -> Json:
    """Give what a plugin could make of a view that wants more: other values, more fields, another's rows, the same row twice."""
    if isinstance(value, dict):
        made = {key: _hostile(kans, inner, elders) for key, inner in value.items() if kans.random() < 0.9}
        return made | ({"extra": elders} if kans.random() < 0.2 else {})
    if isinstance(value, list | tuple):
        made_rows = [_hostile(kans, inner, elders) for inner in value]
        kans.shuffle(made_rows)
        return [*made_rows, *made_rows[:1], elders] if kans.random() < 0.5 else made_rows
    return kans.choice((value, value, value, "iets anders", 1, True, None, elders))


def narrowing(opdracht: Opdracht) -> Uitslag:
    """Let every installed plugin, and one that wants more, narrow a view: what is kept is a part of what was decided, in its order."""
    uitslag = Uitslag()
    plugins = {naam: known.partner for naam, known in load_partners().items()}
    for n in range(opdracht.omvang):
        zaad = f"{opdracht.zaad}-smal-{n}"
        kans = Random(zaad)
        views = views_of(live(a_pair(zaad)[0]).casus)
        ontvanger = kans.choice([*recipients()])
        decided = seen(views[row_of(ontvanger.spoor)], ontvanger, rule_sets()["alles"]).besluit.uitsnede
        whole = seen(views["regie"], replace(ontvanger, spoor="beide"), rule_sets()["alles"]).besluit.uitsnede.inhoud
        narrowed = {naam: partner.narrow(decided).inhoud for naam, partner in plugins.items()}
        narrowed["vijandig"] = _hostile(kans, decided.inhoud, whole) if n % 2 else whole  # type: ignore[assignment]  # a plugin can give anything
        own = Counter(leaves(decided.inhoud))
        for naam, given in narrowed.items():
            more = Counter(leaves(within(decided.inhoud, given))) - own
            uitslag.verschillen += [f"plan {n} (zaad {opdracht.zaad}), {naam}: {pad}" for pad, _ in more]
            uitslag.count("versmallingen")
        uitslag.gedaan += 1
        opdracht.stap(n + 1)
    uitslag.cijfers["plugins"] = len(plugins)
    return uitslag
