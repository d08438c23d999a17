"""Try one fact on a casus: the caller's own result as it is and as it would be, through the same rooms; nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from ketenhub.domain.beoordeling import ProfessionalStem, Veiligheidsbeoordeling
from ketenhub.domain.bijdrage import Bijdrage
from ketenhub.domain.cijfer import Schaal, below
from ketenhub.domain.errors import GeenToegang, KetenhubError, NietGevonden
from ketenhub.domain.geweld import Incident, Maatregelschending
from ketenhub.domain.moment import day_of
from ketenhub.domain.plan import Voorwaardestand
from ketenhub.evaluate import evaluate
from ketenhub.flow import beeld as projectie
from ketenhub.flow.aanknopen import Binnen
from ketenhub.flow.aantekenen import note
from ketenhub.flow.delen import cut_view
from ketenhub.flow.geldend import in_force_now
from ketenhub.flow.look import Afgeleid, Gezien, Vraag, Zicht, look
from ketenhub.flow.sleutels import Sleutelbos
from ketenhub.flow.walk import merged, recorded
from ketenhub.inzicht.scoren import Klok, Stem, moved, weigh_seven
from ketenhub.store import kijken, lopen
from ketenhub.translate.translate import check_contribution

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.hub import Hub

Proeffeit: TypeAlias = "Veiligheidsbeoordeling | Incident | Maatregelschending | Voorwaardestand"
WAT_ALS = "wat-als"
DOEL, SOORT = "wat als", "simulatie"
ZEVEN = 7
UITKOMST = ("fase", "sporen", "signalen")


@dataclass(frozen=True, slots=True)
class Proef:
    """Who tries which fact on which casus."""

    organisatie: str
    verwijzing: str
    feit: Proeffeit


def _today(hub: Hub) -> date:
    return day_of(hub.nu(), ZoneInfo(hub.kalender.zone))


def _outcome(inhoud: Object) -> dict[str, Json]:
    """Give what of a view is concluded: phase, tracks, signals."""
    return {name: inhoud[name] for name in UITKOMST if name in inhoud}


async def _imagined(hub: Hub, proef: Proef) -> dict[str, Json]:
    """Give the caller's own result as if it had said this; raises what the door raises, and NietGevonden."""
    async with hub.opslag.request(proef.organisatie) as tx:
        found = await kijken.find_own(tx, proef.verwijzing)
    sender = hub.keten.find(proef.organisatie)
    if found is None:
        raise NietGevonden("verwijzing")
    if sender is None:
        raise GeenToegang("", "deze organisatie doet niet mee in deze regio")
    casus_id, wie = found
    bijdrage = Bijdrage(bericht_id=WAT_ALS, opgesteld_op=hub.nu(), verwijzing=proef.verwijzing, feiten=(proef.feit,))
    check_contribution(bijdrage, hub.partners[sender.partner].levert)
    async with hub.opslag.walk() as tx:
        bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
        before = projectie.whole(await lopen.read_projections(tx, casus_id), bos)
        if before is None:
            raise NietGevonden("verwijzing")
        kept = recorded(hub, Binnen(bijdrage, proef.organisatie, hub.nu(), SOORT), before[0], before[0].opening)
        casus, _ = await merged(hub, tx, before[0], kept)
    beelden = projectie.cut(casus, evaluate(casus, _today(hub), hub.pakket, hub.kalender))
    return _outcome(cut_view(hub, beelden[projectie.row_of(wie.spoor)], wie).uitsnede.inhoud)


def _voice(proef: Proef, feit: Veiligheidsbeoordeling) -> Stem:
    about = tuple(sorted(feit.over.personen))
    if isinstance(feit.beoordelaar, ProfessionalStem):
        return Stem(proef.organisatie, about, professional=True)
    return Stem(feit.beoordelaar.persoon, about, professional=False)


def _for_the_scorer(hub: Hub, inhoud: Object, proef: Proef) -> dict[str, Json]:
    """Give what belongs to a score on the deciding scale: what moved it, and at a 7 the clock; from this view alone."""
    feit = proef.feit
    if not isinstance(feit, Veiligheidsbeoordeling) or feit.schaal is not Schaal.VEILIGHEID:
        return {}
    stem, pakket = _voice(proef, feit), hub.pakket
    found: dict[str, Json] = {"verandering": moved(inhoud, stem, feit.cijfer, _today(hub))}
    if not below(feit.cijfer, ZEVEN):
        klok = Klok(_today(hub), pakket.zonder_incident.waarde, pakket.ronde_interval.waarde)
        found["zeven"] = weigh_seven(inhoud, stem, klok)
    return found


async def try_fact(hub: Hub, proef: Proef) -> Zicht:
    """Give the caller's result before and after, and what a scorer must see; the answer is a disclosure, the fact is kept nowhere.

    Raises NietGevonden and what the door raises, each noted in the chain of the one who tries.
    """
    try:
        hub = await in_force_now(hub)
        dan = await _imagined(hub, proef)
    except KetenhubError as fout:
        await note(hub, proef.organisatie, f"plan bekeken: {DOEL}", fout.code)
        raise

    def made(gezien: Gezien) -> Afgeleid:
        body: dict[str, Json] = {"nu": _outcome(gezien.inhoud), "dan": dan, **_for_the_scorer(hub, gezien.inhoud, proef)}
        return Afgeleid(body, {SOORT: {"dan": dan}})

    return await look(hub, Vraag(proef.organisatie, proef.verwijzing, DOEL, soort=SOORT), made)
