"""What the routes about access cannot say of themselves: the conflict list, assignment, break-glass, and for whom a system asks."""

from ketenhub.web.api.noodtoegangen import Noodtoegangsoordeel, Noodtoegangsverzoek
from ketenhub.web.api.toegang import Conflictbeeindiging, Conflictverzoek, Toewijzingsverzoek
from ketenhub.web.api.token import MEDEWERKER
from ketenhub.web.auth import clients
from ketenhub.web.openapi_vormen import DAG, MOMENT, TEKST, Document, answer, list_of, needs, object_of, one_of, ref

MODELLEN = (Conflictverzoek, Conflictbeeindiging, Toewijzingsverzoek, Noodtoegangsverzoek, Noodtoegangsoordeel)
NAMENS: Document = {
    "name": MEDEWERKER,
    "in": "header",
    "description": "Voor welke medewerker uw systeem dit vraagt. De hub laat dan niets zien dat voor die persoon dicht is.",
    "schema": {"type": "string", "pattern": "^[a-z0-9_]{1,64}$"},
}
VORMEN: Document = {
    "Toegangsdaad": object_of(
        ["op", "door", "reden", "professional"], {"op": MOMENT, "door": ref("Organisatie"), "reden": TEKST, "professional": TEKST}
    ),
    "Conflict": object_of(
        ["conflictId", "organisatie", "medewerker", "gezet"],
        {
            "conflictId": TEKST,
            "organisatie": ref("Organisatie"),
            "medewerker": TEKST,
            "gezet": ref("Toegangsdaad"),
            "beeindigd": ref("Toegangsdaad"),
        },
        description="Een persoon die deze casus nooit mag zien. Ontbreekt `beeindigd`, dan geldt dat nu.",
    ),
    "Conflictlijst": object_of(["conflicten"], {"conflicten": list_of("Conflict")}),
    "Conflictstaat": object_of(["conflictId", "sinds"], {"conflictId": TEKST, "sinds": MOMENT}),
    "Conflicteinde": object_of(["conflictId", "beeindigdOp"], {"conflictId": TEKST, "beeindigdOp": MOMENT}),
    "Toewijzing": object_of(
        ["toewijzingId", "medewerker", "van"],
        {
            "toewijzingId": TEKST,
            "medewerker": TEKST,
            "van": MOMENT,
            "tot": {**MOMENT, "description": "Ontbreekt zolang de toewijzing geldt."},
            "door": {"type": "string", "description": "Welke medewerker dit deed, als uw systeem die noemde."},
        },
    ),
    "Toewijzingen": object_of(["toewijzingen"], {"toewijzingen": list_of("Toewijzing")}),
    "Noodtoegangsbewijs": object_of(["noodtoegangId", "van", "tot"], {"noodtoegangId": TEKST, "van": MOMENT, "tot": MOMENT}),
    "Noodtoegang": object_of(
        ["noodtoegangId", "medewerker", "verwijzing", "van", "tot", "reden", "beoordelenVoor", "stand"],
        {
            "noodtoegangId": TEKST,
            "medewerker": TEKST,
            "verwijzing": TEKST,
            "van": MOMENT,
            "tot": MOMENT,
            "reden": TEKST,
            "beoordelenVoor": DAG,
            "stand": one_of("te_beoordelen", "te_laat", "beoordeeld"),
            "beoordeling": object_of(
                ["oordeel", "reden", "medewerker", "op"],
                {"oordeel": one_of("terecht", "onterecht"), "reden": TEKST, "medewerker": TEKST, "op": MOMENT},
            ),
        },
    ),
    "Noodtoegangen": object_of(["noodtoegangen"], {"noodtoegangen": list_of("Noodtoegang")}),
    "Privacymelding": object_of(
        ["meldingId", "soort", "op"],
        {
            "meldingId": TEKST,
            "soort": one_of("missers", "noodtoegang", "doorbreking", "doorbrekingsbevestiging"),
            "medewerker": TEKST,
            "op": MOMENT,
        },
        description="Dat er iets was, door wie als dat is genoemd, en wanneer; nooit over welke casus of welke mensen.",
    ),
    "Privacymeldingen": object_of(["privacymeldingen"], {"privacymeldingen": list_of("Privacymelding")}),
}


def _body(model: str) -> Document:
    return {"required": True, "content": {"application/json": {"schema": ref(model)}}}


def _reads(scope: str, words: str, schema: str) -> Document:
    return {"security": needs(scope), "responses": {"200": answer(words, schema)}}


def _writes(scope: str, model: str | None, words: str, schema: str) -> Document:
    asked: Document = {"requestBody": _body(model)} if model else {}
    return {"security": needs(scope), **asked, "responses": {"201": answer(words, schema)}}


OPERATIES: Document = {
    "geefConflicten": _reads(clients.VEILIGHEIDSPLAN_LEZEN, "De lijst, ook wat is beeindigd; de oudste eerst.", "Conflictlijst"),
    "zetConflict": {
        "description": "De regie sluit een casus voor iedereen, een organisatie voor eigen medewerkers. Een herhaling verandert niets.",
        **_writes(clients.BIJDRAGEN_SCHRIJVEN, "Conflictverzoek", "Deze persoon ziet de casus niet meer.", "Conflictstaat"),
    },
    "beeindigConflict": {
        "description": "De regie beeindigt elke regel, een organisatie wat zij zelf zette. Een herhaling verandert niets.",
        **_writes(clients.BIJDRAGEN_SCHRIJVEN, "Conflictbeeindiging", "Deze regel geldt niet meer.", "Conflicteinde"),
    },
    "geefToewijzingen": _reads(clients.VEILIGHEIDSPLAN_LEZEN, "De toewijzingen van uw organisatie, de oudste eerst.", "Toewijzingen"),
    "wijsToe": {
        "description": "Alleen als uw organisatie met toewijzing werkt. Een herhaling verandert niets.",
        **_writes(clients.BIJDRAGEN_SCHRIJVEN, "Toewijzingsverzoek", "De casus is toegewezen.", "Toewijzing"),
    },
    "beeindigToewijzing": {
        "description": "Is niemand meer toegewezen, dan zien alle casemanagers van uw organisatie de casus. Een herhaling verandert niets.",
        **_writes(clients.BIJDRAGEN_SCHRIJVEN, None, "De toewijzing is beeindigd.", "Toewijzing"),
    },
    "neemNoodtoegang": {
        "description": "Noem de medewerker. De regie en de privacyfunctionaris horen het meteen; daarna wordt het beoordeeld.",
        **_writes(clients.VEILIGHEIDSPLAN_LEZEN, "Noodtoegangsverzoek", "De casus is open tot `tot`.", "Noodtoegangsbewijs"),
    },
    "geefNoodtoegangen": _reads(clients.VERSTREKKINGEN_LEZEN, "De noodtoegangen, de laatste eerst, hoogstens 500.", "Noodtoegangen"),
    "beoordeelNoodtoegang": {
        "description": "Een oordeel staat vast. Een herhaling verandert niets.",
        **_writes(clients.BIJDRAGEN_SCHRIJVEN, "Noodtoegangsoordeel", "Het oordeel is vastgelegd.", "Noodtoegang"),
    },
    "geefPrivacymeldingen": _reads(clients.VERSTREKKINGEN_LEZEN, "De meldingen, de laatste eerst, hoogstens honderd.", "Privacymeldingen"),
}
