"""Every proof of the product, with how often it is tried; a proof that needs the world is a selection of the tests that give it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bewijzen.bewijs import Bewijs
from tests.bewijzen.eigenschappen import adding, ending_agreements, narrowing, tightening
from tests.bewijzen.nietbeinvloeden import places_hidden, untouched
from tests.bewijzen.vertaald import told_exactly


@dataclass(frozen=True, slots=True)
class Proef:
    """A claim that tests prove on a real database: which tests, in the short form and in the full; `telt` says what one test is.

    A test can give figures of its own with `record_property`; they are added up.
    """

    naam: str
    stelling: str
    telt: str
    kort: tuple[str, ...]
    vol: tuple[str, ...] = ()
    opdracht: tuple[str, ...] = ()


BEWIJZEN: tuple[Bewijs, ...] = (
    Bewijs("niet-beinvloeden", "Niets van het slachtofferspoor verandert een byte van wat de andere kant krijgt.", 100, 10_000, untouched),
    Bewijs("plaatsen", "Waar iemand is, verandert geen byte voor wie het niet genoemd is.", 40, 2_000, places_hidden),
    Bewijs("feit-erbij", "Een feit erbij laat niemand meer zien van wat er al was.", 80, 5_000, adding),
    Bewijs("strenger", "Een strengere regel laat niemand meer zien.", 100, 5_000, tightening),
    Bewijs("afspraak-af", "Een afspraak die afloopt laat niemand meer zien.", 40, 1_000, ending_agreements),
    Bewijs("versmallen", "Een plugin houdt alleen achter, ook een die meer wil.", 120, 5_000, narrowing),
    Bewijs("waarom", "Vertellen waarom verandert niets, en zegt precies wat er in het zicht staat.", 1_000, 10_000, told_exactly),
)
WEB, FLOW = "tests/integration/web", "tests/integration/flow"
PROEVEN: tuple[Proef, ...] = (
    Proef("matrix", "Geen vraag geeft meer dan de vrager mag weten.", "toetsen", (f"{WEB}/test_weten.py", f"{WEB}/test_weten_personen.py")),
    Proef(
        "tweede-muur",
        "Ook zonder filter geeft de database niets van een ander, en niets van een casus die voor iemand dicht is.",
        "toetsen",
        (f"{WEB}/test_tweede_muur.py", f"{WEB}/test_weten_personen.py", "-k", "tweede_muur or database_alone"),
    ),
    Proef(
        "over-http",
        "Ook over HTTP verandert niets van het slachtofferspoor een byte aan de andere kant.",
        "toetsen",
        (f"{WEB}/test_niet_beinvloeden.py",),
    ),
    Proef(
        "auditspoor",
        "Elke manier van knoeien met het auditspoor wordt gevonden en bij naam genoemd.",
        "soorten knoeien",
        ("tests/integration/store/test_audit.py", "-k", "tampering_with_a_chain and embedded"),
    ),
    Proef(
        "besluiten",
        "Wat toestemming, vrijgave, afweging, doorbreking of een losgelaten tekst opent, is alleen wat daarin genoemd staat.",
        "toetsen",
        (
            "tests/unit/share/test_toestemming.py",
            "tests/unit/share/test_tekstvrijgave.py",
            "tests/unit/share/test_mensen.py",
            "tests/unit/share/test_sporen.py",
            "tests/unit/share/test_afwegen.py",
            "tests/unit/share/test_doorbreken.py",
            "tests/property/test_afwegen.py",
        ),
    ),
    Proef(
        "verschil",
        "Het verschil tussen twee regelsets is precies dat van alle zichten voluit.",
        "toetsen",
        ("tests/property/test_verschil.py",),
        (f"{FLOW}/test_verschil_duizend.py",),
    ),
    Proef("mutatie", "Een kleine fout in `share` valt een test op.", "fouten", (), opdracht=("tools/mutate.py", "share")),
)
