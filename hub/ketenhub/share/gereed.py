"""A casus made ready once for all its recipients: what of an item does not depend on who gets it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.catalogus import catalogus, leaves_of
from ketenhub.domain.delen import Omstandigheid
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.share.afwegen import read_weighings, said_by_one
from ketenhub.share.bekend import known_words, walled_words
from ketenhub.share.doorbreken import read_overrides
from ketenhub.share.tegenspraak import find_groups
from ketenhub.share.tekst import free_texts
from ketenhub.share.vorm import is_mobile, looks_like_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ketenhub.domain.json import Json, Object
    from ketenhub.share.afwegen import Weging
    from ketenhub.share.doorbreken import Doorbraak
    from ketenhub.share.tegenspraak import Groep

KADER = frozenset({Categorie.KENMERK})
# fields that are a name, a telephone number or a place themselves; the check is for words about them in running text
GEGEVENS = frozenset({Categorie.IDENTITEIT, Categorie.CONTACT, Categorie.LOCATIE})
FUNCTIE = "herkomst.professional.functie"
PERSOON = "persoon"
PLEGER = "pleger"
TEKSTVRIJGAVE = "tekstvrijgave"
VERWIJST = ("persoon", "feit")
NIETS: frozenset[str] = frozenset()


class Vrijgave(NamedTuple):
    """A person let the text of a field go: to these recipients, or to all where none is named."""

    veld: str
    ontvangers: frozenset[str]


class Vorm(NamedTuple):
    """What of an item decides about its fields, and no value: its kind, which fields it has, and what stands in their free text.

    `plaatsnummer` tells that it holds a telephone number from which a place may follow.
    """

    soort: str
    velden: tuple[str, ...]
    met_tekst: frozenset[str]
    met_bekende: frozenset[str]
    met_adres: frozenset[str]
    melder_vrij: bool
    beschermd: bool
    plaatsnummer: bool


@dataclass(frozen=True, slots=True)
class Stuk:
    """An item of the casus, with all that is asked of it for every recipient.

    `aanpassen` names the fields that read differently for each recipient: they refer to a person or a fact, or hold a tag.
    `muurvelden` are those of which no person can let the text go: it names what wall 1 or 2 is about.
    """

    id: str
    spoor: Json
    bron: str | None
    genoemd: frozenset[str]
    vrijgegeven: frozenset[str]
    niet_verder: bool
    beroepsgeheim: bool
    vorm: Vorm
    waarden: Mapping[str, Json]
    aanpassen: tuple[str, ...]
    functie: str | None
    geldig_op: Json
    ontvangen_op: Json
    eigen_id: Json
    bericht: Json
    opgesteld_op: str | None = None
    vrijgaven: tuple[Vrijgave, ...] = ()
    wegingen: tuple[Weging, ...] = ()
    doorbraken: tuple[Doorbraak, ...] = ()
    muurvelden: frozenset[str] = NIETS

    def released_to(self, oin: str) -> frozenset[str]:
        """Give the fields of which a person let the text go to this recipient."""
        if not self.vrijgaven:
            return NIETS
        return frozenset(v.veld for v in self.vrijgaven if not v.ontvangers or oin in v.ontvangers) - self.muurvelden


@dataclass(frozen=True, slots=True)
class Gereed:
    """A casus made ready: its items, those per part of the plan in the order in which they were true, and who is meant by them."""

    casus: Object
    stukken: tuple[Stuk, ...]
    delen: tuple[tuple[str, tuple[Stuk, ...]], ...]
    verklaringen: Mapping[str, tuple[Stuk, ...]]
    rollen: tuple[str, ...]
    geweldsoorten: tuple[str, ...]
    omstandigheden: frozenset[str]
    geheim: bool
    tegenspraak: tuple[Groep, ...]


@cache
def _referring(soort: str) -> frozenset[str]:
    """Give the fields of a kind of fact that hold a reference somewhere."""
    return frozenset(pad[0] for pad, aard in leaves_of(soort).items() if aard in VERWIJST)


def _tagged(value: Json) -> bool:
    if isinstance(value, str):
        return "@{" in value
    if isinstance(value, dict):
        return any(map(_tagged, value.values()))
    return isinstance(value, list | tuple) and any(map(_tagged, value))


def _part(value: Object, key: str) -> Object:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class _Ruw:
    """An item taken apart: its parts, the fields it has, and per field its free text."""

    item: Object
    feit: Object
    herkomst: Object
    soort: str
    waarden: Mapping[str, Json]
    los: Mapping[str, tuple[str, ...]]
    functie: str | None


def _take_apart(item: Object) -> _Ruw:
    feit, herkomst = _part(item, "feit"), _part(item, "herkomst")
    soort = str(feit["soort"])
    kinds = catalogus().get(soort, {})
    waarden = {name: value for name, kind in kinds.items() if kind not in KADER and (value := feit.get(name)) is not None}
    # the check is for each field with running text, and for the function of who said it
    loose = {name: tuple(free_texts(soort, name, value)) for name, value in waarden.items() if kinds[name] not in GEGEVENS}
    functie = text(herkomst, "professional", "functie")
    if functie:
        loose[FUNCTIE] = (functie,)
    return _Ruw(item, feit, herkomst, soort, waarden, {name: texts_ for name, texts_ in loose.items() if texts_}, functie)


def _form(ruw: _Ruw, raak: frozenset[str]) -> Vorm:
    # on the perpetrator's track the hub does not compare with what it knows (wall 4), elsewhere it does not ask for addresses
    on_pleger, kinds = ruw.item.get("spoor") == PLEGER, catalogus().get(ruw.soort, {})
    return Vorm(
        ruw.soort,
        tuple(ruw.waarden),
        frozenset(ruw.los),
        frozenset(name for name, texts_ in ruw.los.items() if not raak.isdisjoint(texts_)),
        frozenset(name for name, texts_ in ruw.los.items() if any(map(looks_like_address, texts_))) if on_pleger else NIETS,
        melder_vrij=_part(ruw.feit, "melder").get("magGenoemd") is True,
        beschermd=any(_part(part, "professional").get("beschermd") is True for part in (ruw.herkomst, ruw.feit)),
        plaatsnummer=any(kinds[name] is Categorie.CONTACT and not is_mobile(value) for name, value in ruw.waarden.items()),
    )


@dataclass(frozen=True, slots=True)
class _Blik:
    """What a look at all items found: texts with something known, what persons let go, what nobody can let go, and what was weighed."""

    raak: frozenset[str]
    vrij: Mapping[str | None, tuple[Vrijgave, ...]]
    muur: frozenset[str]
    gewogen: Mapping[str | None, tuple[Weging, ...]]
    doorbroken: Mapping[str | None, tuple[Doorbraak, ...]]


def _releases(items: Sequence[Object]) -> dict[str | None, tuple[Vrijgave, ...]]:
    """Give what persons let go, by item: their own organisation's text, on its side, as it stands now."""
    found: dict[str | None, tuple[Vrijgave, ...]] = {}
    told = [item for item in items if at(item, "feit", "soort") == TEKSTVRIJGAVE]
    stands = {text(item, "id"): item for item in items}
    for one in told:
        ident = text(one, "feit", "feit")
        about = stands.get(ident, {})
        if said_by_one(one, about) and text(about, "herkomst", "bericht") == text(one, "feit", "bericht"):
            vrijgave = Vrijgave(text(one, "feit", "veld") or "", frozenset(texts(at(one, "feit"), "ontvangers")))
            found[ident] = (*found.get(ident, ()), vrijgave)
    return found


def _look(casus: Object, apart: Sequence[_Ruw]) -> _Blik:
    """Look at all texts at once; what wall 1 and 2 are about is looked for again only where a person let something go."""
    items = [ruw.item for ruw in apart]
    words = [text_ for ruw in apart for texts_ in ruw.los.values() for text_ in texts_]
    vrij = _releases(items)
    muur = walled_words(items).found_in(words) if vrij else NIETS
    return _Blik(known_words(items).found_in(words), vrij, muur, read_weighings(rows(casus, "items")), read_overrides(items))


def _piece(ruw: _Ruw, blik: _Blik) -> Stuk:
    feit, herkomst, referring = ruw.feit, ruw.herkomst, _referring(ruw.soort)
    ident = str(ruw.item["id"])
    vrijgaven = blik.vrij.get(ident, ())
    return Stuk(
        id=ident,
        spoor=ruw.item.get("spoor"),
        bron=text(herkomst, "organisatie"),
        genoemd=frozenset(texts(herkomst, "genoemd")),
        vrijgegeven=frozenset(texts(feit, "genoemd")),
        niet_verder=herkomst.get("nietVerder") is True,
        beroepsgeheim=herkomst.get("beroepsgeheim") is True,
        vorm=_form(ruw, blik.raak),
        waarden=ruw.waarden,
        aanpassen=tuple(name for name, value in ruw.waarden.items() if name in referring or _tagged(value)),
        functie=ruw.functie,
        geldig_op=herkomst.get("geldigOp"),
        ontvangen_op=herkomst.get("ontvangenOp"),
        eigen_id=herkomst.get("eigenId"),
        bericht=herkomst.get("bericht"),
        opgesteld_op=text(herkomst, "opgesteldOp"),
        vrijgaven=vrijgaven,
        wegingen=blik.gewogen.get(ident, ()),
        doorbraken=blik.doorbroken.get(ident, ()),
        muurvelden=frozenset(v.veld for v in vrijgaven if not blik.muur.isdisjoint(ruw.los.get(v.veld, ()))),
    )


def _parts(stukken: tuple[Stuk, ...]) -> tuple[tuple[str, tuple[Stuk, ...]], ...]:
    found: dict[str, list[Stuk]] = {}
    for stuk in sorted(stukken, key=lambda s: (s.geldig_op if isinstance(s.geldig_op, str) else "", s.id)):
        if stuk.vorm.soort in DELEN and stuk.vorm.soort != PERSOON:
            found.setdefault(DELEN[stuk.vorm.soort], []).append(stuk)
    return tuple((part, tuple(found[part])) for part in sorted(found))


def _statements(casus: Object, by_id: Mapping[str, Stuk]) -> dict[str, tuple[Stuk, ...]]:
    """Give what was said of each person, by person."""
    person_of = {item: str(row["id"]) for row in rows(casus, "personen") for item in texts(row, "verklaringen")}
    found: dict[str, list[Stuk]] = {}
    for item, persoon in person_of.items():
        if item in by_id:
            found.setdefault(persoon, []).append(by_id[item])
    return {persoon: tuple(found[persoon]) for persoon in sorted(found)}


def with_addresses(stuk: Stuk) -> Vorm:
    """Give the form of an item with the fields that look like an address: nothing that does goes to the people themselves."""
    texts_ = {name: free_texts(stuk.vorm.soort, name, stuk.waarden[name]) for name in stuk.vorm.met_tekst if name in stuk.waarden}
    return stuk.vorm._replace(met_adres=frozenset(name for name, words in texts_.items() if any(map(looks_like_address, words))))


def _circumstances(stukken: tuple[Stuk, ...]) -> Iterator[str]:
    """Give what goes on: the services of Veilig Thuis that were chosen, and whether criminal law runs beside care."""
    for stuk in stukken:
        dienst = stuk.waarden.get("dienst") if stuk.vorm.soort == "melding" else None
        if isinstance(dienst, str):
            yield dienst
        if stuk.vorm.soort == "strafbaarfeitvermoeden":
            yield Omstandigheid.SAMENLOOP


def prepare(casus: Object) -> Gereed:
    """Make a casus ready to be decided for any number of recipients."""
    # of a decision that was taken back only that it was made counts still
    items = [item for item in rows(casus, "items") if item.get("ingetrokken") is not True]
    apart = [_take_apart(item) for item in items]
    blik = _look(casus, apart)
    stukken = tuple(_piece(ruw, blik) for ruw in apart)
    kinds = {text(item, "feit", "aard") for item in items if at(item, "feit", "soort") == "geweldsoort"}
    delen, verklaringen = _parts(stukken), _statements(casus, {stuk.id: stuk for stuk in stukken})
    return Gereed(
        casus,
        stukken,
        delen,
        verklaringen,
        rollen=tuple(stuk.id for stuk in stukken if "rol" in stuk.waarden),
        geweldsoorten=tuple(sorted(kind for kind in kinds if kind)),
        omstandigheden=frozenset(_circumstances(stukken)),
        # anyone's secret address: then every place may give it away (wall 1)
        geheim=any(at(item, "feit", "geheim") is True for item in items),
        tegenspraak=find_groups(verklaringen, delen),
    )
