"""Histories of a household as they could be: scores, dangers, and every part of a plan, in any order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, get_args

from hypothesis import strategies as st

from ketenhub.domain.geweld import Melding, StrafbaarFeitVermoeden, Terugkoppeling
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
from ketenhub.domain.regie import Gebeurtenis, Heroverweging, Planopzet, StructureleOnveiligheid, Zorgbesluit
from ketenhub.domain.samenwerking import Consultatie, Herstelpunt, Monitor, Overleg, Taak, Toetsmoment
from ketenhub.testing import builders as b

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Item

START = date(2026, 1, 5)
CIJFERS = ("0", "2", "4", "5", "5.5", "6", "6", "7", "7", "7+")

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
