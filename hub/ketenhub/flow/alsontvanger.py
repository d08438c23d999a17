"""View as recipient: the same way as a look, marked, on record, and nothing is sent (domain 5, "changing rules")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING

import orjson

from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.domain.errors import AlleenRegie, GeenToegang, KetenhubError, NietGevonden
from ketenhub.domain.moment import day_of
from ketenhub.flow import beeld as projectie
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.delen import cut_view
from ketenhub.flow.geldend import in_force
from ketenhub.flow.look import Uitgifte, Vraag, disclosure, load_for
from ketenhub.flow.namens import mark
from ketenhub.flow.proefcasus import read_proefcasus
from ketenhub.flow.regeldossier import rules_of
from ketenhub.flow.regelleven import KETEN, Daad, administrator
from ketenhub.flow.regelsimulatie import as_if
from ketenhub.flow.uitproberen import Vraag as Proefvraag
from ketenhub.flow.uitproberen import try_out
from ketenhub.partners.organisaties import Organisatie
from ketenhub.share.bewijs import hash_of
from ketenhub.share.samen import seen_by_both
from ketenhub.store import kijken, lopen
from ketenhub.store.keten import add_line
from ketenhub.store.verstrekken import keep_disclosure

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.flow.proefcasus import Proefcasus

BEKEKEN = "plan bekeken als ontvanger"
VERZONNEN = "verzonnen huishouden bekeken als ontvanger"
DOEL = "nagaan wat een ontvanger ziet"
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


async def _own(hub: Hub, vraag: Alsvraag) -> tuple[Hub, str, lopen.Betrokkene, Beeld]:
    """Give the casus as the one who looks may see it; only who directs may look as somebody else."""
    async with hub.opslag.request(vraag.vrager) as tx:
        hub = await in_force(hub, tx)
        found = await kijken.find_own(tx, vraag.verwijzing)
        if found is None:
            raise NietGevonden("verwijzing")
        if not found[1].regie:
            raise AlleenRegie("verwijzing", "alleen de regie kan als ontvanger kijken")
        return hub, *found, await load_for(hub, tx, found[0], found[1])


async def _other(hub: Hub, casus_id: str, vraag: Alsvraag) -> tuple[lopen.Betrokkene, Beeld]:
    async with hub.opslag.walk() as tx:
        wie = next((b for b in await lopen.read_involved(tx, casus_id) if b.organisatie == vraag.als and b.actief), None)
        if wie is None:
            raise NietGevonden("als")
        return wie, await load_for(hub, tx, casus_id, wie)


async def _look_as(hub: Hub, vraag: Alsvraag) -> Nabootsing:
    hub, casus_id, ik, eigen = await _own(hub, vraag)
    wie, beeld = await _other(hub, casus_id, vraag)
    under = await _under(hub, vraag.versie)
    # named as the one who looks names persons, and without the reference that only the other has
    there = cut_view(under, beeld, replace(wie, verwijzing=ik.verwijzing), ik.organisatie).uitsnede
    inhoud, anders = seen_by_both(cut_view(hub, eigen, ik).uitsnede.inhoud, there.inhoud)
    found = Nabootsing(vraag.als, under.regels.versie, inhoud, anders)
    uit = Uitgifte(Uitsnede(ik.organisatie, ik.verwijzing, ik.spoor, inhoud), hash_of(inhoud), orjson.dumps(found.marked()), eigen)
    async with hub.opslag.request(vraag.vrager) as tx:
        await keep_disclosure(tx, disclosure(hub, casus_id, Vraag(vraag.vrager, vraag.verwijzing, DOEL, "simulatie"), uit))
        more: dict[str, Json] = {"als": vraag.als, "versie": under.regels.versie, **mark(casus_id)}
        await add_line(tx, f"casus:{casus_id}", audit_line(hub, BEKEKEN, vraag.vrager, "getoond", more))
    return found


async def look_as(hub: Hub, vraag: Alsvraag) -> Nabootsing:
    """Give what a participant would see of what the one who directs sees; raises NietGevonden, AlleenRegie.

    Nothing is sent and nothing is recorded as known to that participant: what leaves goes to who asked, and that is on record.
    """
    try:
        return await _look_as(hub, vraag)
    except (NietGevonden, GeenToegang) as fout:
        await note(hub, vraag.vrager, BEKEKEN, fout.code)
        raise


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
