"""The difference of two rule sets over a casus is exactly that of both full views; a view of a view shows nothing new."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ketenhub.contract.uitsnede import DELEN
from ketenhub.dialects.regelblad import read_sheet, write_sheet
from ketenhub.domain.delen import Actie, Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import rows, text
from ketenhub.flow.beeld import cut, row_of
from ketenhub.share.gereed import prepare
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.samen import seen_by_both
from ketenhub.share.share import share
from ketenhub.share.verschil import Cel, Telling, difference, fields_of
from tests.property.test_share import PEILDATUM, SOORTEN, a_rule, judged, lived, numbered, victim_messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.keuze import Veldbesluit

FEW = settings(max_examples=60, deadline=None)
RANG = {"onthouden": 0, "minimaliseren": 1, "delen": 2}
WIJZE = {None: 0, "aanwezigheid": 0, "jaartal": 1, "initialen": 2}
ONTVANGERS = [
    Ontvanger(oin, soort, spoor, spoor == "beide", f"w-{oin}")
    for (oin, soort), spoor in zip(SOORTEN.items(), ("beide", "slachtoffer", "slachtoffer", "pleger", "slachtoffer", "pleger"), strict=True)
]


def some(values: list[str], most: int = 3) -> st.SearchStrategy[list[str]]:
    """Draw a few of these, or none: then there is no condition."""
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


drawn_rule: st.SearchStrategy[dict[str, Json]] = st.fixed_dictionaries(
    {
        "ontvangerSoorten": some(sorted(SOORTEN.values())),
        "categorieen": st.lists(st.sampled_from([c.value for c in Categorie]), min_size=3, max_size=25, unique=True),
        "feitsoorten": st.one_of(st.just([]), some(["persoon", "incident", "veiligheidsbeoordeling", "hub", "melding", "plaats"])),
        "bronSoorten": st.one_of(st.just([]), some(["politie", "veilig_thuis", "reclassering", "hub"])),
        "sporen": some(["slachtoffer", "pleger", "beide"], 1),
        "fasen": st.sampled_from([[], [1], [2, 3]]),
        "actie": st.sampled_from(["delen", "delen", "minimaliseren", "onthouden"]),
        "minimalisering": st.sampled_from(["jaartal", "initialen", "aanwezigheid"]),
    }
)


def numbered_rules(drawn: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """Give drawn rules ids; how they minimise is said only where they do."""
    named = [a_rule(f"r{n}", **one) for n, one in enumerate(drawn)]
    return [{k: v for k, v in one.items() if k != "minimalisering" or one["actie"] == "minimaliseren"} for one in named]


drawn_rules = st.lists(drawn_rule, max_size=5).map(numbered_rules)


@st.composite
def two_sets(draw: st.DrawFn) -> tuple[list[dict[str, Json]], list[dict[str, Json]]]:
    """Draw a rule set and what somebody made of it: mostly one rule more, less or other."""
    voor = draw(drawn_rules)
    keep = [rule for rule in voor if draw(st.integers(0, 3))]
    return voor, keep + [{**rule, "id": f"n{n}"} for n, rule in enumerate(draw(st.lists(drawn_rule, max_size=2).map(numbered_rules)))]


def a_world(rules: list[dict[str, Json]], day: date = PEILDATUM) -> Omgeving:
    """Give the surroundings under a rule set."""
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules}))
    return Omgeving(regels, day, dict.fromkeys(SOORTEN, "organisatie"), SOORTEN, lambda persoon: f"ps-{persoon}")


def leaves(view: Object) -> Iterator[tuple[str, str, str]]:
    """Write down all that a view shows: of which row, which field, and what stands there."""
    for part, content in view.items():
        if part in {"verwijzing", "spoor"}:
            continue
        if part in DELEN.values():
            for row in rows(view, part):
                for one in [row, *rows(row, "bronnen")]:
                    yield from of_row(one, f"{part}|{row['id']}", "persoon" if part == "personen" else str(row["soort"]))
        elif part == "sporen":
            for row in rows(view, part):
                yield from inside(row, f"sporen|{row['spoor']}", "hub.sporen")
        else:
            yield from inside(content, part, f"hub.{part}")


def of_row(row: Object, rij: str, soort: str) -> Iterator[tuple[str, str, str]]:
    """Write down a row: the origin is one field, but for what is not of every row."""
    for naam, value in row.items():
        if naam == "herkomst" and isinstance(value, dict):
            always = {k: value.get(k) for k in ("organisatie", "geldigOp", "ontvangenOp")}
            yield rij, f"{soort}.herkomst", json.dumps(always, sort_keys=True)
            for extra in set(value) - set(always):
                yield rij, f"{soort}.herkomst.{extra}", json.dumps(value[extra], sort_keys=True)
        elif naam not in {"id", "soort", "bronnen"}:
            yield rij, f"{soort}.{naam}", json.dumps(value, sort_keys=True)


def inside(value: Json, rij: str, pad: str) -> Iterator[tuple[str, str, str]]:
    """Write down what the hub derived."""
    if isinstance(value, dict):
        for naam, inner in value.items():
            yield from inside(inner, rij, f"{pad}.{naam}")
    elif isinstance(value, list | tuple):
        for one in value:
            yield rij, pad, json.dumps(one, sort_keys=True)
    else:
        yield rij, pad, json.dumps(value)


def loosened(soorten: dict[str, str], voor: tuple[Veldbesluit, ...], na: tuple[Veldbesluit, ...]) -> set[str]:
    """Give the fields that are decided less strictly for any item."""

    def rank(besluit: Veldbesluit) -> tuple[int, int]:
        wijze = besluit.regel.minimalisering.value if besluit.regel and besluit.regel.minimalisering else None
        return RANG[besluit.actie.value], WIJZE[wijze] if besluit.actie is Actie.MINIMALISEREN else 0

    before = {(one.item, one.veld): rank(one) for one in voor}
    return {f"{soorten[one.item]}.{one.veld}" for one in na if rank(one) > before.get((one.item, one.veld), (0, 0))}


def by_brute_force(casus: Casus, voor: Omgeving, na: Omgeving) -> dict[tuple[str, str, str], Telling]:
    """Share everything twice with everybody, write both views down in full, and count what differs."""
    found: dict[tuple[str, str, str], Telling] = {}
    beelden = cut(casus, judged(casus))
    for ontvanger in ONTVANGERS:
        beeld = beelden[row_of(ontvanger.spoor)]
        besluiten = [share(beeld.casus, beeld.beoordeling, ontvanger, w, met_besluiten=True) for w in (voor, na)]
        before, after = (Counter(leaves(b.uitsnede.inhoud)) for b in besluiten)
        gained, lost = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for (rij, pad, _), times in (after - before).items():
            gained[rij, pad] += times
        for (rij, pad, _), times in (before - after).items():
            lost[rij, pad] += times
        soorten = {str(item["id"]): text(item, "feit", "soort") or "" for item in rows(beeld.casus, "items")}
        ruim = loosened(soorten, besluiten[0].besluiten, besluiten[1].besluiten)
        for rij, pad in gained.keys() | lost.keys():
            up, down = gained[rij, pad], lost[rij, pad]
            other = min(up, down)
            key = (pad, ontvanger.soort, ontvanger.oin)
            telling = Telling(up - other, other if pad in ruim else 0, other, down - other)
            found[key] = found.get(key, Telling()) + telling
    return found


def counted(casus: Casus, voor: Omgeving, na: Omgeving) -> dict[Cel, Telling]:
    """Count by the room itself."""
    found: dict[Cel, Telling] = {}
    beelden = cut(casus, judged(casus))
    for ontvanger in ONTVANGERS:
        beeld = beelden[row_of(ontvanger.spoor)]
        found |= difference(beeld.gereed, beeld.beoordeling, [ontvanger], (voor, na))
    return found


@FEW
@given(drawn=victim_messages, sets=two_sets())
def test_difference_equals_brute_force_over_both_full_views(
    drawn: list[tuple[str, int, list[dict[str, Json]]]], sets: tuple[list[dict[str, Json]], list[dict[str, Json]]]
) -> None:
    casus, voor, na = lived(numbered(drawn)), a_world(sets[0]), a_world(sets[1])
    found = counted(casus, voor, na)
    assert {(cel.pad, cel.soort, cel.organisatie): telling for cel, telling in found.items()} == by_brute_force(casus, voor, na)


@FEW
@given(drawn=victim_messages, sets=two_sets())
def test_difference_backwards_is_its_mirror(
    drawn: list[tuple[str, int, list[dict[str, Json]]]], sets: tuple[list[dict[str, Json]], list[dict[str, Json]]]
) -> None:
    casus, voor, na = lived(numbered(drawn)), a_world(sets[0]), a_world(sets[1])
    there, back = counted(casus, voor, na), counted(casus, na, voor)
    assert {c: (t.nieuw, t.anders, t.weg) for c, t in there.items()} == {c: (t.weg, t.anders, t.nieuw) for c, t in back.items()}


@FEW
@given(drawn=victim_messages, rules=drawn_rules)
def test_stricter_rules_open_nothing(drawn: list[tuple[str, int, list[dict[str, Json]]]], rules: list[dict[str, Json]]) -> None:
    casus = lived(numbered(drawn))
    closed = [*rules, a_rule("dicht", actie="onthouden")]
    assert [
        cel for cel, t in counted(casus, a_world(rules), a_world(closed)).items() if t.ruimer or (t.nieuw and not derived(cel.pad))
    ] == []


def derived(pad: str) -> bool:
    """Tell whether the hub derives a field: a sentence that says less, or the state of a condition, may come in the place of another."""
    return pad.startswith("hub.") or pad.endswith(".stand")


@FEW
@given(drawn=victim_messages, rules=drawn_rules, other=drawn_rules)
def test_view_of_a_view_shows_nothing_that_the_one_who_looks_does_not_see(
    drawn: list[tuple[str, int, list[dict[str, Json]]]], rules: list[dict[str, Json]], other: list[dict[str, Json]]
) -> None:
    casus = lived(numbered(drawn))
    beelden = cut(casus, judged(casus))
    regie, *anderen = ONTVANGERS
    own = share(beelden["regie"].casus, beelden["regie"].beoordeling, regie, a_world(rules)).uitsnede.inhoud
    for ontvanger in anderen:
        beeld = beelden[row_of(ontvanger.spoor)]
        there = share(beeld.casus, beeld.beoordeling, ontvanger, a_world(other)).uitsnede.inhoud
        both, _ = seen_by_both(own, there)
        assert every_word(both) <= every_word(own) | {ontvanger.spoor, ontvanger.verwijzing}


def every_word(value: Json) -> set[str]:
    """Collect every value at the ends, as text."""
    if isinstance(value, dict):
        return {word for inner in value.values() for word in every_word(inner)}
    if isinstance(value, list | tuple):
        return {word for inner in value for word in every_word(inner)}
    return {str(value)}


@FEW
@given(rules=drawn_rules)
def test_rule_set_survives_yaml(rules: list[dict[str, Json]]) -> None:
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules}))
    assert read_sheet(write_sheet(regels).encode()) == regels


def test_every_part_of_a_view_is_counted() -> None:
    casus = lived([])
    beeld = cut(casus, judged(casus))["regie"]
    view = share(prepare(beeld.casus), beeld.beoordeling, ONTVANGERS[0], a_world([a_rule("alles")])).uitsnede.inhoud
    counted_parts = {plek.rij.partition("/")[0] for plek in fields_of(view)}
    assert {key for key, value in view.items() if value} - {"verwijzing", "spoor"} == counted_parts
