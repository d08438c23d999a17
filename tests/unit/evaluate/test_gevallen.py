"""The table of cases, one sentence per fact, as a person of the field can read them (gevallen/*.toml)."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from ketenhub.domain.beoordeling import Beoordelaarsopvolging
from ketenhub.domain.casus import Regiehouder
from ketenhub.domain.cijfer import Schaal
from ketenhub.domain.geweld import Afstemming, Geweldsoort, Melding, StrafbaarFeitVermoeden, Terugkoppeling
from ketenhub.domain.partijen import Rol, Spoor
from ketenhub.domain.plan import (
    Afspraakstand,
    Controle,
    Hersteldoel,
    OnveiligeSituatie,
    ProactiefScenario,
    Veiligheidsafspraak,
)
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.domain.regie import Regierol, StructureleOnveiligheid, Vrijstelling, Zorgbesluit
from ketenhub.domain.samenwerking import Consultatie, Monitor, Opschaling, Overleg, Taak, Toetsmoment
from ketenhub.evaluate import evaluate
from ketenhub.flow.klok import make_kalender
from ketenhub.testing import builders as b

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.domain.bijdrage import Feit, Item
    from ketenhub.domain.casus import Casus, PersoonInBeeld
    from ketenhub.domain.fase import Spoorbeoordeling, Stemstand

HIER = Path(__file__).parent / "gevallen"
ORGANISATIES = {"VT": f"{1:020d}", "Politie": f"{2:020d}", "Gemeente": f"{3:020d}", "Reclassering": f"{4:020d}"}
FEESTDAGEN = make_kalender(date(2026, 1, 5))
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


def day_after(parts: list[str], word: str) -> date | None:
    """Give the day that follows a word in the sentence."""
    found = after(parts, word)
    return date.fromisoformat(found) if found else None


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
    """`afspraak`, `afspraak gecontroleerd`, `afspraak getest`, `afspraak a1 uiterlijk 2026-02-01`."""
    checks = (Controle(op=date.fromisoformat(op), door="VT", hoe="bezoek", resultaat="goed"),) if "gecontroleerd" in parts else ()
    plain = Veiligheidsafspraak(
        ref=ref, geldig_op=b.a_moment(op), wie="Ben", wat="Belt.", controles=checks, uiterlijk=day_after(parts, "uiterlijk")
    )
    return plain.model_copy(update={"stresstest_resultaat": "geslaagd"}) if "getest" in parts else plain


def condition(op: str, parts: list[str], ref: str) -> Feit:
    """`voorwaarde v1 termijn 2026-04-01 maatregel m1 beschermt anna+ben gevolg`."""
    plain = b.a_condition(
        parts[0],
        op=op,
        termijn=after(parts, "termijn") or "2026-04-01",
        maatregel=after(parts, "maatregel"),
        afgesproken=after(parts, "afgesproken"),
    )
    guarded = tuple(f"p-{name}" for name in (after(parts, "beschermt") or "").split("+") if name)
    return plain.model_copy(update={"beschermt": guarded, "gevolg": "Wij bellen de politie." if "gevolg" in parts else None})


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
    """`melding m1 incident 2026-01-04 onderzoek beoordeeld 2026-01-08`."""
    day = after(parts, "incident")
    return Melding(
        ref=ref,
        geldig_op=b.a_moment(op),
        identificatie=parts[0] if parts and parts[0].startswith("m") else ref,
        ontvangen=b.a_moment(op),
        incidentdatum=b.a_moment(day) if day else None,
        uitkomst_op=day_after(parts, "beoordeeld"),
        dienst="onderzoek" if "onderzoek" in parts else "directe_overdracht" if "overdracht" in parts else None,
    )


def monitor(op: str, parts: list[str], ref: str) -> Feit:
    """`monitor anna contact einde 2026-09-01 aan Huisarts`."""
    person = f"p-{parts[0]}" if parts and parts[0] in {"anna", "ben", "kim"} else None
    return Monitor(
        ref=ref,
        geldig_op=b.a_moment(op),
        persoon=person,
        contact_op=b.a_moment(op) if "contact" in parts else None,
        verwacht_einde=day_after(parts, "einde"),
        overgenomen_door=after(parts, "aan"),
    )


def suspicion(op: str, parts: list[str], ref: str) -> Feit:
    """`vermoeden` or `vermoeden aanhouding`."""
    level: Literal["vermoeden", "aanhouding"] = "aanhouding" if "aanhouding" in parts else "vermoeden"
    return StrafbaarFeitVermoeden(ref=ref, geldig_op=b.a_moment(op), niveau=level, grond="Mishandeling.")


def told_back(op: str, parts: list[str], ref: str) -> Feit:
    """`terugkoppeling m1` or `terugkoppeling m1 verantwoordelijk`."""
    who = "De gemeente." if "verantwoordelijk" in parts else None
    return Terugkoppeling(ref=ref, geldig_op=b.a_moment(op), identificatie_melding=parts[0], uitkomst="Overgedragen.", verantwoordelijk=who)


def kind_of_violence(op: str, parts: list[str], ref: str) -> Feit:
    """`geweldsoort stalking opnieuw 2026-03-01`."""
    return Geweldsoort(ref=ref, geldig_op=b.a_moment(op), aard=parts[0], opnieuw_beoordelen=day_after(parts, "opnieuw"))


def kept(op: str, parts: list[str], ref: str) -> Feit:
    """`nakoming a1 gedaan` or `nakoming a1 niet_gedaan`."""
    stand: Literal["gedaan", "niet_gedaan"] = "gedaan" if "gedaan" in parts else "niet_gedaan"
    return Afspraakstand(ref=ref, geldig_op=b.a_moment(op), afspraak=parts[0], stand=stand)


def lasting(op: str, parts: list[str], ref: str) -> Feit:
    """`structureel tot 2026-12-01`."""
    van = date.fromisoformat(op[:10])
    return StructureleOnveiligheid(ref=ref, geldig_op=van, reden="Het stopt niet vanzelf.", van=van, tot=day_after(parts, "tot"))


def assessment_moment(op: str, parts: list[str], ref: str) -> Feit:
    """`toetsmoment 2026-03-01` or `toetsmoment 2026-03-01 gedaan 2026-03-01`."""
    return Toetsmoment(
        ref=ref, geldig_op=b.a_moment(op), gepland_op=date.fromisoformat(parts[0]), door="VT", gedaan_op=day_after(parts, "gedaan")
    )


def task(op: str, parts: list[str], ref: str) -> Feit:
    """`taak uiterlijk 2026-02-01 antwoord 2026-01-30`."""
    return Taak(
        ref=ref,
        geldig_op=b.a_moment(op),
        tekst="Bel de school.",
        eigenaar=ORGANISATIES["VT"],
        uiterlijk=day_after(parts, "uiterlijk"),
        beantwoord_op=day_after(parts, "antwoord"),
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
    "monitor": monitor,
    "vermoeden": suspicion,
    "terugkoppeling": told_back,
    "geweldsoort": kind_of_violence,
    "nakoming": kept,
    "structureel": lasting,
    "toetsmoment": assessment_moment,
    "taak": task,
    "afstemming": lambda op, p, ref: Afstemming(ref=ref, geldig_op=b.a_moment(op), betreft=p[0], met=(ORGANISATIES["Politie"],)),
    "overleg": lambda op, p, ref: Overleg(ref=ref, geldig_op=b.a_moment(op), aard="mdo", wijze="samen", volgende=day_after(p, "volgende")),
    "hersteldoel": lambda op, p, ref: Hersteldoel(ref=ref, geldig_op=b.a_moment(op), gebied="meedoen", tekst="Weer werken."),
    "scenario": lambda op, p, ref: ProactiefScenario(
        ref=ref, geldig_op=b.a_moment(op), stappen=("Bel 112.",), geldig_tot=day_after(p, "tot")
    ),
    "zorgbesluit": lambda op, p, ref: Zorgbesluit(
        ref=ref, geldig_op=b.a_moment(op), organisatie=ORGANISATIES[p[2]], reden="De wijkagent neemt het over."
    ),
    "consultatie": lambda op, p, ref: Consultatie(
        ref=ref, geldig_op=b.a_moment(op), vraag="Wat nu?", aan="Forensisch centrum", advies="Doe dit." if "advies" in p else None
    ),
    "opvolging": lambda op, p, ref: Beoordelaarsopvolging(ref=ref, geldig_op=b.a_moment(op), van=p[1], naar=p[3]),
    "opschaling": lambda op, p, ref: Opschaling(
        ref=ref, geldig_op=b.a_moment(op), reden="Termijn voorbij.", antwoord="RvdK doet mee." if "antwoord" in p else None
    ),
}


def item(sentence: str, number: int) -> Item:
    """Read one fact: day, word, the rest, `als s1` to name it, and `@pleger` for the other track."""
    parts = sentence.split()
    track = Spoor.PLEGER if parts[-1] == "@pleger" else Spoor.ONVERDEELD
    parts = [p for p in parts if not p.startswith("@")]
    feit = WOORDEN[parts[1]](parts[0], parts[2:], f"f{number}")
    org = next((ORGANISATIES[p.partition("/")[0]] for p in parts[2:3] if p.partition("/")[0] in ORGANISATIES), ORGANISATIES["VT"])
    heard = after(parts, "gehoord")
    late = datetime.fromisoformat(f"{heard}T12:00:00Z") if heard else None
    ident = feit.ref if parts[1] in {"voorwaarde", "maatregel"} else after(parts, "als") or f"f{number}"
    return b.an_item(feit, org, track, ident=ident, gehoord=late)


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
    start = datetime.fromisoformat(f"{geval.get('geopend', GEOPEND.isoformat())}T09:00:00Z")
    casus = b.a_casus(
        *items,
        opening=b.an_opening(start),
        personen=personen,
        deelnames=parts,
        splitsing=b.a_split(plegers=[f"p-{n}" for n in plegers]) if split else None,
    )
    holders = [
        Regiehouder(regierol=Regierol(rol), organisatie=ORGANISATIES["VT"], voorlopig=True, sinds=GEOPEND)
        for rol in words(geval, "voorlopig")
    ]
    return casus.model_copy(update={"regie": tuple(holders)})


def voices(spoor: Spoorbeoordeling) -> dict[str, Stemstand]:
    """Give each voice by the name that the case uses."""
    names = {oin: name for name, oin in ORGANISATIES.items()}
    return {names.get(s.organisatie or "", (s.persoon or "").removeprefix("p-")): s for s in spoor.stemmen}


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
        "standen": {name: s.stand for name, s in voices(spoor).items()},
        "termijnen": [f"{t.soort} {t.datum.isoformat()}" for t in spoor.termijnen],
        "voorlopig": {n: d for n, s in voices(spoor).items() if (d := s.voorlopig_tot and s.voorlopig_tot.isoformat())},
        "verouderd": {n: d for n, s in voices(spoor).items() if (d := s.verouderd_op and s.verouderd_op.isoformat())},
        "dekking": {row.voorwaarde: [ref.removeprefix("p-") for ref in row.beschermt] for row in spoor.dekking},
        "hersteld": spoor.hersteld_en_deelnemend,
        "afsluiten": spoor.afsluiten_te_wegen,
        "afsluitregels": [f"{r.bron} {'ja' if r.voldaan else 'nee'}" for r in spoor.afsluiten],
        "regels": sorted({f"{r.regel} {r.bron}" for r in spoor.redenen if not r.voldaan}),
    }


def cases() -> list[Geval]:
    """Read every case of every file."""
    return [geval for path in sorted(HIER.glob("*.toml")) for geval in tomllib.loads(path.read_text("utf-8"))["geval"]]


def parameters() -> list[object]:
    """Give each case its name and the lines of the requirements that it proves."""
    return [pytest.param(geval, id=str(geval["naam"]), marks=pytest.mark.req(*words(geval, "bron"))) for geval in cases()]


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
        else:
            check(main, name, value)


def check(main: Geval, name: str, value: object) -> None:
    """Compare one expectation; `attentie_met` asks that these are among them, `attentie_zonder` that none is."""
    key, _, how = name.partition("_")
    found = main[key]
    if how:
        assert isinstance(value, list)
        assert isinstance(found, list)
        assert [one for one in value if (one in found) != (how == "met")] == [], f"{name}: {found}"
    elif isinstance(found, dict) and isinstance(value, dict) and name != "dekking":
        assert {one: found.get(one, "geen") for one in value} == value
    else:
        assert found == value, name


@pytest.mark.req("CON-30")
def test_the_table_holds_two_hundred_cases_of_which_thirty_are_awkward() -> None:
    assert len(cases()) >= 200
    assert sum(1 for geval in cases() if geval.get("lastig") is True) >= 30


def test_every_case_names_a_source_line_and_has_its_own_name() -> None:
    assert [geval["naam"] for geval in cases() if not words(geval, "bron")] == []
    assert len({str(geval["naam"]) for geval in cases()}) == len(cases())
