"""Why the gate is shut or open: one reason per obstacle and what is missing, with rule, source line and paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.fase import Reden, Stemstand
from ketenhub.evaluate.feiten import ZES, ZEVEN
from ketenhub.evaluate.poort import obstacle_of, ticks
from ketenhub.evaluate.stabiel import stale_on, voice_clock
from ketenhub.evaluate.stemmen import required_voices
from ketenhub.evaluate.teksten import about, bridge_text, day_text, days_ago_note, figure, persons, voice

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.regelpakket import Vinkje
    from ketenhub.evaluate.feiten import Cijfer
    from ketenhub.evaluate.poort import Obstakel, Obstakelsoort, Toestand
    from ketenhub.evaluate.verloop import Verloop

BRONNEN: dict[Obstakelsoort, tuple[str, str]] = {
    "geen_stem": ("F1", "MOV-17"),
    "onder": ("F2", "MOV-17"),
    "houdt_tegen": ("F2", "VISIE-28"),
    "ontbreekt": ("F2", "VISIE-28"),
    "opnieuw": ("F5", "MOV-19"),
    "verouderd": ("F2", "CON-30"),
    "onvolledig": ("F1", "MOV-12"),
    "andere_schaal": ("F1", "CON-01"),
    "niet_alle_leden": ("F1", "VISIE-27"),
    "ronde": ("F3", "VISIE-29"),
    "voorwaarde": ("F5", "VISIE-57"),
    "brug": ("F12", "CON-07"),
    "incident": ("F3", "VISIE-13"),
    "bescherming": ("F1", "VISIE-12"),
    "controle": ("F1", "CON-02"),
    "stresstest": ("F3", "CON-02"),
}
# what would change it, per obstacle
NODIG: dict[Obstakelsoort, str] = {
    "geen_stem": "Noem een volwassen lid, of laat een organisatie meedoen.",
    "onder": "Vraag wat er nodig is voor een hoger cijfer, en beoordeel daarna opnieuw.",
    "houdt_tegen": "Vraag deze stem om een hoger cijfer. Ging de organisatie weg: leg vast wat met de zorg is gedaan.",
    "ontbreekt": "Vraag deze stem om een cijfer.",
    "opnieuw": "Vraag deze stem om een nieuw cijfer.",
    "verouderd": "Vraag deze stem om een nieuw cijfer.",
    "onvolledig": "Vraag de reden bij het cijfer.",
    "andere_schaal": "Vraag een cijfer op de schaal van 0 tot 7+.",
    "niet_alle_leden": "Vraag een cijfer voor ieder lid, of voor het huishouden.",
    "ronde": "Vraag op of na die dag een tweede ronde.",
    "voorwaarde": "Leg vast dat de voorwaarde is gerealiseerd, met bewijs, of vervalt.",
    "brug": "Bel de regie.",
    "incident": "Wacht die tijd af zonder nieuw incident.",
    "bescherming": "Leg vast welke voorwaarde is gerealiseerd.",
    "controle": "Leg een controle van een afspraak vast, of bewijs bij een voorwaarde.",
    "stresstest": "Test het plan onder druk, en leg de uitslag vast.",
}
VINKJES: dict[Vinkje, tuple[str, str]] = {
    "bescherming": ("Er is een voorwaarde gerealiseerd die beschermt.", "Let op: er is nog geen bescherming vastgelegd."),
    "controle": ("Er is bewijs van controle.", "Let op: er is nog geen bewijs van controle."),
    "stresstest": ("Het plan is getest onder druk.", "Let op: het plan is nog niet getest onder druk."),
}


def _figures(cijfers: tuple[Cijfer, ...]) -> str:
    return ", ".join(f"een {figure(c.cijfer)} voor {about(c)}" for c in sorted(cijfers, key=lambda c: (c.rang, c.item)))


def _voice_text(obstakel: Obstakel, toestand: Toestand) -> str | None:
    pakket, wie = toestand.kader.pakket, voice(obstakel.stem)
    stale = pakket.stale_after(toestand.fase)
    eis = toestand.fase + 5
    texts: dict[Obstakelsoort, str] = {
        "onder": f"{wie} geeft {_figures(obstakel.cijfers)}. Nodig is minstens een {eis}.",
        "houdt_tegen": f"{wie} geeft {_figures(obstakel.cijfers)}. Dat cijfer houdt de fase tegen.",
        "ontbreekt": f"{wie} gaf nog geen cijfer.",
        "opnieuw": f"{wie} moet opnieuw een cijfer geven. Het vorige cijfer is van vóór het gevaar.",
        "verouderd": f"Het cijfer van {wie} is ouder dan {stale.waarde} dagen{days_ago_note(stale.eigen_afspraak)}.",
        "onvolledig": f"{wie} gaf een cijfer zonder reden. Dat cijfer telt niet voor de fase.",
        "andere_schaal": f"{wie} gaf alleen een cijfer op de schaal van 0 tot 10. Vraag een cijfer van 0 tot 7+.",
        "niet_alle_leden": f"{wie} gaf nog geen cijfer voor {persons(obstakel.leden)}.",
    }
    return texts.get(obstakel.soort)


def _text(obstakel: Obstakel, toestand: Toestand) -> str:
    interval = toestand.kader.pakket.ronde_interval
    day = day_text(obstakel.datum) if obstakel.datum else ""
    texts: dict[Obstakelsoort, str] = {
        "geen_stem": "Er is nog niemand die een cijfer moet geven.",
        "ronde": f"{voice(obstakel.stem)} moet nog een tweede keer een 7 geven, op of na {day}. "
        f"Tussen twee rondes zitten {interval.waarde} dagen{days_ago_note(interval.eigen_afspraak)}.",
        "voorwaarde": "Een voorwaarde is geschonden. Die moet eerst gerealiseerd zijn of vervallen.",
        "incident": f"De 7 is voorlopig tot {day}. Dan is er {toestand.kader.pakket.zonder_incident.waarde} maanden geen incident geweest.",
        "bescherming": "Er is nog geen bescherming vastgelegd. Dit regelpakket vraagt dat.",
        "controle": "Er is nog geen bewijs van controle. Dit regelpakket vraagt dat.",
        "stresstest": "Het plan is nog niet getest onder druk. Dit regelpakket vraagt dat.",
        "brug": bridge_text(obstakel.gevaar) if obstakel.gevaar else "",
    }
    return _voice_text(obstakel, toestand) or texts[obstakel.soort]


def reason(obstakel: Obstakel, toestand: Toestand) -> Reden:
    """Give the reason for one obstacle."""
    rule, source = BRONNEN[obstakel.soort]
    paths = tuple(c.pad for c in sorted(obstakel.cijfers, key=lambda c: c.item)) + obstakel.paden
    return Reden(regel=rule, bron=source, tekst=_text(obstakel, toestand), nodig=NODIG[obstakel.soort], paden=tuple(p for p in paths if p))


def _warnings(verloop: Verloop, dag: date) -> list[Reden]:
    """Give the ticks that warn and do not block (CON-02)."""
    toestand = verloop.toestand
    wanted: tuple[Vinkje, ...] = ("bescherming", "controle") if verloop.fase == 1 else ("stresstest",)
    evidence = ticks(toestand.feiten, dag)
    found = []
    for name in wanted:
        rule, source = BRONNEN[name]
        met, paths = bool(evidence[name]), evidence[name]
        if met or name not in toestand.kader.pakket.blokkeert:
            found.append(
                Reden(
                    regel=rule,
                    bron=source,
                    tekst=VINKJES[name][0 if met else 1],
                    nodig=None if met else NODIG[name],
                    paden=paths,
                    voldaan=met,
                )
            )
    return found


def _fallen(verloop: Verloop) -> list[Reden]:
    last = verloop.periodes[-1]
    if verloop.fase != 1 or last.oorzaak is None:
        return []
    text = f"De fase is terug naar 1 sinds {day_text(last.begin)}. Weeg opnieuw maatregelen in het strafrecht, civiel en van het bestuur."
    return [Reden(regel="F5", bron="CON-26", tekst=text, paden=() if last.brug else (last.oorzaak,))]


def reasons(verloop: Verloop, obstakels: list[Obstakel], dag: date) -> tuple[Reden, ...]:
    """Give every reason, what is in the way first."""
    found = _fallen(verloop) + [reason(o, verloop.toestand) for o in obstakels]
    if verloop.fase > 1:
        paths = tuple(sorted(p for s in standings(verloop, dag) if s.vereist for p in s.paden))
        text = "Iedereen die een cijfer moet geven, gaf minstens een 6." if verloop.fase == 2 else "Iedereen gaf in twee rondes een 7."
        rule, source = ("F1", "MOV-17") if verloop.fase == 2 else ("F3", "MOV-20")
        found.append(Reden(regel=rule, bron=source, tekst=text, paden=paths, voldaan=True))
    return tuple(found + _warnings(verloop, dag))


def _standing(sleutel: str, verloop: Verloop, stand: str, vereist: bool) -> Stemstand:
    toestand = verloop.toestand
    current = sorted(toestand.bord.current(toestand.bord.stem(sleutel)), key=lambda c: (c.rang, c.item))
    kind, _, ident = sleutel.partition(":")
    clock = voice_clock(verloop, sleutel) if vereist else None
    return Stemstand(
        stem=voice(sleutel),
        organisatie=ident if kind == "org" else None,
        persoon=ident if kind == "persoon" else None,
        vereist=vereist,
        cijfer=current[0].cijfer if current else None,
        stand=stand,
        voorlopig_tot=clock.dag if clock else None,
        voorlopig_paden=clock.paden if clock else (),
        verouderd_op=stale_on(verloop, sleutel),
        paden=tuple(c.pad for c in current),
    )


def standings(verloop: Verloop, dag: date) -> tuple[Stemstand, ...]:
    """Give every voice: the required ones with what they lack, then those that are shown and do not open a gate."""
    toestand = verloop.toestand
    eis = ZES if toestand.fase == 1 else ZEVEN
    found = []
    required = required_voices(toestand.feiten, toestand.bord, dag)
    for v in required:
        lacking = obstacle_of(v.sleutel, toestand, eis, dag)
        stand = "vrijgesteld" if v.vrijstelling else (lacking.soort if lacking else "goed")
        found.append(_standing(v.sleutel, verloop, stand, v.vrijstelling is None))
    known = {v.sleutel for v in required}
    holding = {c.stem for c in toestand.bord.dissent()}
    others = {c.stem for c in (*toestand.feiten.cijfers, *toestand.feiten.tien)} | {f"persoon:{p}" for p in toestand.feiten.kinderen}
    for key in sorted(others - known):
        found.append(_standing(key, verloop, "houdt_tegen" if key in holding else "telt_niet_mee", vereist=False))
    return tuple(found)
