"""What the routes about sharing rules cannot say of themselves: bodies, parameters, answers and scopes."""

from ketenhub.domain.delen import Regelset
from ketenhub.web.api.bekijken import Ontvangersblik
from ketenhub.web.api.deelregels import Deelregelbesluit, Ontwerp, Simulatieverzoek, Verzonnenblik
from ketenhub.web.auth.clients import DEELREGELS_BEHEREN, DEELREGELS_LEZEN, VEILIGHEIDSPLAN_LEZEN
from ketenhub.web.openapi_vormen import AANTAL, JA_NEE, MOMENT, TEKST, VRIJ, Document, answer, list_of, needs, object_of, one_of, ref

MODELLEN = (Regelset, Ontwerp, Simulatieverzoek, Deelregelbesluit, Verzonnenblik, Ontvangersblik)
STANDEN = ("ontwerp", "gesimuleerd", "goedgekeurd", "gepland", "geldend", "vervangen", "teruggedraaid")
_LEZEN = needs(DEELREGELS_LEZEN, DEELREGELS_BEHEREN)
_BEHEREN = needs(DEELREGELS_BEHEREN)
_ETAG: Document = {"ETag": {"description": "Merk van de stand van deze versie; na elke stap een ander.", "schema": TEKST}}
_BIJ: Document = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "De ETag van de stand waarop u dit besluit, of `*`. Nam een ander intussen een stap, dan is het antwoord 412.",
    "schema": TEKST,
}


def _body(naam: str) -> Document:
    return {"required": True, "content": {"application/json": {"schema": ref(naam)}}}


def _query(naam: str, woorden: str) -> Document:
    return {"name": naam, "in": "query", "description": woorden, "schema": TEKST}


_SIMULATIE: Document = {
    "simulatieId": TEKST,
    "versie": TEKST,
    "tegen": TEKST,
    "begonnenOp": MOMENT,
    "klaarOp": MOMENT,
    "casussen": AANTAL,
    "gedaan": AANTAL,
    "nietBerekenbaar": {**AANTAL, "description": "Zo vaak was voor een ontvanger niets te berekenen."},
}
_VERSIE: Document = {"versie": TEKST, "stand": one_of(*STANDEN), "stappen": list_of("Deelregelstap")}
VORMEN: Document = {
    "Deelregelstap": object_of(
        ["stap", "op", "beheerder", "organisatie", "reden"],
        {
            "stap": one_of("ontworpen", "gesimuleerd", "goedgekeurd", "gepubliceerd", "teruggedraaid"),
            "op": MOMENT,
            "beheerder": TEKST,
            "organisatie": TEKST,
            "reden": TEKST,
            "vanaf": MOMENT,
            "simulatieId": TEKST,
            "bevestiging": TEKST,
        },
    ),
    "Deelregelversie": object_of(["versie", "stand", "stappen"], _VERSIE),
    "Deelregelversielijst": object_of(
        ["versies"],
        {
            "versies": list_of("Deelregelversie"),
            "volgende": {"type": "string", "description": "Is er meer, vraag dan met deze waarde als `na`."},
        },
    ),
    "Bevinding": object_of(["plaats", "reden", "blokkeert"], {"plaats": TEKST, "reden": TEKST, "blokkeert": JA_NEE}),
    "Deelregelblad": object_of(
        ["versie", "stand", "stappen", "regelset", "bevindingen"],
        {**_VERSIE, "regelset": ref("Regelset"), "bevindingen": list_of("Bevinding")},
    ),
    "Deelregelwijziging": object_of(
        ["regel", "soort", "zinnen"],
        {"regel": TEKST, "soort": one_of("nieuw", "vervallen", "gewijzigd"), "zinnen": {"type": "array", "items": TEKST}},
    ),
    "Deelregelwijzigingen": object_of(
        ["versie", "met", "wijzigingen"], {"versie": TEKST, "met": TEKST, "wijzigingen": list_of("Deelregelwijziging")}
    ),
    "Verschilregel": object_of(
        ["veld", "categorie", "soort", "organisatie", "nieuw", "ruimer", "anders", "weg"],
        {
            "veld": TEKST,
            "categorie": TEKST,
            "soort": TEKST,
            "organisatie": TEKST,
            "nieuw": {**AANTAL, "description": "Zo vaak wordt het veld zichtbaar."},
            "ruimer": {**AANTAL, "description": "Zo vaak is de andere vorm ruimer dan nu."},
            "anders": {**AANTAL, "description": "Zo vaak komt het veld in een andere vorm."},
            "weg": {**AANTAL, "description": "Zo vaak verdwijnt het veld."},
        },
    ),
    "Deelregelsimulatie": object_of(["simulatieId", "versie", "tegen", "begonnenOp", "casussen", "gedaan", "nietBerekenbaar"], _SIMULATIE),
    "Deelregeluitslag": object_of(
        ["simulatieId", "versie", "tegen", "begonnenOp", "casussen", "gedaan", "nietBerekenbaar", "verschil", "grenzen"],
        {
            **_SIMULATIE,
            "verschil": {**list_of("Verschilregel"), "description": "Wat zichtbaar wordt staat voorop. Aantallen, nooit een waarde."},
            "grenzen": object_of(
                ["geblokkeerd", "opent", "bevestigen"],
                {"geblokkeerd": {"type": "array", "items": TEKST}, "opent": AANTAL, "bevestigen": JA_NEE},
            ),
        },
    ),
    "VerzonnenHuishoudens": object_of(["huishoudens"], {"huishoudens": {"type": "array", "items": TEKST}}),
    "Nabootsing": object_of(
        ["simulatie", "anders", "zicht"],
        {
            "simulatie": object_of(["als", "regels"], {"als": TEKST, "regels": TEKST}),
            "anders": {"type": "array", "items": TEKST, "description": "Velden die de ontvanger in een andere vorm ziet dan u."},
            "zicht": VRIJ,
        },
        description="Een nabootsing, als zodanig gemerkt. Er is niets verstuurd.",
    ),
}
OPERATIES: Document = {
    "geefDeelregelversies": {
        "security": _LEZEN,
        "parameters": [_query("na", "De waarde van `volgende` uit de vorige bladzijde; leeg: vanaf het begin.")],
        "responses": {"200": answer("De versies, de oudste eerst, hoogstens honderd.", "Deelregelversielijst")},
    },
    "ontwerpDeelregels": {
        "description": "Een fout in de regels wordt geweigerd met de plaats. Een ontbrekend voorbeeld houdt pas het goedkeuren tegen.",
        "security": _BEHEREN,
        "requestBody": _body("Ontwerp"),
        "responses": {"201": answer("Het ontwerp is bewaard.", "Deelregelversie", _ETAG)},
    },
    "geefDeelregelversie": {"security": _LEZEN, "responses": {"200": answer("De versie.", "Deelregelblad", _ETAG)}},
    "geefDeelregelwijzigingen": {
        "security": _LEZEN,
        "parameters": [_query("met", "De versie om naast te leggen; leeg: wat nu geldt.")],
        "responses": {"200": answer("De wijzigingen in woorden, nieuwe regels eerst.", "Deelregelwijzigingen")},
    },
    "geefDeelregelsimulatie": {"security": _LEZEN, "responses": {"200": answer("De laatste simulatie.", "Deelregeluitslag")}},
    "simuleerDeelregels": {
        "description": "Een worker rekent het verschil uit over alle lopende casussen. Loopt er al een simulatie, dan gaat die door.",
        "security": _BEHEREN,
        "parameters": [_BIJ],
        "requestBody": _body("Simulatieverzoek"),
        "responses": {"202": answer("De simulatie is gevraagd.", "Deelregelsimulatie")},
    },
    "besluitDeelregels": {
        "description": "Goedkeuren doet een ander dan wie de versie ontwierp. Publiceren weigert wat over de grenzen van de regio gaat.",
        "security": _BEHEREN,
        "parameters": [_BIJ],
        "requestBody": _body("Deelregelbesluit"),
        "responses": {"201": answer("Het besluit is vastgelegd.", "Deelregelversie", _ETAG)},
    },
    "geefVerzonnenHuishoudens": {
        "security": _LEZEN,
        "responses": {"200": answer("De namen van de verzonnen huishoudens.", "VerzonnenHuishoudens")},
    },
    "bekijkVerzonnenHuishouden": {
        "description": "Een beheerder ziet alleen verzonnen huishoudens; van lopende casussen alleen velden en aantallen.",
        "security": _BEHEREN,
        "requestBody": _body("Verzonnenblik"),
        "responses": {"200": answer("Wat de ontvanger zou zien.", "Nabootsing")},
    },
    "bekijkAlsOntvanger": {
        "description": "Toont welk deel van wat u ziet een deelnemer ook ziet. Wat de ander ziet en u niet, blijft weg.",
        "security": needs(VEILIGHEIDSPLAN_LEZEN),
        "requestBody": _body("Ontvangersblik"),
        "responses": {"200": answer("Wat de ontvanger ziet van wat u ziet.", "Nabootsing")},
    },
}
