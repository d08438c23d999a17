"""The signals of danger: low scores, what happened, a 0 on the other scale; one per cause (domain F6)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.plan import Veiligheidsvoorwaarde
from ketenhub.evaluate.feiten import ZES
from ketenhub.evaluate.gevaar import VOORBIJGAAND
from ketenhub.evaluate.inschakelen import NUL, to_call
from ketenhub.evaluate.teksten import GEVAREN, about, day_text, figure, voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from ketenhub.domain.partijen import Spoor
    from ketenhub.evaluate.feiten import Cijfer
    from ketenhub.evaluate.gevaar import Gevaar
    from ketenhub.evaluate.stemmen import Bord
    from ketenhub.evaluate.verloop import Verloop

DRIE = 300
WEEG = "Weeg opnieuw maatregelen in het strafrecht, civiel en van het bestuur."


def make_signal(
    sleutel: str, soort: str, zwaarte: tuple[Ernst, date | datetime], tekst: str, plek: tuple[Spoor, tuple[str, ...]]
) -> Signaal:
    """Build a signal: its cause, kind, how severe and since when, its words, and where it belongs."""
    return Signaal(sleutel=sleutel, soort=soort, ernst=zwaarte[0], dag=zwaarte[1], tekst=tekst, spoor=plek[0], paden=plek[1])


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


def low_scores(verloop: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    """Tell of every standing score under 6, of whomever; at a 0, whom to call at once."""
    feiten, kader, bord = verloop.toestand.feiten, verloop.toestand.kader, verloop.toestand.bord
    for stem in bord.stemmen.values():
        for cijfer in bord.current(stem):
            if cijfer.rang < ZES:
                signaal = _score_signal(cijfer, cijfer.item in stem.gedaald, spoor)
                yield signaal.model_copy(update={"inschakelen": to_call((feiten,), kader)}) if cijfer.rang == NUL else signaal


def still_open(gevaar: Gevaar, verloop: Verloop) -> bool:
    """Tell whether a danger still stands: what passes by itself, or came to light after the gate had opened, for some days."""
    stays = timedelta(days=verloop.toestand.kader.pakket.signaal_blijft.waarde)
    passes = gevaar.laat or gevaar.soort in VOORBIJGAAND
    return not passes or verloop.toestand.kader.peildatum <= gevaar.bekend + stays


def _agreed_steps(gevaar: Gevaar, verloop: Verloop) -> tuple[str, ...]:
    """Give the path of what each party agreed to do now that this condition is broken (MDA-28)."""
    facts = verloop.toestand.feiten.of(Veiligheidsvoorwaarde)
    return tuple(f"{item.id}.bijSchending" for item, feit in facts if item.id == gevaar.voorwaarde and feit.bij_schending)


def happened(verloop: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    """Tell of every danger of this track that still stands."""
    for gevaar in verloop.gevaren:
        if not gevaar.brug and still_open(gevaar, verloop):
            text = f"Er is {GEVAREN[gevaar.soort]} op {day_text(gevaar.dag)}."
            yield Signaal(
                sleutel=f"{gevaar.soort}:{gevaar.item}:{gevaar.dag.isoformat()}",
                soort=gevaar.soort,
                ernst=gevaar.ernst,
                dag=gevaar.moment,
                tekst=f"{text} {WEEG}" if gevaar.terugval else text,
                spoor=spoor,
                vervolg=_agreed_steps(gevaar, verloop),
                paden=(gevaar.pad,),
            )


def zeros(tien: Iterable[Cijfer], bord: Bord) -> list[Cijfer]:
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


def other_scale(verloop: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    """Tell of a 0 on the scale of 0 to 10, and ask who scored only there for a score that counts."""
    tien, bord = verloop.toestand.feiten.tien, verloop.toestand.bord
    for cijfer in zeros(tien, bord):
        text = f"{voice(cijfer.stem)} geeft een 0 voor {about(cijfer)} op de schaal van 0 tot 10. Het gevaar is nu echt."
        yield make_signal(
            f"nul_op_tien:{cijfer.item}:{cijfer.dag.isoformat()}", "nul_op_tien", (Ernst.HOOG, cijfer.moment), text, (spoor, (cijfer.pad,))
        )
    for key in sorted({c.stem for c in tien}):
        if not bord.stem(key).laatste:
            last = max((c for c in tien if c.stem == key), key=lambda c: (c.orde, c.item))
            text = f"Vraag {voice(key)} om een cijfer van 0 tot 7+. De schaal van 0 tot 10 telt niet voor de fase."
            yield make_signal(f"andere_schaal:{key}", "andere_schaal", (Ernst.ATTENTIE, last.moment), text, (spoor, (last.pad,)))
