"""Make a page: a template, the frame around it, and the headers that go with every page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.responses import HTMLResponse

from ketenhub.domain.cijfer import rank
from ketenhub.flow.sessie import STIL
from ketenhub.web.ui.bestanden import STATISCH, Bestanden, load_files
from ketenhub.web.ui.headers import KOPPEN
from ketenhub.web.ui.texts import figure

if TYPE_CHECKING:
    from ketenhub.web.ui.menu import Menu
    from ketenhub.web.ui.views.kader import Kijker

BANDEN = ((3, "a"), (6, "b"), (7, "c"), (8, "d"))


@dataclass(frozen=True, slots=True)
class Rand:
    """What stands around every page: the region, who is logged in with the token of their forms, and where to come back to."""

    regio: str
    demo: bool
    hier: str = "/werk"
    kijker: Kijker | None = None
    rol: str = ""
    csrf: str = ""
    actief: str = ""
    namen: bool = False
    menu: Menu = ()


def band_of(cijfer: str) -> str:
    """Give the band of a score: a (0-2), b (3-5), c (6), d (7), e (7+); 5,5 lies below the gate of 6."""
    return next((band for boundary, band in BANDEN if rank(cijfer) < boundary), "e")


def make_environment(bestanden: Bestanden) -> Environment:
    """Give the templates with all they may call; every text is escaped, and an unknown name is a fault."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html"], default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    icons: dict[str, str] = json.loads((STATISCH / "icons.json").read_text("utf-8"))
    environment.globals.update(
        ICONEN={name: Markup(path) for name, path in icons.items()},  # noqa: S704 - our own drawings
        STIL=int(STIL.total_seconds() // 60),
        statisch=bestanden.address,
    )
    environment.filters.update(band=band_of, cijfer=figure)
    return environment


@dataclass(frozen=True, slots=True)
class Bladen:
    """The templates and the files they name, read once."""

    bestanden: Bestanden
    sjablonen: Environment

    def render(self, naam: str, rand: Rand, **inhoud: object) -> str:
        """Give the text of a page."""
        return self.sjablonen.get_template(naam).render(b=rand, **inhoud)

    def page(self, naam: str, rand: Rand, status: int = 200, **inhoud: object) -> HTMLResponse:
        """Give a page with its headers."""
        return HTMLResponse(self.render(naam, rand, **inhoud), status, dict(KOPPEN))


def load_pages() -> Bladen:
    """Read templates and files."""
    bestanden = load_files()
    return Bladen(bestanden, make_environment(bestanden))
