"""What the routes cannot say of themselves: bodies, parameters, answers and scopes per operation, with the schemas they name."""

from ketenhub.dialects.canoniek import MEDIATYPE
from ketenhub.domain.bijdrage import Bijdrage
from ketenhub.web import openapi_afwegen as afwegen
from ketenhub.web import openapi_besluiten as besluiten
from ketenhub.web import openapi_deelregels as deelregels
from ketenhub.web import openapi_inzicht as inzicht
from ketenhub.web import openapi_mensen as mensen
from ketenhub.web import openapi_signalen as signalen
from ketenhub.web import openapi_toegang as toegang
from ketenhub.web.api.koppelvoorstellen import Koppelbesluit
from ketenhub.web.api.persoonskoppelingen import Persoonsbesluit
from ketenhub.web.api.plannen import BANEN, Verstrekkingenvraag
from ketenhub.web.auth import clients
from ketenhub.web.openapi_vormen import ETAG as _ETAG
from ketenhub.web.openapi_vormen import IF_NONE_MATCH, ONGEWIJZIGD, SCHEMA, Document
from ketenhub.web.openapi_vormen import MOMENT as _MOMENT
from ketenhub.web.openapi_vormen import NUMMER as _NUMMER
from ketenhub.web.openapi_vormen import TEKST as _TEKST
from ketenhub.web.openapi_vormen import answer as _answer
from ketenhub.web.openapi_vormen import list_of as _list
from ketenhub.web.openapi_vormen import needs as _needs
from ketenhub.web.openapi_vormen import object_of as _object
from ketenhub.web.openapi_vormen import one_of as _one_of
from ketenhub.web.openapi_vormen import ref as _ref
from ketenhub.web.voorbeelden import examples

SCOPES: Document = {
    clients.BERICHTEN_SCHRIJVEN: "Berichten sturen in de vorm van uw eigen organisatie.",
    clients.BIJDRAGEN_SCHRIJVEN: "Bijdragen sturen in canonieke JSON.",
    clients.VEILIGHEIDSPLAN_LEZEN: "Het veiligheidsplan lezen zoals uw organisatie het mag zien.",
    clients.VERSTREKKINGEN_LEZEN: "Navragen wat een organisatie wist; alleen voor de regie.",
    clients.DEELREGELS_LEZEN: "De deelregels en hun geschiedenis lezen.",
    clients.DEELREGELS_BEHEREN: "De deelregels ontwerpen, simuleren, goedkeuren, publiceren en terugdraaien; alleen voor beheerders.",
}


PARAMETERS = "#/components/parameters/"

# each part of the API says its own models, forms and operations
DELEN = (afwegen, inzicht, mensen, signalen, deelregels, besluiten, toegang)


def named_schemas() -> Document:
    """Give every schema that an operation below names; the contribution in full, from the model that reads it."""
    found: Document = dict(_EIGEN)
    for part in DELEN:
        found |= part.VORMEN
    own = (Bijdrage, Verstrekkingenvraag, Koppelbesluit, Persoonsbesluit)
    for model in (*own, *(model for part in DELEN for model in part.MODELLEN)):
        body = model.model_json_schema(by_alias=True, ref_template=SCHEMA + "{model}")
        found |= body.pop("$defs", {})
        found[model.__name__] = body
    return found


def complete(operatie: Document) -> None:
    """Add to an operation what stands here for it; what the route says itself goes first."""
    name = operatie.get("operationId", "")
    eigen: Document = ALLE.get(name, {})
    for naam in ("requestBody", "security", "description"):
        if naam in eigen:
            operatie[naam] = eigen[naam]
    named = [{"$ref": f"{PARAMETERS}Medewerker"}] if operatie.get("security") != [] else []
    extra = [*operatie.get("parameters", []), *eigen.get("parameters", []), *named]
    if extra:
        operatie["parameters"] = extra
    for code, antwoord in eigen.get("responses", {}).items():
        bestaand: Document = operatie["responses"].get(code, {})
        vormen = {"content": bestaand.get("content", {}) | antwoord["content"]} if "content" in antwoord else {}
        operatie["responses"][code] = bestaand | antwoord | vormen


_HERHAALD: Document = {
    "Idempotent-Replayed": {
        "description": "`true` als dit bericht al eerder kwam; het antwoord is dan gelijk aan het eerste.",
        "schema": _one_of("true"),
    }
}
_EIGEN: Document = {
    "Ontvangstbewijs": _object(
        ["bericht", "status", "ontvangenOp"], {"bericht": _TEKST, "status": _one_of("aangenomen"), "ontvangenOp": _MOMENT}
    ),
    "Berichtstatus": _object(
        ["bericht", "status", "vastgelegdOp"], {"bericht": _TEKST, "status": _one_of("aangenomen"), "vastgelegdOp": _MOMENT}
    ),
    "Organisatie": _object(["oin"], {"oin": _TEKST, "naam": _TEKST}),
    "Planonderdeel": _object(
        ["id", "soort", "herkomst"],
        {
            "id": {"type": "string", "description": "Vast voor dit onderdeel; een latere bijdrage mag ernaar verwijzen."},
            "soort": _TEKST,
            "herkomst": {"type": "object", "additionalProperties": True},
        },
        description="Een feit uit een bijdrage, met alleen de velden die uw organisatie mag zien.",
        additionalProperties=True,
    ),
    "Veiligheidsplan": _object(
        ["verwijzing", "spoor", "personen"],
        {
            "verwijzing": {"type": "string", "description": "De verwijzing van uw organisatie; een andere organisatie heeft een andere."},
            "spoor": _one_of("onverdeeld", "slachtoffer", "pleger", "beide"),
            "plannaam": {"type": "string", "description": "Hoe uw organisatie het plan noemt; het is er een."},
            "fase": {"type": "object", "additionalProperties": True},
            "sporen": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
            "signalen": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
            "regie": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
            "deelnames": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
            "wachtOpBlik": {
                "type": "array",
                "description": "Teksten die wachten tot iemand keek: alleen voor wie ze zei en voor de regie.",
                "items": {"type": "object", "additionalProperties": True},
            },
            "afweegrij": _list("AfTeWegen"),
            "personen": _list("Planonderdeel"),
            "dekking": {
                "type": "array",
                "description": "Per voorwaarde die u ziet: hoe zij ervoor staat, en wie zij beschermt van wie u ziet.",
                "items": _object(
                    ["voorwaarde", "stand", "beschermt"],
                    {"voorwaarde": _TEKST, "stand": _TEKST, "beschermt": {"type": "array", "items": _TEKST}},
                ),
            },
            "verschillen": _list("Verschil"),
        },
        description="Wat uw organisatie mag zien. Elk ander lid is een lijst van planonderdelen van een soort.",
        additionalProperties=_list("Planonderdeel"),
    ),
    "Verschil": _object(
        ["soort", "veld", "over", "bronnen"],
        {
            "soort": _one_of("persoon", "persoonsrol", "onveilige_situatie", "voorwaardestand", "instemming"),
            "veld": _TEKST,
            "over": {"type": "string", "description": "De `id` van de persoon, de situatie of de voorwaarde."},
            "bronnen": _list("Organisatie"),
            "onderdelen": {"type": "array", "items": _TEKST, "description": "De `id` van elk onderdeel dat verschilt."},
        },
        description="Organisaties zeggen iets anders over hetzelfde. De hub kiest niet; alles blijft staan zoals het is gezegd.",
    ),
    "Notificatieregel": _object(
        ["volgnummer", "staat"],
        {
            "volgnummer": _NUMMER,
            "staat": _one_of("geldig", "vervallen"),
            "soort": _TEKST,
            "ernst": _one_of("direct", "hoog", "attentie"),
            "op": _MOMENT,
        },
        description="Een notificatie zoals die is verstuurd; van een vervallen notificatie rest alleen het nummer.",
    ),
    "Notificatielijst": _object(
        ["notificaties"],
        {
            "notificaties": _list("Notificatieregel"),
            "volgende": {**_NUMMER, "description": "Is er meer, vraag dan met dit getal als `na`."},
        },
    ),
    "Verstrekking": _object(
        ["verstrekkingId", "op", "soort", "doel", "regels", "staat"],
        {
            "verstrekkingId": _TEKST,
            "op": _MOMENT,
            "soort": _TEKST,
            "doel": _TEKST,
            "regels": _TEKST,
            "hashUitsnede": _TEKST,
            "hashBytes": _TEKST,
            "staat": _one_of("gelijk", "verschilt", "vernietigd"),
            "uitsnede": {"type": "object", "additionalProperties": True},
            "plaatsen": {
                "type": "array",
                "items": _TEKST,
                "description": "Van een eigen beeld dat vernietigd is alleen waar er iets stond, als JSON Pointer.",
            },
        },
        description="Wat een organisatie kreeg, opnieuw opgebouwd. `staat` zegt of dat gelijk is aan wat toen is vastgelegd. Van een ander "
        "staat in `uitsnede` alleen wat de vrager zelf ook te zien kreeg of nu te zien krijgt; de hashes en `plaatsen` zijn er alleen bij "
        "het eigen beeld.",
    ),
    "Koppelvoorstel": _object(
        ["voorstelId", "op", "staat", "magSamenvoegen"],
        {
            "voorstelId": _TEKST,
            "op": _MOMENT,
            "staat": _one_of("open", "samengevoegd", "afgewezen", "ontkoppeld"),
            "magSamenvoegen": {"type": "boolean", "description": "Of uw organisatie de regie over allebei heeft."},
            "nieuweCasus": {"type": "string", "description": "Uw verwijzing naar de nieuwe casus, als u daarin meedoet."},
            "bekendeCasus": {"type": "string", "description": "Uw verwijzing naar de bekende casus, als u daarin meedoet."},
        },
    ),
    "Koppelvoorstellenlijst": _object(
        ["koppelvoorstellen"],
        {
            "koppelvoorstellen": _list("Koppelvoorstel"),
            "volgende": {"type": "string", "description": "Is er meer, vraag dan met deze waarde als `na`."},
        },
    ),
    "Persoonskoppelingen": _object(
        ["besluiten", "voorstellen"], {"besluiten": _list("BesluitOverPersonen"), "voorstellen": _list("VoorstelOverPersonen")}
    ),
    "BesluitOverPersonen": _object(
        ["persoon", "ander", "besluit", "organisatie", "op"],
        {
            "persoon": _TEKST,
            "ander": _TEKST,
            "besluit": _one_of("dezelfde", "niet_dezelfde"),
            "organisatie": {"type": "string", "description": "De OIN van wie besloot."},
            "op": _MOMENT,
        },
        description="Wat het laatst over twee mensen is besloten.",
    ),
    "VoorstelOverPersonen": _object(
        ["persoon", "ander", "punten"],
        {
            "persoon": _TEKST,
            "ander": _TEKST,
            "punten": {
                "type": "array",
                "items": _object(
                    ["veld", "oordeel", "uitleg"], {"veld": _TEKST, "oordeel": _one_of("gelijk", "past", "verschilt"), "uitleg": _TEKST}
                ),
            },
        },
        description="Twee mensen die een kunnen zijn. De punten zeggen wat gelijk is en wat verschilt, zonder de waarde. Een mens besluit.",
    ),
    "Persoonsstaat": _object(["besluit"], {"besluit": _one_of("dezelfde", "niet_dezelfde")}),
    "Koppelstaat": _object(["voorstelId", "staat"], {"voorstelId": _TEKST, "staat": _one_of("samengevoegd", "afgewezen", "ontkoppeld")}),
    "Verstrekkingenlijst": _object(
        ["verstrekkingen"],
        {
            "verstrekkingen": _list("Verstrekking"),
            "volgende": {"type": "string", "description": "Is er meer, vraag dan met deze waarde als `na`."},
        },
    ),
}
_BIJDRAGE: Document = {MEDIATYPE: {"schema": _ref("Bijdrage")}}
_VOORBEELDEN: Document = {soort: {"summary": f"Een feit van soort {soort}", "value": v.bijdrage()} for soort, v in examples().items()}
_ONTVANGST = _answer("Het bericht is aangenomen en staat op schijf. Een herhaling krijgt hetzelfde antwoord.", "Ontvangstbewijs", _HERHAALD)
_OPERATIES: Document = {
    "stuurBijdrage": {
        "description": "Neemt een bijdrage aan. `berichtId` is de sleutel tegen dubbel verwerken; `Idempotency-Key` doet niets.",
        "security": _needs(clients.BIJDRAGEN_SCHRIJVEN),
        "requestBody": {"required": True, "content": {MEDIATYPE: {**_BIJDRAGE[MEDIATYPE], "examples": _VOORBEELDEN}}},
        "responses": {"201": _ONTVANGST},
    },
    "stuurBericht": {
        "description": "Neemt een bericht aan in de eigen vorm van de partner: canonieke JSON, of wat zijn standaard voorschrijft.",
        "security": _needs(clients.BERICHTEN_SCHRIJVEN),
        "requestBody": {
            "required": True,
            "content": {
                **_BIJDRAGE,
                "application/json": {"schema": {"type": "object", "additionalProperties": True}},
                "application/xml": {"schema": _TEKST},
                "text/xml": {"schema": _TEKST},
            },
        },
        "responses": {"201": _ONTVANGST},
    },
    "geefBerichtstatus": {
        "security": _needs(clients.BERICHTEN_SCHRIJVEN, clients.BIJDRAGEN_SCHRIJVEN),
        "responses": {"200": _answer("Het bericht is aangenomen.", "Berichtstatus")},
    },
    "geefVeiligheidsplan": {
        "security": _needs(clients.VEILIGHEIDSPLAN_LEZEN),
        "parameters": [IF_NONE_MATCH],
        "responses": {
            "200": _answer("Wat uw organisatie nu mag zien.", "Veiligheidsplan", _ETAG),
            "304": ONGEWIJZIGD,
        },
    },
    "haalNotificatiesIn": {
        "security": _needs(clients.VEILIGHEIDSPLAN_LEZEN),
        "parameters": [
            {"name": "baan", "in": "query", "required": True, "description": "De baan van de notificatie.", "schema": _one_of(*BANEN)},
            {
                "name": "na",
                "in": "query",
                "description": "Het laatste volgnummer dat u heeft; leeg: vanaf het begin.",
                "schema": {"type": "integer", "minimum": 0, "maximum": 10**18 - 1},
            },
        ],
        "responses": {"200": _answer("De notificaties na dit nummer, hoogstens honderd.", "Notificatielijst")},
    },
    "geefKoppelvoorstellen": {
        "security": _needs(clients.VEILIGHEIDSPLAN_LEZEN),
        "parameters": [
            {
                "name": "na",
                "in": "query",
                "description": "De waarde van `volgende` uit de vorige bladzijde; leeg: vanaf het begin.",
                "schema": _TEKST,
            }
        ],
        "responses": {"200": _answer("De voorstellen, de oudste eerst, hoogstens honderd.", "Koppelvoorstellenlijst")},
    },
    "besluitKoppelvoorstel": {
        "description": "Samenvoegen en ontkoppelen kan alleen wie de regie over allebei heeft. Hetzelfde besluit nog eens verandert niets.",
        "security": _needs(clients.BIJDRAGEN_SCHRIJVEN),
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ref("Koppelbesluit")}}},
        "responses": {"201": _answer("Het besluit is vastgelegd.", "Koppelstaat")},
    },
    "geefPersoonskoppelingen": {
        "description": "Alleen voor de regie. Een voorstel volgt uit het plan zoals uw organisatie het ziet; de hub koppelt niet zelf.",
        "security": _needs(clients.VEILIGHEIDSPLAN_LEZEN),
        "responses": {"200": _answer("Wat is besloten en wie nog dezelfde kan zijn.", "Persoonskoppelingen")},
    },
    "besluitPersoonskoppeling": {
        "description": "Alleen de regie zegt dat twee mensen in een casus dezelfde zijn, of toch niet. Daarbij gaat niets verloren.",
        "security": _needs(clients.BIJDRAGEN_SCHRIJVEN),
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ref("Persoonsbesluit")}}},
        "responses": {"201": _answer("Het besluit is vastgelegd.", "Persoonsstaat")},
    },
    "zoekVerstrekkingen": {
        "security": _needs(clients.VERSTREKKINGEN_LEZEN),
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ref("Verstrekkingenvraag")}}},
        "responses": {"200": _answer("De verstrekkingen, de oudste eerst, hoogstens honderd.", "Verstrekkingenlijst")},
    },
}
ALLE: Document = _OPERATIES | {name: found for part in DELEN for name, found in part.OPERATIES.items()}
