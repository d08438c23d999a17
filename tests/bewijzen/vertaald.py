"""Rules are compiled once for everybody who stands alike, and telling why changes nothing and tells it exactly."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.delen import Actie
from ketenhub.domain.json import rows, text
from ketenhub.flow.beeld import row_of
from ketenhub.share.share import share
from tests.bewijzen.bewijs import Uitslag
from tests.bewijzen.eigenschappen import recipients, rules_by_chance, views_of
from tests.bewijzen.kanten import read_rules, rule_sets, surroundings
from tests.bewijzen.verhalen import a_pair, live

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.share.gereed import Gereed
    from ketenhub.share.keuze import Veldbesluit
    from tests.bewijzen.bewijs import Opdracht

NIET_BESLIST = frozenset({"id", "soort", "herkomst", "spoor", "bronnen", "rollen"})


def told_exactly(opdracht: Opdracht) -> Uitslag:
    """Decide with and without telling why: the same view, and the telling says `share` for just the fields that are in it."""
    uitslag = Uitslag()
    while uitslag.gedaan < opdracht.omvang:
        zaad = f"{opdracht.zaad}-waarom-{uitslag.gedaan}"
        kans = Random(zaad)
        views = views_of(live(a_pair(zaad)[0]).casus)
        for ontvanger in recipients():
            regels = kans.choice((rule_sets()["basis"], read_rules({"versie": "v", "regels": [*rules_by_chance(kans, vast=False)]})))
            beeld, omgeving = views[row_of(ontvanger.spoor)], surroundings(regels)
            bare = share(beeld.gereed, beeld.beoordeling, ontvanger, omgeving)
            told = share(beeld.gereed, beeld.beoordeling, ontvanger, omgeving, met_besluiten=True)
            place = f"geval {uitslag.gedaan} (zaad {opdracht.zaad}), {ontvanger.soort}"
            if (bare.uitsnede, bare.signalen) != (told.uitsnede, told.signalen):
                uitslag.verschillen.append(f"{place}: het zicht met waarom is een ander zicht")
            shown, said = in_view(told.uitsnede.inhoud, beeld.gereed), as_told(told.besluiten, beeld.gereed)
            uitslag.verschillen += [f"{place}: {soort}.{veld}" for _, soort, veld in (shown - said) + (said - shown)]
            uitslag.count("velden", sum(shown.values()))
            uitslag.gedaan += 1
            opdracht.stap(uitslag.gedaan)
    uitslag.cijfers["gevallen"] = uitslag.gedaan
    return uitslag


def in_view(inhoud: Object, gereed: Gereed) -> Counter[tuple[str, str, str]]:
    """Count each field in a view by item; the statements about one person stand in one row, so there they are counted together."""
    found: Counter[tuple[str, str, str]] = Counter()
    kinds = {stuk.id: stuk.vorm.soort for stuk in gereed.stukken}
    for part in set(DELEN.values()):
        for row in rows(inhoud, part):
            for one in [row, *rows(row, "bronnen")]:
                ident = text(row, "id") or ""
                derived = {"stand"} if part == "veiligheidsvoorwaarden" else set()
                found.update((ident, kinds.get(ident, "persoon"), veld) for veld in set(one) - NIET_BESLIST - derived)
    return found


def as_told(besluiten: tuple[Veldbesluit, ...], gereed: Gereed) -> Counter[tuple[str, str, str]]:
    """Count each field of which the telling says that it is shared, by the row in which it would stand."""
    kinds = {stuk.id: stuk.vorm.soort for stuk in gereed.stukken}
    person = {stuk.id: f"ps-{persoon}" for persoon, stukken in gereed.verklaringen.items() for stuk in stukken}
    shared = [b for b in besluiten if b.actie is not Actie.ONTHOUDEN and b.veld not in {"professional", *NIET_BESLIST}]
    return Counter((person.get(b.item, b.item), kinds[b.item], b.veld) for b in shared)
