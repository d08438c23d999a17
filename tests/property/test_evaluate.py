"""What holds for every household: order is nothing, dissent never helps, agreement never harms, and the wall of the tracks stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenhub.domain.catalogus import catalogus
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.partijen import Rol, Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.testing import builders as b
from tests.property.geschiedenissen import START, days, histories, subjects

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import Dekkingsrij, FaseBeoordeling, Reden, Signaal, Spoorbeoordeling, Stemstand, Termijn
    from ketenhub.domain.overzicht import Doelrij, Heroverwegingstaak

PEILDATUM = START + timedelta(days=120)
PAKKET, KALENDER = Regelpakket(), Kalender()
SOORTEN = {b.VT: "veilig_thuis", b.POLITIE: "politie"}
FEW = settings(max_examples=120, deadline=None)


def household(items: list[Item]) -> Casus:
    """Build Anna, Ben and a child, with two organisations."""
    personen = (b.a_person(b.ANNA, rollen=(Rol.SLACHTOFFER,)), b.a_person(b.BEN), b.a_person(b.KIND, volwassen=False))
    return b.a_casus(*items, personen=personen, deelnames=(b.a_part(b.VT), b.a_part(b.POLITIE)))


def judge(casus: Casus, day: date = PEILDATUM) -> FaseBeoordeling:
    """Evaluate under the national pack."""
    return evaluate(casus, day, PAKKET, KALENDER, SOORTEN)


def phase(items: list[Item]) -> int:
    """Give the phase of the household with these items."""
    found = judge(household(items)).sporen[0].fase
    assert found is not None
    return int(found)


def track(found: FaseBeoordeling, spoor: Spoor) -> Spoorbeoordeling:
    """Give the result of one track."""
    return next(s for s in found.sporen if s.spoor is spoor)


@pytest.mark.req("MOV-17", "VISIE-28")
@given(histories, st.randoms(use_true_random=False))
@FEW
def test_order_of_arrival_is_irrelevant(items: list[Item], chance: object) -> None:
    assert hasattr(chance, "shuffle")
    shuffled = list(items)
    chance.shuffle(shuffled)
    assert judge(household(shuffled)) == judge(household(items)) == judge(household(items))


@pytest.mark.req("MOV-17", "MOV-19", "VISIE-28")
@given(histories, st.sampled_from(["0", "3", "5", "5.5"]), st.sampled_from([None, b.ANNA, b.BEN]), subjects)
@FEW
def test_dissent_never_raises_the_phase_and_gives_phase_one(
    items: list[Item], cijfer: str, door: str | None, over: tuple[str, ...]
) -> None:
    dissent = b.an_item(b.a_score(cijfer, op=PEILDATUM, door=door, over=over, reden=None), b.VT, ident="dissent")
    assert phase([*items, dissent]) == 1 <= phase(items)
    found = judge(household([*items, dissent])).sporen[0]
    assert any("dissent.cijfer" in s.paden for s in found.signalen)
    assert any("dissent.cijfer" in r.paden for r in found.redenen)


@pytest.mark.req("MOV-17", "MOV-20")
@given(histories, st.sampled_from(["7", "7+"]), st.sampled_from([None, b.ANNA, b.BEN, b.KIND]), subjects)
@FEW
def test_agreement_never_lowers_the_phase(items: list[Item], cijfer: str, door: str | None, over: tuple[str, ...]) -> None:
    agreement = b.an_item(b.a_score(cijfer, op=PEILDATUM, door=door, over=over), b.VT, ident="agreement")
    assert phase([*items, agreement]) >= phase(items)


@pytest.mark.req("MOV-25", "VISIE-27")
@given(histories)
@FEW
def test_a_later_phase_stands_only_without_dissent_under_six(items: list[Item]) -> None:
    found = judge(household(items)).sporen[0]
    if found.fase != 1:
        assert all(s.cijfer is None or s.cijfer[0] >= "6" for s in found.stemmen if s.vereist)
        assert not any(s.soort == "schending_voorwaarde" for s in found.signalen)


@pytest.mark.req("VISIE-13", "VISIE-27")
@given(histories, st.integers(0, 119))
@FEW
def test_nothing_changes_before_the_next_term(items: list[Item], start: int) -> None:
    day = START + timedelta(days=start)
    casus = household(items)
    now = judge(casus, day)
    until = min(now.volgende_termijn or PEILDATUM, day + timedelta(days=40))
    for n in range(1, (until - day).days):
        later = judge(casus, day + timedelta(days=n))
        assert (later.sporen, later.volgende_termijn) == (now.sporen, now.volgende_termijn)


@pytest.mark.req("VISIE-09")
@given(histories)
@FEW
def test_every_reason_has_a_rule_a_source_and_existing_paths(items: list[Item]) -> None:
    found = judge(household(items)).sporen[0]
    # a state may outlive its condition (withdrawn); its path then names what is gone, and share holds such a reason back
    known = {item.id for item in items} | {ref for item in items for ref in (getattr(item.feit, "voorwaarde", None),) if ref}
    derived: tuple[Reden | Signaal | Termijn | Stemstand | Dekkingsrij | Doelrij | Heroverwegingstaak, ...] = (
        *found.redenen,
        *found.signalen,
        *found.termijnen,
        *found.stemmen,
        *found.dekking,
        *found.afsluiten,
        *found.aanwijzingen,
        *found.doelen,
        *found.heroverwegingen,
    )
    paths = [p for one in derived for p in one.paden] + list(found.poort_paden)
    paths += [p for stem in found.stemmen for p in stem.voorlopig_paden]
    paths += [p for s in found.signalen for p in (*s.vervolg, *(path for call in s.inschakelen for path in call.paden))]
    paths += [p for task in found.heroverwegingen for d in task.domeinen for p in d.paden]
    assert {p.partition(".")[0] for p in paths} <= known
    fields = {f"{item.id}.{name}" for item in items for name in (*catalogus()[item.feit.soort], "geldigOp")}
    assert {p for p in paths if p.partition(".")[0] in {item.id for item in items}} <= fields
    assert len({s.sleutel for s in found.signalen}) == len(found.signalen)
    assert "{" not in found.poort_zin


@pytest.mark.req("VISIE-09", "CON-30")
@given(histories)
@FEW
def test_what_is_missing_is_named_by_a_field_that_exists_and_what_is_lacking_says_what_would_change_it(items: list[Item]) -> None:
    found = judge(household(items)).sporen[0]
    derived: tuple[Reden | Signaal | Termijn | Doelrij, ...] = (
        *found.redenen,
        *found.signalen,
        *found.termijnen,
        *found.afsluiten,
        *found.aanwijzingen,
        *found.doelen,
    )
    absent = {one.afwezig for one in derived if one.afwezig}
    assert absent <= {f"{soort}.{name}" for soort, fields in catalogus().items() for name in fields}
    assert [r.bron for r in (*found.redenen, *found.afsluiten) if not r.voldaan and not r.nodig and r.bron != "CON-26"] == []
    assert all(t.eigenaar for t in found.termijnen)


@pytest.mark.req("VISIE-14", "ROUTE-39", "ROUTE-40", "MDA-50")
@given(histories)
@FEW
def test_closing_can_be_weighed_only_in_phase_three_with_everyone_recovered(items: list[Item]) -> None:
    found = judge(household(items)).sporen[0]
    if found.afsluiten_te_wegen:
        assert found.fase == 3
        assert found.hersteld_en_deelnemend
        assert found.laagste == "7+"


def parted(items: list[Item], spoor: Spoor, prefix: str) -> list[Item]:
    """Put items on a track, under ids of their own."""
    return [item.model_copy(update={"id": f"{prefix}{item.id}", "spoor": spoor}) for item in items]


def split(own: list[Item], other: list[Item]) -> Casus:
    """Build the household with separated tracks: Ben on the perpetrator's."""
    personen = (
        b.a_person(b.ANNA, rollen=(Rol.SLACHTOFFER,), spoor=Spoor.SLACHTOFFER),
        b.a_person(b.BEN, spoor=Spoor.PLEGER),
        b.a_person(b.KIND, volwassen=False, spoor=Spoor.SLACHTOFFER),
    )
    parts = (b.a_part(b.VT, spoor=Spoor.BEIDE), b.a_part(b.POLITIE, spoor=Spoor.PLEGER))
    items = parted(own, Spoor.SLACHTOFFER, "s-") + parted(other, Spoor.PLEGER, "d-")
    return b.a_casus(*items, personen=personen, deelnames=parts, splitsing=b.a_split())


@pytest.mark.req("CON-07", "ROUTE-19")
@given(histories, histories, histories)
@FEW
def test_nothing_of_the_victim_ever_reaches_the_perpetrators_track(one: list[Item], two: list[Item], other: list[Item]) -> None:
    assert track(judge(split(one, other)), Spoor.PLEGER) == track(judge(split(two, other)), Spoor.PLEGER)


@pytest.mark.req("CON-07")
@given(histories, histories)
@FEW
def test_only_kind_severity_and_day_cross_to_the_victims_track(own: list[Item], other: list[Item]) -> None:
    found = judge(split(own, other))
    victim, headline = track(found, Spoor.SLACHTOFFER), track(found, Spoor.BEIDE)
    assert "d-i" not in victim.model_dump_json()
    assert "d-v1" not in victim.model_dump_json()
    assert not any(s.brug for s in headline.signalen)
    assert headline.fase == victim.fase
    danger = {(s.ernst, s.soort) for s in track(found, Spoor.PLEGER).signalen if s.soort in ("daling", "cijfer")}
    assert {e for e, _ in danger} <= {s.ernst for s in victim.signalen if s.brug and s.soort == "cijfer"}


@pytest.mark.req("CON-07")
@given(histories, histories)
@FEW
def test_danger_on_the_other_track_never_raises_the_victims_phase(own: list[Item], other: list[Item]) -> None:
    danger = b.an_item(b.an_incident("dreiging", op=PEILDATUM), ident="gevaar")
    with_danger = track(judge(split(own, [*other, danger])), Spoor.SLACHTOFFER)
    assert with_danger.fase == 1
    assert any(s.brug and s.soort == "dreiging" and not s.paden for s in with_danger.signalen)


@pytest.mark.req("CON-07", "VISIE-27")
@given(histories, histories, st.integers(0, 119))
@FEW
def test_nothing_changes_on_either_track_before_the_next_term(own: list[Item], other: list[Item], start: int) -> None:
    day = START + timedelta(days=start)
    casus = split(own, other)
    now = judge(casus, day)
    until = min(now.volgende_termijn or PEILDATUM, day + timedelta(days=20))
    for n in range(1, (until - day).days):
        assert judge(casus, day + timedelta(days=n)).sporen == now.sporen


@pytest.mark.req("CON-10", "MOV-23")
@given(histories, st.sampled_from(["dreiging", "geweld", "onveilig"]), days, st.integers(0, 60))
@FEW
def test_danger_is_heard_by_someone_however_late_it_is_told(items: list[Item], aard: b.Aard, op: date, late: int) -> None:
    heard = datetime.combine(min(op + timedelta(days=late), PEILDATUM), time(12), UTC)
    danger = b.an_item(b.an_incident(aard, op=op), ident="gevaar", gehoord=heard)
    found = judge(household([*items, danger]), heard.date()).sporen[0]
    assert any("gevaar.aard" in s.paden for s in found.signalen)
