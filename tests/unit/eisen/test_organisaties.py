"""The kinds of organisation: those the sources name have a sector, and a region may add its own by configuration alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.codes import Sector, sector_of
from ketenhub.domain.errors import Instellingsfout
from ketenhub.domain.json import rows
from ketenhub.main import load_rules
from ketenhub.partners.organisaties import load_keten
from ketenhub.partners.register import load_partners
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from tests.unit.eisen.wereld import VT, a_household, a_rule, judged, rules

if TYPE_CHECKING:
    from pathlib import Path

    from ketenhub.partners.organisaties import Keten

NIEUW = "9" * 20


def a_region(folder: Path, soort: str, regio: str = "West") -> Keten:
    """Load a region in which one organisation is of this kind and speaks canonical JSON."""
    body = [{"oin": NIEUW, "naam": "Iets nieuws", "soort": soort, "partner": "canoniek"}]
    file = folder / "keten.json"
    file.write_text(json.dumps({"regio": regio, "regie": NIEUW, "organisaties": body}), encoding="utf-8")
    return load_keten(file, load_partners())


def test_a_person_bears_an_id_of_his_own_in_the_region(tmp_path: Path) -> None:
    person = {"id": "els", "naam": "Els", "rol": "casemanager", "organisatie": NIEUW}
    body = [{"oin": NIEUW, "naam": "Iets nieuws", "soort": "gemeente", "partner": "canoniek"}]
    file = tmp_path / "keten.json"
    file.write_text(json.dumps({"regio": "West", "regie": NIEUW, "organisaties": body, "medewerkers": [person, person]}), encoding="utf-8")
    with pytest.raises(Instellingsfout) as fout:
        load_keten(file, load_partners())
    assert fout.value.plaats == "keten.json: /medewerkers/1/id"


@pytest.mark.req("VISIE-66")
@pytest.mark.parametrize(
    ("soort", "sector"),
    [
        ("ministerie", Sector.BESTUUR),
        ("vng", Sector.BESTUUR),
        ("politie", Sector.STRAF),
        ("openbaar_ministerie", Sector.STRAF),
        ("raad_voor_de_kinderbescherming", Sector.CIVIEL),
        ("reclassering", Sector.STRAF),
        ("veilig_thuis", Sector.CIVIEL),
        ("artsenfederatie", Sector.ZORG),
        ("jeugdzorg", Sector.ZORG),
        ("ggz", Sector.ZORG),
        ("onderwijs", Sector.ZORG),
    ],
)
def test_each_kind_that_the_vision_names_has_its_sector(soort: str, sector: Sector) -> None:
    assert sector_of(soort) is sector


@pytest.mark.req("ROUTE-15")
def test_a_kind_that_nobody_knew_takes_part_and_gets_what_a_rule_for_it_shares(tmp_path: Path) -> None:
    keten = a_region(tmp_path, "buurtvaders")
    assert sector_of("buurtvaders") is None
    casus = a_household()
    ontvanger = Ontvanger(NIEUW, keten.kinds()[NIEUW], "onverdeeld", regie=False, verwijzing="w")
    plain = casus.model_dump(mode="json", by_alias=True, exclude_none=True)
    result = judged(casus).model_dump(mode="json", by_alias=True, exclude_none=True)
    for soort, shown in (("buurtvaders", 1), ("politie", 0)):
        omgeving = Omgeving(rules(a_rule(soort, "voorwaarde")), judged(casus).peildatum, {VT: "VT"}, keten.kinds(), lambda p: p)
        view = share(plain, result, ontvanger, omgeving).uitsnede.inhoud
        assert len(rows(view, "veiligheidsvoorwaarden")) == shown


@pytest.mark.req("VT-01")
def test_each_region_names_its_veilig_thuis_and_has_rules_of_its_own(tmp_path: Path) -> None:
    seen = []
    for regio, soorten in (("West", ("voorwaarde",)), ("Oost", ("voorwaarde", "situatie"))):
        file = tmp_path / f"{regio}.json"
        file.write_text(rules(a_rule("veilig_thuis", *soorten)).model_dump_json(by_alias=True, exclude_none=True), encoding="utf-8")
        keten = a_region(tmp_path, "veilig_thuis", regio)
        seen.append((keten.regio, keten.regie, tuple(c.value for c in load_rules(file).regels[0].categorieen)))
    assert seen == [("West", NIEUW, ("voorwaarde",)), ("Oost", NIEUW, ("voorwaarde", "situatie"))]
