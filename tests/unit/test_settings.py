"""Settings refuse with the name of the variable and never its value; each is described."""

from __future__ import annotations

import pytest

from ketenhub.domain.errors import Instellingsfout
from ketenhub.settings import Instellingen, load_settings


def test_wrong_setting_names_the_variable_and_not_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KETENHUB_POORT", "geheime-waarde")
    with pytest.raises(Instellingsfout) as error:
        load_settings()
    assert error.value.plaats == "KETENHUB_POORT"
    assert "geheime-waarde" not in str(error.value)


def test_every_setting_is_described() -> None:
    assert [name for name, info in Instellingen.model_fields.items() if not info.description] == []
