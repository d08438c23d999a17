"""What holds for every household: order is nothing, dissent never helps, agreement never harms, and the wall of the tracks stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenhub.domain.catalogus import catalogus
from ketenhub.domain.geweld import Melding, StrafbaarFeitVermoeden, Terugkoppeling
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.partijen import Rol, Spoor
from ketenhub.domain.plan import (
    Controle,
    Gevaarsomschrijving,
    Hersteldoel,
    Instemming,
    OnveiligeSituatie,
    Risicofactor,
    Veiligheidsafspraak,
    Veiligheidsdoel,
    Werkdoel,
)
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.domain.regie import Gebeurtenis, Heroverweging, Planopzet, StructureleOnveiligheid, Zorgbesluit
from ketenhub.domain.samenwerking import Consultatie, Herstelpunt, Monitor, Overleg, Taak, Toetsmoment
from ketenhub.evaluate import evaluate
from ketenhub.testing import builders as b

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import Dekkingsrij, FaseBeoordeling, Reden, Signaal, Spoorbeoordeling, Stemstand, Termijn
    from ketenhub.domain.overzicht import Doelrij, Heroverwegingstaak, Volgrij

START = date(2026, 1, 5)
PEILDATUM = START + timedelta(days=120)
PAKKET, KALENDER = Regelpakket(), Kalender()
SOORTEN = {b.VT: "veilig_thuis", b.POLITIE: "politie"}
CIJFERS = ("0", "2", "4", "5", "5.5", "6", "6", "7", "7", "7+")
FEW = settings(max_examples=120, deadline=None)

days = st.integers(0, 119).map(lambda n: START + timedelta(days=n))
moments = days.flatmap(lambda d: st.sampled_from([d.isoformat(), f"{d.isoformat()}T08:00:00Z", f"{d.isoformat()}T14:00:00Z"]))
subjects = st.sampled_from([(), (b.ANNA,), (b.BEN,), (b.KIND,), (b.ANNA, b.BEN)])


@st.composite
def scores(draw: st.DrawFn) -> Item:
    who = draw(st.sampled_from([None, b.ANNA, b.BEN, b.KIND]))
    feit = b.a_score(
        draw(st.sampled_from(CIJFERS)),
        op=draw(moments),
        over=draw(subjects),
        door=who,
        professional=draw(st.sampled_from(["a", "b"])),
        reden=draw(st.sampled_from(["Omdat.", "Omdat.", None])),
    )
    return b.an_item(feit, draw(st.sampled_from([b.VT, b.POLITIE])))


def a_round(op: date, figure: str) -> list[Item]:
    """Build a round in which everyone speaks."""
    return [
        b.an_item(b.a_score(figure, op=op, professional="a"), b.VT),
        b.an_item(b.a_score(figure, op=op, professional="a"), b.POLITIE),
        b.an_item(b.a_score(figure, op=op, door=b.ANNA)),
        b.an_item(b.a_score(figure, op=op, door=b.BEN)),
    ]


rounds = st.builds(a_round, days, st.sampled_from(["6", "7", "7"]))
steady = st.builds(
    lambda first, gap, extra: numbered(
        [*a_round(START + timedelta(days=first), "7"), *a_round(START + timedelta(days=first + gap), "7"), *extra]
    ),
    st.integers(0, 80),
    st.integers(26, 39),
    st.lists(scores(), max_size=1),
)


others = st.one_of(
    st.builds(
        lambda aard, op: b.an_item(b.an_incident(aard, op=op)), st.sampled_from(["geweld", "onveilig", "dreiging", "vrijlating"]), moments
    ),
    st.builds(
        lambda stand, op: b.an_item(b.a_stand("v1", stand, op=op)),
        st.sampled_from(["open", "gerealiseerd", "geschonden", "vervallen"]),
        moments,
    ),
    st.builds(lambda op: b.an_item(b.a_condition("v1", op=op, termijn="2026-04-01")), days),
    st.builds(
        lambda op, n: b.an_item(b.a_measure("m1", "huisverbod", van=op.isoformat(), tot=(op + timedelta(days=n)).isoformat())),
        days,
        st.integers(1, 40),
    ),
    st.builds(lambda op: b.an_item(b.a_breach("m1", op=op)), moments),
)
organisations = st.sampled_from([b.VT, b.POLITIE])
plans = st.one_of(
    st.builds(
        lambda op, n, stand: Veiligheidsafspraak(
            ref="f", geldig_op=op, wie="Ben", wat="Belt.", uiterlijk=op + timedelta(days=n), stand=stand
        ),
        days,
        st.integers(0, 60),
        st.sampled_from(["open", "gedaan"]),
    ),
    st.builds(
        lambda op, n, done: Toetsmoment(
            ref="f", geldig_op=op, gepland_op=op + timedelta(days=n), door="VT", gedaan_op=op if done else None
        ),
        days,
        st.integers(0, 60),
        st.booleans(),
    ),
    st.builds(
        lambda op, n: Overleg(ref="f", geldig_op=op, aard="mdo", wijze="samen", volgende=op + timedelta(days=n)), days, st.integers(0, 60)
    ),
    st.builds(
        lambda op, n, who: Monitor(ref="f", geldig_op=op, persoon=who, contact_op=op, verwacht_einde=op + timedelta(days=n) if n else None),
        days,
        st.integers(0, 60),
        st.sampled_from([None, b.ANNA, b.BEN]),
    ),
    st.builds(
        lambda op, n: Melding(
            ref="f", geldig_op=op, identificatie="m", ontvangen=op, dienst="onderzoek", uitkomst_op=op + timedelta(days=n)
        ),
        days,
        st.integers(0, 20),
    ),
    st.builds(lambda op: Terugkoppeling(ref="f", geldig_op=op, identificatie_melding="m", uitkomst="Over."), days),
    st.builds(
        lambda op, level: StrafbaarFeitVermoeden(ref="f", geldig_op=op, niveau=level, grond="Mishandeling."),
        days,
        st.sampled_from(["vermoeden", "aanhouding"]),
    ),
    st.builds(
        lambda op, n: Taak(ref="f", geldig_op=op, tekst="Bel.", eigenaar=b.VT, uiterlijk=op + timedelta(days=n)), days, st.integers(0, 60)
    ),
    st.builds(
        lambda op, n: StructureleOnveiligheid(ref="f", geldig_op=op, reden="Het stopt niet.", van=op, tot=op + timedelta(days=n)),
        days,
        st.integers(0, 60),
    ),
    st.builds(lambda op: Zorgbesluit(ref="f", geldig_op=op, organisatie=b.POLITIE, reden="Overgedragen."), days),
    st.builds(lambda op: Hersteldoel(ref="f", geldig_op=op, gebied="meedoen", tekst="Werk."), days),
    st.builds(lambda op: Consultatie(ref="f", geldig_op=op, vraag="Wat nu?", aan="Centrum", advies="Dit."), days),
)
links = st.sampled_from([None, "v1", "weg"])
parts_of_a_plan = st.one_of(
    st.builds(
        lambda op, fell, domein: Heroverweging(
            ref="f", geldig_op=op, terugval=min(op, fell), domein=domein, besluit="inzetten", reden="Gewogen."
        ),
        days,
        days,
        st.sampled_from(["straf", "civiel", "bestuur", None]),
    ),
    st.builds(
        lambda op, stadium, events: Planopzet(ref="f", geldig_op=op, stadium=stadium, veilig_thuis_hoort_bij=tuple(sorted(events))),
        days,
        st.sampled_from(["direct", "stabiel"]),
        st.sets(st.sampled_from(get_args(Gebeurtenis))),
    ),
    st.builds(
        lambda op, who, punt, stand: Herstelpunt(ref="f", geldig_op=op, persoon=who, punt=punt, stand=stand, toelichting="Gezegd."),
        days,
        st.sampled_from([b.ANNA, b.BEN, b.KIND]),
        st.sampled_from(["identiteit", "sociale_rollen", "meedoen"]),
        st.sampled_from(["bereikt", "nog_niet", "niet_haalbaar"]),
    ),
    st.builds(lambda op, link: Werkdoel(ref="f", geldig_op=op, tekst="Doel.", volgorde=1, voorwaarde=link), days, links),
    st.builds(lambda op, link: Veiligheidsdoel(ref="f", geldig_op=op, tekst="Doel.", voorwaarde=link), days, links),
    st.builds(lambda op: Gevaarsomschrijving(ref="f", geldig_op=op, tekst="Het kan weer."), days),
    st.builds(lambda op, link: Risicofactor(ref="f", geldig_op=op, tekst="Schulden.", situaties=(link,) if link else ()), days, links),
    st.builds(lambda op: OnveiligeSituatie(ref="f", geldig_op=op, slachtoffer=b.ANNA, omschrijving="Geduwd.", jaar=2026), days),
    st.builds(
        lambda op, who: Instemming(ref="f", geldig_op=op, voorwaarde="v1", persoon=who, oordeel="eens"),
        days,
        st.sampled_from([b.ANNA, b.BEN]),
    ),
    st.builds(
        lambda op, n: Veiligheidsafspraak(
            ref="f",
            geldig_op=op,
            wie="Ben",
            wat="Belt.",
            voorwaarde="v1",
            controles=(Controle(op=op + timedelta(days=n), door="VT", hoe="bezoek", resultaat="goed"),),
        ),
        days,
        st.integers(0, 60),
    ),
)
planned = st.builds(b.an_item, st.one_of(plans, parts_of_a_plan), organisations)
restless = st.tuples(
    st.lists(rounds, max_size=4), st.lists(scores(), max_size=8), st.lists(others, max_size=3), st.lists(planned, max_size=6)
).map(lambda parts: numbered([item for r in parts[0] for item in r] + parts[1] + parts[2] + parts[3]))


def numbered(items: list[Item]) -> list[Item]:
    """Give every item its own id, except conditions and measures, of which one of each exists."""
    found = {}
    for n, item in enumerate(items):
        own = item.id in ("v1", "m1")
        found[item.id if own else f"i{n}"] = item if own else item.model_copy(update={"id": f"i{n}"})
    return list(found.values())


histories = st.one_of(restless, steady)


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
    derived: tuple[Reden | Signaal | Termijn | Stemstand | Dekkingsrij | Doelrij | Volgrij | Heroverwegingstaak, ...] = (
        *found.redenen,
        *found.signalen,
        *found.termijnen,
        *found.stemmen,
        *found.dekking,
        *found.afsluiten,
        *found.aanwijzingen,
        *found.doelen,
        *found.volgen,
        *found.heroverwegingen,
    )
    paths = [p for one in derived for p in one.paden] + list(found.poort_paden)
    paths += [p for stem in found.stemmen for p in stem.voorlopig_paden]
    paths += [p for row in found.volgen for seen in (row.bewijs, row.contact) if seen for p in seen.paden]
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
