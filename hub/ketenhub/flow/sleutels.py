"""The keys of one casus, opened and made as the walk needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.domain.errors import Vernietigd
from ketenhub.keys.kluis import Datasleutel, Plek

if TYPE_CHECKING:
    from ketenhub.keys.kluis import Kluis


def key_place(casus_id: str, houder: str) -> Plek:
    """Give the place for which a data key is wrapped."""
    return Plek("sleutel", "gewikkeld", casus_id, houder)


def one_time_key(kluis: Kluis, plek: Plek, content: bytes) -> tuple[bytes, bytes]:
    """Seal content with a key of its own; gives (wrapped key, sealed content)."""
    wrapped = kluis.new_data_key(plek)
    return wrapped, kluis.seal(Datasleutel(wrapped, plek), plek, content)


def open_one_time(kluis: Kluis, plek: Plek, wrapped: bytes, sealed: bytes) -> bytes:
    """Open what was sealed with a key of its own; raises Vernietigd."""
    return kluis.open(Datasleutel(wrapped, plek), plek, sealed)


@dataclass(slots=True)
class Sleutelbos:
    """The wrapped keys of one casus by holder; new ones are kept apart so that the walk can write them."""

    kluis: Kluis
    casus_id: str
    bekend: dict[str, bytes]
    nieuw: list[tuple[str, bytes]] = field(default_factory=list)

    def _key(self, houder: str) -> Datasleutel:
        place = key_place(self.casus_id, houder)
        if houder not in self.bekend:
            self.bekend[houder] = self.kluis.new_data_key(place)
            self.nieuw.append((houder, self.bekend[houder]))
        return Datasleutel(self.bekend[houder], place)

    def seal(self, houder: str, tabel: str, rij: str, content: bytes) -> bytes:
        """Seal content of one holder for one row; makes the key when there is none."""
        return self.kluis.seal(self._key(houder), Plek(tabel, "inhoud", f"{self.casus_id}/{rij}", houder), content)

    def open(self, houder: str, tabel: str, rij: str, sealed: bytes) -> bytes:
        """Open content of one holder; raises Vernietigd when the key is gone."""
        if houder not in self.bekend:
            raise Vernietigd(f"{tabel}.inhoud")
        return self.kluis.open(self._key(houder), Plek(tabel, "inhoud", f"{self.casus_id}/{rij}", houder), sealed)
