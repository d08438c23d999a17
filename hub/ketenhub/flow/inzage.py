"""What one of the people themselves may see, as who directs hands it over: decided, recorded and audited like every other look (MDA-46)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.errors import NietGevonden
from ketenhub.flow.delen import fixed_rules, surroundings
from ketenhub.flow.informeertaken import ALLEEN_REGIE
from ketenhub.flow.informeren import today
from ketenhub.flow.look import Antwoord, Inkijk, Vraag, give, issue
from ketenhub.share.mensen import audience
from ketenhub.share.share import share

if TYPE_CHECKING:
    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.json import Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.share.ontvanger import Ontvanger

HANDELING = "inzage gegeven"
DOEL = "inzage"


@dataclass(frozen=True, slots=True)
class Inzagevraag:
    """Who directs which casus, and for whom it asks, in its own pseudonym."""

    organisatie: str
    verwijzing: str
    persoon: str


def _whom(hub: Hub, casus: Object, vraag: Inzagevraag) -> Ontvanger:
    """Give the person as a recipient; whoever may see nothing does not exist for this question. Raises NietGevonden."""
    people = casus.get("personen")
    for row in people if isinstance(people, list) else ():
        if hub.kluis.pseudonym(vraag.organisatie, row["id"]) == vraag.persoon:
            found = audience(casus, row["id"], today(hub), "")
            if found is not None:
                return found
    raise NietGevonden("/persoon")


def _cut(hub: Hub, beeld: Beeld, ontvanger: Ontvanger) -> Uitsnede:
    """Decide for a person; to each person everyone bears another pseudonym."""
    omgeving = surroundings(hub, fixed_rules(hub), f"mens:{ontvanger.persoon}")
    return share(beeld.gereed, beeld.beoordeling, ontvanger, omgeving).uitsnede


async def _seen_by(inkijk: Inkijk, vraag: Inzagevraag) -> Antwoord[bytes]:
    ontvanger = _whom(inkijk.hub, inkijk.open().casus, vraag)
    async with inkijk.hub.opslag.walk() as tx:
        # of another track not even the hub holds anything here
        beeld = await inkijk.open_for(tx, replace(inkijk.wie, spoor=ontvanger.spoor))
    uitsnede = _cut(inkijk.hub, beeld, ontvanger)
    body = orjson.dumps(uitsnede.inhoud)
    return Antwoord(body, issue(uitsnede, body, beeld))


async def give_insight(hub: Hub, vraag: Inzagevraag) -> bytes:
    """Give what a person may see; raises NietGevonden and GeenToegang."""
    asked = Vraag(vraag.organisatie, vraag.verwijzing, DOEL, DOEL, handeling=HANDELING, weigering=ALLEEN_REGIE)
    return await give(hub, asked, lambda inkijk: _seen_by(inkijk, vraag))
