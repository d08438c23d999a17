"""Which plugins are installed, and whether they fit this hub; a misfit stops the start with the reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import EntryPoint, entry_points, version
from typing import TYPE_CHECKING

import pluggy
from pydantic import ValidationError

from ketenhub.contract import hooks
from ketenhub.contract.bericht import CONTRACT
from ketenhub.contract.manifest import Manifest
from ketenhub.domain.errors import Instellingsfout
from ketenhub.partners.canoniek import MANIFEST, Canoniek

if TYPE_CHECKING:
    from ketenhub.contract.partner import Partner
    from ketenhub.domain.gegeven import Categorie

SPOKEN = (CONTRACT, CONTRACT - 1)


@dataclass(frozen=True, slots=True)
class Geinstalleerd:
    """An installed plugin: its card, its version (kept as mapping version) and the partner itself."""

    manifest: Manifest
    versie: str
    partner: Partner

    @property
    def levert(self) -> frozenset[Categorie]:
        """Give the data categories that the plugin may bring."""
        return frozenset(self.manifest.levert)


def _read_manifest(entry: EntryPoint) -> Manifest:
    try:
        text = resources.files(entry.module).joinpath("manifest.toml").read_text(encoding="utf-8")
        manifest = Manifest.model_validate(tomllib.loads(text), strict=False)
    except (OSError, ModuleNotFoundError, tomllib.TOMLDecodeError) as error:
        raise Instellingsfout(f"plugin {entry.name}", "manifest.toml is niet leesbaar") from error
    except ValidationError as error:
        where = "/".join(str(step) for step in error.errors()[0]["loc"])
        raise Instellingsfout(f"plugin {entry.name}: manifest.toml/{where}", "deze waarde past niet") from error
    if manifest.partner != entry.name:
        raise Instellingsfout(f"plugin {entry.name}: manifest.toml/partner", "de naam is niet die van het entry point")
    if manifest.contract not in SPOKEN:
        raise Instellingsfout(f"plugin {entry.name}: manifest.toml/contract", f"deze hub spreekt contract {SPOKEN[0]}")
    return manifest


def _load(entry: EntryPoint) -> Geinstalleerd:
    manifest = _read_manifest(entry)
    manager = pluggy.PluginManager("ketenhub")
    manager.add_hookspecs(hooks)
    manager.register(entry.load(), name=entry.name)
    found = manager.hook.ketenhub_partner()
    if len(found) != 1:
        raise Instellingsfout(f"plugin {entry.name}", "de hook ketenhub_partner ontbreekt")
    return Geinstalleerd(manifest, version(entry.dist.name) if entry.dist else "0", found[0])


def load_partners() -> dict[str, Geinstalleerd]:
    """Give every installed plugin by name, the built-in `canoniek` included; raises Instellingsfout."""
    found = {MANIFEST.partner: Geinstalleerd(MANIFEST, version("ketenhub"), Canoniek())}
    for entry in sorted(entry_points(group=hooks.GROEP), key=lambda e: e.name):
        if entry.name in found:
            raise Instellingsfout(f"plugin {entry.name}", "deze naam is twee keer geinstalleerd")
        found[entry.name] = _load(entry)
    return found
