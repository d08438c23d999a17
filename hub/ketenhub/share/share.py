"""The one way out: for one recipient, what of the casus it gets to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.domain.fase import Ernst
from ketenhub.domain.json import rows, text, texts
from ketenhub.share.afweegrij import waiting_decisions
from ketenhub.share.fase import BEIDE, REGIE, show_phase, show_signals, show_tracks, track_result
from ketenhub.share.gereed import PLEGER, Gereed, prepare
from ketenhub.share.keuze import Keuze, Veldbesluit, choose, make_chooser, trace
from ketenhub.share.opvolgen import shown_parts
from ketenhub.share.rij import Tafel, make_row
from ketenhub.share.standen import show_states
from ketenhub.share.tekst import Noemer
from ketenhub.share.verschillen import differences
from ketenhub.share.wachten import waiting

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.ontvanger import Omgeving, Ontvanger

VERVALLEN = "vervallen"
NAAMDELEN = ("voornamen", "voorletters", "voorvoegsel", "achternaam")


@dataclass(frozen=True, slots=True)
class Deelbesluit:
    """What one recipient gets, the causes of the signals in it, and where asked why each field is there or not; that stays in the hub."""

    uitsnede: Uitsnede
    signalen: tuple[tuple[str, Ernst], ...]
    besluiten: tuple[Veldbesluit, ...] = ()


def _names(gereed: Gereed, keuze: Keuze) -> dict[str, str]:
    """Give the name of each person whose name is shared."""
    found: dict[str, str] = {}
    for persoon, stukken in gereed.verklaringen.items():
        for stuk in stukken:
            naam = keuze.velden.get(stuk.id, {}).get("naam")
            words = [text(naam, part) for part in NAAMDELEN]
            if any(words):
                found.setdefault(persoon, " ".join(word for word in words if word))
    return found


def _roles(gereed: Gereed, keuze: Keuze) -> dict[str, list[dict[str, Json]]]:
    """Give the roles of each person that are shared."""
    found: dict[str, list[dict[str, Json]]] = {}
    for item in gereed.rollen:
        velden = keuze.velden.get(item, {})
        persoon, rol = velden.get("persoon"), velden.get("rol")
        if isinstance(persoon, str) and isinstance(rol, str):
            row: dict[str, Json] = {"rol": rol, "zekerheid": velden.get("zekerheid")}
            if row not in found.setdefault(persoon, []):
                found[persoon].append(row)
    return found


def _persons(tafel: Tafel, roles: dict[str, list[dict[str, Json]]]) -> list[Json]:
    """Give each person once: the recipient's own statement first, others' beside it."""
    own = tafel.kiezer.ontvanger.oin
    found: list[Json] = []
    for persoon, stukken in tafel.gereed.verklaringen.items():
        shown = [stuk for stuk in stukken if stuk.id in tafel.keuze.velden]
        if not shown:
            continue
        shown.sort(key=lambda stuk: (stuk.bron != own, stuk.id))
        first, *others = [make_row(stuk, tafel) for stuk in shown]
        row = {**first, "id": tafel.person(persoon), "rollen": list(roles.get(persoon, []))}
        if others:
            row["bronnen"] = [{key: value for key, value in other.items() if key not in {"id", "soort"}} for other in others]
        found.append(row)
    return found


def _parts(tafel: Tafel) -> dict[str, Json]:
    """Give every shared item under its part of the plan, in the order in which it was true."""
    shown = tafel.keuze.velden
    found: dict[str, list[dict[str, Json]]] = {}
    for part, stukken in tafel.gereed.delen:
        items = [make_row(stuk, tafel) for stuk in stukken if stuk.id in shown]
        if items:
            found[part] = items
    show_states(found)
    return {**found}


def _coverage(tafel: Tafel, view: Object) -> list[Json]:
    """Give condition by person (VISIE-48): where each shown condition stands, and which shown persons it protects.

    The rows are made of what this recipient sees, as the evaluator makes them of all facts: a step or a person that is hidden would show
    by a row that is not there.
    """
    keuze, persons = tafel.keuze, {text(row, "id") for row in rows(view, "personen")}
    found: list[Json] = []
    for row in rows(view, "veiligheidsvoorwaarden"):
        ident, state = text(row, "id") or "", text(row, "stand")
        if row.get("spoor") != PLEGER and state != VERVALLEN and all(keuze.shows(f"{ident}.{veld}") for veld in ("tekst", "beschermt")):
            guarded: list[Json] = [persoon for persoon in texts(row, "beschermt") if persoon in persons]
            found.append({"voorwaarde": ident, "stand": state, "beschermt": guarded})
    return found


def _frame(tafel: Tafel) -> dict[str, Json]:
    """Give who directs and who takes part, where rules share that; the perpetrator's track learns only whom to call."""
    found: dict[str, Json] = {}
    casus, spoor, stand = tafel.gereed.casus, tafel.kiezer.ontvanger.spoor, tafel.kiezer.stand
    if stand.allowed(REGIE) is not None:
        found["regie"] = [
            {
                "soort": r.get("regierol"),
                "organisatie": tafel.organisation(text(r, "organisatie")),
                "voorlopig": r.get("voorlopig") is True,
            }
            for r in rows(casus, "regie")
            if (spoor != PLEGER and tafel.kiezer.ontvanger.persoon is None) or r.get("regierol") == "casusregie"
        ]
    parts = shown_parts(casus, tafel.kiezer)
    if parts is not None:
        found["deelnames"] = [
            {"organisatie": tafel.organisation(text(r, "organisatie")), "van": r.get("van"), "spoor": r.get("spoor")} for r in parts
        ]
    return found


def share(
    casus: Object | Gereed, beoordeling: Object, ontvanger: Ontvanger, omgeving: Omgeving, *, met_besluiten: bool = False
) -> Deelbesluit:
    """Decide what this recipient gets; without a rule it gets nothing but its own words.

    A casus that goes to more than one recipient is made ready once, with `prepare`. `met_besluiten` tells why each field is there or not.
    """
    gereed = casus if isinstance(casus, Gereed) else prepare(casus)
    # what the hub concludes of all voices nobody checked for the people themselves
    result = (track_result(beoordeling, ontvanger) if ontvanger.persoon is None else None) or {}
    fase = result.get("fase")
    kiezer = make_chooser(gereed, fase if isinstance(fase, int) else None, ontvanger, omgeving)
    keuze = choose(gereed, kiezer)
    roles = _roles(gereed, keuze)
    noemer = Noemer(_names(gereed, keuze), {p: str(found[0]["rol"]) for p, found in roles.items()}, omgeving.namen)
    tafel = Tafel(gereed, kiezer, keuze, noemer)
    view: dict[str, Json] = {"verwijzing": ontvanger.verwijzing, "spoor": ontvanger.spoor, "plannaam": ontvanger.plannaam}
    phase = show_phase(result, kiezer, keuze, noemer) if result else None
    if phase is not None:
        view["fase"] = phase
    tracks = show_tracks(beoordeling, kiezer, keuze, noemer) if ontvanger.spoor == BEIDE else []
    if tracks:
        view["sporen"] = tracks
    signals = show_signals(result, kiezer, keuze, noemer)
    if signals:
        view["signalen"] = [shown for _, shown in signals]
    view |= _frame(tafel)
    view |= waiting(tafel)
    view |= waiting_decisions(tafel, beoordeling)
    view["personen"] = _persons(tafel, roles)
    view |= _parts(tafel)
    dekking = _coverage(tafel, view) if ontvanger.spoor != PLEGER else []
    if dekking:
        view["dekking"] = dekking
    # it names organisations, and to the people themselves none is named
    differ = differences(tafel) if ontvanger.persoon is None else []
    if differ:
        view["verschillen"] = differ
    return Deelbesluit(
        Uitsnede(ontvanger.oin, ontvanger.verwijzing, ontvanger.spoor, view),
        tuple((cause, Ernst(str(shown["ernst"]))) for cause, shown in signals if cause is not None),
        trace(gereed, kiezer, keuze) if met_besluiten else (),
    )
