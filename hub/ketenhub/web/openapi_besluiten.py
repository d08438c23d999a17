"""What the routes about decisions cannot say of themselves: bodies, answers and scopes, ours and those of AuthZEN."""

from ketenhub.web.api.authzen import Evaluatiesverzoek, Evaluatieverzoek
from ketenhub.web.api.deelbesluiten import Besluitverzoek
from ketenhub.web.auth.clients import VEILIGHEIDSPLAN_LEZEN
from ketenhub.web.openapi_vormen import DAG, JA_NEE, TEKST, Document, answer, list_of, needs, object_of, one_of, ref

MODELLEN = (Besluitverzoek, Evaluatieverzoek, Evaluatiesverzoek)
_ACTIE = one_of("delen", "minimaliseren", "onthouden")
_TEKSTEN: Document = {"type": "array", "items": TEKST}
VORMEN: Document = {
    "Deelbesluit": object_of(
        ["item", "soort", "veld", "bron", "ontvanger", "actie", "besluit", "zekerheid", "versie", "plichten", "verandert", "uitleg"],
        {
            "item": {"type": "string", "description": "De `id` van het onderdeel of de persoon in uw plan."},
            "soort": TEKST,
            "veld": TEKST,
            "bron": {"type": "string", "description": "Het OIN van de organisatie die dit zei."},
            "ontvanger": TEKST,
            "actie": _ACTIE,
            "besluit": {"type": "string", "description": "Wat besliste: een regel, een muur, eigen woorden, of dat niets het deelt."},
            "zekerheid": {
                **one_of("beslist", "op_wat_u_ziet"),
                "description": "`op_wat_u_ziet`: gewogen op wat uw organisatie ziet; wat u niet ziet, kan dit anders maken.",
            },
            "versie": {"type": "string", "description": "De versie van de deelregels."},
            "regel": TEKST,
            "grondslag": object_of(
                ["wet", "artikel", "bevestigd"],
                {"wet": TEKST, "artikel": TEKST, "bevestigd": {**JA_NEE, "description": "Of een jurist deze grondslag bevestigde."}},
            ),
            "doel": TEKST,
            "noodzaak": TEKST,
            "lichter": object_of(
                ["actie", "uitleg"], {"actie": _ACTIE, "uitleg": TEKST}, description="De lichtere keuze die is afgewogen."
            ),
            "geldigTot": {**DAG, "description": "De laatste dag waarop dit zo besloten wordt, als er een einde is."},
            "plichten": {"type": "array", "items": one_of("informeren", "vastleggen")},
            "verandert": {**_TEKSTEN, "description": "Wat dit besluit zou veranderen."},
            "uitleg": {**_TEKSTEN, "description": "De afweging in gewone taal, stap voor stap."},
        },
        description="Waarom een veld naar een ontvanger gaat of niet. Nooit met een waarde.",
    ),
    "Deelbesluitenlijst": object_of(
        ["deelbesluiten"],
        {
            "deelbesluiten": list_of("Deelbesluit"),
            "volgende": {"type": "string", "description": "Is er meer, vraag dan met deze waarde als `na`."},
        },
    ),
    "Evaluatieantwoord": object_of(
        ["decision"],
        {
            "decision": {**JA_NEE, "description": "Waar als het veld gaat zoals het er staat."},
            "context": object_of(
                [],
                {
                    "deelbesluiten": list_of("Deelbesluit"),
                    "error": object_of(["status", "message"], {"status": {"type": "integer"}, "message": TEKST}),
                },
                description="Ontbreekt als u dit niet mag weten, of als het niet bestaat.",
            ),
        },
    ),
    "Evaluatieantwoorden": object_of(
        [],
        {
            "evaluations": list_of("Evaluatieantwoord"),
            "decision": JA_NEE,
            "context": {"type": "object", "additionalProperties": True},
        },
        description="Zonder `evaluations` in de vraag is dit het antwoord op een vraag.",
    ),
    "AuthzenInstellingen": object_of(
        ["policy_decision_point", "access_evaluation_endpoint", "access_evaluations_endpoint"],
        {"policy_decision_point": TEKST, "access_evaluation_endpoint": TEKST, "access_evaluations_endpoint": TEKST},
    ),
}
_KENMERK: Document = {
    "name": "X-Request-ID",
    "in": "header",
    "description": "Uw kenmerk van deze vraag; het antwoord draagt hetzelfde.",
    "schema": TEKST,
}
_KOP: Document = {"X-Request-ID": {"description": "Het kenmerk uit de vraag.", "schema": TEKST}}


def _body(naam: str) -> Document:
    return {"required": True, "content": {"application/json": {"schema": ref(naam)}}}


OPERATIES: Document = {
    "zoekDeelbesluiten": {
        "description": (
            "Een ontvanger vraagt over wat hij zelf ziet; wie iets zei, over zijn eigen feiten bij een deelnemer die hij ziet; "
            "de regie over alles wat zij ziet. Van de rest is het antwoord gelijk aan dat over iets dat niet bestaat."
        ),
        "security": needs(VEILIGHEIDSPLAN_LEZEN),
        "requestBody": _body("Besluitverzoek"),
        "responses": {"200": answer("De besluiten, hoogstens honderd.", "Deelbesluitenlijst")},
    },
    "evalueerToegang": {
        "description": (
            "OpenID AuthZEN Authorization API 1.0. `subject` is van type `organisatie` met een OIN, `action` heet `lezen`, `resource` is "
            "van type `gegeven` met de `id` van een onderdeel en de eigenschappen `verwijzing` en `veld`. "
            "`context.dag` noemt een andere dag."
        ),
        "security": needs(VEILIGHEIDSPLAN_LEZEN),
        "parameters": [_KENMERK],
        "requestBody": _body("Evaluatieverzoek"),
        "responses": {"200": answer("Of het gaat, en voor wie dat mag weten waarom.", "Evaluatieantwoord", _KOP)},
    },
    "evalueerToegangen": {
        "description": "Hoogstens vijftig vragen; wat een vraag weglaat, komt uit het verzoek. Zonder vragen is het verzoek zelf er een.",
        "security": needs(VEILIGHEIDSPLAN_LEZEN),
        "parameters": [_KENMERK],
        "requestBody": _body("Evaluatiesverzoek"),
        "responses": {"200": answer("Het antwoord op elke vraag, op volgorde.", "Evaluatieantwoorden", _KOP)},
    },
    "geefAuthzenInstellingen": {
        "security": [],
        "responses": {"200": answer("De adressen.", "AuthzenInstellingen")},
    },
}
