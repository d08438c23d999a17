"""Where an organisation listens and where its people are called: registered, and guarded like every other address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ketenhub.deliver.registratie import Registratie, read_registraties
from ketenhub.domain.errors import Instellingsfout
from ketenhub.partners.organisaties import load_keten
from ketenhub.partners.register import load_partners

if TYPE_CHECKING:
    from pathlib import Path

OIN = "0" * 19 + "1"
GEHEIM = "whsec_" + "A" * 43 + "="


def registered(folder: Path, **punten: object) -> Registratie:
    """Read a region of one organisation with these contact points."""
    desk = {"adres": "https://balie.example/in", "transport": "webhook", "geheim": GEHEIM}
    row = {"oin": OIN, "naam": "Veilig Thuis", "soort": "veilig_thuis", "partner": "canoniek", "notificaties": desk, **punten}
    path = folder / "keten.json"
    path.write_text(json.dumps({"regio": "Westerveen", "regie": OIN, "organisaties": [row]}), encoding="utf-8")
    return read_registraties(load_keten(path, load_partners()))[OIN]


def a_point(naam: str, **anders: str) -> dict[str, str]:
    """Build a contact point."""
    return {"adres": f"https://{naam}.example/in", "geheim": GEHEIM, **anders}


@pytest.mark.parametrize(
    ("soort", "contact", "adres"),
    [
        ("notificatie", None, "https://balie.example/in"),
        ("notificatie", "team", "https://team.example/in"),
        ("notificatie", "wacht", "https://wacht.example/in"),
    ],
)
def test_each_call_goes_to_its_own_address(tmp_path: Path, soort: str, contact: str | None, adres: str) -> None:
    found = registered(tmp_path, team=a_point("team"), wacht=a_point("wacht")).endpoint(soort, contact)
    assert found is not None
    assert (found.adres, found.geheimen[0].waarde) == (adres, GEHEIM)


@pytest.mark.parametrize(("soort", "contact"), [("bericht", None), ("notificatie", "team"), ("notificatie", "wacht")])
def test_what_was_not_registered_has_no_address(tmp_path: Path, soort: str, contact: str | None) -> None:
    assert registered(tmp_path).endpoint(soort, contact) is None


def test_contact_points_are_among_the_addresses_that_the_way_out_knows(tmp_path: Path) -> None:
    found = registered(tmp_path, team=a_point("team"), wacht=a_point("wacht"))
    assert found.addresses() == ("https://balie.example/in", "https://team.example/in", "https://wacht.example/in")


@pytest.mark.parametrize("anders", [{"transport": "zgw"}, {"telefoon": "06"}])
def test_contact_point_of_another_form_stops_the_start(tmp_path: Path, anders: dict[str, str]) -> None:
    with pytest.raises(Instellingsfout, match="/organisaties/0/team"):
        registered(tmp_path, team=a_point("team", **anders))


def test_contact_point_without_a_secret_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(Instellingsfout, match="/organisaties/0/team/geheim"):
        registered(tmp_path, team={"adres": "https://team.example/in"})
