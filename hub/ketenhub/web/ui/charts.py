"""Drawings as SVG, made on the server: no script, no style attribute, vector in print, equal input gives equal bytes.

Every drawing has a text alternative, and the page shows the same numbers as a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ketenhub.domain.cijfer import rank
from ketenhub.domain.kalender import MAANDNAMEN
from ketenhub.web.ui.chart_model import RIJEN, end_label, lay_out, month_starts, place_events, short_name
from ketenhub.web.ui.texts import figure

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.web.ui.chart_model import Gebeurtenis, Grafiek, Lijn, Stuk, Vlak

KLEUREN = (
    "#5b2a86",
    "#1f3d8a",
    "#0b6247",
    "#a02660",
    "#6f5300",
    "#2f5a00",
    "#a8380b",
    "#3a3f44",
    "#006a92",
    "#6b4423",
    "#4a4a00",
    "#00565a",
)
TINTEN = ("#f7dcd9", "#f7dcd9", "#f7dcd9", "#fdeedd", "#fdeedd", "#fdeedd", "#e1edf8", "#e0f2e7", "#cfeadb")
STREPEN = {"professional": "", "gezin": "6 3", "kind": "2 3", "netwerk": "9 3 2 3"}
GRENZEN = {6: "grens fase 2", 7: "grens fase 3"}
BANDEN = {8: "herstel", 7: "stabiel veilig", 6: "direct veilig", 4: "onveilig", 1: "acuut gevaar"}
VORMEN: tuple[tuple[tuple[float, float], ...] | None, ...] = (
    None,
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0, -1.15), (1.1, 0.9), (-1.1, 0.9)),
    ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    ((0, -1.2), (1.15, -0.35), (0.72, 1), (-0.72, 1), (-1.15, -0.35)),
)
GEBEURTENISKLEUR = {"incident": "#9b1c1c", "overleg": "#46565e", "termijn": "#7a3e00"}
DECIMAALRUIMTE = 26.0


def _marker(nummer: int, x: float, y: float, straal: float) -> str:
    """Draw the marker of an assessor: shape and colour follow from its place in the list."""
    vorm, kleur = VORMEN[nummer % len(VORMEN)], KLEUREN[nummer % len(KLEUREN)]
    look = f'fill="{kleur}" stroke="#fff" stroke-width="1"'
    if vorm is None:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{straal}" {look}/>'
    points = " ".join(f"{x + px * straal:.1f},{y + py * straal:.1f}" for px, py in vorm)
    return f'<polygon points="{points}" {look}/>'


def _rows(vlak: Vlak) -> list[str]:
    """Draw the rows with their tint, figure and name, and the two gates."""
    m, out = vlak.maat, []
    for rij, naam in enumerate(RIJEN):
        top, high = vlak.top(rij), vlak.height(rij)
        mid = top + high / 2 + 4
        out.append(f'<rect x="{m.links}" y="{top:.1f}" width="{m.plot}" height="{high:.1f}" fill="{TINTEN[rij]}"/>')
        if rij not in GRENZEN:
            out.append(f'<path d="M{m.links} {top + high:.1f}h{m.plot}" stroke="#fff" stroke-width="1"/>')
        out.append(f'<text x="{m.links - 8}" y="{mid:.1f}" text-anchor="end" font-weight="700" fill="#1b2b33">{naam}</text>')
        if rij in BANDEN and not m.smal:
            out.append(f'<text x="{m.links - 32}" y="{mid:.1f}" text-anchor="end" fill="#46565e">{BANDEN[rij]}</text>')
    for rij in GRENZEN:
        low = vlak.top(rij) + vlak.height(rij)
        out.append(f'<path d="M{m.links} {low:.1f}h{m.plot}" stroke="#1b2b33" stroke-width="1.6"/>')
    return out


def _axis(vlak: Vlak, vandaag: date) -> list[str]:
    """Draw the months, the time after today, and today itself."""
    m, onder = vlak.maat, vlak.onder
    xv = vlak.x(vandaag)
    wide, high = m.links + m.plot - xv, onder - m.boven
    out = [f'<rect x="{xv:.1f}" y="{m.boven}" width="{wide:.1f}" height="{high:.1f}" fill="#fff" fill-opacity=".62"/>']
    for eerste in month_starts(vlak.van, vlak.tot, 6 if m.smal else 14):
        x = vlak.x(eerste)
        out.append(f'<path d="M{x:.1f} {m.boven}V{onder + 4:.1f}" stroke="#9fb0b8" stroke-width=".8"/>')
        if x < m.links + m.plot - 24:
            out.append(f'<text x="{x + 3:.1f}" y="{onder + 16:.1f}" fill="#46565e">{MAANDNAMEN[eerste.month - 1][:3]}</text>')
    out.append(f'<path d="M{xv:.1f} {m.boven - 4}V{onder:.1f}" stroke="#1b2b33" stroke-width="1"/>')
    out.append(f'<text x="{xv:.1f}" y="{m.boven - 7}" text-anchor="middle" font-weight="700" fill="#1b2b33">vandaag</text>')
    return out


def _sign(soort: str, x: float, y: float) -> str:
    kleur = GEBEURTENISKLEUR[soort]
    if soort == "incident":
        return f'<polygon points="{x:.1f},{y - 8:.1f} {x + 6:.1f},{y + 3:.1f} {x - 6:.1f},{y + 3:.1f}" fill="{kleur}"/>'
    if soort == "overleg":
        return f'<circle cx="{x:.1f}" cy="{y - 3:.1f}" r="4.6" fill="#fff" stroke="{kleur}" stroke-width="1.8"/>'
    return f'<path d="M{x:.1f} {y + 4:.1f}v-13h9l-3 4 3 4h-9" fill="{kleur}"/>'


def _event(placed: tuple[Gebeurtenis, float, int, bool], vlak: Vlak) -> str:
    """Draw one event: its line, its sign below the axis, and in the wide drawing its label."""
    event, x, level, left = placed
    kleur, y = GEBEURTENISKLEUR[event.soort], vlak.onder + 30 + level * 19
    look = 'stroke-width="1.8"' if event.soort == "termijn" else 'stroke-width="1" stroke-opacity=".5" stroke-dasharray="3 3"'
    line = f'<path d="M{x:.1f} {vlak.maat.boven}V{y - 8:.1f}" stroke="{kleur}" {look}/>'
    if vlak.maat.smal:
        return line + _sign(event.soort, x, y)
    place = f'x="{x - 9:.1f}" text-anchor="end"' if left else f'x="{x + 12:.1f}"'
    label = f'<text {place} y="{y + 2:.1f}" font-size="12" fill="{kleur}">{escape(event.tekst)}</text>'
    return line + _sign(event.soort, x, y) + label


def _decimals(stukken: list[Stuk], vlak: Vlak, kleur: str) -> list[str]:
    """Write the value beside the marker of a decimal, where there is room; the last one stands in the label."""
    out = []
    for stuk in stukken:
        x = vlak.x(stuk.punt.dag)
        if "." in stuk.punt.cijfer and not stuk.laatste and vlak.x(stuk.eind) - x >= DECIMAALRUIMTE:
            out.append(f'<text x="{x + 6:.1f}" y="{vlak.y(stuk) - 3:.1f}" font-size="9.5" fill="{kleur}">{figure(stuk.punt.cijfer)}</text>')
    return out


def _line(nummer: int, lijn: Lijn, grafiek: Grafiek, vlak: Vlak) -> str:
    """Draw the scores of one assessor: thick pieces, thin jumps, markers, and the name at the end."""
    kleur, m = KLEUREN[nummer % len(KLEUREN)], vlak.maat
    shift = max(-8.0, min(8.0, (nummer - len(grafiek.lijnen) / 2) * (1.0 if m.smal else 1.7)))
    stukken = sorted((s for s in vlak.stukken if s.lijn == nummer), key=lambda s: (s.punt.dag, s.laatste, -rank(s.punt.cijfer)))
    flat, jumps, markers, previous = "", "", "", None
    for stuk in stukken:
        x0, y = vlak.x(stuk.punt.dag) + shift, vlak.y(stuk)
        x1 = vlak.x(stuk.eind) + (0 if stuk.laatste else shift)
        flat += f"M{x0:.1f} {y:.1f}H{x1:.1f}"
        jumps += "" if previous is None else f"M{x0:.1f} {previous:.1f}V{y:.1f}"
        markers += _marker(nummer, x0, y, 3.4 if m.smal else 4.2)
        previous = y
    dash = f' stroke-dasharray="{STREPEN[lijn.soort]}"' if STREPEN[lijn.soort] else ""
    return (
        f'<g class="kh-lijn"><path d="{jumps}" fill="none" stroke="{kleur}" stroke-width="1" stroke-opacity=".55"/>'
        f'<path d="{flat}" fill="none" stroke="{kleur}" stroke-width="2.3"{dash}/>{markers}'
        f"{''.join(_decimals(stukken, vlak, kleur))}{_label(lijn, stukken[-1], grafiek, vlak)}</g>"
    )


def _label(lijn: Lijn, stuk: Stuk, grafiek: Grafiek, vlak: Vlak) -> str:
    """Write the name at the end of a line; the name of a person can be swapped for the role."""
    kleur, smal = KLEUREN[stuk.lijn % len(KLEUREN)], vlak.maat.smal
    name: Markup | str = escape(short_name(lijn, smal=smal))
    if lijn.rol is not None:
        name = f'<tspan class="kh-n" data-rol="{escape(lijn.rol)}">{name}</tspan>'
    tail = escape(end_label(lijn, grafiek, smal=smal))
    x, y = vlak.x(grafiek.vandaag) + 7, vlak.y(stuk) + 4
    return f'<text x="{x:.1f}" y="{y:.1f}" font-weight="600" fill="{kleur}">{name}{tail}</text>'


def _gates(vlak: Vlak) -> list[str]:
    """Name the two gates, inside the plot on the left."""
    if vlak.maat.smal:
        return []
    look = 'font-size="11" fill="#33434b" stroke="#fff" stroke-width="3" paint-order="stroke"'
    return [
        f'<text x="{vlak.maat.links + 5}" y="{vlak.top(rij) + vlak.height(rij) - 4:.1f}" {look}>{naam}</text>'
        for rij, naam in GRENZEN.items()
    ]


def score_chart(ident: str, grafiek: Grafiek, *, smal: bool = False) -> Markup:
    """Draw the scores per assessor through time; there must be at least one score."""
    vlak = lay_out(grafiek, smal=smal)
    events = place_events(grafiek, vlak)
    levels = max((level + 1 for _, _, level, _ in events), default=0)
    high = vlak.onder + 28 + levels * 19 + 2
    klasse = "smal" if smal else "breed"
    box = f'viewBox="0 0 {vlak.maat.breed} {high:.0f}" role="img"'
    out = [
        f'<svg class="kh-grafiek kh-grafiek--{klasse}" {box} aria-labelledby="{ident}-t {ident}-d" focusable="false"',
        f' font-size="{vlak.maat.letters}">',
        f'<title id="{ident}-t">Veiligheidscijfers per beoordelaar</title><desc id="{ident}-d">{escape(grafiek.samenvatting)}</desc>',
        *_rows(vlak),
        *_axis(vlak, grafiek.vandaag),
        *(_event(placed, vlak) for placed in events),
        *_gates(vlak),
        *(_line(number, lijn, grafiek, vlak) for number, lijn in enumerate(grafiek.lijnen)),
        "</svg>",
    ]
    return Markup("".join(out))  # noqa: S704 - every text above is escaped
