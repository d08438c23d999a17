"""The signals: one per cause, open as long as its cause is (domain F6, F7)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.moment import order_key
from ketenhub.evaluate.datums import date_signals
from ketenhub.evaluate.feiten import ZES
from ketenhub.evaluate.gevaar import VOORBIJGAAND
from ketenhub.evaluate.laagste import standing_scores
from ketenhub.evaluate.samenloop import alignment_tasks
from ketenhub.evaluate.stemmen import required_voices
from ketenhub.evaluate.teksten import GEVAREN, about, bridge_text, day_text, days_ago_note, figure, voice
from ketenhub.evaluate.termijnen import advice_day, advised, escalated, running_terms
from ketenhub.evaluate.veiligthuis import told_signals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from ketenhub.domain.partijen import Spoor
    from ketenhub.evaluate.feiten import Cijfer
    from ketenhub.evaluate.gevaar import Gevaar
    from ketenhub.evaluate.stemmen import Bord, Stem
    from ketenhub.evaluate.termijnen import Loopt
    from ketenhub.evaluate.verloop import Verloop

Brug = tuple[str, Ernst, date]
DRIE = 300
ZWAARTE = {Ernst.DIRECT: 0, Ernst.HOOG: 1, Ernst.ATTENTIE: 2}
WEEG = "Weeg opnieuw maatregelen in het strafrecht, civiel en van het bestuur."


def _score_signal(cijfer: Cijfer, gedaald: bool, spoor: Spoor) -> Signaal:
    text = f"{voice(cijfer.stem)} geeft een {figure(cijfer.cijfer)} voor {about(cijfer)}."
    if gedaald:
        text += " Dat was een 6 of meer."
    if not cijfer.tellend:
        text += " De fase verandert hierdoor niet. Regie weegt wat nodig is."
    if not cijfer.compleet:
        text += " De reden ontbreekt nog."
    return Signaal(
        sleutel=f"cijfer:{cijfer.item}:{cijfer.dag.isoformat()}",
        soort="daling" if gedaald else "cijfer",
        ernst=Ernst.DIRECT if cijfer.rang < DRIE else Ernst.HOOG,
        dag=cijfer.moment,
        tekst=text,
        spoor=spoor,
        paden=(cijfer.pad,),
    )


def _scores(bord: Bord, spoor: Spoor) -> Iterator[Signaal]:
    for stem in bord.stemmen.values():
        for cijfer in bord.current(stem):
            if cijfer.rang < ZES:
                yield _score_signal(cijfer, cijfer.item in stem.gedaald, spoor)


def _still_open(gevaar: Gevaar, verloop: Verloop) -> bool:
    """Tell whether a danger still stands: what passes by itself, or came to light after the gate had opened, for some days."""
    stays = timedelta(days=verloop.toestand.kader.pakket.signaal_blijft.waarde)
    passes = gevaar.laat or gevaar.soort in VOORBIJGAAND
    return not passes or verloop.toestand.kader.peildatum <= gevaar.bekend + stays


def _dangers(verloop: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    for gevaar in verloop.gevaren:
        if not gevaar.brug and _still_open(gevaar, verloop):
            text = f"Er is {GEVAREN[gevaar.soort]} op {day_text(gevaar.dag)}."
            yield Signaal(
                sleutel=f"{gevaar.soort}:{gevaar.item}:{gevaar.dag.isoformat()}",
                soort=gevaar.soort,
                ernst=gevaar.ernst,
                dag=gevaar.moment,
                tekst=f"{text} {WEEG}" if gevaar.terugval else text,
                spoor=spoor,
                paden=(gevaar.pad,),
            )


def _zeros(tien: Iterable[Cijfer], bord: Bord) -> list[Cijfer]:
    """Give every 0 on the scale of 0 to 10 that the voice has not answered for that subject."""
    found: dict[tuple[str, str, tuple[str, ...]], Cijfer] = {}
    for cijfer in sorted(tien, key=lambda c: (c.orde, -c.rang, c.item)):
        found[cijfer.stem, cijfer.door, cijfer.over] = cijfer
    return [
        c
        for c in found.values()
        if c.rang == 0
        and not any(a.over == c.over and a.rang >= ZES and a.orde > c.orde for a in bord.current(bord.stem(c.stem)) if a.door == c.door)
    ]


def _other_scale(verloop: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    tien, bord = verloop.toestand.feiten.tien, verloop.toestand.bord
    for cijfer in _zeros(tien, bord):
        text = f"{voice(cijfer.stem)} geeft een 0 voor {about(cijfer)} op de schaal van 0 tot 10. Het gevaar is nu echt."
        yield _signal(
            f"nul_op_tien:{cijfer.item}:{cijfer.dag.isoformat()}", "nul_op_tien", (Ernst.HOOG, cijfer.moment), text, (spoor, (cijfer.pad,))
        )
    for key in sorted({c.stem for c in tien}):
        if not bord.stem(key).laatste:
            last = max((c for c in tien if c.stem == key), key=lambda c: (c.orde, c.item))
            text = f"Vraag {voice(key)} om een cijfer van 0 tot 7+. De schaal van 0 tot 10 telt niet voor de fase."
            yield _signal(f"andere_schaal:{key}", "andere_schaal", (Ernst.ATTENTIE, last.moment), text, (spoor, (last.pad,)))


def _signal(sleutel: str, soort: str, zwaarte: tuple[Ernst, date | datetime], tekst: str, plek: tuple[Spoor, tuple[str, ...]]) -> Signaal:
    return Signaal(sleutel=sleutel, soort=soort, ernst=zwaarte[0], dag=zwaarte[1], tekst=tekst, spoor=plek[0], paden=plek[1])


def stale_day(cijfer: Cijfer, limiet: int) -> date:
    """Give the first day on which the score is stale."""
    return cijfer.dag + timedelta(days=limiet + 1)


def _stale(stem: Stem, verloop: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    toestand = verloop.toestand
    figures = toestand.kader.pakket.stale_after(toestand.fase)
    for cijfer in toestand.bord.current(stem):
        day = stale_day(cijfer, figures.waarde)
        if day <= toestand.kader.peildatum:
            note = days_ago_note(figures.eigen_afspraak)
            text = f"Het cijfer van {voice(stem.sleutel)} voor {about(cijfer)} is ouder dan {figures.waarde} dagen{note}."
            yield _signal(f"verouderd:{cijfer.item}", "verouderd", (Ernst.ATTENTIE, day), text, (spoor, (cijfer.pad,)))
    for cijfer in stem.onvolledig.values():
        text = f"{voice(stem.sleutel)} gaf een cijfer voor {about(cijfer)} zonder reden. Vraag de reden."
        yield _signal(f"onvolledig:{cijfer.item}", "onvolledig", (Ernst.ATTENTIE, cijfer.moment), text, (spoor, (cijfer.pad,)))


def silent_from(verloop: Verloop, sleutel: str) -> date:
    """Give the day from which a voice that never scored counts as silent: as long as a score stays fresh."""
    deelnames = [d.van for d in verloop.toestand.feiten.zicht.deelnames if f"org:{d.organisatie}" == sleutel]
    return min(deelnames, default=verloop.opening) + timedelta(days=verloop.toestand.limiet + 1)


def silent_days(verloop: Verloop) -> list[date]:
    """Give for every required voice the day from which it is silent when it never scores."""
    toestand = verloop.toestand
    return [silent_from(verloop, v.sleutel) for v in required_voices(toestand.feiten, toestand.bord, toestand.kader.peildatum)]


def _voices(verloop: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    toestand = verloop.toestand
    for v in required_voices(toestand.feiten, toestand.bord, toestand.kader.peildatum):
        stem = toestand.bord.stem(v.sleutel)
        yield from _stale(stem, verloop, spoor)
        day = silent_from(verloop, v.sleutel)
        if not stem.laatste and v.vrijstelling is None and day <= toestand.kader.peildatum:
            text = f"{voice(v.sleutel)} gaf nog geen cijfer."
            yield _signal(f"stilte:{v.sleutel}", "stilte", (Ernst.ATTENTIE, day), text, (spoor, ()))


def _warning(verloop: Verloop, term: Loopt, spoor: Spoor) -> Signaal | None:
    """Give the highest warning that was reached."""
    kader = verloop.toestand.kader
    reached = [(p, day) for p, day in term.warned(g.waarde for g in kader.pakket.waarschuwingen) if day <= kader.peildatum]
    if not reached:
        return None
    part, day = max(reached)
    what = "voor directe veiligheid" if term.soort == "directe_veiligheid" else "om voorwaarden af te spreken"
    text = f"De tijd {what} is voor {part} % voorbij (eigen afspraak). De laatste dag is {day_text(term.eind)}."
    return _signal(f"termijn_{part}:{term.oorzaak}", f"termijn_{part}", (Ernst.ATTENTIE, day), text, (spoor, term.paden))


def _terms(verloop: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    for periode, term in running_terms(verloop):
        if escalated(verloop, periode, term):
            why = "Er is geen directe veiligheid" if term.soort == "directe_veiligheid" else "Er zijn geen voorwaarden afgesproken"
            text = f"{why} op {day_text(term.eind)}. Schaal op: Veilig Thuis, Raad voor de Kinderbescherming, strafketen of MDA++."
            yield _signal(f"opschalen:{term.oorzaak}", "opschalen", (Ernst.HOOG, term.escaleert), text, (spoor, term.paden))
        elif periode.eind is None and verloop.toestand.kader.peildatum <= term.eind:
            warning = _warning(verloop, term, spoor)
            if warning is not None:
                yield warning
    advice = advice_day(verloop)
    if advice is not None and advice <= verloop.toestand.kader.peildatum and not advised(verloop, advice):
        text = "Er is een half jaar directe veiligheid, maar nog geen stabiele veiligheid. Vraag advies. Dit is geen fout."
        yield _signal(f"consulteren:{advice.isoformat()}", "consulteren", (Ernst.ATTENTIE, advice), text, (spoor, ()))


def _score_dangers(cijfers: Iterable[Cijfer]) -> list[Brug]:
    return [("cijfer", Ernst.DIRECT if c.rang < DRIE else Ernst.HOOG, c.dag) for c in cijfers if c.rang < ZES]


def _bridged(verloop: Verloop, ander: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    """Give danger of the other track as kind, severity and day; the key tells no more than that.

    The last of all that were alike on one day are numbered, so that a new one has a new key, also where it took the place of an earlier.
    """
    other, feiten = ander.toestand.bord, ander.toestand.feiten
    zeros = _zeros(feiten.tien, other)
    standing = _score_dangers(standing_scores(other)) + [("nul_op_tien", Ernst.HOOG, c.dag) for c in zeros]
    standing += [(g.soort, g.ernst, g.dag) for g in verloop.gevaren if g.brug and _still_open(g, verloop)]
    ever = _score_dangers(feiten.cijfers) + [("nul_op_tien", Ernst.HOOG, c.dag) for c in feiten.tien if c.rang == 0]
    ever += [(g.soort, g.ernst, g.dag) for g in feiten.gevaren]
    for (soort, ernst, day), count in sorted(Counter(standing).items()):
        last = max(Counter(ever)[soort, ernst, day], count)
        for number in range(last - count + 1, last + 1):
            key = f"brug:{soort}:{ernst.value}:{day.isoformat()}"
            yield Signaal(
                sleutel=key if number == 1 else f"{key}:{number}",
                soort=soort,
                ernst=ernst,
                dag=day,
                tekst=bridge_text(soort),
                spoor=spoor,
                brug=True,
            )


def in_order(signalen: Iterable[Signaal], verloop: Verloop) -> tuple[Signaal, ...]:
    """Put the most severe first, then the oldest."""
    zone = verloop.toestand.kader.zone
    return tuple(sorted(signalen, key=lambda s: (ZWAARTE[s.ernst], order_key(s.dag, zone), s.sleutel)))


def signals(verloop: Verloop, ander: Verloop | None, *, met_termijnen: bool) -> tuple[Signaal, ...]:
    """Give every open signal of the track, with the dangers that cross the bridge."""
    spoor = verloop.toestand.feiten.zicht.spoor
    found = [*_scores(verloop.toestand.bord, spoor), *_dangers(verloop, spoor), *_other_scale(verloop, spoor), *_voices(verloop, spoor)]
    found += [*alignment_tasks(verloop), *date_signals(verloop)]
    if met_termijnen:
        found += [*_terms(verloop, spoor), *told_signals(verloop)]
    if ander is not None:
        found += _bridged(verloop, ander, spoor)
    return in_order(found, verloop)
