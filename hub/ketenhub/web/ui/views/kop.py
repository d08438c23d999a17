"""The header of a household: code name, lowest score, agreement, who directs, and flags. Never a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from ketenhub.domain.json import rows, text, texts
from ketenhub.web.ui.labels import ZEKERHEDEN, code_text
from ketenhub.web.ui.texts import SPOREN, clock_text, figure
from ketenhub.web.ui.views.cijferbeeld import Blok, make_block
from ketenhub.web.ui.views.gezin import who_directs
from ketenhub.web.ui.views.kaarten import Merk, plain_mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.json import Object
    from ketenhub.web.ui.views.cijfers import Cijferdeel
    from ketenhub.web.ui.views.fase import Fasebeeld
    from ketenhub.web.ui.views.kader import Kader
    from ketenhub.web.ui.views.wijzer import Wijzer

# the usual name needs no words
PLANNAMEN = {"veiligheidsactieplan": "veiligheidsactieplan", "veiligheids_en_herstelplan": "veiligheids- en herstelplan"}
# figures from before the danger agree on nothing that holds now
VOORAF = ", van vóór het gevaar"
EENSHEID = {"eens": "eens", "bijna": "bijna eens", "niet": "niet eens"}


@dataclass(frozen=True, slots=True)
class Kop:
    """The header: code name, lowest score, agreement, who directs, and flags."""

    titel: str
    laagste: Blok | None
    regel: str
    vlaggen: tuple[Merk, ...]
    bijgewerkt: str


def _track_flags(spoor: str | None) -> list[Merk]:
    if spoor is None or spoor not in SPOREN:
        return []
    words = "Gescheiden sporen" if spoor == "beide" else f"U ziet het {SPOREN[spoor]}"
    return [plain_mark("let-op", words, "slot")]


def _violence_flags(inhoud: Object, wijzer: Wijzer) -> list[Merk]:
    """Give each kind of violence with how certain it is and since when."""
    found = []
    for row in rows(inhoud, "geweldsoorten"):
        kind, sure = text(row, "aard"), ZEKERHEDEN.get(text(row, "zekerheid") or "", "")
        if kind:
            since = f"{sure} {wijzer.day(text(row, 'herkomst', 'geldigOp'))}".strip()
            found.append(plain_mark("neutraal", ", ".join(word for word in (code_text(kind), since) if word)))
    return found


def _flags(inhoud: Object, wijzer: Wijzer, missing: Iterable[Markup]) -> tuple[Merk, ...]:
    broken = any(text(row, "stand") == "geschonden" for row in rows(inhoud, "veiligheidsvoorwaarden"))
    crime = rows(inhoud, "strafbareFeitVermoedens") or rows(inhoud, "afstemmingen")
    return (
        *([plain_mark("negatief", "Voorwaarde geschonden", "driehoek")] if broken else []),
        *_track_flags(text(inhoud, "spoor")),
        *([plain_mark("info", "Zorg en straf lopen samen", "info")] if crime else []),
        *_violence_flags(inhoud, wijzer),
        *(Merk("let-op", Markup("Cijfer van {} ontbreekt").format(voice), "klok") for voice in missing),
    )


def _line(inhoud: Object, kader: Kader, deel: Cijferdeel) -> str:
    low, directs = text(inhoud, "fase", "laagste"), who_directs(inhoud)
    called = text(inhoud, "plannaam")
    words = [PLANNAMEN[called]] if called in PLANNAMEN else []
    again = bool(texts(inhoud, "fase", "poort", "opnieuw"))
    words += [f"laagste cijfer {figure(low)}{VOORAF if again else ''}"] if low else []
    if not again and deel.eens and deel.laagste and deel.hoogste:
        spread = "" if deel.laagste == deel.hoogste else f" ({figure(deel.laagste)} tot {figure(deel.hoogste)})"
        words.append(EENSHEID[deel.eens] + spread)
    words += [f"regie: {directs}"] if directs else []
    line = " · ".join([*words, f"u kijkt namens {kader.kijker.organisatie}"])
    return line[:1].upper() + line[1:]


def make_header(inhoud: Object, kader: Kader, deel: Cijferdeel, fase: Fasebeeld | None, wijzer: Wijzer) -> Kop:
    """Make the header; the lowest score is the one that was shared, and no other."""
    low = text(inhoud, "fase", "laagste")
    missing = fase.poort.ontbreekt if fase and fase.poort else ()
    return Kop(
        titel=f"Huishouden {kader.schuilnaam}",
        laagste=make_block(low) if low else None,
        regel=_line(inhoud, kader, deel),
        vlaggen=_flags(inhoud, wijzer, missing),
        bijgewerkt=f"Bijgewerkt om {clock_text(kader.nu)}",
    )
