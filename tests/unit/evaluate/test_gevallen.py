"""The table of cases, one sentence per fact, as a person of the field can read them (gevallen/*.toml)."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.beoordeling import Beoordelaarsopvolging
from ketenhub.domain.casus import Regiehouder
from ketenhub.domain.cijfer import Schaal
from ketenhub.domain.geweld import Melding
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.partijen import Rol, Spoor
from ketenhub.domain.plan import Controle, OnveiligeSituatie, Veiligheidsafspraak
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.domain.regie import Regierol, Vrijstelling
from ketenhub.domain.samenwerking import Opschaling
from ketenhub.evaluate import evaluate
from ketenhub.testing import builders as b

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.domain.bijdrage import Feit, Item
    from ketenhub.domain.casus import Casus, PersoonInBeeld
    from ketenhub.domain.fase import Spoorbeoordeling

HIER = Path(__file__).parent / "gevallen"
ORGANISATIES = {"VT": f"{1:020d}", "Politie": f"{2:020d}", "Gemeente": f"{3:020d}", "Reclassering": f"{4:020d}"}
FEESTDAGEN = Kalender(feestdagen=frozenset({date(2026, 1, 1), date(2026, 4, 6), date(2026, 4, 27)}))
GEOPEND = date(2026, 1, 5)
Geval = dict[str, object]


def words(geval: Geval, name: str) -> list[str]:
    """Give a list of words of the case."""
    found = geval.get(name, [])
    assert isinstance(found, list)
    return [str(word) for word in found]


def after(parts: list[str], word: str) -> str | None:
    """Give what follows a word in the sentence."""
    return parts[parts.index(word) + 1] if word in parts else None


def score(op: str, parts: list[str], ref: str) -> Feit:
    """`cijfer VT/jansen 6 over anna+ben zonder reden op schaal 0-10`."""
    who, _, prof = parts[0].partition("/")
    about = after(parts, "over")
    org = who in ORGANISATIES
    return b.a_score(
        parts[1],
        op=op,
        ref=ref,
        over=[f"p-{name}" for name in about.split("+")] if about else (),
        door=None if org else f"p-{who}",
        netwerk="netwerk" in parts,
        professional=prof or "prof-1",
        reden=None if "zonder" in parts else "Dit zagen wij.",
        schaal=Schaal.TIEN if "0-10" in parts else Schaal.VEILIGHEID,
    )


def excuse(op: str, parts: list[str], ref: str) -> Feit:
    """`vrijstelling ben tot 2026-03-01`."""
    org = ORGANISATIES.get(parts[0])
    end = date.fromisoformat(after(parts, "tot") or "")
    return Vrijstelling(
        ref=ref, geldig_op=b.a_moment(op), organisatie=org, persoon=None if org else f"p-{parts[0]}", reden="Opname.", tot=end
    )


def agreement(op: str, parts: list[str], ref: str) -> Feit:
    """`afspraak`, `afspraak gecontroleerd` or `afspraak getest`."""
    checks = (Controle(op=date.fromisoformat(op), door="VT", hoe="bezoek", resultaat="goed"),) if "gecontroleerd" in parts else ()
    plain = Veiligheidsafspraak(ref=ref, geldig_op=b.a_moment(op), wie="Ben", wat="Belt.", controles=checks)
    return plain.model_copy(update={"stresstest_resultaat": "geslaagd"}) if "getest" in parts else plain


def condition(op: str, parts: list[str], ref: str) -> Feit:
    """`voorwaarde v1 termijn 2026-04-01 maatregel m1`."""
    return b.a_condition(
        parts[0],
        op=op,
        termijn=after(parts, "termijn") or "2026-04-01",
        maatregel=after(parts, "maatregel"),
        afgesproken=after(parts, "afgesproken"),
    )


def stand(op: str, parts: list[str], ref: str) -> Feit:
    """`stand v1 geschonden`."""
    step = parts[1]
    assert step in {"open", "gerealiseerd", "geschonden", "vervallen"}
    match step:
        case "geschonden" | "vervallen" | "gerealiseerd":
            return b.a_stand(parts[0], step, op=op, bewijs="Gezien." if "bewijs" in parts else None)
        case _:
            return b.a_stand(parts[0], "open", op=op)


def incident(op: str, parts: list[str], ref: str) -> Feit:
    """`incident dreiging`."""
    match parts[0]:
        case "geweld" | "onveilig" | "dreiging" | "vrijlating" as aard:
            return b.an_incident(aard, op=op, ref=ref)
        case other:
            raise AssertionError(other)


def report(op: str, parts: list[str], ref: str) -> Feit:
    """`melding incident 2026-01-04`."""
    day = after(parts, "incident")
    return Melding(
        ref=ref, geldig_op=b.a_moment(op), identificatie=ref, ontvangen=b.a_moment(op), incidentdatum=b.a_moment(day) if day else None
    )


WOORDEN: dict[str, Callable[[str, list[str], str], Feit]] = {
    "cijfer": score,
    "incident": incident,
    "voorwaarde": condition,
    "stand": stand,
    "afspraak": agreement,
    "vrijstelling": excuse,
    "melding": report,
    "maatregel": lambda op, p, ref: b.a_measure(p[0], p[1], van=op, tot=after(p, "tot")),
    "schending": lambda op, p, ref: b.a_breach(p[0], op=op),
    "situatie": lambda op, p, ref: OnveiligeSituatie(
        ref=ref, geldig_op=b.a_moment(op), slachtoffer=f"p-{p[0]}", omschrijving="Geduwd.", jaar=2026
    ),
    "opvolging": lambda op, p, ref: Beoordelaarsopvolging(ref=ref, geldig_op=b.a_moment(op), van=p[1], naar=p[3]),
    "opschaling": lambda op, p, ref: Opschaling(
        ref=ref, geldig_op=b.a_moment(op), reden="Termijn voorbij.", antwoord="RvdK doet mee." if "antwoord" in p else None
    ),
}


def item(sentence: str, number: int) -> Item:
    """Read one fact: day, word, the rest, and `@pleger` for the other track."""
    parts = sentence.split()
    track = Spoor.PLEGER if parts[-1] == "@pleger" else Spoor.ONVERDEELD
    parts = [p for p in parts if not p.startswith("@")]
    feit = WOORDEN[parts[1]](parts[0], parts[2:], f"f{number}")
    org = next((ORGANISATIES[p.partition("/")[0]] for p in parts[2:3] if p.partition("/")[0] in ORGANISATIES), ORGANISATIES["VT"])
    named = parts[1] in {"voorwaarde", "maatregel"}
    heard = after(parts, "gehoord")
    late = datetime.fromisoformat(f"{heard}T12:00:00Z") if heard else None
    return b.an_item(feit, org, track, ident=feit.ref if named else f"f{number}", gehoord=late)


def in_time(person: PersoonInBeeld, geval: Geval) -> PersoonInBeeld:
    """Read `wijzigingen`: `ben lid tot 2026-02-01` and `kim volwassen vanaf 2026-02-01`."""
    update: dict[str, date] = {}
    for sentence in words(geval, "wijzigingen"):
        p = sentence.split()
        if f"p-{p[0]}" == person.id:
            update["lid_tot" if p[1] == "lid" else "volwassen_vanaf"] = date.fromisoformat(p[3])
    return person.model_copy(update=update)


def a_household(geval: Geval) -> Casus:
    """Build the casus of a case; the first member is the victim, `plegers` are on the other track when the tracks are split."""
    plegers, split = words(geval, "plegers"), bool(geval.get("gesplitst", False))
    leden, kinderen = words(geval, "leden") or ["anna", "ben"], words(geval, "kinderen")
    sides = {name: (Spoor.PLEGER if name in plegers else Spoor.SLACHTOFFER) if split else Spoor.ONVERDEELD for name in leden + kinderen}
    personen = [
        b.a_person(f"p-{name}", rollen=(Rol.SLACHTOFFER,) if name == leden[0] else (), volwassen=name in leden, spoor=sides[name])
        for name in leden + kinderen
    ]
    personen += [b.a_person(f"p-{name}", rollen=(Rol.NETWERK,), lid=False, spoor=Spoor.SLACHTOFFER) for name in words(geval, "netwerk")]
    parts = []
    for sentence in words(geval, "organisaties") or ["VT"]:
        p = sentence.split()
        spoor = (Spoor.PLEGER if {"@pleger", "@geen"} & set(p) else Spoor.SLACHTOFFER) if split else Spoor.ONVERDEELD
        part = b.a_part(ORGANISATIES[p[0]], van=after(p, "van") or "2026-01-05", tot=after(p, "tot"), spoor=spoor)
        parts.append(part.model_copy(update={"toegewezen": "@geen" not in p}))
    items = [item(sentence, n) for n, sentence in enumerate(words(geval, "feiten"), start=1)]
    personen = [in_time(person, geval) for person in personen]
    casus = b.a_casus(
        *items, personen=personen, deelnames=parts, splitsing=b.a_split(plegers=[f"p-{n}" for n in plegers]) if split else None
    )
    holders = [
        Regiehouder(regierol=Regierol(rol), organisatie=ORGANISATIES["VT"], voorlopig=True, sinds=GEOPEND)
        for rol in words(geval, "voorlopig")
    ]
    return casus.model_copy(update={"regie": tuple(holders)})


def standings(spoor: Spoorbeoordeling) -> dict[str, str]:
    """Give where each voice stands, by the name that the case uses."""
    names = {oin: name for name, oin in ORGANISATIES.items()}
    return {names.get(s.organisatie or "", (s.persoon or "").removeprefix("p-")): s.stand for s in spoor.stemmen}


def outcome(spoor: Spoorbeoordeling) -> Geval:
    """Give everything about which a case may state an expectation."""
    return {
        "fase": None if spoor.fase is None else int(spoor.fase),
        "sinds": spoor.sinds.isoformat() if spoor.sinds else None,
        "laagste": spoor.laagste,
        "zin": spoor.poort_zin,
        "signalen": sorted(f"{s.soort} {s.ernst}{' brug' if s.brug else ''}" for s in spoor.signalen if s.ernst != "attentie"),
        "attentie": sorted(s.soort for s in spoor.signalen if s.ernst == "attentie"),
        "sleutels": [s.sleutel for s in spoor.signalen if s.brug],
        "standen": standings(spoor),
        "termijnen": [f"{t.soort} {t.datum.isoformat()}" for t in spoor.termijnen],
        "regels": sorted({f"{r.regel} {r.bron}" for r in spoor.redenen if not r.voldaan}),
    }


def cases() -> list[Geval]:
    """Read every case of every file."""
    return [geval for path in sorted(HIER.glob("*.toml")) for geval in tomllib.loads(path.read_text("utf-8"))["geval"]]


def parameters() -> list[object]:
    """Give each case its name and the lines of the requirements that it proves."""
    return [pytest.param(geval, id=str(geval["naam"]), marks=pytest.mark.req(*words(geval, "eisen"))) for geval in cases()]


@pytest.mark.parametrize("geval", parameters())
def test_case_of_the_table(geval: Geval) -> None:
    pack = Regelpakket.model_validate_json(str(geval.get("pakket", "{}")))
    found = evaluate(a_household(geval), date.fromisoformat(str(geval["peildatum"])), pack, FEESTDAGEN)
    by_track = {spoor.spoor.value: outcome(spoor) for spoor in found.sporen}
    expected = geval["verwacht"]
    assert isinstance(expected, dict)
    main = by_track.get("onverdeeld") or by_track["slachtoffer"]
    for name, value in expected.items():
        if name in by_track:
            assert {key: by_track[name][key] for key in value} == value, name
        elif name == "standen":
            standen = main["standen"]
            assert isinstance(standen, dict)
            assert {key: standen.get(key) for key in value} == value
        else:
            assert main[name] == value, name


@pytest.mark.req("MOV-17", "VISIE-13", "VISIE-28", "VISIE-29")
def test_the_table_holds_at_least_sixty_cases() -> None:
    assert len(cases()) >= 60
    assert len({str(geval["naam"]) for geval in cases()}) == len(cases())
