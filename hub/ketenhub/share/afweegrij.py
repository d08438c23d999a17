"""What waits for a holder to weigh: its own items under secrecy, for whom the rules would give them if wall 5 alone were open (N10)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.domain.json import text
from ketenhub.share.afwegen import day, last_word
from ketenhub.share.fase import track_result
from ketenhub.share.keuze import make_chooser
from ketenhub.share.muren import MUUR_5
from ketenhub.share.ontvanger import Ontvanger
from ketenhub.share.opvolgen import shown_parts
from ketenhub.share.rij import make_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ketenhub.domain.json import Json, Object
    from ketenhub.share.gereed import Gereed, Stuk
    from ketenhub.share.keuze import Kiezer
    from ketenhub.share.rij import Tafel

VERZOEK = "afweegverzoek"
GEVRAAGD = ("reden", "noodzaak", "doel", "geldigTot")


class Ander(NamedTuple):
    """One that takes part: since when, and what is decided for it."""

    van: date
    kiezer: Kiezer


def holds_secret(gereed: Gereed, oin: str) -> bool:
    """Tell whether an organisation said anything under secrecy: then its view depends on what the rules give to others."""
    return any(stuk.beroepsgeheim and stuk.bron == oin for stuk in gereed.stukken)


def _others(tafel: Tafel, beoordeling: Object) -> Iterator[Ander]:
    """Give who takes part today, as far as this recipient sees that, in the phase of its track or else in that of this recipient."""
    ik, omgeving = tafel.kiezer.ontvanger, tafel.kiezer.omgeving
    for row in shown_parts(tafel.gereed.casus, tafel.kiezer) or ():
        oin, van = str(row["organisatie"]), day(text(row, "van"))
        if not van <= omgeving.peildatum <= day(text(row, "tot")):
            continue
        soort, gemeente = omgeving.soorten.get(oin, ""), omgeving.gemeenten.get(oin)
        ander = Ontvanger(oin, soort, str(row["spoor"]), regie=False, verwijzing="", gemeente=gemeente)
        fase = (track_result(beoordeling, ander) or track_result(beoordeling, ik) or {}).get("fase")
        yield Ander(van, make_chooser(tafel.gereed, fase if isinstance(fase, int) else None, ander, omgeving))


def _asked(tafel: Tafel, oin: str) -> list[Json]:
    """Give the questions of one organisation that stand today, in the words that this recipient may read; it sees those put to it alone."""
    dag = tafel.kiezer.omgeving.peildatum
    found: list[Json] = []
    for stuk in tafel.gereed.stukken:
        if stuk.vorm.soort != VERZOEK or stuk.bron != oin or stuk.id not in tafel.keuze.velden:
            continue
        if day(str(stuk.geldig_op)) <= dag <= day(text(stuk.waarden, "geldigTot")):
            row = make_row(stuk, tafel)
            found.append({"verzoek": stuk.id, **{name: row[name] for name in GEVRAAGD if name in row}})
    return found


def _row(stuk: Stuk, velden: tuple[str, ...], ander: Ander, tafel: Tafel) -> dict[str, Json]:
    """Name what waits, for whom, since when, who asked, and the decision not to share it that stands."""
    oin, dag = ander.kiezer.ontvanger.oin, tafel.kiezer.omgeving.peildatum
    since, last = max(day(str(stuk.ontvangen_op)), ander.van), last_word(stuk, oin, dag)
    row: dict[str, Json] = {"item": stuk.id, "deel": stuk.vorm.soort, "bericht": stuk.bericht, "ontvanger": tafel.organisation(oin)}
    row["velden"] = [*velden]
    if last is not None and last.tot < dag:
        since = max(since, last.tot + timedelta(days=1))
    row["sinds"] = since.isoformat()
    asked = _asked(tafel, oin)
    if asked:
        row["gevraagd"] = asked
    if last is not None and last.besluit == "niet_delen" and last.bericht == stuk.bericht and dag <= last.tot:
        row["besluit"] = {"afweging": last.id, "besluit": last.besluit, "geldigTot": last.tot.isoformat()}
    return row


def waiting_decisions(tafel: Tafel, beoordeling: Object) -> dict[str, Json]:
    """Give what this recipient has to weigh: where wall 5 alone stands between its item and somebody to whom the rules give it.

    Whoever takes part and is not shown to it is no recipient here either, and what others hold is never looked at.
    """
    ontvanger, gereed = tafel.kiezer.ontvanger, tafel.gereed
    if not holds_secret(gereed, ontvanger.oin):
        return {}
    others = tuple(_others(tafel, beoordeling))
    found: list[Json] = []
    for stuk in gereed.stukken:
        if not stuk.beroepsgeheim or stuk.bron != ontvanger.oin or tafel.kiezer.wall(stuk) is not None:
            continue
        for ander in others:
            velden = ander.kiezer.outcome(stuk, gereed).delen if ander.kiezer.wall(stuk) == MUUR_5 else ()
            if velden:
                found.append(_row(stuk, velden, ander, tafel))
    return {"afweegrij": found} if found else {}
