"""View as recipient: the same way as a look, marked, on record, and nothing is sent (domain 5, "changing rules")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.errors import AlleenRegie, KetenhubError, NietGevonden
from ketenhub.domain.moment import day_of
from ketenhub.flow import beeld as projectie
from ketenhub.flow.audit import audit_line
from ketenhub.flow.delen import cut_view
from ketenhub.flow.geldend import in_force
from ketenhub.flow.look import Antwoord, Inkijk, Vraag, Weigering, give, issue
from ketenhub.flow.proefcasus import read_proefcasus
from ketenhub.flow.regeldossier import rules_of
from ketenhub.flow.regelleven import KETEN, Daad, administrator
from ketenhub.flow.regelsimulatie import as_if
from ketenhub.flow.uitproberen import Vraag as Proefvraag
from ketenhub.flow.uitproberen import try_out
from ketenhub.partners.organisaties import Organisatie
from ketenhub.share.samen import seen_by_both
from ketenhub.store import lopen
from ketenhub.store.keten import add_line

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.flow.proefcasus import Proefcasus

BEKEKEN = "plan bekeken als ontvanger"
VERZONNEN = "verzonnen huishouden bekeken als ontvanger"
DOEL = "nagaan wat een ontvanger ziet"
ALLEEN_REGIE = Weigering(AlleenRegie, "alleen de regie kan als ontvanger kijken")
NIEUWELING = "0" * 20


@dataclass(frozen=True, slots=True)
class Alsvraag:
    """Who looks at which plan, as whom, and under which version; without one: the rules that hold."""

    vrager: str
    verwijzing: str
    als: str
    versie: str | None = None


@dataclass(frozen=True, slots=True)
class Nabootsing:
    """What a recipient would see, marked as such; `anders` names the fields that it sees in another form than the one who looks."""

    als: str
    regels: str
    inhoud: Object
    anders: tuple[str, ...] = ()

    def marked(self) -> dict[str, Json]:
        """Give it as it leaves: nobody can take it for the view itself."""
        return {"simulatie": {"als": self.als, "regels": self.regels}, "anders": list(self.anders), "zicht": self.inhoud}


async def _under(hub: Hub, versie: str | None) -> Hub:
    """Give the hub as if a version held; raises NietGevonden."""
    if versie is None:
        return hub
    async with hub.opslag.rules() as tx:
        return as_if(hub, await rules_of(tx, versie))


async def _other(inkijk: Inkijk, als: str) -> tuple[lopen.Betrokkene, Beeld]:
    async with inkijk.hub.opslag.walk() as tx:
        wie = next((b for b in await lopen.read_involved(tx, inkijk.casus_id) if b.organisatie == als and b.actief), None)
        if wie is None:
            raise NietGevonden("als")
        return wie, await inkijk.open_for(tx, wie)


async def _imitated(inkijk: Inkijk, vraag: Alsvraag) -> Antwoord[Nabootsing]:
    hub, ik, eigen = inkijk.hub, inkijk.wie, inkijk.open()
    wie, beeld = await _other(inkijk, vraag.als)
    under = await _under(hub, vraag.versie)
    # named as the one who looks names persons, and without the reference that only the other has
    there = cut_view(under, beeld, replace(wie, verwijzing=ik.verwijzing), ik.organisatie).uitsnede
    own = cut_view(hub, eigen, ik).uitsnede
    inhoud, anders = seen_by_both(own.inhoud, there.inhoud)
    found = Nabootsing(vraag.als, under.regels.versie, inhoud, anders)
    uit = issue(replace(own, inhoud=inhoud), orjson.dumps(found.marked()), eigen)
    return Antwoord(found, uit, {"als": vraag.als, "versie": under.regels.versie})


async def look_as(hub: Hub, vraag: Alsvraag) -> Nabootsing:
    """Give what a participant would see of what the one who directs sees; raises NietGevonden, AlleenRegie.

    Nothing is sent and nothing is recorded as known to that participant: what leaves goes to who asked, and that is on record.
    """
    asked = Vraag(vraag.vrager, vraag.verwijzing, DOEL, "simulatie", handeling=BEKEKEN, weigering=ALLEEN_REGIE)
    return await give(hub, asked, lambda inkijk: _imitated(inkijk, vraag))


def invented() -> dict[str, Proefcasus]:
    """Give the invented households that come with the hub."""
    folder = resources.files("ketenhub.flow").joinpath("verzonnen")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name)
    return {f.name.removesuffix(".json"): read_proefcasus(f.read_bytes()) for f in files}


def _stand_in(casus: Casus, proef: Proefcasus, soort: str, spoor: str | None) -> lopen.Betrokkene:
    """Give who takes part as this kind of organisation, or a newcomer: without a track of its own it counts as the perpetrator's."""
    kinds = proef.kinds()
    directs = {r.organisatie for r in casus.regie}
    for d in casus.deelnames:
        if kinds.get(d.organisatie) == soort and spoor in (None, d.spoor.value):
            return lopen.Betrokkene(d.organisatie, "nagebootst", d.spoor.value, d.organisatie in directs, actief=True)
    newcomer = spoor or ("onverdeeld" if casus.splitsing is None else "pleger")
    return lopen.Betrokkene(NIEUWELING, "nagebootst", newcomer, regie=False, actief=True)


def _in_region(hub: Hub, proef: Proefcasus, soort: str) -> Hub:
    """Give the hub with the invented organisations as its region."""
    rows = [Organisatie(oin=o.oin, naam=o.naam, soort=o.soort, partner="canoniek") for o in proef.organisaties]
    newcomer = Organisatie(oin=NIEUWELING, naam="Een nieuwe organisatie", soort=soort, partner="canoniek")
    return replace(hub, keten=hub.keten.model_copy(update={"organisaties": (*rows, newcomer)}))


@dataclass(frozen=True, slots=True)
class Verzonnenvraag:
    """Which invented household, as which kind of organisation, on which track, and under which version."""

    huishouden: str
    soort: str
    spoor: str | None = None
    versie: str | None = None


def _imitate(hub: Hub, vraag: Verzonnenvraag) -> Nabootsing:
    proef = invented().get(vraag.huishouden)
    if proef is None:
        raise NietGevonden("huishouden")
    last = day_of(proef.bijdragen[-1].ontvangen_op, hub.kalender.tijdzone)
    judged = try_out(proef, Proefvraag(last, hub.pakket))
    wie = _stand_in(judged.casus, proef, vraag.soort, vraag.spoor)
    beelden = projectie.cut(judged.casus, judged.beoordeling)
    beeld = beelden.get(projectie.row_of(wie.spoor))
    if beeld is None:
        raise NietGevonden("spoor")
    view = cut_view(_in_region(hub, proef, vraag.soort), beeld, wie).uitsnede
    return Nabootsing(vraag.soort, hub.regels.versie, view.inhoud)


async def look_invented(hub: Hub, daad: Daad, vraag: Verzonnenvraag) -> Nabootsing:
    """Give what a kind of organisation would see of an invented household, to an administrator; raises NietGevonden, GeenToegang."""
    more: dict[str, Json] = {"beheerder": daad.beheerder, "huishouden": vraag.huishouden, "als": vraag.soort}
    try:
        administrator(hub, daad)
        async with hub.opslag.rules() as tx:
            current = await in_force(hub, tx)
        found = _imitate(await _under(current, vraag.versie), vraag)
    except KetenhubError as fout:
        async with hub.opslag.rules() as tx:
            await add_line(tx, KETEN, audit_line(hub, VERZONNEN, daad.organisatie or "", fout.code, more))
        raise
    async with hub.opslag.rules() as tx:
        await add_line(tx, KETEN, audit_line(hub, VERZONNEN, daad.organisatie or "", "getoond", {**more, "versie": found.regels}))
    return found
