"""Stories of one household told twice: equal at the perpetrator's side, and with everything else another at the victim's."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any

from ketenhub.domain.bijdrage import Bijdrage, Opening
from ketenhub.domain.casus import Casus
from ketenhub.domain.errors import KetenhubError
from ketenhub.merge.fold import merge
from ketenhub.merge.record import Ontvangen, record
from tests.bewijzen.feitenmaker import BEGIN, BSNS, SOORTEN, WIE, WOORDEN, Feitenmaker, a_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bewijzen.feitenmaker import Feit

VT, POLITIE, GEMEENTE, RECLASSERING, OPVANG, GGZ = ("0" * 19 + n for n in "123456")
ORGANISATIES = {
    VT: "veilig_thuis",
    POLITIE: "politie",
    GEMEENTE: "gemeente",
    RECLASSERING: "reclassering",
    OPVANG: "opvang",
    GGZ: "ggz",
}
SLACHTOFFERKANT, PLEGERKANT = (VT, POLITIE, GEMEENTE, OPVANG), (RECLASSERING, GGZ)
START = datetime(BEGIN.year, BEGIN.month, BEGIN.day, 9, tzinfo=UTC)
OPENING = Opening(casus_id="c", geopend_op=START, organisatie=POLITIE, geadresseerden=(VT, OPVANG), regie=VT)
SPLITSING = 5
# who takes part where, and who the perpetrator is, is decided by regie: these decide what a side is, and say nothing on it
VAN_REGIE = frozenset({"betrokkenheid", "regie", "geweldsoort"})
EIGEN_KINDEREN = sorted(set(SOORTEN) - VAN_REGIE - {"persoon", "tekstvrijgave"})
WERKDOELEN = 3
VAST = frozenset({"begin", "splitsing"})


@dataclass(frozen=True, slots=True)
class Bericht:
    """A message: who says what, when it comes, and at which side of the case."""

    naam: str
    van: str
    uur: int
    feiten: tuple[Feit, ...]
    slachtoffer: bool = False


@dataclass(frozen=True, slots=True)
class Verloop:
    """A story as the hub took it in: the casus, what was answered to each message of the perpetrator's side, and the casus before the end.

    `voor` and `na` stand around the last message of the victim's side.
    """

    casus: Casus
    antwoorden: tuple[str, ...]
    voor: Casus | None
    na: Casus | None


def a_message(bericht: Bericht) -> Bijdrage:
    """Give the contribution of a message."""
    body = {"berichtId": bericht.naam, "opgesteldOp": _heard(bericht).isoformat(), "feiten": bericht.feiten}
    return Bijdrage.model_validate_json(json.dumps(body))


def _heard(bericht: Bericht) -> datetime:
    return START + timedelta(hours=bericht.uur)


def take_in(casus: Casus | None, bericht: Bericht) -> Casus:
    """Let a message in, with ids that follow from its name; raises what the hub refuses it with."""
    ids = count()
    ontvangen = Ontvangen(
        bericht.van,
        _heard(bericht),
        "canoniek",
        lambda: f"{bericht.naam}-{next(ids)}",
        OPENING,
        soort=ORGANISATIES[bericht.van],
        werkdoelen=WERKDOELEN,
    )
    kept = record(a_message(bericht), casus, ontvangen)
    # how many ids were drawn for persons before says nothing: the hub draws at random
    items = tuple(
        item.model_copy(update={"id": f"{bericht.naam}~{n}"}) if item.id.startswith(f"{bericht.naam}-") else item
        for n, item in enumerate(kept.items)
    )
    return merge(casus, kept.model_copy(update={"items": items}))


def live(berichten: list[Bericht]) -> Verloop:
    """Let a story in, in the order in which it comes; what is refused changes nothing."""
    casus: Casus | None = None
    answers: list[str] = []
    voor = na = None
    for bericht in sorted(berichten, key=lambda b: (b.uur, b.naam)):
        before, answer = casus, "aangenomen"
        try:
            casus = take_in(casus, bericht)
        except (KetenhubError, ValueError) as fout:
            if bericht.naam in VAST:
                raise
            answer = f"{type(fout).__name__} {fout}"
        if bericht.slachtoffer and casus is not before:
            voor, na = before, casus
        if not bericht.slachtoffer:
            answers.append(f"{bericht.naam}: {answer}")
    if casus is None:
        raise ValueError("a story begins with a message that is taken in")
    return Verloop(casus, tuple(answers), voor, na)


def called_alike(casus: Casus) -> Casus:
    """Give the casus with each person of the perpetrator's side named after its first statement there.

    The hub draws these ids by chance, at either side; this lets chance draw the same in two stories.
    """
    names = {p.id: f"p-{min(p.verklaringen)}" for p in casus.plegerkant}
    if not names:
        return casus
    known = re.compile("|".join(rf"(?<=[\"{{]){re.escape(ident)}(?=[\"|])" for ident in names))
    same = Casus.model_validate_json(known.sub(lambda found: names[found[0]], casus.model_dump_json(by_alias=True)))
    ordered = {name: tuple(sorted(getattr(same, name), key=lambda p: p.id)) for name in ("personen", "plegerkant")}
    return same.model_copy(update=ordered)


@dataclass(frozen=True, slots=True)
class Kans:
    """Two sources of chance: for the form of what is said, and for its values."""

    vorm: Random
    waarde: Random
    bekend: bool = False

    @classmethod
    def make(cls, vorm: str, waarde: str, *, bekend: bool = False) -> Kans:
        """Give both, each from its own words; `bekend` says that each member is named by its own number."""
        return cls(Random(vorm), Random(waarde), bekend)


def _members(kans: Kans) -> tuple[Feit, ...]:
    """Name the members: with or without a number, a day of birth and a name."""
    found = []
    for n, ref in enumerate(WIE):
        feit: dict[str, Any] = {"soort": "persoon", "ref": ref, "geldigOp": a_day(-kans.waarde.randint(0, 9))}
        if kans.bekend:
            feit["bsn"] = BSNS[n]
        elif kans.vorm.random() < 0.7:
            feit["bsn"] = BSNS[n] if kans.waarde.random() < 0.8 else kans.waarde.choice(BSNS)
        if kans.vorm.random() < 0.8:
            feit["naam"] = {"voornamen": ref.capitalize(), "achternaam": kans.waarde.choice(("Terpoorten", "Client", "Linde"))}
        if kans.vorm.random() < 0.3:
            feit["geboortedatum"] = kans.waarde.choice(("1990-01-02", "2009-05-05", "2016-07-08"))
        if kans.vorm.random() < 0.3:
            feit["lid"] = kans.waarde.choice(("volwassene", "minderjarig"))
        found.append(feit)
    return tuple(found)


def _said(maker: Feitenmaker, naam: str, dag: int) -> tuple[Feit, ...]:
    """Give one to three facts of any kind, marked and named to others in any way."""
    found = []
    for n in range(maker.vorm.randint(1, 3)):
        more: dict[str, Any] = {}
        if maker.vorm.random() < 0.3:
            more["genoemd"] = [maker.waarde.choice(list(ORGANISATIES))]
        for mark in ("nietVerder", "beroepsgeheim"):
            if maker.vorm.random() < 0.1:
                more[mark] = maker.waarde.random() < 0.5
        found.append(maker.make(maker.vorm.choice(EIGEN_KINDEREN), f"{naam}-{n}", dag, **more))
    return tuple(found)


def _messages(kans: Kans, kant: str, senders: tuple[str, ...], amount: int) -> Iterator[Bericht]:
    """Give the messages of one side; each sender names the members in its first."""
    makers = {van: Feitenmaker(kans.vorm, kans.waarde) for van in senders}
    named: set[str] = set()
    days = sorted(kans.waarde.randint(1, 55) if kant == "s" else kans.vorm.randint(7, 50) for _ in range(amount))
    for n, dag in enumerate(days):
        van = kans.vorm.choice(senders)
        leden = () if van in named else _members(kans)
        named.add(van)
        naam = f"{kant}{n}"
        feiten = _said(makers[van], naam, dag)
        if leden:
            yield Bericht(f"{naam}-leden", van, dag * 24, leden, kant == "s")
        for m, feit in enumerate(feiten):
            yield Bericht(f"{naam}-{m}", van, dag * 24 + 1 + m, (feit,), kant == "s")


def _begin(kans: Kans) -> list[Bericht]:
    """Give the opening and the separation: what they decide is always the same, what they say of the victim's side is not."""
    leden = _members(kans)
    part = [
        {"soort": "betrokkenheid", "ref": f"deel-{oin[-1]}", "geldigOp": a_day(SPLITSING), "organisatie": oin, "van": a_day(SPLITSING)}
        | {"opSpoor": "pleger" if oin in PLEGERKANT else "slachtoffer"}
        for oin in (*PLEGERKANT, GEMEENTE, POLITIE)
    ]
    suspicion: dict[str, Any] = {
        "soort": "geweldsoort",
        "ref": "it",
        "geldigOp": a_day(SPLITSING - kans.waarde.randint(0, 60)),
        "aard": "intiem_terrorisme",
        "slachtoffers": kans.waarde.sample(("anna", "kim"), kans.waarde.randint(1, 2)),
        "plegers": ["ben"],
    }
    if kans.vorm.random() < 0.5:
        suspicion |= {"beslissers": [kans.waarde.choice(WOORDEN)], "zekerheid": kans.waarde.choice(("vermoeden", "vastgesteld"))}
    named = _members(kans)
    return [
        Bericht("begin", POLITIE, 0, leden, slachtoffer=True),
        Bericht("splitsing", VT, SPLITSING * 24, (*named, suspicion, *part), slachtoffer=True),
    ]


def a_pair(zaad: str, *, bekend: bool = False) -> tuple[list[Bericht], list[Bericht]]:
    """Give two stories that differ at the victim's side only: in values, in what is there at all, and in when it comes.

    `bekend` names every member by its own number in both.
    """
    choose = Random(f"{zaad} keuze")
    pleger = list(_messages(Kans.make(f"{zaad} p", f"{zaad} pw", bekend=bekend), "p", (*PLEGERKANT, RECLASSERING), choose.randint(2, 4)))
    by_regie = _by_regie(zaad) if choose.random() < 0.5 else []
    amount = choose.randint(2, 4)
    told = []
    for variant in ("een", "twee"):
        # regie sees both sides and names persons by what it knows: then who is who must not differ
        kans = Kans.make(f"{zaad} s", f"{zaad} {variant}", bekend=bekend or bool(by_regie))
        told.append([*_begin(kans), *_messages(kans, "s", SLACHTOFFERKANT, amount)])
    if choose.random() < 0.5:
        told[1] = [b for b in told[1] if b.naam in VAST or choose.random() < 0.6]
    return [*told[0], *pleger, *by_regie], [*told[1], *pleger, *by_regie]


def _by_regie(zaad: str) -> list[Bericht]:
    """Give what regie says on the perpetrator's track: it stands on both, and names the track with each fact."""
    maker = Feitenmaker(Random(f"{zaad} r"), Random(f"{zaad} rw"))
    feiten = [maker.make(maker.vorm.choice(EIGEN_KINDEREN), f"r-{n}", 20, spoor="pleger") for n in range(2)]
    return [Bericht(f"r-{n}", VT, 20 * 24 + 12 + n, (feit,)) for n, feit in enumerate(feiten)]
