"""The answer about decisions, as a pure function of what it rests on: asked now and decided again later, it is the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import orjson

from ketenhub.domain.delen import Actie
from ketenhub.domain.json import at, rows, text
from ketenhub.share.gereed import prepare
from ketenhub.share.keuze import Veldbesluit, decided
from ketenhub.share.navraag import as_actions, asked_about, known_by
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from ketenhub.share.uitleg import GEEINDIGD, explain, motivate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ketenhub.domain.delen import Regelset
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.navraag import Acties, Kennis, Regel

BLADZIJDE = 100
BESLIST, GEZIEN = "beslist", "op_wat_u_ziet"
DEELBESLUITEN, AUTHZEN = "deelbesluiten", "authzen"
NIEMAND = Ontvanger("", "", "", regie=False, verwijzing="")


class Vraagpunt(NamedTuple):
    """What is asked: about which recipient (else the asker itself), item and field, on which day, after which row, and in which form."""

    ontvanger: str | None = None
    item: str | None = None
    veld: str | None = None
    dag: str | None = None
    na: str | None = None
    vorm: str = DEELBESLUITEN


@dataclass(frozen=True, slots=True)
class Grond:
    """What an answer rests on beside rules and facts: the day, who asks about whom, their phases, and which kinds of organisation speak.

    `over_fasen` holds the phases of the recipient where the asker may know what was really decided for it, and it takes part; else None.
    Then the recipient bears its own track; else that is what the asker sees of it.
    """

    vraag: Vraagpunt
    vandaag: date
    wie: Ontvanger
    over: Ontvanger
    fasen: Mapping[str, int | None]
    over_fasen: Mapping[str, int | None] | None
    soorten: Mapping[str, str]

    @property
    def dag(self) -> date:
        """Give the day on which the rules are weighed."""
        return date.fromisoformat(self.vraag.dag) if self.vraag.dag else self.vandaag

    def as_json(self) -> dict[str, Json]:
        """Give it as it is sealed."""
        return {
            "vraag": list(self.vraag),
            "vandaag": self.vandaag.isoformat(),
            "wie": _recipient_json(self.wie),
            "over": _recipient_json(self.over),
            "fasen": dict(self.fasen),
            "overFasen": None if self.over_fasen is None else dict(self.over_fasen),
            "soorten": dict(self.soorten),
        }


def _recipient_json(wie: Ontvanger) -> dict[str, Json]:
    return {"oin": wie.oin, "soort": wie.soort, "spoor": wie.spoor, "regie": wie.regie, "gemeente": wie.gemeente}


def _recipient(row: Json) -> Ontvanger:
    words = {key: text(row, key) for key in ("oin", "soort", "spoor", "gemeente")}
    regie = at(row, "regie") is True
    return Ontvanger(words["oin"] or "", words["soort"] or "", words["spoor"] or "", regie=regie, verwijzing="", gemeente=words["gemeente"])


def _phases(row: Json) -> dict[str, int | None]:
    return {key: fase if isinstance(fase, int) else None for key, fase in row.items()} if isinstance(row, dict) else {}


def _question(row: Json) -> Vraagpunt:
    ontvanger, item, veld, dag, na = (text(row, n) for n in range(5))
    return Vraagpunt(ontvanger, item, veld, dag, na, text(row, 5) or DEELBESLUITEN)


def read_ground(row: Object) -> Grond:
    """Read what an answer rests on."""
    asked, kinds = row["vraag"], row["soorten"]
    return Grond(
        vraag=_question(asked),
        vandaag=date.fromisoformat(text(row, "vandaag") or ""),
        wie=_recipient(row["wie"]),
        over=_recipient(row["over"]),
        fasen=_phases(row["fasen"]),
        over_fasen=None if row["overFasen"] is None else _phases(row["overFasen"]),
        soorten={key: str(soort) for key, soort in kinds.items()} if isinstance(kinds, dict) else {},
    )


def phases_in(beoordeling: Object) -> dict[str, int | None]:
    """Give the phase of each track of an evaluation."""
    return _phases({text(row, "spoor") or "": row.get("fase") for row in rows(beoordeling, "sporen")})


def _as_result(fasen: Mapping[str, int | None]) -> Object:
    """Give an evaluation of which nothing but the phases is known: no decision about a field rests on more."""
    return {"sporen": [{"spoor": spoor, "fase": fase} for spoor, fase in fasen.items()]}


@dataclass(frozen=True, slots=True)
class Feiten:
    """The casus as the asker's track holds it, and where the asker may know the real decision, as the recipient's track does."""

    eigen: Object
    ander: Object | None


def _real(grond: Grond, feiten: Feiten, kennis: Kennis, omgeving: Omgeving) -> Acties | None:
    """Give what was really decided, for who may know that: a recipient of today's own view, and regie; None for anyone else."""
    if grond.over.oin == grond.wie.oin:
        return kennis.acties if grond.dag == grond.vandaag else None
    if not grond.wie.regie:
        return None
    if grond.over_fasen is None or feiten.ander is None:
        return {}
    return as_actions(decided(prepare(feiten.ander), grond.over_fasen.get(grond.over.spoor), grond.over, omgeving))


def _on_track(wie: Ontvanger, spoor: str) -> Ontvanger:
    return Ontvanger(wie.oin, wie.soort, spoor, wie.regie, wie.verwijzing, gemeente=wie.gemeente)


def decisions(grond: Grond, feiten: Feiten, regels: Regelset, pseudoniem: Callable[[str], str]) -> list[dict[str, Json]]:
    """Give every decision that was asked for and that the asker may know, in a fixed order."""
    gereed = prepare(feiten.eigen)
    today, then = (Omgeving(regels, dag, {}, grond.soorten, pseudoniem) for dag in (grond.vandaag, grond.dag))
    kennis = known_by(gereed, grond.wie, share(gereed, _as_result(grond.fasen), grond.wie, today, met_besluiten=True), pseudoniem)
    own = grond.over.oin == grond.wie.oin
    over = grond.wie if own else _on_track(grond.over, kennis.deelnemers.get(grond.over.oin, ""))
    echt = _real(grond, feiten, kennis, then)
    ended = grond.wie.regie and not own and grond.over_fasen is None
    return [
        _row(_ended(regel) if ended else regel, over.oin, (regels, grond.dag), BESLIST if echt is not None else GEZIEN)
        for regel in asked_about(kennis, over, then, echt)
        if grond.vraag.item in (None, regel.item) and grond.vraag.veld in (None, regel.veld)
    ]


def _ended(regel: Regel) -> Regel:
    """Give a decision about a recipient that takes part no more: nothing new goes out to it, whatever the rules say."""
    return regel._replace(besluit=Veldbesluit(regel.besluit.item, regel.veld, Actie.ONTHOUDEN, GEEINDIGD))


def _row(regel: Regel, over: str, onder: tuple[Regelset, date], zekerheid: str) -> dict[str, Json]:
    regels, dag = onder
    besluit, why = regel.besluit, motivate(regel.besluit, regels)
    row: dict[str, Json] = {
        "item": regel.item,
        "soort": regel.soort,
        "veld": regel.veld,
        "bron": regel.bron,
        "ontvanger": over,
        "actie": besluit.actie.value,
        "besluit": besluit.door,
        "zekerheid": zekerheid,
        "versie": regels.versie,
        "plichten": list(why.plichten),
        "verandert": list(why.verandert),
        "uitleg": list(explain(besluit, regels, dag)),
    }
    deelregel = besluit.regel
    if deelregel is not None:
        grondslag = deelregel.grondslag
        row["regel"] = deelregel.id
        row["grondslag"] = {"wet": grondslag.wet, "artikel": grondslag.artikel, "bevestigd": grondslag.bevestigd}
        row |= {"doel": deelregel.doel, "noodzaak": deelregel.noodzaak}
    if why.lichter is not None:
        row["lichter"] = {"actie": why.lichter[0].value, "uitleg": why.lichter[1]}
    if why.geldig_tot is not None:
        row["geldigTot"] = why.geldig_tot.isoformat()
    return row


def _keyed(found: list[dict[str, Json]]) -> list[tuple[str, dict[str, Json]]]:
    """Give each row its place in the list: what one organisation said more than once of a person bears a number."""
    counted: dict[str, int] = {}
    keyed = []
    for row in found:
        key = ":".join(str(row[part]) for part in ("item", "veld", "bron"))
        counted[key] = counted.get(key, 0) + 1
        keyed.append((f"{key}:{counted[key]}", row))
    return sorted(keyed, key=lambda one: one[0])


def answer(grond: Grond, found: list[dict[str, Json]]) -> dict[str, Json]:
    """Give the answer in the form that was asked; who may know nothing gets the same as of what does not exist."""
    if grond.vraag.vorm == AUTHZEN:
        return _evaluation(found)
    keyed = [one for one in _keyed(found) if grond.vraag.na is None or one[0] > grond.vraag.na]
    body: dict[str, Json] = {"deelbesluiten": [row for _, row in keyed[:BLADZIJDE]]}
    return body | ({"volgende": keyed[BLADZIJDE - 1][0]} if len(keyed) > BLADZIJDE else {})


def _evaluation(found: list[dict[str, Json]]) -> dict[str, Json]:
    """Give the answer to one evaluation: reading is allowed where the field goes as it stands."""
    if not found:
        return {"decision": False}
    return {"decision": any(row["actie"] == Actie.DELEN for row in found), "context": {"deelbesluiten": found}}


def as_bytes(body: Object) -> bytes:
    """Give the bytes of an answer."""
    return orjson.dumps(body)
