"""The three phases reach every partner as they are, and no fourth exists."""

from __future__ import annotations

import json

import pytest

from ketenhub.contract.lezen import read_value
from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.fase import FaseBeoordeling
from ketenhub.domain.json import at
from ketenhub.partners.register import load_partners
from ketenhub.share.fase import NAMEN
from tests.unit.eisen.wereld import VT, a_household, judged


@pytest.mark.req("MOV-03")
@pytest.mark.parametrize("partner", ["gemeente", "politie", "veilig_thuis"])
@pytest.mark.parametrize("fase", [1, 2, 3])
def test_a_phase_goes_through_a_plugin_as_itself(partner: str, fase: int) -> None:
    view = Uitsnede(VT, "w", "onverdeeld", {"fase": {"fase": fase, "naam": NAMEN[fase]}, "personen": []})
    assert at(load_partners()[partner].partner.narrow(view).inhoud, "fase") == {"fase": fase, "naam": NAMEN[fase]}


@pytest.mark.req("MOV-03")
@pytest.mark.parametrize(("fase", "bestaat"), [(1, True), (2, True), (3, True), (0, False), (4, False)])
def test_a_phase_that_does_not_exist_is_refused_with_its_place(fase: int, bestaat: bool) -> None:
    plain = judged(a_household()).model_dump(mode="json", by_alias=True, exclude_none=True)
    plain["sporen"][0]["fase"] = fase
    data = json.dumps(plain).encode()
    if bestaat:
        assert json.loads(read_value(FaseBeoordeling, data).model_dump_json(by_alias=True, exclude_none=True))["sporen"][0]["fase"] == fase
        return
    with pytest.raises(OngeldigBericht) as error:
        read_value(FaseBeoordeling, data)
    assert (error.value.plaats, error.value.reden) == ("/sporen/0/fase", "deze waarde staat niet in de lijst")
