"""A household that grows by contributions in canonical JSON, and what each organisation then gets to see of it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING

from ketenhub.dialects.canoniek import read_bijdrage
from ketenhub.domain.bijdrage import Opening
from ketenhub.domain.delen import Regelset
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.flow.beeld import cut, row_of
from ketenhub.merge.fold import merge
from ketenhub.merge.record import Ontvangen, record
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import FaseBeoordeling
    from ketenhub.domain.json import Json, Object

VT, POLITIE, GEMEENTE, OM = (f"{n:020d}" for n in (1, 2, 3, 4))
SOORTEN = {VT: "veilig_thuis", POLITIE: "politie", GEMEENTE: "gemeente", OM: "openbaar_ministerie"}
DAG = "2026-01-10"
OPENING = Opening(casus_id="c-1", geopend_op=datetime(2026, 1, 5, 9, tzinfo=UTC), organisatie=VT, geadresseerden=(), regie=VT)
GEEN_REGELS = Regelset(versie="geen", regels=())
_numbers = count(1)

ANNA: dict[str, Json] = {"soort": "persoon", "ref": "anna", "naam": {"voornamen": "Anna"}, "lid": "volwassene"}
BEN: dict[str, Json] = {"soort": "persoon", "ref": "ben", "naam": {"voornamen": "Ben"}, "lid": "volwassene"}
SITUATIE: dict[str, Json] = {
    "soort": "onveilige_situatie",
    "ref": "situatie",
    "slachtoffer": "anna",
    "omschrijving": "@{anna|Anna} werd geduwd.",
    "jaar": 2025,
}
VOORWAARDE: dict[str, Json] = {"soort": "veiligheidsvoorwaarde", "ref": "voorwaarde", "tekst": "Ben belt eerst.", "termijn": "2026-03-10"}
AFSPRAAK: dict[str, Json] = {"soort": "veiligheidsafspraak", "ref": "afspraak", "wie": "Wijkteam", "wat": "Belt elke week."}
GEVAAR: dict[str, Json] = {"soort": "gevaarsomschrijving", "ref": "gevaar", "tekst": "Het kan opnieuw gebeuren."}
CIJFER: dict[str, Json] = {
    "soort": "veiligheidsbeoordeling",
    "ref": "cijfer",
    "beoordelaar": {"soort": "professional"},
    "professional": {"ref": "prof-1", "functie": "Casemanager"},
    "over": {"soort": "huishouden", "personen": []},
    "cijfer": "6",
    "reden": "Het is rustig.",
}


def say(casus: Casus | None, *feiten: dict[str, Json], van: str = VT, op: str = DAG, werkdoelen: int | None = None) -> Casus:
    """Let an organisation send a contribution, written and true on that day; gives the casus with it."""
    n = next(_numbers)
    body = {"berichtId": f"b{n}", "opgesteldOp": f"{op}T12:00:00Z", "feiten": [{"geldigOp": op, **feit} for feit in feiten]}
    known = {ref: ident for _, ref, ident in casus.sleutels if ident.startswith("p-")} if casus else {}
    heard = Ontvangen(
        van,
        datetime.fromisoformat(f"{op}T12:01:00Z"),
        "canoniek 1",
        lambda: f"i{next(_numbers)}",
        OPENING,
        known,
        soort=SOORTEN[van],
        werkdoelen=werkdoelen,
    )
    return merge(casus, record(read_bijdrage(json.dumps(body).encode()), casus, heard))


def a_household() -> Casus:
    """Give Anna and Ben, known by Veilig Thuis, with what other facts may point at."""
    return say(None, ANNA, BEN, SITUATIE, VOORWAARDE, AFSPRAAK, GEVAAR)


def judged(casus: Casus, dag: str = DAG, pakket: Regelpakket | None = None) -> FaseBeoordeling:
    """Judge the casus on a day."""
    return evaluate(casus, date.fromisoformat(dag), pakket or Regelpakket(), Kalender(), SOORTEN)


def seen(casus: Casus, oin: str = VT, regels: Regelset = GEEN_REGELS, dag: str = DAG) -> Object:
    """Give the view of an organisation; without rules that is what it said itself."""
    part = next(d for d in casus.deelnames if d.organisatie == oin)
    beeld = cut(casus, judged(casus, dag))[row_of(part.spoor.value)]
    ontvanger = Ontvanger(oin, SOORTEN[oin], part.spoor.value, regie=oin == VT, verwijzing=f"plan-{oin[-1]}")
    omgeving = Omgeving(regels, date.fromisoformat(dag), {VT: "Veilig Thuis", POLITIE: "Politie"}, SOORTEN, lambda persoon: f"ps-{persoon}")
    return share(beeld.casus, beeld.beoordeling, ontvanger, omgeving).uitsnede.inhoud


def a_rule(naar: str, *categorieen: str, **rest: Json) -> dict[str, Json]:
    """Give a rule that shares these categories with one kind of organisation."""
    return {
        "id": f"regel-{naar}",
        "ontvangerSoorten": [naar],
        "categorieen": list(categorieen),
        "doel": "veiligheidsplan",
        "grondslag": {"wet": "Wmo 2015", "artikel": "4.1.1"},
        "noodzaak": "directe_veiligheid",
        "actie": "delen",
        "van": "2026-01-01",
        "toelichting": "voorbeeld",
        **rest,
    }


def rules(*regels: dict[str, Json]) -> Regelset:
    """Read a set of rules."""
    return Regelset.model_validate_json(json.dumps({"versie": "v", "regels": list(regels)}))
