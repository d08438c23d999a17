"""The words of the cases: how a sentence of one fact is read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from ketenhub.domain.beoordeling import Beoordelaarsopvolging
from ketenhub.domain.cijfer import Schaal
from ketenhub.domain.geweld import Afstemming, Geweldsoort, Melding, StrafbaarFeitVermoeden, Terugkoppeling
from ketenhub.domain.plan import (
    Afspraakstand,
    Controle,
    Hersteldoel,
    OnveiligeSituatie,
    ProactiefScenario,
    Veiligheidsafspraak,
    Vervolgstap,
)
from ketenhub.domain.regie import Overdracht, Overdrachtstand, StructureleOnveiligheid, Vrijstelling, Zorgbesluit
from ketenhub.domain.samenwerking import Consultatie, Monitor, Opschaling, Overleg, Taak, Toetsmoment
from ketenhub.testing import builders as b

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.domain.bijdrage import Feit

ORGANISATIES = {"VT": f"{1:020d}", "Politie": f"{2:020d}", "Gemeente": f"{3:020d}", "Reclassering": f"{4:020d}"}


def after(parts: list[str], word: str) -> str | None:
    """Give what follows a word in the sentence."""
    return parts[parts.index(word) + 1] if word in parts else None


def day_after(parts: list[str], word: str) -> date | None:
    """Give the day that follows a word in the sentence."""
    found = after(parts, word)
    return date.fromisoformat(found) if found else None


def score(op: str, parts: list[str], ref: str) -> Feit:
    """`cijfer VT/jansen 6 over anna+ben zonder reden op schaal 0-10`; `omdat` names what moved it."""
    who, _, prof = parts[0].partition("/")
    about = after(parts, "over")
    org = who in ORGANISATIES
    return b.a_score(
        parts[1],
        op=op,
        ref=ref,
        over=[f"p-{name}" for name in about.split("+")] if about else (),
        door=None if org else f"p-{who}",
        netwerk="netwerk" in parts,
        professional=prof or "prof-1",
        reden=None if "zonder" in parts else "Dit zagen wij.",
        schaal=Schaal.TIEN if "0-10" in parts else Schaal.VEILIGHEID,
    ).model_copy(update={"aanleiding": "Ben ging weg." if "omdat" in parts else None})


def excuse(op: str, parts: list[str], ref: str) -> Feit:
    """`vrijstelling ben tot 2026-03-01`."""
    org = ORGANISATIES.get(parts[0])
    end = date.fromisoformat(after(parts, "tot") or "")
    return Vrijstelling(
        ref=ref, geldig_op=b.a_moment(op), organisatie=org, persoon=None if org else f"p-{parts[0]}", reden="Opname.", tot=end
    )


def agreement(op: str, parts: list[str], ref: str) -> Feit:
    """`afspraak`, `afspraak gecontroleerd`, `afspraak getest`, `afspraak a1 uiterlijk 2026-02-01`."""
    checks = (Controle(op=date.fromisoformat(op), door="VT", hoe="bezoek", resultaat="goed"),) if "gecontroleerd" in parts else ()
    plain = Veiligheidsafspraak(
        ref=ref,
        geldig_op=b.a_moment(op),
        wie="Ben",
        wat="Belt.",
        voorwaarde=after(parts, "bij"),
        controles=checks,
        uiterlijk=day_after(parts, "uiterlijk"),
    )
    return plain.model_copy(update={"stresstest_resultaat": "geslaagd"}) if "getest" in parts else plain


def a_step(who: str) -> Vervolgstap:
    """Build what one party does when a condition is broken."""
    return Vervolgstap(wie=who, organisatie=ORGANISATIES.get(who), persoon=None if who in ORGANISATIES else f"p-{who}", wat="Belt.")


def condition(op: str, parts: list[str], ref: str) -> Feit:
    """`voorwaarde v1 termijn 2026-04-01 maatregel m1 beschermt anna+ben gevolg`; `vt stappen VT+anna` by whom set, and who does what."""
    plain = b.a_condition(
        parts[0],
        op=op,
        termijn=after(parts, "termijn") or "2026-04-01",
        maatregel=after(parts, "maatregel"),
        afgesproken=after(parts, "afgesproken"),
    )
    guarded = tuple(f"p-{name}" for name in (after(parts, "beschermt") or "").split("+") if name)
    return plain.model_copy(
        update={
            "beschermt": guarded,
            "gevolg": "Wij bellen de politie." if "gevolg" in parts else None,
            "gesteld_door_vt": "vt" in parts,
            "bij_schending": tuple(a_step(who) for who in (after(parts, "stappen") or "").split("+") if who) or None,
        }
    )


def stand(op: str, parts: list[str], ref: str) -> Feit:
    """`stand v1 geschonden`."""
    step = parts[1]
    assert step in {"open", "gerealiseerd", "geschonden", "vervallen"}
    match step:
        case "geschonden" | "vervallen" | "gerealiseerd":
            return b.a_stand(parts[0], step, op=op, bewijs="Gezien." if "bewijs" in parts else None)
        case _:
            return b.a_stand(parts[0], "open", op=op)


def incident(op: str, parts: list[str], ref: str) -> Feit:
    """`incident dreiging`."""
    match parts[0]:
        case "geweld" | "onveilig" | "dreiging" | "vrijlating" as aard:
            return b.an_incident(aard, op=op, ref=ref)
        case other:
            raise AssertionError(other)


def report(op: str, parts: list[str], ref: str) -> Feit:
    """`melding m1 incident 2026-01-04 onderzoek beoordeeld 2026-01-08`."""
    day = after(parts, "incident")
    return Melding(
        ref=ref,
        geldig_op=b.a_moment(op),
        identificatie=parts[0] if parts and parts[0].startswith("m") else ref,
        ontvangen=b.a_moment(op),
        incidentdatum=b.a_moment(day) if day else None,
        uitkomst_op=day_after(parts, "beoordeeld"),
        onderzoek_omdat=("geweld_onduidelijk",) if "omdat" in parts else (),
        dienst="onderzoek" if "onderzoek" in parts else "directe_overdracht" if "overdracht" in parts else None,
    )


def monitor(op: str, parts: list[str], ref: str) -> Feit:
    """`monitor anna contact einde 2026-09-01 aan Huisarts`."""
    person = f"p-{parts[0]}" if parts and parts[0] in {"anna", "ben", "kim"} else None
    return Monitor(
        ref=ref,
        geldig_op=b.a_moment(op),
        persoon=person,
        contact_op=b.a_moment(op) if "contact" in parts else None,
        verwacht_einde=day_after(parts, "einde"),
        overgenomen_door=after(parts, "aan"),
    )


def suspicion(op: str, parts: list[str], ref: str) -> Feit:
    """`vermoeden` or `vermoeden aanhouding`."""
    level: Literal["vermoeden", "aanhouding"] = "aanhouding" if "aanhouding" in parts else "vermoeden"
    return StrafbaarFeitVermoeden(ref=ref, geldig_op=b.a_moment(op), niveau=level, grond="Mishandeling.")


def told_back(op: str, parts: list[str], ref: str) -> Feit:
    """`terugkoppeling m1` or `terugkoppeling m1 verantwoordelijk`."""
    who = "De gemeente." if "verantwoordelijk" in parts else None
    return Terugkoppeling(ref=ref, geldig_op=b.a_moment(op), identificatie_melding=parts[0], uitkomst="Overgedragen.", verantwoordelijk=who)


def kind_of_violence(op: str, parts: list[str], ref: str) -> Feit:
    """`geweldsoort stalking opnieuw 2026-03-01`."""
    return Geweldsoort(ref=ref, geldig_op=b.a_moment(op), aard=parts[0], opnieuw_beoordelen=day_after(parts, "opnieuw"))


def kept(op: str, parts: list[str], ref: str) -> Feit:
    """`nakoming a1 gedaan`, `nakoming a1 niet_gedaan gecontroleerd`."""
    stand: Literal["gedaan", "niet_gedaan"] = "gedaan" if "gedaan" in parts else "niet_gedaan"
    check = Controle(op=date.fromisoformat(op[:10]), door="VT", hoe="bezoek", resultaat="goed") if "gecontroleerd" in parts else None
    return Afspraakstand(ref=ref, geldig_op=b.a_moment(op), afspraak=parts[0], stand=stand, controle=check)


def lasting(op: str, parts: list[str], ref: str) -> Feit:
    """`structureel tot 2026-12-01`."""
    van = date.fromisoformat(op[:10])
    return StructureleOnveiligheid(ref=ref, geldig_op=van, reden="Het stopt niet vanzelf.", van=van, tot=day_after(parts, "tot"))


def assessment_moment(op: str, parts: list[str], ref: str) -> Feit:
    """`toetsmoment 2026-03-01` or `toetsmoment 2026-03-01 gedaan 2026-03-01`."""
    return Toetsmoment(
        ref=ref, geldig_op=b.a_moment(op), gepland_op=date.fromisoformat(parts[0]), door="VT", gedaan_op=day_after(parts, "gedaan")
    )


def task(op: str, parts: list[str], ref: str) -> Feit:
    """`taak uiterlijk 2026-02-01 antwoord 2026-01-30`."""
    return Taak(
        ref=ref,
        geldig_op=b.a_moment(op),
        tekst="Bel de school.",
        eigenaar=ORGANISATIES["VT"],
        uiterlijk=day_after(parts, "uiterlijk"),
        beantwoord_op=day_after(parts, "antwoord"),
    )


WOORDEN: dict[str, Callable[[str, list[str], str], Feit]] = {
    "cijfer": score,
    "incident": incident,
    "voorwaarde": condition,
    "stand": stand,
    "afspraak": agreement,
    "vrijstelling": excuse,
    "melding": report,
    "maatregel": lambda op, p, ref: b.a_measure(p[0], p[1], van=op, tot=after(p, "tot")),
    "schending": lambda op, p, ref: b.a_breach(p[0], op=op),
    "situatie": lambda op, p, ref: OnveiligeSituatie(
        ref=ref, geldig_op=b.a_moment(op), slachtoffer=f"p-{p[0]}", omschrijving="Geduwd.", jaar=2026
    ),
    "monitor": monitor,
    "vermoeden": suspicion,
    "terugkoppeling": told_back,
    "geweldsoort": kind_of_violence,
    "nakoming": kept,
    "structureel": lasting,
    "toetsmoment": assessment_moment,
    "taak": task,
    "afstemming": lambda op, p, ref: Afstemming(ref=ref, geldig_op=b.a_moment(op), betreft=p[0], met=(ORGANISATIES["Politie"],)),
    "overleg": lambda op, p, ref: Overleg(ref=ref, geldig_op=b.a_moment(op), aard="mdo", wijze="samen", volgende=day_after(p, "volgende")),
    "hersteldoel": lambda op, p, ref: Hersteldoel(
        ref=ref, geldig_op=b.a_moment(op), gebied="meedoen", tekst="Weer werken.", voorwaarde=after(p, "bij")
    ),
    "scenario": lambda op, p, ref: ProactiefScenario(
        ref=ref, geldig_op=b.a_moment(op), stappen=("Bel 112.",), geldig_tot=day_after(p, "tot")
    ),
    "overdracht": lambda op, p, ref: Overdracht(
        ref=ref, geldig_op=b.a_moment(op), aan=ORGANISATIES["Gemeente"], wat="De gesprekken.", reden="Klaar.", per=date.fromisoformat(op)
    ),
    "overname": lambda op, p, ref: Overdrachtstand(
        ref=ref, geldig_op=b.a_moment(op), overdracht=p[0], stand="aanvaard" if "aanvaard" in p else "geweigerd"
    ),
    "zorgbesluit": lambda op, p, ref: Zorgbesluit(
        ref=ref, geldig_op=b.a_moment(op), organisatie=ORGANISATIES[p[2]], reden="De wijkagent neemt het over."
    ),
    "consultatie": lambda op, p, ref: Consultatie(
        ref=ref, geldig_op=b.a_moment(op), vraag="Wat nu?", aan="Forensisch centrum", advies="Doe dit." if "advies" in p else None
    ),
    "opvolging": lambda op, p, ref: Beoordelaarsopvolging(ref=ref, geldig_op=b.a_moment(op), van=p[1], naar=p[3]),
    "opschaling": lambda op, p, ref: Opschaling(
        ref=ref, geldig_op=b.a_moment(op), reden="Termijn voorbij.", antwoord="RvdK doet mee." if "antwoord" in p else None
    ),
}
