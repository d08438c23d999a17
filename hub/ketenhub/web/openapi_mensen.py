"""What the routes about the people themselves cannot say of themselves: the duty to tell them, what they may see, and who got what."""

from ketenhub.web.api.mensen import Inzageverzoek
from ketenhub.web.api.register import Registerverzoek
from ketenhub.web.auth import clients
from ketenhub.web.openapi_vormen import DAG, JA_NEE, TEKST, Document, answer, list_of, needs, object_of, one_of, ref

MODELLEN = (Inzageverzoek, Registerverzoek)
_TEKSTEN: Document = {"type": "array", "items": TEKST}
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
    "Registerregel": object_of(
        ["dag", "organisatie", "doel", "categorieen", "grondslagen", "verteld"],
        {
            "dag": DAG,
            "organisatie": TEKST,
            "doel": TEKST,
            "categorieen": {**_TEKSTEN, "description": "De soorten gegevens die deze organisatie die dag voor het eerst kreeg."},
            "grondslagen": {**_TEKSTEN, "description": "Wat de regels van toen als grondslag noemen."},
            "verteld": {**JA_NEE, "description": "Of de regie dit aan de persoon vertelde."},
        },
    ),
    "Verstrekkingenregister": object_of(
        ["register", "nietVertellen"],
        {
            "register": object_of(
                ["opgemaaktOp", "regels", "toelichting"],
                {"opgemaaktOp": DAG, "regels": list_of("Registerregel"), "toelichting": _TEKSTEN},
                description="Om aan de persoon te geven.",
            ),
            "nietVertellen": {
                "type": "array",
                "description": "Voor de regie alleen: over wie deze persoon nog niets hoort. Geef dit niet mee.",
                "items": object_of(["organisatie"], {"organisatie": ref("Organisatie"), "tot": DAG}),
            },
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
    "zoekVerstrekkingenregister": {
        "description": (
            "Van het eigen spoor alleen, zonder waarden, andere mensen, melders en medewerkers, en zonder wat bij de officier van "
            "justitie ligt. Een aanvrager op het andere spoor of met de rol van pleger krijgt 403."
        ),
        "security": needs(clients.VERSTREKKINGEN_LEZEN),
        "requestBody": {"required": True, "content": {"application/json": {"schema": ref("Registerverzoek")}}},
        "responses": {"200": answer("Het register.", "Verstrekkingenregister")},
    },
    "geefInzage": {
        "description": "Afspraken en scenario zijn er alleen na een vastgelegde toets op veiligheid. Plaatsen en het andere spoor nooit.",
        "security": needs(clients.VEILIGHEIDSPLAN_LEZEN),
        "requestBody": {"required": True, "content": {"application/json": {"schema": ref("Inzageverzoek")}}},
        "responses": {"200": answer("Wat deze persoon mag zien.", "Veiligheidsplan")},
    },
}
