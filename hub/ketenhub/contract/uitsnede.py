"""The filtered view: all that a plugin, a screen or a caller ever gets to see of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from ketenhub.domain.json import Object

# Where each kind of fact stands in the view. One table, so that API, screens and plugins agree.
DELEN: dict[str, str] = {
    "persoonsrol": "persoonsrollen",
    "lidmaatschap": "lidmaatschappen",
    "relatie": "relaties",
    "plaats": "plaatsen",
    "betrokkenheid": "betrokkenheden",
    "regie": "regiestappen",
    "vrijstelling": "vrijstellingen",
    "planopzet": "planopzetten",
    "structurele_onveiligheid": "structureleOnveiligheden",
    "melding": "meldingen",
    "terugkoppeling": "terugkoppelingen",
    "geweldsoort": "geweldsoorten",
    "incident": "incidenten",
    "hoedanigheid": "hoedanigheden",
    "maatregel": "maatregelen",
    "maatregelschending": "maatregelschendingen",
    "strafbaarfeitvermoeden": "strafbareFeitVermoedens",
    "afstemming": "afstemmingen",
    "veiligheidsbeoordeling": "veiligheidsbeoordelingen",
    "beoordelaarsopvolging": "beoordelaarsopvolgingen",
    "zorgbesluit": "zorgbesluiten",
    "heroverweging": "heroverwegingen",
    "overdracht": "overdrachten",
    "overdrachtstand": "overdrachtstanden",
    "onveilige_situatie": "onveiligeSituaties",
    "gevaarsomschrijving": "gevaarsomschrijvingen",
    "veiligheidsdoel": "veiligheidsdoelen",
    "veiligheidsvoorwaarde": "veiligheidsvoorwaarden",
    "voorwaardestand": "voorwaardestanden",
    "instemming": "instemmingen",
    "veiligheidsafspraak": "veiligheidsafspraken",
    "afspraakstand": "afspraakstanden",
    "werkdoel": "werkdoelen",
    "risicofactor": "risicofactoren",
    "risicotaxatie": "risicotaxaties",
    "beschermende_factor": "beschermendeFactoren",
    "hersteldoel": "hersteldoelen",
    "interventie": "interventies",
    "gezondheidsfeit": "gezondheidsfeiten",
    "proactief_scenario": "proactieveScenarios",
    "overleg": "overleggen",
    "toetsmoment": "toetsmomenten",
    "opschaling": "opschalingen",
    "consultatie": "consultaties",
    "monitor": "monitors",
    "herstelpunt": "herstelpunten",
    "toestemming": "toestemmingen",
    "vrijgave": "vrijgaven",
    "informering": "informeringen",
    "taak": "taken",
    "tekstvrijgave": "tekstvrijgaven",
    "afweging": "afwegingen",
    "afweegverzoek": "afweegverzoeken",
    "doorbreking": "doorbrekingen",
    "doorbrekingsbevestiging": "doorbrekingsbevestigingen",
    "persoon": "personen",
}


@dataclass(frozen=True, slots=True)
class Uitsnede:
    """What one recipient may see of one plan, after `share`.

    `inhoud` is plain JSON: `{verwijzing, spoor, plannaam, fase?, sporen?, signalen?, regie?, deelnames?,
    wachtOpBlik?, afweegrij?, personen, dekking?, verschillen?, <deel>: [item, ...]}`.
    `fase` holds the gate with the days of each figure, reasons with what would change them, terms with their owner, and what closing needs;
    `dekking` is `{voorwaarde, stand, beschermt: [person]}` per shown condition.
    Each item is `{id, soort, <fields>, herkomst: {organisatie: {oin, naam}, geldigOp, ontvangenOp, professional?}}`.
    Only who directs both tracks (`spoor` is `beide`) gets `sporen`, the result per track, and on each item its own `spoor`.
    `wachtOpBlik` names texts that wait for a person to look: to who said them, and to who directs.
    `afweegrij` names what the recipient itself has to weigh: its own items under secrecy, and who would get them.
    A person in `personen` is an item whose `id` is the pseudonym for this recipient; references to persons hold that pseudonym.
    `verschillen` tells where organisations contradict each other:
    `{soort, veld, over, bronnen: [{oin, naam}, ...], onderdelen?: [id, ...]}`.
    What is hidden is absent.
    """

    ontvanger: str
    verwijzing: str
    spoor: str
    inhoud: Object
