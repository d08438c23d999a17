"""Whatever is said in whatever order: nothing under secrecy without a decision that stands, and no override past a wall (N10, F47)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.bijdrage import Bijdrage
from ketenhub.domain.casus import Deelname
from ketenhub.domain.json import rows, text
from ketenhub.merge.fold import merge
from ketenhub.merge.record import Ontvangen, record
from tests.property.test_share import (
    AGENT,
    BEGIN,
    GEMEENTE,
    LEDEN,
    OPEN,
    OPENING,
    OPVANG,
    POLITIE,
    RECLASSERING,
    START,
    TOEZICHT,
    VT,
    Bericht,
    a_day,
    a_part,
    bytes_of,
    facts,
    given_to,
    lived,
    numbered,
    took_in,
    victim_messages,
)

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json, Object
    from tests.property.test_share import Feit

SOME = settings(max_examples=60, deadline=None)
GEHEIM = "Zilt en zwijgzaam."
WEGER: Json = {"ref": "w", "functie": "aandachtsfunctionaris"}
REGIE = replace(AGENT, oin=VT, soort="veilig_thuis", regie=True)
OPVANGHUIS = replace(AGENT, oin=OPVANG, soort="opvang")
ANDEREN = (AGENT, REGIE, OPVANGHUIS)


@dataclass(frozen=True, slots=True)
class Stap:
    """One thing the holder does: say the fact (to whom by name), decide, or take a decision back; or another asks or the days pass."""

    soort: str
    wie: tuple[str, ...] = ()
    ref: str = ""
    duur: int = 0


parties = st.sets(st.sampled_from([o.oin for o in ANDEREN]), max_size=2).map(lambda found: tuple(sorted(found)))
some = parties.filter(bool)
refs = st.sampled_from(["w1", "w2", "w3"])
steps = st.one_of(
    st.builds(Stap, st.just("zeg"), parties),
    st.builds(Stap, st.sampled_from(["delen", "delen", "niet_delen"]), some, refs, st.integers(0, 12)),
    st.builds(Stap, st.just("weg"), ref=refs),
    st.builds(Stap, st.just("vraag"), some),
)


def fact(stap: Stap, dag: int, bericht: str) -> Feit:
    """Give what a step says."""
    if stap.soort == "zeg":
        return {"soort": "gezondheidsfeit", "ref": "g", "persoon": "anna", "tekst": GEHEIM, "beroepsgeheim": True, "genoemd": [*stap.wie]}
    need: Feit = {"noodzaak": "directe_veiligheid", "reden": "Zo gewogen.", "geldigTot": a_day(dag + stap.duur)}
    if stap.soort == "vraag":
        return {"soort": "afweegverzoek", "ref": f"v{dag}", "aan": GEMEENTE, **need}
    decision: Feit = {"soort": "afweging", "ref": stap.ref, "feit": "g", "bericht": bericht, "ontvangers": [*stap.wie]}
    return {**decision, "besluit": stap.soort, "stappen": ["noodzaak"], "professional": WEGER, **need}


def told(casus: Casus, van: str, dag: int, feiten: list[Feit], weg: list[str]) -> Casus:
    """Let one message in, with what it says and what it takes back."""
    heard = START + timedelta(days=dag)
    body = {"berichtId": f"m{dag}", "opgesteldOp": heard.isoformat(), "feiten": [{"geldigOp": a_day(dag), **feit} for feit in feiten]}
    body["intrekkingen"] = [{"ref": ref, "reden": "Bij nader inzien."} for ref in weg]
    ids = iter(range(100))
    ontvangen = Ontvangen(van, heard, "canoniek", lambda: f"m{dag}-{next(ids)}", OPENING)
    return merge(casus, record(Bijdrage.model_validate_json(json.dumps(body)), casus, ontvangen))


@dataclass(frozen=True, slots=True)
class Besluit:
    """A decision as the test remembers it: which step it was, about which words of the fact, and until when it opens."""

    stap: Stap
    dag: int
    woorden: int


@dataclass(slots=True)
class Verhaal:
    """What was said so far, kept beside the hub in the plainest way."""

    casus: Casus
    dag: int = 0
    gezegd: int = 0
    genoemd: tuple[str, ...] = ()
    besluiten: dict[str, Besluit] = field(default_factory=dict)
    terug: set[str] = field(default_factory=set)

    def take(self, stap: Stap) -> None:
        """Let a step happen on the next day; one that cannot be is a day on which nothing happens."""
        self.dag += 1
        if stap.soort == "weg":
            if stap.ref in self.besluiten:
                self.casus = told(self.casus, GEMEENTE, self.dag, [], [stap.ref])
                self.terug.add(stap.ref)
        elif stap.ref not in self.besluiten:
            van = stap.wie[0] if stap.soort == "vraag" else GEMEENTE
            self.casus = told(self.casus, van, self.dag, [fact(stap, self.dag, f"m{self.gezegd}")], [])
            if stap.soort == "zeg":
                self.gezegd, self.genoemd = self.dag, stap.wie
            elif stap.ref:
                self.besluiten[stap.ref] = Besluit(stap, self.dag, self.gezegd)

    def opens(self, oin: str, na: int) -> bool:
        """Tell whether the holder's last word lets a recipient have the fact, some days after the last step."""
        about = [ref for ref, besluit in self.besluiten.items() if oin in besluit.stap.wie]
        last = self.besluiten[about[-1]] if about else None
        if last is None or (oin in self.genoemd and self.gezegd > last.dag):
            return oin in self.genoemd
        stands = last.stap.soort == "delen" and about[-1] not in self.terug and last.woorden == self.gezegd
        return stands and self.dag + na <= last.dag + last.stap.duur


def lived_through(drawn: list[Stap]) -> Verhaal:
    """Tell a story that begins with a fact under secrecy."""
    verhaal = Verhaal(took_in(took_in(None, BEGIN), Bericht("leden", GEMEENTE, 0, LEDEN)))
    for stap in (Stap("zeg"), *drawn):
        verhaal.take(stap)
    return verhaal


@pytest.mark.req("MDA-36")
@given(st.lists(steps, max_size=8), st.integers(0, 14))
@example([Stap("delen", (POLITIE,), "w1", 12), Stap("zeg")], 0)
@SOME
def test_item_under_secrecy_is_there_exactly_while_a_decision_of_its_holder_stands(drawn: list[Stap], na: int) -> None:
    verhaal = lived_through(drawn)
    on = START.date() + timedelta(days=verhaal.dag + na)
    for ontvanger in ANDEREN:
        assert (GEHEIM in bytes_of(given_to(ontvanger, verhaal.casus, OPEN, on))) is verhaal.opens(ontvanger.oin, na)


@pytest.mark.req("MDA-36")
@given(st.lists(steps, max_size=8), st.integers(0, 14))
@SOME
def test_what_waits_in_the_queue_is_what_no_decision_opens(drawn: list[Stap], na: int) -> None:
    verhaal = lived_through(drawn)
    casus = verhaal.casus.model_copy(update={"deelnames": (*verhaal.casus.deelnames, a_deelname(GEMEENTE))})
    on = START.date() + timedelta(days=verhaal.dag + na)
    houder = replace(AGENT, oin=GEMEENTE, soort="gemeente")
    queue = rows(given_to(houder, casus, OPEN, on).uitsnede.inhoud, "afweegrij")
    waits = {text(row, "ontvanger", "oin") for row in queue}
    assert waits == {o.oin for o in ANDEREN if not verhaal.opens(o.oin, na)}


def a_deelname(oin: str) -> Deelname:
    """Give the part of the holder, which regie let take part."""
    return Deelname(organisatie=oin, van=START.date(), grond="door regie betrokken")


@pytest.mark.req("MDA-36", "CON-07")
@given(
    victim_messages, st.sampled_from([VT, POLITIE, GEMEENTE, OPVANG, RECLASSERING]), st.sampled_from([VT, GEMEENTE, RECLASSERING, "9" * 20])
)
@SOME
def test_asking_changes_no_byte_for_anyone_but_who_is_asked(drawn: list[tuple[str, int, list[Feit]]], van: str, aan: str) -> None:
    if van == aan:
        return
    before = lived(numbered(drawn))
    question: Feit = {"soort": "afweegverzoek", "aan": aan, "noodzaak": "directe_veiligheid", "reden": "Zo.", "geldigTot": a_day(90)}
    after = took_in(before, Bericht("vraag", van, 56, (question,)))
    for oin, soort, spoor in DEELNEMERS:
        ontvanger = replace(AGENT, oin=oin, soort=soort, spoor=spoor)
        one, two = (given_to(ontvanger, casus, OPEN) for casus in (before, after))
        own = {"afweegverzoeken", "afweegrij"} if oin == aan else {"afweegverzoeken"} if oin == van else set()
        views = [{key: part for key, part in besluit.uitsnede.inhoud.items() if key not in own} for besluit in (one, two)]
        assert json.dumps(views[0]) == json.dumps(views[1])
        assert one.signalen == two.signalen
        assert one.werkregel == two.werkregel


DEELNEMERS = (
    (VT, "veilig_thuis", "beide"),
    (GEMEENTE, "gemeente", "slachtoffer"),
    (POLITIE, "politie", "slachtoffer"),
    (RECLASSERING, "reclassering", "pleger"),
    (OPVANG, "opvang", "pleger"),
)
flags = st.sampled_from([{}, {}, {"nietVerder": True}, {"beroepsgeheim": True}])


def overridden(casus: Casus, bron: str, aan: str) -> Casus:
    """Let two people of an organisation let everything that it said go to another."""
    for n, item in enumerate(i for i in casus.items if i.herkomst.organisatie == bron):
        need: Feit = {"noodzaak": "directe_veiligheid", "reden": "Dit is vandaag nodig om te beslissen.", "geldigTot": a_day(90)}
        what: Feit = {"soort": "doorbreking", "ref": f"d{n}", "feit": item.id, "bericht": item.herkomst.bericht, "ontvanger": aan}
        law: Feit = {"wet": "Wmo 2015", "artikel": "5.2.6", "professional": {"ref": "een", "functie": "een"}}
        casus = took_in(casus, Bericht(f"d{n}", bron, 57, ({**what, **need, **law},)))
        second: Feit = {"soort": "doorbrekingsbevestiging", "doorbreking": f"d{n}", "bericht": f"d{n}"}
        casus = took_in(casus, Bericht(f"e{n}", bron, 58, ({**second, "professional": {"ref": "twee", "functie": "twee"}},)))
    return casus


def shown_fields(inhoud: Object) -> set[tuple[str | None, str]]:
    """Give which field of which item a view shows; of a person every statement."""
    found = [row for part in DELEN.values() for row in rows(inhoud, part)]
    return {
        (text(row, "id"), name) for row in found for name in row if name not in {"id", "soort", "herkomst", "bronnen", "rollen", "stand"}
    }


@pytest.mark.req("MOV-16", "CON-07")
@given(st.lists(st.tuples(facts, flags), min_size=1, max_size=4), st.sampled_from([POLITIE, VT, RECLASSERING]), st.booleans())
@SOME
def test_override_shows_nothing_that_rules_which_share_all_would_not(drawn: list[tuple[Feit, Feit]], aan: str, apart: bool) -> None:
    said = Bericht("zeg", GEMEENTE, 30, (*LEDEN, *({**feit, **flag} for feit, flag in drawn)))
    casus = (
        lived([said])
        if apart
        else took_in(took_in(took_in(None, BEGIN), Bericht("deel", VT, 1, (a_part(RECLASSERING, "slachtoffer"),))), said)
    )
    spoor = {oin: where for oin, _, where in DEELNEMERS}[aan] if apart else "onverdeeld"
    ontvanger = replace(TOEZICHT, oin=aan, soort="opvang", spoor=spoor)
    past = shown_fields(given_to(ontvanger, overridden(casus, GEMEENTE, aan), []).uitsnede.inhoud)
    assert past <= shown_fields(given_to(ontvanger, casus, OPEN).uitsnede.inhoud)
