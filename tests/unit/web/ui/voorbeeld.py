"""Builders for the page of one household: views as `share` makes them, the page made of them, and its text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

from lxml import html

from ketenhub.web.ui.blad import Bladen, Rand, load_pages
from ketenhub.web.ui.views.kader import Kader, Kijker
from ketenhub.web.ui.views.plan import PlanView, plan_view

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

VT, POLITIE, RECLASSERING = (f"{n:020d}" for n in (1, 2, 3))
NAMEN = {VT: "Veilig Thuis Westerveen", POLITIE: "Politie Westerveen", RECLASSERING: "Reclassering Noordwest"}
VANDAAG = date(2026, 11, 25)
BLOKKEN = re.compile(r"</(?:p|li|dd|dt|h[1-6]|td|th|div|small)>")
KIJKER = Kijker("J. de Wit", VT, NAMEN[VT])
KADER = Kader("Esdoorn-27", KIJKER, VANDAAG, datetime(2026, 11, 25, 10, 42, tzinfo=UTC))


def a_source(oin: str = VT, op: str = "2026-11-10", functie: str | None = None) -> dict[str, Json]:
    """Give where an item comes from, as a view holds it."""
    found: dict[str, Json] = {"organisatie": {"oin": oin, "naam": NAMEN[oin]}, "geldigOp": op, "ontvangenOp": "2026-11-20T09:00:00Z"}
    return {**found, "professional": {"functie": functie}} if functie else found


def a_row(ident: str, soort: str, oin: str = VT, op: str = "2026-11-10", /, **velden: Json) -> dict[str, Json]:
    """Give an item of a view."""
    return {"id": ident, "soort": soort, **velden, "herkomst": a_source(oin, op)}


def a_person(ident: str, voornaam: str, rol: str = "slachtoffer", /, **velden: Json) -> dict[str, Json]:
    """Give a person of a view."""
    named: dict[str, Json] = {
        "naam": {"voornamen": voornaam, "achternaam": "Terpoorten"},
        "rollen": [{"rol": rol, "zekerheid": "vermoeden"}],
    }
    return a_row(ident, "persoon", **{**named, **velden})


def a_score(cijfer: str, op: str = "2026-11-20", oin: str = VT, **velden: Json) -> dict[str, Json]:
    """Give a score of a view: by a professional about the household, unless told otherwise."""
    body: dict[str, Json] = {"beoordelaar": {"soort": "professional"}, "over": {"soort": "huishouden", "personen": []}, "cijfer": cijfer}
    return a_row(f"cijfer-{oin}-{op}-{cijfer}", "veiligheidsbeoordeling", oin, op, **{**body, **velden})


def a_view(**delen: Json) -> dict[str, Json]:
    """Give a view with Mila, her child Fenna, and these parts."""
    people: list[Json] = [a_person("ps-1", "Mila", gezinsrol="moeder"), a_person("ps-2", "Fenna", "kind", lid="minderjarig")]
    return {"verwijzing": "w", "spoor": "onverdeeld", "personen": people, **delen}


def a_phase(fase: int | None = 1, **rest: Json) -> dict[str, Json]:
    """Give a phase as share shows it."""
    gate: dict[str, Json] = {"open": False, "zin": "Nog niet naar fase 2. Eén stem ontbreekt.", "aantalVoldoende": 1, "aantalVereist": 2}
    lists: dict[str, Json] = {"onder": [], "ontbreekt": [NAMEN[POLITIE]], "overig": [], "opnieuw": []}
    return {"fase": fase, "poort": {**gate, **lists}, "redenen": [], "termijnen": [], **rest}


def make_view(inhoud: Object) -> PlanView:
    """Make the view model."""
    return plan_view(inhoud, KADER)


@cache
def pages() -> Bladen:
    """Read the templates once."""
    return load_pages()


def make_page(inhoud: Object) -> str:
    """Render the page of a view."""
    rand = Rand("Westerveen", demo=True, kijker=KIJKER, rol="Casemanager", csrf="t", actief="/werk", namen=True)
    return pages().render("plan.html", rand, p=make_view(inhoud), kader=KADER)


def parsed(page: str) -> html.HtmlElement:
    """Read the page as a browser would; what stands on a line of its own is a word of its own."""
    return html.fromstring(BLOKKEN.sub(r"\g<0> ", page))


def words_of(element: html.HtmlElement) -> str:
    """Give the text of an element with single spaces."""
    return re.sub(r"\s+", " ", element.text_content()).strip()


def page_text(inhoud: Object) -> str:
    """Give the text of the whole page."""
    return words_of(parsed(make_page(inhoud)).find("body"))


def found(page: html.HtmlElement, path: str) -> list[str]:
    """Give the texts of the elements at an XPath."""
    return [words_of(element) for element in page.xpath(path)]
