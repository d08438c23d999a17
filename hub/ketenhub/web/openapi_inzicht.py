"""What the description says of trying, checking, timeline, monitor, board and overview, with an example of each answer."""

from ketenhub.dialects.canoniek import MEDIATYPE
from ketenhub.inzicht.tijdlijn import SOORTEN
from ketenhub.web.api.proeven import WatAlsVraag
from ketenhub.web.auth import clients
from ketenhub.web.openapi_vormen import (
    AANTAL,
    DAG,
    ETAG,
    IF_NONE_MATCH,
    JA_NEE,
    MOMENT,
    NUMMER,
    ONGEWIJZIGD,
    TEKST,
    VRIJ,
    Document,
    answer,
    list_of,
    needs,
    object_of,
    one_of,
    ref,
)

MODELLEN = (WatAlsVraag,)
_ORGANISATIE = {"oin": "00000099000000001000", "naam": "Veilig Thuis Westerhaven"}
_GEMEENTE = {"oin": "00000099000000003000", "naam": "Gemeente Westerhaven"}
_LIJST: Document = {"type": "array", "items": VRIJ}

VORMEN: Document = {
    "Gebeurtenis": object_of(
        ["op", "soort"],
        {
            "op": {"type": "string", "description": "Een jaar, een dag, of een dag met een tijd."},
            "soort": one_of(*SOORTEN),
            "feit": TEKST,
            "id": {"type": "string", "description": "Het onderdeel van het plan; een wisseling van fase heeft er geen."},
            "bron": ref("Organisatie"),
        },
        description="Wat er gebeurde, met alleen de velden die uw organisatie mag zien.",
        additionalProperties=True,
    ),
    "Geweldspatroon": object_of(
        ["aantalIncidenten", "incidenten", "hoedanigheden", "herhaling", "geweldsoorten"],
        {
            "aantalIncidenten": AANTAL,
            "eerste": DAG,
            "laatste": DAG,
            "incidenten": _LIJST,
            "hoedanigheden": _LIJST,
            "herhaling": VRIJ,
            "geweldsoorten": _LIJST,
        },
        description="Geteld over de incidenten die uw organisatie mag zien, en over geen andere.",
    ),
    "Tijdlijn": object_of(
        ["gebeurtenissen", "geweldspatroon"],
        {
            "gebeurtenissen": list_of("Gebeurtenis"),
            "geweldspatroon": ref("Geweldspatroon"),
            "volgende": {"type": "string", "description": "Is er meer, vraag dan met deze waarde als `na`."},
        },
    ),
    "Monitorbeeld": object_of(["voorwaarden", "leden", "huishouden"], {"voorwaarden": _LIJST, "leden": _LIJST, "huishouden": _LIJST}),
    "Bordregel": object_of(
        ["organisatie", "staat", "versie", "sinds", "bezorging"],
        {
            "organisatie": ref("Organisatie"),
            "staat": one_of("bij", "bericht_bevestigd", "verouderd"),
            "versie": NUMMER,
            "sinds": MOMENT,
            "verstrekt": object_of(["versie", "op", "wijze"], {"versie": NUMMER, "op": MOMENT, "wijze": TEKST}),
            "bevestigdOp": MOMENT,
            "notificatie": one_of("wacht", "bezorgd", "geweigerd", "ingetrokken", "dood"),
            "verouderdSinds": MOMENT,
            "bezorging": object_of(
                ["wijzigingen", "overDoel"],
                {
                    "wijzigingen": AANTAL,
                    "overDoel": AANTAL,
                    "laatste": object_of(
                        ["op", "seconden", "overDoel"], {"op": MOMENT, "bezorgdOp": MOMENT, "seconden": AANTAL, "overDoel": JA_NEE}
                    ),
                },
            ),
        },
        description="Welke versie van het eigen zicht een organisatie heeft; nooit wat erin staat.",
    ),
    "Planbord": object_of(
        ["doel", "ontvangers"],
        {
            "doel": object_of(
                ["minuten", "eigenAfspraak"],
                {
                    "minuten": NUMMER,
                    "eigenAfspraak": {"type": "boolean", "description": "Dit getal is van de hub of de regio, niet van de bron."},
                },
            ),
            "ontvangers": list_of("Bordregel"),
        },
    ),
    "Regieoverzicht": object_of(
        ["wieDoetWat", "geinformeerd", "zorg", "doel"],
        {"wieDoetWat": _LIJST, "geinformeerd": list_of("Bordregel"), "zorg": VRIJ, "doel": VRIJ},
        description="Wie doet wat, wie is op de hoogte, wat is de zorg, en wordt het doel gehaald.",
    ),
    "WatAlsAntwoord": object_of(
        ["nu", "dan"],
        {
            "nu": VRIJ,
            "dan": VRIJ,
            "verandering": {**VRIJ, "description": "Bij een cijfer: het vorige cijfer van deze stem, en wat er sindsdien gebeurde."},
            "zeven": {**VRIJ, "description": "Bij een 7 of hoger: het laatste incident, de risicofactoren, en vanaf wanneer de 7 telt."},
        },
        description="De uitkomst zoals uw organisatie die nu ziet, en zoals zij die zou zien.",
    ),
    "Bijdragecontrole": object_of(
        ["staat", "aanwijzingen"],
        {
            "staat": one_of("in orde"),
            "aanwijzingen": {
                "type": "array",
                "items": object_of(["plaats", "tekst", "bron"], {"plaats": TEKST, "tekst": TEKST, "bron": TEKST, "nodig": TEKST}),
            },
        },
    ),
}

_NU: Document = {"fase": {"fase": 1, "naam": "directe_veiligheid", "laagste": "5"}}
_DAN: Document = {"fase": {"fase": 1, "naam": "directe_veiligheid", "laagste": "6"}}
_BORD: Document = {
    "organisatie": _GEMEENTE,
    "staat": "verouderd",
    "versie": 4,
    "sinds": "2026-11-20T10:00:00Z",
    "verstrekt": {"versie": 3, "op": "2026-11-19T08:30:00Z", "wijze": "opvraag"},
    "notificatie": "wacht",
    "verouderdSinds": "2026-11-20T10:00:00Z",
    "bezorging": {"wijzigingen": 3, "overDoel": 1, "laatste": {"op": "2026-11-20T10:00:00Z", "seconden": 4200, "overDoel": True}},
}
VOORBEELDEN: Document = {
    "geefTijdlijn": {
        "gebeurtenissen": [
            {"op": "2026-11-18", "soort": "incident", "feit": "incident", "id": "i-1", "aard": "dreiging", "bron": _ORGANISATIE},
            {"op": "2026-11-20", "soort": "fase", "fase": 1},
        ],
        "geweldspatroon": {
            "aantalIncidenten": 1,
            "eerste": "2026-11-18",
            "laatste": "2026-11-18",
            "incidenten": [{"aard": "dreiging", "aantal": 1, "eerste": "2026-11-18", "laatste": "2026-11-18"}],
            "hoedanigheden": [],
            "herhaling": {"perJaar": [{"jaar": "2026", "aantal": 1}]},
            "geweldsoorten": [],
        },
    },
    "geefMonitor": {
        "voorwaarden": [
            {
                "id": "v-1",
                "tekst": "De afspraak.",
                "termijn": "2026-12-01",
                "stand": "gerealiseerd",
                "laatsteBewijs": {"op": "2026-11-20", "bewijs": "Gezien bij een huisbezoek.", "organisatie": _ORGANISATIE},
            }
        ],
        "leden": [{"persoon": "p-1", "contacten": [{"op": "2026-11-20", "komtVeiligheid": True, "organisatie": _ORGANISATIE}]}],
        "huishouden": [],
    },
    "geefPlanbord": {"doel": {"minuten": 60, "eigenAfspraak": True}, "ontvangers": [_BORD]},
    "geefRegieoverzicht": {
        "wieDoetWat": [{"wie": "Wijkteam", "afspraken": [{"id": "a-1", "wat": "Elke week bellen.", "stand": "open"}], "taken": []}],
        "geinformeerd": [_BORD],
        "zorg": {"signalen": [], "oneens": [], "onder": [], "ontbreekt": ["Gemeente Westerhaven"]},
        "doel": {"fase": 1, "veiligheidsdoelen": [], "werkdoelen": [], "hersteldoelen": [], "voorwaarden": [], "termijnen": []},
    },
    "probeerFeit": {
        "nu": _NU,
        "dan": _DAN,
        "verandering": {"vorige": {"cijfer": "5", "op": "2026-11-01"}, "vraagtAanleiding": True, "gebeurtenissen": []},
    },
    "controleerBijdrage": {
        "staat": "in orde",
        "aanwijzingen": [
            {
                "plaats": "/feiten/0/datum",
                "tekst": "De dag staat er niet bij.",
                "bron": "VISIE-15",
                "nodig": "Noem de dag, als iemand die weet.",
            }
        ],
    },
}


def _read(naam: str, woorden: str, schema: str, **rest: object) -> Document:
    """Describe an answer that is made of the caller's own view."""
    found: Document = {
        "security": needs(clients.VEILIGHEIDSPLAN_LEZEN),
        "parameters": [IF_NONE_MATCH],
        "responses": {"200": answer(woorden, schema, ETAG, VOORBEELDEN[naam]), "304": ONGEWIJZIGD},
    }
    return {naam: found | rest}


_VOOR_REGIE = "Alleen wie de regie heeft, krijgt dit; voor ieder ander bestaat het niet (404)."
OPERATIES: Document = {
    **_read(
        "geefTijdlijn",
        "De gebeurtenissen, de oudste eerst, hoogstens honderd, en het patroon van het geweld.",
        "Tijdlijn",
        description="Gemaakt van wat in het plan staat; niemand typt de tijdlijn over.",
        parameters=[
            IF_NONE_MATCH,
            {"name": "soort", "in": "query", "description": "Alleen gebeurtenissen van deze soort.", "schema": one_of(*SOORTEN)},
            {
                "name": "na",
                "in": "query",
                "description": "De waarde van `volgende` uit de vorige bladzijde; leeg: vanaf het begin.",
                "schema": TEKST,
            },
        ],
    ),
    **_read("geefMonitor", "De voorwaarden en de contacten.", "Monitorbeeld"),
    **_read("geefPlanbord", "Wie welke versie van het eigen zicht heeft.", "Planbord", description=_VOOR_REGIE),
    **_read("geefRegieoverzicht", "De vier lijsten.", "Regieoverzicht", description=_VOOR_REGIE),
    "probeerFeit": {
        "description": "Probeert een cijfer, incident, schending of stand. Van het feit blijft niets bewaard; dat u keek wel.",
        "security": needs(clients.VEILIGHEIDSPLAN_LEZEN),
        "requestBody": {"required": True, "content": {"application/json": {"schema": ref("WatAlsVraag")}}},
        "responses": {"200": answer("Uw uitkomst nu en dan.", "WatAlsAntwoord", ETAG, VOORBEELDEN["probeerFeit"])},
    },
    "controleerBijdrage": {
        "description": "Neemt een bijdrage door zoals de echte deur en bewaart er niets van. Een aanwijzing houdt nooit iets tegen.",
        "security": needs(clients.BIJDRAGEN_SCHRIJVEN),
        "requestBody": {"required": True, "content": {MEDIATYPE: {"schema": ref("Bijdrage")}}},
        "responses": {"200": answer("De hub zou deze bijdrage aannemen.", "Bijdragecontrole", voorbeeld=VOORBEELDEN["controleerBijdrage"])},
    },
}
