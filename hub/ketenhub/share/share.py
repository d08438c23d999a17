"""The one way out: for one recipient, what of the casus it gets to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.contract.uitsnede import DELEN, Uitsnede
from ketenhub.domain.catalogus import leaves_of
from ketenhub.domain.delen import Actie
from ketenhub.domain.fase import Ernst
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.share.fase import BEIDE, show_phase, show_signals, show_tracks, track_result
from ketenhub.share.keuze import HUB, Keuze, Kiezer, Veldbesluit, choose, make_chooser
from ketenhub.share.regels import Veld
from ketenhub.share.tekst import Noemer

if TYPE_CHECKING:
    from ketenhub.domain.catalogus import Pad
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.ontvanger import Omgeving, Ontvanger

ROLVOLGORDE = ("slachtoffer", "pleger", "kind", "huisgenoot", "netwerk")


@dataclass(frozen=True, slots=True)
class Deelbesluit:
    """What one recipient gets, the causes of the signals in it, and why each field is there or not; the reasons stay in the hub."""

    uitsnede: Uitsnede
    signalen: tuple[tuple[str, Ernst], ...]
    besluiten: tuple[Veldbesluit, ...]


@dataclass(frozen=True, slots=True)
class _Tafel:
    """What the parts of the view need while it is laid."""

    casus: Object
    kiezer: Kiezer
    keuze: Keuze
    noemer: Noemer


def _person_of(casus: Object) -> dict[str, str]:
    return {item: text(row, "id") or "" for row in rows(casus, "personen") for item in texts(row, "verklaringen")}


def _names(casus: Object, keuze: Keuze) -> dict[str, str]:
    """Give the name of each person whose name is shared."""
    found: dict[str, str] = {}
    for item, persoon in _person_of(casus).items():
        naam = keuze.velden.get(item, {}).get("naam")
        words = [text(naam, part) for part in ("voornamen", "voorletters", "voorvoegsel", "achternaam")]
        if any(words):
            found.setdefault(persoon, " ".join(word for word in words if word))
    return found


def _roles(keuze: Keuze) -> dict[str, list[dict[str, Json]]]:
    """Give the roles of each person that are shared."""
    found: dict[str, list[dict[str, Json]]] = {}
    for velden in keuze.velden.values():
        persoon, rol = velden.get("persoon"), velden.get("rol")
        if isinstance(persoon, str) and isinstance(rol, str) and rol in ROLVOLGORDE:
            row: dict[str, Json] = {"rol": rol, "zekerheid": velden.get("zekerheid")}
            if row not in found.setdefault(persoon, []):
                found[persoon].append(row)
    return found


@dataclass(frozen=True, slots=True)
class _Plek:
    """A place inside a fact, and what the strings of its kind of fact are."""

    soort: str
    pad: Pad
    tafel: _Tafel

    @property
    def aard(self) -> str | None:
        """Give what a string here is: a reference to a person or a fact, free text, or none of these."""
        return leaves_of(self.soort).get(self.pad)

    def below(self, key: str) -> _Plek:
        """Give the place of a member."""
        return _Plek(self.soort, (*self.pad, key), self.tafel)


def _value(value: Json, plek: _Plek) -> Json:
    """Give a value as this recipient may read it: pseudonyms for persons, no reference to what is hidden, tags resolved."""
    if isinstance(value, str):
        tafel = plek.tafel
        return tafel.kiezer.omgeving.pseudoniem(value) if plek.aard == "persoon" else tafel.noemer.in_text(value)
    if isinstance(value, list | tuple):
        return [_value(inner, plek) for inner in value if not _hidden(inner, plek)]
    if isinstance(value, dict):
        return {key: _value(inner, plek.below(key)) for key, inner in value.items() if not _hidden(inner, plek.below(key))}
    return value


def _hidden(value: Json, plek: _Plek) -> bool:
    return isinstance(value, str) and plek.aard == "feit" and value not in plek.tafel.keuze.velden


def _organisation(oin: str | None, tafel: _Tafel) -> dict[str, Json]:
    return {"oin": oin, "naam": tafel.kiezer.omgeving.namen.get(oin or "", "een organisatie")}


def _origin(item: Object, tafel: _Tafel) -> dict[str, Json]:
    """Give where an item comes from; a professional by function, and by name only where that is not protected."""
    herkomst = at(item, "herkomst")
    found: dict[str, Json] = {
        "organisatie": _organisation(text(herkomst, "organisatie"), tafel),
        "geldigOp": at(herkomst, "geldigOp"),
        "ontvangenOp": at(herkomst, "ontvangenOp"),
    }
    functie = text(herkomst, "professional", "functie")
    if functie and _shows_function(item, functie, tafel.kiezer):
        found["professional"] = {"functie": functie}
    if text(herkomst, "organisatie") == tafel.kiezer.ontvanger.oin:
        found["eigenId"] = at(herkomst, "eigenId")
    return found


def _shows_function(item: Object, functie: str, kiezer: Kiezer) -> bool:
    shared = kiezer.decide(item, "professional", Categorie.MEDEWERKER).actie is not Actie.ONTHOUDEN
    return shared and kiezer.holds(item, (functie,)) is None


def _row(item: Object, velden: dict[str, Json], tafel: _Tafel) -> dict[str, Json]:
    soort = text(item, "feit", "soort") or ""
    places = {name: _Plek(soort, (name,), tafel) for name in velden if name != "professional"}
    body = {name: _value(velden[name], plek) for name, plek in places.items() if not _hidden(velden[name], plek)}
    side: dict[str, Json] = {"spoor": item["spoor"]} if tafel.kiezer.ontvanger.spoor == BEIDE else {}
    return {"id": item["id"], "soort": soort, **body, **side, "herkomst": _origin(item, tafel)}


def _persons(tafel: _Tafel, roles: dict[str, list[dict[str, Json]]]) -> list[Json]:
    """Give each person once: the recipient's own statement first, others' beside it."""
    person_of = _person_of(tafel.casus)
    statements: dict[str, list[Object]] = {}
    for item in rows(tafel.casus, "items"):
        ident = text(item, "id") or ""
        if ident in person_of and ident in tafel.keuze.velden:
            statements.setdefault(person_of[ident], []).append(item)
    own = tafel.kiezer.ontvanger.oin
    found: list[Json] = []
    for persoon, items in sorted(statements.items()):
        items.sort(key=lambda item: (text(item, "herkomst", "organisatie") != own, text(item, "id") or ""))
        first, *others = [_row(item, tafel.keuze.velden[text(item, "id") or ""], tafel) for item in items]
        row = {**first, "id": tafel.kiezer.omgeving.pseudoniem(persoon), "rollen": list(roles.get(persoon, []))}
        if others:
            row["bronnen"] = [{key: value for key, value in other.items() if key not in {"id", "soort"}} for other in others]
        found.append(row)
    return found


def _parts(tafel: _Tafel) -> dict[str, Json]:
    """Give every shared item under its part of the plan, in the order in which it was true."""
    found: dict[str, list[dict[str, Json]]] = {}
    for item in rows(tafel.casus, "items"):
        velden = tafel.keuze.velden.get(text(item, "id") or "")
        soort = text(item, "feit", "soort") or ""
        if velden is not None and soort != "persoon":
            found.setdefault(DELEN[soort], []).append(_row(item, velden, tafel))
    for part in found.values():
        part.sort(key=lambda row: (text(row, "herkomst", "geldigOp") or "", text(row, "id") or ""))
    _states(found)
    return {key: list(value) for key, value in sorted(found.items())}


def _states(parts: dict[str, list[dict[str, Json]]]) -> None:
    """Give each condition the state that follows from the steps this recipient may see."""
    for row in parts.get("veiligheidsvoorwaarden", []):
        steps = [step for step in parts.get("voorwaardestanden", []) if step.get("voorwaarde") == row["id"]]
        row["stand"] = max(steps, key=_step_order).get("stand") if steps else "open"


def _step_order(step: Object) -> tuple[str, bool, str, bool]:
    """Order steps as the evaluator does: on one day, where either has no time, a breach counts as the later (domain F5)."""
    moment, broken = text(step, "herkomst", "geldigOp") or "", step.get("stand") == "geschonden"
    day, timed = moment[: len("2026-01-01")], len(moment) > len("2026-01-01")
    return day, broken and not timed, moment, broken


def _frame(tafel: _Tafel) -> dict[str, Json]:
    """Give who directs and who takes part, where rules share that; the perpetrator's track learns only whom to call."""
    found: dict[str, Json] = {}
    kiezer = tafel.kiezer
    if kiezer.allowed(Veld(HUB, "regie", Categorie.REGIE, HUB)) is not None:
        rows_ = rows(tafel.casus, "regie")
        if kiezer.ontvanger.spoor == "pleger":
            rows_ = tuple(r for r in rows_ if r.get("regierol") == "casusregie")
        found["regie"] = [
            {
                "soort": r.get("regierol"),
                "organisatie": _organisation(text(r, "organisatie"), tafel),
                "voorlopig": r.get("voorlopig") is True,
            }
            for r in rows_
        ]
    if kiezer.allowed(Veld(HUB, "deelnames", Categorie.BETROKKENHEID, HUB)) is not None and kiezer.ontvanger.spoor != "pleger":
        found["deelnames"] = [
            {"organisatie": _organisation(text(r, "organisatie"), tafel), "van": r.get("van"), "spoor": r.get("spoor")}
            for r in rows(tafel.casus, "deelnames")
            if not (kiezer.ontvanger.spoor == "slachtoffer" and r.get("spoor") == "pleger")
        ]
    return found


def share(casus: Object, beoordeling: Object, ontvanger: Ontvanger, omgeving: Omgeving) -> Deelbesluit:
    """Decide what this recipient gets; without a rule it gets nothing but its own words."""
    result = track_result(beoordeling, ontvanger) or {}
    fase = result.get("fase")
    kiezer = make_chooser(casus, fase if isinstance(fase, int) else None, ontvanger, omgeving)
    keuze = choose(casus, kiezer)
    roles = _roles(keuze)
    noemer = Noemer(_names(casus, keuze), {p: str(found[0]["rol"]) for p, found in roles.items()}, omgeving.namen)
    tafel = _Tafel(casus, kiezer, keuze, noemer)
    view: dict[str, Json] = {"verwijzing": ontvanger.verwijzing, "spoor": ontvanger.spoor}
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
    view["personen"] = _persons(tafel, roles)
    view |= _parts(tafel)
    return Deelbesluit(
        Uitsnede(ontvanger.oin, ontvanger.verwijzing, ontvanger.spoor, view),
        tuple((cause, Ernst(str(shown["ernst"]))) for cause, shown in signals),
        tuple(keuze.besluiten),
    )
