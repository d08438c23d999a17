"""What each party does when a condition is broken: agreed beforehand, and shown when it happens (MDA-28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.fase import Reden
from ketenhub.domain.plan import Instemming, Veiligheidsvoorwaarde
from ketenhub.evaluate.teksten import voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.evaluate.verloop import Verloop


def _agreeing(verloop: Verloop) -> dict[str, dict[str, str]]:
    """Give per condition the parties that were asked whether they agree, and where that stands."""
    found: dict[str, dict[str, str]] = {}
    for item, feit in verloop.toestand.feiten.of(Instemming):
        who, field = (f"persoon:{feit.persoon}", "persoon") if feit.persoon else (f"org:{feit.organisatie}", "organisatie")
        found.setdefault(feit.voorwaarde, {})[who] = f"{item.id}.{field}"
    return found


def _acting(feit: Veiligheidsvoorwaarde) -> set[str]:
    """Give who does something when this condition is broken."""
    steps = feit.bij_schending or ()
    return {f"org:{s.organisatie}" for s in steps if s.organisatie} | {f"persoon:{s.persoon}" for s in steps if s.persoon}


def breach_plans(verloop: Verloop) -> Iterator[Reden]:
    """Name per condition the parties without a step: who takes part, and who was asked to agree; at a breach, who acts now."""
    feiten, day = verloop.toestand.feiten, verloop.toestand.kader.peildatum
    facts = {item.id: feit for item, feit in feiten.of(Veiligheidsvoorwaarde)}
    orgs = {f"org:{d.organisatie}": "" for d in feiten.zicht.deelnames if d.on(day)}
    asked = _agreeing(verloop)
    for condition in sorted(feiten.voorwaarden, key=lambda v: (v.afgesproken, v.item)):
        ident, stand, feit = condition.item, condition.on(day)[0], facts[condition.item]
        if stand not in ("open", "geschonden"):
            continue
        parties, acting = {**orgs, **asked.get(ident, {})}, _acting(feit)
        told = (f"{ident}.tekst", f"{ident}.bijSchending") if feit.bij_schending else (f"{ident}.tekst",)
        missing = sorted(parties.keys() - acting)
        if missing:
            yield Reden(
                regel="F11",
                bron="MDA-28",
                tekst="Let op: een voorwaarde is niet compleet. Er staat niet bij wat "
                f"{' en '.join(map(voice, missing))} bij een schending doen.",
                nodig="Spreek met iedere partij af wat zij dan doet.",
                paden=(*told, *(path for who in missing if (path := parties[who]))),
                afwezig=None if feit.bij_schending else "veiligheidsvoorwaarde.bijSchending",
            )
        if stand == "geschonden" and acting:
            names = " en ".join(map(voice, sorted(acting)))
            text = f"Een voorwaarde is geschonden. {names} doen nu wat bij de voorwaarde is afgesproken."
            yield Reden(regel="F11", bron="MDA-28", tekst=text, paden=told, voldaan=True)
