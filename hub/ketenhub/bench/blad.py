"""The page of the reference shelf that is made from a run."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from ketenhub.bench.verslag import TEKEN, figure, goal, times
from ketenhub.domain.json import at

if TYPE_CHECKING:
    from ketenhub.bench.uitslag import Regel
    from ketenhub.bench.verslag import Verslag

STIL = 0.5
KOP = """# Prestaties

Dit blad is gemaakt door `ketenhub bench --write`. Wijzig het niet met de hand.

Elk cijfer staat naast een vloer: wat dezelfde machine op hetzelfde moment zonder de hub nodig heeft. Hub en vloer draaien om en om.
CPU komt uit de boekhouding van het besturingssysteem, van de genoemde processen met al hun kinderen. Auditregel, filter, versleuteling
en rijbeveiliging staan in elk cijfer aan. Machines verschillen; de verhouding zegt meer dan het getal.

"""
UITLEG = """
Tekens: `++` ook het rekdoel gehaald, `+` het harde doel gehaald, `-` gemist, `?` geen vloer om tegen te meten.

## Hoe er gemeten is

- De database is de ingebouwde PostgreSQL, gestart zoals de hub dat zelf doet, met `track_commit_timestamp` aan voor B8.
- Vier verzonnen organisaties melden zich aan met een eigen sleutel en sturen naar `/v1/bijdragen`; een bericht is ongeveer 5 kB,
  een plan 28 kB. Een bericht zegt opnieuw wat zijn afzender eerder zei, zodat het plan even groot blijft; het geeft drie notificaties.
- De vloer van B1 tot B3 is de schrijvende transactie van een bijdrage, afgeluisterd bij de hub zelf: dezelfde opdrachten met even grote
  waarden op een kopie van dezelfde plannen, gedreven door pgbench. Van de vloer telt alleen de CPU van PostgreSQL.
- De vloer van B4 en B5 is een kale FastAPI op dezelfde servermodule die dezelfde bytes teruggeeft (bij B4 een 304). Bij B5 krijgt elk plan
  voor elke ronde een bijdrage, zodat geen antwoord nog klaar kan liggen.
- B8 telt van het commit-tijdstip dat PostgreSQL noteert tot de eerste byte bij de ontvanger, bij 10 alarmen per seconde. De vloer is
  een post van een kale socket over een nieuwe verbinding, tussen de alarmen door.
"""


def _row(one: Regel) -> str:
    cells = (
        one.naam,
        one.wat,
        f"{figure(median(one.hub))} {one.eenheid}",
        f"{figure(min(one.hub))} - {figure(max(one.hub))}",
        f"{figure(median(one.vloer))} {one.eenheid}" if one.vloer else "",
        times(one.verhouding),
        goal(one.doel, one.eenheid),
        f"`{TEKEN[one.oordeel]}`" if one.oordeel is not None else "",
    )
    return f"| {' | '.join(cells)} |"


def _note(one: Regel) -> str:
    """Give what belongs to a line: its floor, and what was remarked."""
    parts = [*([f"vloer: {one.wat_vloer}"] if one.wat_vloer else []), *([one.opmerking] if one.opmerking else [])]
    return f"- **{one.naam}**: {'; '.join(parts)}." if parts else ""


def _warning(verslag: Verslag) -> list[str]:
    """Say so when others used the machine: then the figures are no more than a sign that the bench runs."""
    load, cores = at(verslag.machine, "belasting", 0), verslag.machine.get("kernen")
    quiet = isinstance(load, int | float) and isinstance(cores, int) and load <= STIL * cores
    return [] if quiet else ["- **Let op: de machine was niet stil. Deze cijfers zijn ruis; alleen een run op een stille machine telt.**"]


def _machine(verslag: Verslag) -> list[str]:
    told = verslag.machine
    load = f"belasting bij het begin {at(told, 'belasting', 0)}"
    packages = told.get("pakketten")
    versions = ", ".join(f"{name} {number}" for name, number in packages.items()) if isinstance(packages, dict) else ""
    return [
        f"- Gemeten op {told.get('op')}, maat: {verslag.maat}.",
        f"- {told.get('kernen')} kernen ({told.get('processor')}), {told.get('geheugenGb')} GB, {told.get('systeem')}; {load}.",
        *_warning(verslag),
        f"- Python {told.get('python')}, PostgreSQL {told.get('postgresql')}, {versions}.",
    ]


def write_page(verslag: Verslag) -> str:
    """Give the page as Markdown."""
    table = [
        "| | wat | hub | min - max | vloer | verhouding | doel (rek) | |",
        "|---|---|---|---|---|---|---|---|",
        *map(_row, verslag.regels),
    ]
    notes = [note for one in verslag.regels if (note := _note(one))]
    return KOP + "\n".join([*_machine(verslag), "", *table, *UITLEG.splitlines(), "", "## Bij de cijfers", "", *notes]) + "\n"
