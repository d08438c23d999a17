"""The two tracks side by side, for who directs both: what each track's own result is, who is on it, and what the wall means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ketenhub.domain.json import rows, text, texts
from ketenhub.web.ui.texts import plain
from ketenhub.web.ui.views.cijferbeeld import Blok, make_block
from ketenhub.web.ui.views.fase import Poort, make_gate
from ketenhub.web.ui.views.lezen import number
from ketenhub.web.ui.views.wijzer import source

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.web.ui.views.wijzer import Wijzer

REDEN = "intiem_terrorisme"
MINDERJARIG = "minderjarig"


@dataclass(frozen=True, slots=True)
class Spoorbeeld:
    """One track: its lowest score, its gate, what comes first, the last contact, and who is on it."""

    id: str
    naam: Markup
    leidt: bool
    laagste: Blok | None
    poort: Poort | None
    eerst: Markup
    contact: Markup
    deelnemers: str


@dataclass(frozen=True, slots=True)
class Sporenbeeld:
    """Both tracks, and the people between whom the wall stands."""

    sporen: tuple[Spoorbeeld, ...]
    slachtoffer: Markup
    pleger: Markup


def _people(inhoud: Object, key: str, wijzer: Wijzer) -> Markup:
    found = [ident for row in rows(inhoud, "geweldsoorten") if text(row, "aard") == REDEN for ident in texts(row, key)]
    return wijzer.persons(list(dict.fromkeys(found)))


def _name(spoor: str, who: Markup, wijzer: Wijzer) -> Markup:
    if not who:
        return escape(plain(f"Spoor van {'het slachtoffer' if spoor == 'slachtoffer' else 'de pleger'}"))
    children = any(p.lid == MINDERJARIG for p in wijzer.personen.values()) and spoor == "slachtoffer"
    return Markup("Spoor van {}{}").format(who, " en kinderen" if children else "")


def _first(inhoud: Object, spoor: str, wijzer: Wijzer) -> Markup:
    """Give the open agreement of this track that must be done soonest."""
    waiting = [
        (until, text(row, "wat") or "")
        for row in rows(inhoud, "veiligheidsafspraken")
        if text(row, "stand") == "open" and text(row, "spoor") == spoor and (until := text(row, "uiterlijk"))
    ]
    if not waiting:
        return Markup("")
    until, what = min(waiting)
    return Markup("{} (uiterlijk {})").format(wijzer.words(what), wijzer.day(until))


def _contact(inhoud: Object, spoor: str, wijzer: Wijzer) -> Markup:
    found = [
        (moment, source(row, wijzer).naam)
        for row in rows(inhoud, "monitors")
        if text(row, "spoor") == spoor and (moment := text(row, "contactOp"))
    ]
    if not found:
        return Markup("")
    moment, who = max(found)
    return escape(f"{wijzer.day(moment)}, {who}")


def _on_track(inhoud: Object, spoor: str) -> str:
    found = [text(row, "organisatie", "naam") or "" for row in rows(inhoud, "deelnames") if text(row, "spoor") in {spoor, "beide"}]
    return ", ".join(found)


def make_tracks(inhoud: Object, wijzer: Wijzer) -> Sporenbeeld | None:
    """Give both tracks, or None for whoever does not direct both."""
    found = rows(inhoud, "sporen")
    if not found:
        return None
    who = {"slachtoffer": _people(inhoud, "slachtoffers", wijzer), "pleger": _people(inhoud, "plegers", wijzer)}
    tracks = []
    for row in found:
        spoor, low = text(row, "spoor") or "", text(row, "laagste")
        tracks.append(
            Spoorbeeld(
                id=f"spoor-{spoor}",
                naam=_name(spoor, who.get(spoor, Markup("")), wijzer),
                leidt=number(row, "fase") is not None,
                laagste=make_block(low) if low else None,
                poort=make_gate(row, wijzer),
                eerst=_first(inhoud, spoor, wijzer),
                contact=_contact(inhoud, spoor, wijzer),
                deelnemers=_on_track(inhoud, spoor),
            )
        )
    return Sporenbeeld(tuple(tracks), who["slachtoffer"] or escape("het slachtoffer"), who["pleger"] or escape("de pleger"))
