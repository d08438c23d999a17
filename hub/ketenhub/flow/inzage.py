"""What one of the people themselves may see, as who directs hands it over: decided, recorded and audited like every other look (MDA-46)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.errors import GeenToegang, NietGevonden
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.delen import fixed_rules, surroundings
from ketenhub.flow.geldend import in_force
from ketenhub.flow.informeertaken import own_casus
from ketenhub.flow.informeren import today
from ketenhub.flow.look import Uitgifte, Vraag, disclosure, load_for
from ketenhub.flow.namens import mark
from ketenhub.share.bewijs import hash_of
from ketenhub.share.mensen import audience
from ketenhub.share.share import share
from ketenhub.store.keten import add_line
from ketenhub.store.verstrekken import keep_disclosure

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


async def _give(hub: Hub, vraag: Inzagevraag) -> bytes:
    async with hub.opslag.request(vraag.organisatie) as tx:
        hub = await in_force(hub, tx)
        casus_id, wie = await own_casus(tx, vraag.verwijzing)
        own = await load_for(hub, tx, casus_id, wie)
    async with hub.opslag.walk() as tx:
        ontvanger = _whom(hub, own.casus, vraag)
        # of another track not even the hub holds anything here
        beeld = await load_for(hub, tx, casus_id, replace(wie, spoor=ontvanger.spoor))
        uitsnede = _cut(hub, beeld, ontvanger)
        body = orjson.dumps(uitsnede.inhoud)
        asked = Vraag(vraag.organisatie, vraag.verwijzing, DOEL, DOEL)
        await keep_disclosure(tx, disclosure(hub, casus_id, asked, Uitgifte(uitsnede, hash_of(uitsnede.inhoud), body, beeld)))
        await add_line(tx, f"casus:{casus_id}", audit_line(hub, HANDELING, vraag.organisatie, "getoond", mark(casus_id)))
    return body


async def give_insight(hub: Hub, vraag: Inzagevraag) -> bytes:
    """Give what a person may see; raises NietGevonden and GeenToegang, each noted in the chain of the one who asked."""
    try:
        return await _give(hub, vraag)
    except (NietGevonden, GeenToegang) as fout:
        await note(hub, vraag.organisatie, HANDELING, fout.code)
        raise
