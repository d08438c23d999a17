"""The invented contributions of the bench, with the sizes of performance.md: a plan of 28 kB, a message of 5 kB."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

    Feiten = list[dict[str, Json]]

ZIN = (
    "@{a|Mila} en de kinderen slapen deze week bij oma als het in huis onrustig is. ",
    "@{b|Jelle} belt elke avond om zeven uur en komt niet zonder afspraak langs. ",
    "Het wijkteam is er op dinsdag en vrijdag bij en schrijft op wat het ziet. ",
    "De school weet wie de kinderen ophaalt en belt meteen als dat anders loopt. ",
    "Bij alcohol in huis gaat iedereen naar de buren en wordt de meldkamer gebeld. ",
)
LEDEN = (
    ("a", "Mila", "volwassene", "slachtoffer"),
    ("b", "Jelle", "volwassene", "pleger"),
    ("k1", "Fenna", "minderjarig", "kind"),
    ("k2", "Siem", "minderjarig", "kind"),
)


@dataclass(frozen=True, slots=True)
class Dag:
    """The moment of the run, and days around it."""

    nu: datetime

    def day(self, ago: int) -> str:
        """Give the day so many days ago."""
        return (self.nu.date() - timedelta(days=ago)).isoformat()

    @property
    def moment(self) -> str:
        """Give the moment as a contribution writes it."""
        return self.nu.astimezone(UTC).isoformat().replace("+00:00", "Z")


def invented_bsns(skip: int, count: int) -> list[str]:
    """Give invented numbers that pass the test of eleven, from the range in which nobody has one."""
    valid = (str(n) for n in range(999_900_000, 1_000_000_000) if _passes_eleven(n))
    return list(islice(valid, skip, skip + count))


def _passes_eleven(number: int) -> bool:
    *head, last = (int(digit) for digit in str(number))
    return (sum(weight * digit for weight, digit in zip(range(9, 1, -1), head, strict=True)) - last) % 11 == 0


def a_text(seed: int, sentences: int) -> str:
    """Give so many sentences; which ones follows from the seed."""
    return "".join(ZIN[(seed + n) % len(ZIN)] for n in range(sentences)).strip()


def _persons(dag: Dag, huishouden: int) -> Feiten:
    bsns = invented_bsns(huishouden * len(LEDEN), len(LEDEN))
    return [
        {
            "soort": "persoon",
            "ref": ref,
            "geldigOp": dag.day(20),
            "bsn": bsn,
            "naam": {"voornamen": name, "achternaam": "Terpoorten"},
            "lid": lid,
        }
        for (ref, name, lid, _), bsn in zip(LEDEN, bsns, strict=True)
    ]


def _score(ref: str, dag: Dag, ago: int, cijfer: str, words: str) -> dict[str, Json]:
    return {
        "soort": "veiligheidsbeoordeling",
        "ref": ref,
        "geldigOp": dag.day(ago),
        "beoordelaar": {"soort": "professional"},
        "over": {"soort": "huishouden"},
        "cijfer": cijfer,
        "reden": words,
    }


def _plan_parts(dag: Dag, count: int, sentences: int) -> Feiten:
    """Give conditions, agreements and situations in turn."""
    found: Feiten = []
    for n in range(count):
        words = a_text(n, sentences)
        kinds: list[dict[str, Json]] = [
            {"soort": "veiligheidsvoorwaarde", "tekst": words, "termijn": dag.day(-60), "beschermt": ["a", "k1"], "gevolg": "Overleg."},
            {"soort": "veiligheidsafspraak", "wie": "oma", "wat": words, "voorWie": ["k1", "k2"], "controleDoor": "wijkteam"},
            {"soort": "onveilige_situatie", "slachtoffer": "a", "omschrijving": words, "jaar": dag.nu.year, "personen": ["a", "b"]},
        ]
        found.append({**kinds[n % 3], "ref": f"deel-{n}", "geldigOp": dag.day(12)})
    return found


def opening(huishouden: int, dag: Dag, regie: str, anderen: tuple[str, ...]) -> bytes:
    """Give the contribution that opens a case: persons, regie, who takes part, and most of the plan."""
    feiten = _persons(dag, huishouden)
    feiten += [
        {"soort": "persoonsrol", "ref": f"rol-{ref}", "geldigOp": dag.day(20), "persoon": ref, "rol": rol} for ref, _, _, rol in LEDEN
    ]
    for rol in ("casusregie", "zicht_op_veiligheid"):
        feiten.append(
            {"soort": "regie", "ref": rol, "geldigOp": dag.day(16), "regierol": rol, "organisatie": regie, "stap": "aanvaard"},
        )
    feiten += [
        {"soort": "betrokkenheid", "ref": f"bt-{n}", "geldigOp": dag.day(15), "organisatie": oin, "van": dag.day(15)}
        for n, oin in enumerate(anderen)
    ]
    feiten += _plan_parts(dag, 6, 3)
    feiten.append(_score("cf-0", dag, 14, "3", a_text(1, 2)))
    ident = f"plan-{huishouden}"
    return _message(ident, dag, feiten, {"eigenReferentie": ident})


@dataclass(frozen=True, slots=True)
class Over:
    """What a message is about: which invented household, and what its sender calls the case."""

    huishouden: int
    verwijzing: str


def contribution(ident: str, dag: Dag, over: Over, beurt: int) -> bytes:
    """Give a message of 5 kB that says anew what its sender said before, so that the plan keeps its size."""
    feiten = _persons(dag, over.huishouden)[:2]
    words = [a_text(beurt + n, 11) for n in range(7)]
    feiten.append({"soort": "werkdoel", "ref": "w-1", "geldigOp": dag.day(1), "tekst": words[0], "volgorde": 1})
    feiten.append({"soort": "beschermende_factor", "ref": "w-2", "geldigOp": dag.day(1), "tekst": words[2]})
    for n in (3, 4):
        feiten.append({"soort": "veiligheidsafspraak", "ref": f"w-{n}", "geldigOp": dag.day(1), "wie": "oma", "wat": words[n]})
    feiten.append({"soort": "veiligheidsvoorwaarde", "ref": "w-6", "geldigOp": dag.day(1), "tekst": words[6], "termijn": dag.day(-60)})
    return _message(ident, dag, feiten, {"verwijzing": over.verwijzing})


def alarm(ident: str, dag: Dag, over: Over) -> bytes:
    """Give a threat that happened just now: danger that does not wait."""
    feit: dict[str, Json] = {
        "soort": "incident",
        "ref": ident,
        "geldigOp": dag.moment,
        "aard": "dreiging",
        "omschrijving": "Er stond iemand voor de deur die dreigde terug te komen.",
    }
    return _message(ident, dag, [feit], {"verwijzing": over.verwijzing})


def _message(ident: str, dag: Dag, feiten: Feiten, more: dict[str, str]) -> bytes:
    prof = {"ref": "prof-1", "functie": "Casemanager"}
    return orjson.dumps({"schemaversie": "1", "berichtId": ident, "opgesteldOp": dag.moment, "professional": prof, "feiten": feiten} | more)
