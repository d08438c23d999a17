"""What the routes about the people themselves cannot say of themselves: the duty to tell them, and what they may see."""

from ketenhub.web.api.mensen import Inzageverzoek
from ketenhub.web.auth import clients
from ketenhub.web.openapi_vormen import TEKST, Document, answer, list_of, needs, object_of, one_of, ref

MODELLEN = (Inzageverzoek,)
VORMEN: Document = {
    "Informeerplicht": object_of(
        ["persoon", "ontvanger", "stand", "uiterlijk", "tekst"],
        {
            "persoon": {"type": "string", "description": "Wie het aangaat, zoals uw organisatie die persoon kent."},
            "ontvanger": {"type": "string", "description": "Het OIN van de organisatie die gegevens kreeg."},
            "stand": one_of("taak", "verteld", "uitzondering", "opnieuw_beoordelen"),
            "uiterlijk": {"type": "string", "format": "date"},
            "tekst": TEKST,
        },
    ),
    "Informeerplichten": object_of(["informeerplichten"], {"informeerplichten": list_of("Informeerplicht")}),
}
OPERATIES: Document = {
    "geefInformeerplichten": {
        "description": "Bij elke nieuwe ontvanger van gegevens over een mens hoort een taak om dat te vertellen, of een uitzondering.",
        "security": needs(clients.VEILIGHEIDSPLAN_LEZEN),
        "responses": {"200": answer("De plichten, de eerste het eerst.", "Informeerplichten")},
    },
    "geefInzage": {
        "description": "Afspraken en scenario zijn er alleen na een vastgelegde toets op veiligheid. Plaatsen en het andere spoor nooit.",
        "security": needs(clients.VEILIGHEIDSPLAN_LEZEN),
        "requestBody": {"required": True, "content": {"application/json": {"schema": ref("Inzageverzoek")}}},
        "responses": {"200": answer("Wat deze persoon mag zien.", "Veiligheidsplan")},
    },
}
