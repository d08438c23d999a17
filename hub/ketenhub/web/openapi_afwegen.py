"""What the description says of the queue of what a holder has to weigh, with an example."""

from ketenhub.web.auth import clients
from ketenhub.web.openapi_vormen import (
    DAG,
    ETAG,
    IF_NONE_MATCH,
    ONGEWIJZIGD,
    TEKST,
    Document,
    answer,
    list_of,
    needs,
    object_of,
    one_of,
    ref,
)

MODELLEN = ()
_LIJST: Document = {"type": "array", "items": TEKST}
VORMEN: Document = {
    "AfTeWegen": object_of(
        ["item", "deel", "ontvanger", "velden", "sinds"],
        {
            "item": {"type": "string", "description": "De `id` van uw eigen feit; noem het in `feit` van een `afweging`."},
            "deel": TEKST,
            "bericht": {"type": "string", "description": "Uw bericht waarin het feit staat zoals het er nu staat."},
            "ontvanger": ref("Organisatie"),
            "velden": {**_LIJST, "description": "Welke gegevens de regels deze ontvanger geven zodra u besluit te delen."},
            "sinds": DAG,
            "gevraagd": {
                "type": "array",
                "description": "Wat deze ontvanger u vroeg af te wegen, zolang de vraag geldt.",
                "items": object_of(["verzoek"], {"verzoek": TEKST, "reden": TEKST, "noodzaak": TEKST, "doel": TEKST, "geldigTot": DAG}),
            },
            "besluit": object_of(
                ["afweging", "besluit", "geldigTot"],
                {"afweging": TEKST, "besluit": one_of("niet_delen"), "geldigTot": DAG},
                description="Uw besluit om dit niet te delen, zolang het geldt; zonder dit wacht het op u.",
            ),
        },
        description="Een eigen feit onder beroepsgeheim, en een ontvanger die het alleen daarom niet krijgt.",
    ),
    "Afweegrij": object_of(["afwegingen"], {"afwegingen": list_of("AfTeWegen")}),
}
_VOORBEELD: Document = {
    "afwegingen": [
        {
            "item": "g-1",
            "deel": "gezondheidsfeit",
            "bericht": "b-7",
            "ontvanger": {"oin": "00000099000000003000", "naam": "Gemeente Westerhaven"},
            "velden": ["persoon", "tekst"],
            "sinds": "2026-11-20",
            "gevraagd": [
                {
                    "verzoek": "v-1",
                    "reden": "Wij plannen de hulp van het komende half jaar.",
                    "noodzaak": "stabiele_veiligheid",
                    "geldigTot": "2026-12-04",
                }
            ],
        }
    ]
}
OPERATIES: Document = {
    "geefAfwegingen": {
        "description": "Alleen wie een feit onder beroepsgeheim zei, heeft iets af te wegen; voor ieder ander is de lijst leeg.",
        "security": needs(clients.VEILIGHEIDSPLAN_LEZEN),
        "parameters": [IF_NONE_MATCH],
        "responses": {"200": answer("Wat uw organisatie af te wegen heeft.", "Afweegrij", ETAG, _VOORBEELD), "304": ONGEWIJZIGD},
    }
}
