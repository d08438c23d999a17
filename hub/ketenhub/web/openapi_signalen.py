"""What the routes about signals cannot say of themselves: where each stands, and the acknowledgement by a person."""

from ketenhub.web.api.signalen import Signaalbevestiging
from ketenhub.web.auth import clients
from ketenhub.web.openapi_vormen import MOMENT, TEKST, Document, answer, list_of, needs, object_of, one_of, ref

MODELLEN = (Signaalbevestiging,)
VORMEN: Document = {
    "Bevestiging": object_of(
        ["op"],
        {
            "op": MOMENT,
            "professional": {"type": "string", "description": "Wie het signaal zag; alleen van uw eigen organisatie."},
            "gedaan": TEKST,
        },
    ),
    "AndereOntvanger": object_of(
        ["organisatie", "sinds"],
        {
            "organisatie": ref("Organisatie"),
            "sinds": MOMENT,
            "bevestigdOp": {**MOMENT, "description": "Ontbreekt zolang daar nog iemand moet bevestigen."},
        },
    ),
    "Signaalregel": object_of(
        [],
        {
            "signaalId": {
                "type": "string",
                "description": "Alleen voor uw organisatie. Ontbreekt als de hub het signaal na nieuwe deelregels nog niet gaf.",
            },
            "staat": {
                **one_of("open", "bevestigd", "ingetrokken"),
                "description": "Ontbreekt bij een vaste vraag om op te letten: die vraagt geen bevestiging.",
            },
            "sinds": MOMENT,
            "soort": TEKST,
            "ernst": one_of("direct", "hoog", "attentie"),
            "dag": TEKST,
            "tekst": TEKST,
            "trede": {**one_of("persoon", "team", "regie", "wacht"), "description": "Wie het laatst is geroepen, tot iemand bevestigt."},
            "volgendeTredeOp": {**MOMENT, "description": "Wanneer de volgende wordt geroepen als niemand bevestigt."},
            "bevestiging": ref("Bevestiging"),
            "anderen": {**list_of("AndereOntvanger"), "description": "Alleen voor de regie: wie dit signaal ook kreeg."},
            "ingetrokkenOp": MOMENT,
        },
        description="Een signaal zoals uw organisatie het mag zien. Van een ingetrokken signaal rest alleen dat het er was.",
    ),
    "Signalenlijst": object_of(["signalen"], {"signalen": list_of("Signaalregel")}),
    "Signaalstaat": object_of(
        ["signaalId", "staat", "bevestigdOp"], {"signaalId": TEKST, "staat": one_of("bevestigd"), "bevestigdOp": MOMENT}
    ),
}
OPERATIES: Document = {
    "geefSignalen": {
        "description": "De ernstigste eerst; daarna hoogstens honderd ingetrokken signalen, het laatste eerst.",
        "security": needs(clients.VEILIGHEIDSPLAN_LEZEN),
        "responses": {"200": answer("De signalen die uw organisatie mag zien.", "Signalenlijst")},
    },
    "bevestigSignaal": {
        "description": "Daarna wordt voor dit signaal niemand van uw organisatie meer geroepen. Een herhaling verandert niets.",
        "security": needs(clients.BIJDRAGEN_SCHRIJVEN),
        "requestBody": {"required": True, "content": {"application/json": {"schema": ref("Signaalbevestiging")}}},
        "responses": {"201": answer("De bevestiging is vastgelegd; een herhaling krijgt hetzelfde antwoord.", "Signaalstaat")},
    },
}
