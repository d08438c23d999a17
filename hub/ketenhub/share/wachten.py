"""Which texts wait for a person to look: told to who said them and to who directs, never to whom they are held from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.share.bekend import known_words
from ketenhub.share.gereed import PLEGER
from ketenhub.share.tabel import GEHOUDEN
from ketenhub.share.tekst import free_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.json import Json, Object
    from ketenhub.share.gereed import Stuk
    from ketenhub.share.rij import Tafel


def _seen(tafel: Tafel) -> list[Object]:
    """Give what this recipient sees of the casus: more may not decide about what it is told."""
    shown = tafel.keuze.velden
    return [{"feit": {**shown[stuk.id], "soort": stuk.vorm.soort}} for stuk in tafel.gereed.stukken if stuk.id in shown]


def _texts(stuk: Stuk, naam: str) -> list[str]:
    return list(free_texts(stuk.vorm.soort, naam, stuk.waarden.get(naam)))


def _own(tafel: Tafel) -> Iterator[tuple[Stuk, str]]:
    """Give the recipient's own texts in which something stands that it can know of, as long as not everybody may have them."""
    oin = tafel.kiezer.ontvanger.oin
    held = [
        (stuk, naam) for stuk in tafel.gereed.stukken if stuk.bron == oin for naam in sorted(stuk.vorm.met_bekende & stuk.waarden.keys())
    ]
    if not held:
        return
    found = known_words(_seen(tafel)).found_in(words for stuk, naam in held for words in _texts(stuk, naam))
    for stuk, naam in held:
        to_all = any(v.veld == naam and not v.ontvangers for v in stuk.vrijgaven)
        if not to_all and not found.isdisjoint(_texts(stuk, naam)):
            yield stuk, naam


def _others(tafel: Tafel) -> Iterator[tuple[Stuk, str]]:
    """Give the texts of others that who directs would have, but for what stands in them."""
    for stuk in tafel.gereed.stukken:
        if tafel.kiezer.wall(stuk) is None:
            for oordeel in tafel.kiezer.outcome(stuk, tafel.gereed).oordelen:
                if oordeel.door == GEHOUDEN:
                    yield stuk, oordeel.veld


def waiting(tafel: Tafel) -> dict[str, Json]:
    """Give the texts that wait for a look, as far as this recipient may know.

    On the perpetrator's track nothing is told: what is held there would tell what the hub knows of the victim.
    """
    ontvanger = tafel.kiezer.ontvanger
    if ontvanger.spoor == PLEGER or ontvanger.persoon is not None:
        return {}
    found = [*_own(tafel), *(_others(tafel) if ontvanger.regie else ())]
    rows: list[Json] = [_row(stuk, naam, tafel) for stuk, naam in found]
    return {"wachtOpBlik": rows} if rows else {}


def _row(stuk: Stuk, naam: str, tafel: Tafel) -> dict[str, Json]:
    """Name a text; to who said it also the message, by which it can be let go, and to whom it was."""
    row: dict[str, Json] = {"item": stuk.id, "deel": stuk.vorm.soort, "veld": naam, "organisatie": tafel.organisation(stuk.bron)}
    if stuk.bron == tafel.kiezer.ontvanger.oin:
        row["bericht"] = stuk.bericht
        row["vrijgegevenAan"] = [
            tafel.organisation(oin) for oin in sorted({oin for v in stuk.vrijgaven if v.veld == naam for oin in v.ontvangers})
        ]
    return row
