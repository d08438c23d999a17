"""The table of cases, one sentence per fact, as a person of the field can read them (gevallen/*.toml)."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.casus import Regiehouder
from ketenhub.domain.partijen import Rol, Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.domain.regie import Regierol
from ketenhub.evaluate import evaluate
from ketenhub.flow.klok import make_kalender
from ketenhub.testing import builders as b
from tests.unit.evaluate.woorden import ORGANISATIES, after
from tests.unit.evaluate.zinnen import item

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.casus import Casus, PersoonInBeeld
    from ketenhub.domain.fase import Reden, Signaal, Spoorbeoordeling, Stemstand

HIER = Path(__file__).parent / "gevallen"
FEESTDAGEN = make_kalender(date(2026, 1, 5))
GEOPEND = date(2026, 1, 5)
TAKEN = ("heroverweging", "veilig_thuis_hoort")
PUNTEN = ("identiteit", "sociale_rollen", "meedoen")
SOORTEN = {
    ORGANISATIES["VT"]: "veilig_thuis",
    ORGANISATIES["Politie"]: "politie",
    ORGANISATIES["Gemeente"]: "gemeente",
    ORGANISATIES["Reclassering"]: "reclassering",
}
Geval = dict[str, object]


def words(geval: Geval, name: str) -> list[str]:
    """Give a list of words of the case."""
    found = geval.get(name, [])
    assert isinstance(found, list)
    return [str(word) for word in found]


def in_time(person: PersoonInBeeld, geval: Geval) -> PersoonInBeeld:
    """Read `wijzigingen`: `ben lid tot 2026-02-01` and `kim volwassen vanaf 2026-02-01`."""
    update: dict[str, date] = {}
    for sentence in words(geval, "wijzigingen"):
        p = sentence.split()
        if f"p-{p[0]}" == person.id:
            update["lid_tot" if p[1] == "lid" else "volwassen_vanaf"] = date.fromisoformat(p[3])
    return person.model_copy(update=update)


def own_lives(geval: Geval, number: int) -> list[Item]:
    """Read `eigenleven`: who has every point of its own life back, said by Veilig Thuis at the opening."""
    said = [f"{GEOPEND} herstelpunt {name} {punt} bereikt" for name in words(geval, "eigenleven") for punt in PUNTEN]
    return [item(sentence, n) for n, sentence in enumerate(said, start=number + 1)]


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
    items += own_lives(geval, len(items))
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


def named(conclusie: Reden | Signaal) -> list[str]:
    """Give whom a conclusion names, in the names of the case."""
    names = {oin: name for name, oin in ORGANISATIES.items()}
    found = re.findall(r"\{(?:org|persoon):([^}]+)\}", conclusie.tekst)
    return sorted(names.get(ident, ident.removeprefix("p-")) for ident in found)


def still_open(reden: Reden) -> str:
    """Give who still misses what: `anna: weer meedoen`."""
    found = re.fullmatch(r"Voor \{persoon:p-(\w+)\} is nog open: (.+)\.", reden.tekst)
    assert found
    return f"{found[1]}: {found[2]}"


def outcome(spoor: Spoorbeoordeling) -> Geval:
    """Give everything about which a case may state an expectation."""
    names = {oin: name for name, oin in ORGANISATIES.items()}
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
        "bellen": {call.soort: [names[oin] for oin in call.organisaties] for s in spoor.signalen for call in s.inschakelen},
        "vervolg": sorted(path for s in spoor.signalen for path in s.vervolg),
        "taken": sorted(s.sleutel for s in spoor.signalen if s.soort in TAKEN and s.organisatie == ORGANISATIES["VT"]),
        "doelen": {row.doel: row.voorwaarde if not row.extra else "extra" for row in spoor.doelen},
        "heroverwegen": {
            t.terugval.isoformat(): " ".join(f"{d.domein}:{d.besluit or 'open'}" for d in t.domeinen) for t in spoor.heroverwegingen
        },
        "hints": sorted(f"{hint.bron} {hint.paden[0]}" for hint in spoor.aanwijzingen),
        "hersteld": spoor.hersteld_en_deelnemend,
        "afsluiten": spoor.afsluiten_te_wegen,
        "afsluitregels": [f"{r.bron} {'ja' if r.voldaan else 'nee'}" for r in spoor.afsluiten],
        "stappenloos": {r.paden[0].removesuffix(".tekst"): named(r) for r in spoor.redenen if r.bron == "MDA-28" and not r.voldaan},
        "gevraagd": sorted(name for s in spoor.signalen if s.soort == "aanleiding" for name in named(s)),
        "wezen": sorted(r.paden[0].removesuffix(".tekst") for r in spoor.redenen if r.bron == "VT-13"),
        "gehaald": sorted({f"{r.regel} {r.bron}" for r in spoor.redenen if r.voldaan}),
        "open": sorted(still_open(r) for r in spoor.afsluiten if r.bron == "MDA-07" and not r.voldaan),
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
    found = evaluate(a_household(geval), date.fromisoformat(str(geval["peildatum"])), pack, FEESTDAGEN, SOORTEN)
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
