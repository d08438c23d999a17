"""A household of whose plan every part says something, and what a recipient sees of it under the rules that come with the hub."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.delen import Regelset
from ketenhub.domain.json import rows, text
from ketenhub.flow.beeld import cut, row_of
from ketenhub.share.mensen import audience
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from tests.unit.eisen.wereld import CIJFER, DAG, OM, SOORTEN, VT, judged, say

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.share import Deelbesluit

ANDER = "0" * 19 + "9"
PERSOON = ("id", "soort", "herkomst", "rollen", "spoor", "stand", "bronnen")
MENSEN: tuple[dict[str, Json], ...] = (
    {
        "soort": "persoon",
        "ref": "anna",
        "bsn": "999990019",
        "naam": {"voornamen": "Anna"},
        "geboortedatum": "1990-02-03",
        "telefoon": "0612",
    },
    {"soort": "persoon", "ref": "ben", "naam": {"voornamen": "Ben"}, "lid": "volwassene"},
    {"soort": "persoon", "ref": "kim", "naam": {"voornamen": "Kim"}, "lid": "meerderjarig_kind_uit_huis"},
    {
        "soort": "persoon",
        "ref": "oma",
        "naam": {"voornamen": "Truus"},
        "uitgenodigdDoor": "anna",
        "akkoordOp": "2026-01-08",
        "netwerkrol": "belt elke avond",
        "magZien": ["afspraak", "identiteit"],
    },
    {"soort": "persoonsrol", "ref": "rol-anna", "persoon": "anna", "rol": "slachtoffer"},
    {"soort": "persoonsrol", "ref": "rol-oma", "persoon": "oma", "rol": "netwerk"},
)
PLAN: tuple[dict[str, Json], ...] = (
    {"soort": "plaats", "ref": "huis", "persoon": "anna", "aard": "woonadres", "straat": "Lindepad", "woonplaats": "Berkenrade"},
    {
        "soort": "onveilige_situatie",
        "ref": "situatie",
        "slachtoffer": "anna",
        "omschrijving": "@{anna|Anna} werd geduwd.",
        "jaar": 2025,
        "genoemdDoor": "buur",
        "verteldDoorKind": "Het was hard.",
    },
    {"soort": "gevaarsomschrijving", "ref": "gevaar", "tekst": "Het kan opnieuw."},
    {
        "soort": "veiligheidsvoorwaarde",
        "ref": "voorwaarde",
        "tekst": "@{ben|Ben} belt eerst.",
        "termijn": "2026-03-10",
        "beschermt": ["anna"],
        "letOpDoor": "wijkteam",
        "gevolg": "Bellen.",
    },
    {
        "soort": "voorwaardestand",
        "ref": "s",
        "voorwaarde": "voorwaarde",
        "stand": "geschonden",
        "toelichting": "Hij stond er.",
        "bewijs": "Foto.",
    },
    {
        "soort": "veiligheidsafspraak",
        "ref": "afspraak",
        "wie": "Oma",
        "wat": "@{oma|Truus} belt @{anna|Anna}.",
        "voorWie": ["anna"],
        "controleDoor": "VT",
    },
    {"soort": "maatregel", "ref": "verbod", "aard": "huisverbod", "kader": "bestuur", "van": "2026-01-06"},
    {"soort": "maatregelschending", "ref": "breuk", "maatregel": "verbod", "omschrijving": "Hij kwam toch."},
    {"soort": "proactief_scenario", "ref": "scenario", "stappen": ["Bel 112."], "tonenAanBetrokkenen": True},
    {
        "soort": "incident",
        "ref": "i",
        "aard": "dreiging",
        "omschrijving": "Riep.",
        "gemeente": "Elzenwoude",
        "personen": ["anna"],
        "gemeldDoor": "buur",
    },
    {"soort": "gezondheidsfeit", "ref": "g", "persoon": "anna", "tekst": "Slaapt slecht."},
    {"soort": "overleg", "ref": "o", "aard": "mdo", "wijze": "apart"},
    {"soort": "monitor", "ref": "m", "contactOp": "2026-01-09"},
    {"soort": "hersteldoel", "ref": "h", "tekst": "Weer slapen.", "gebied": "gezondheid"},
    {**CIJFER, "cijfer": "5"},
)
AANHOUDING: dict[str, Json] = {"soort": "strafbaarfeitvermoeden", "ref": "feit", "niveau": "aanhouding", "grond": "Aangifte."}
BESLUIT: dict[str, Json] = {
    "soort": "afstemming",
    "ref": "besluit",
    "betreft": "",
    "met": [VT],
    "uitkomst": "Vervolging voegt iets toe.",
    "vervolgingsbeslissing": "dagvaarden",
}


def with_prosecution(casus: Casus, dag: str = DAG) -> Casus:
    """Let Veilig Thuis name the suspicion, and the public prosecutor weigh it together with the plan."""
    casus = say(casus, AANHOUDING, {"soort": "betrokkenheid", "ref": "om", "organisatie": OM, "van": DAG})
    feit = next(item.id for item in casus.items if item.feit.soort == "strafbaarfeitvermoeden")
    return say(casus, {**BESLUIT, "betreft": feit}, van=OM, op=dag)


def a_plan(*feiten: dict[str, Json], dienst: str | None = None) -> Casus:
    """Give the household with everything in its plan, as Veilig Thuis tells it, and these facts beside it."""
    melding: dict[str, Json] = {
        "soort": "melding",
        "ref": "melding",
        "identificatie": "M-1",
        "ontvangen": DAG,
        "dienst": dienst,
        "dienstReden": "Onduidelijk.",
    }
    reports = (melding,) if dienst else ()
    return say(None, *MENSEN, *PLAN, *reports, *feiten)


@cache
def base_rules(van: str | None = None, tot: str | None = None) -> Regelset:
    """Give the rules that come with the hub, with agreements that hold in this period."""
    data = json.loads(resources.files("ketenhub.share").joinpath("basisregels.json").read_bytes())
    for afspraak in data["afspraken"] if van else ():
        afspraak |= {"van": van, "tot": tot}
    return Regelset.model_validate_json(json.dumps(data))


def decide(casus: Casus, ontvanger: Ontvanger, regels: Regelset, dag: str = DAG) -> Deelbesluit:
    """Decide what a recipient gets, and why."""
    beeld = cut(casus, judged(casus, dag))[row_of(ontvanger.spoor)]
    omgeving = Omgeving(regels, date.fromisoformat(dag), {VT: "Veilig Thuis"}, SOORTEN, lambda persoon: f"ps-{persoon}")
    return share(beeld.gereed, beeld.beoordeling, ontvanger, omgeving, met_besluiten=True)


def view(casus: Casus, ontvanger: Ontvanger, regels: Regelset, dag: str = DAG) -> Object:
    """Give what a recipient gets."""
    return decide(casus, ontvanger, regels, dag).uitsnede.inhoud


def person_view(casus: Casus, ref: str, regels: Regelset, dag: str = DAG) -> Object | None:
    """Give what one of the people themselves gets, or None when this person gets nothing at all."""
    whole = casus.model_dump(mode="json", by_alias=True, exclude_none=True)
    ontvanger = audience(whole, person_of(casus, ref), date.fromisoformat(dag), "w")
    return None if ontvanger is None else view(casus, ontvanger, regels, dag)


def person_of(casus: Casus, ref: str) -> str:
    """Give the id of a person."""
    return next(ident for _, own, ident in casus.sleutels if own == ref and ident.startswith("p-"))


def fields_of(inhoud: Object) -> dict[str, list[str]]:
    """Give per part the fields that are there, and under nothing the parts that are no items."""
    frame = sorted(key for key in inhoud if key not in {*DELEN.values(), "verwijzing", "spoor", "plannaam"} - {"personen"} and inhoud[key])
    found = {"": frame} if frame else {}
    persons = {name for row in rows(inhoud, "personen") for name in row if name not in PERSOON}
    if persons:
        found["persoon"] = sorted(persons)
    for part in sorted(set(DELEN.values()) - {"personen"}):
        names = {name for row in rows(inhoud, part) for name in row if name not in {"id", "soort", "herkomst", "spoor"}}
        names -= {"stand"} if part == "veiligheidsvoorwaarden" else set()
        if names:
            found[part] = sorted(names)
    return found


def words_of(inhoud: Object | None) -> str:
    """Give everything that left, as text."""
    return json.dumps(inhoud, ensure_ascii=False)


def shown(inhoud: Object | None, part: str, field: str) -> list[str | None]:
    """Give one field of every item of a part."""
    return [text(row, field) for row in rows(inhoud, part)] if inhoud is not None else []
