"""To which casus a message belongs, and when a person must decide that (domain 6)."""

from __future__ import annotations

from dataclasses import dataclass

LEDEN_NODIG = 2


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """An open casus in which members of the message are known by BSN; `op_pleger`: the sender stands on that track there."""

    casus_id: str
    leden: int
    slachtoffer: bool
    op_pleger: bool = False


@dataclass(frozen=True, slots=True)
class Aanknoping:
    """What the store found for the message: each an id of an open casus, or None."""

    verwijzing: str | None = None
    eigen_referentie: str | None = None
    betreft_bericht: str | None = None
    kandidaten: tuple[Kandidaat, ...] = ()


@dataclass(frozen=True, slots=True)
class Koppeling:
    """The casus the message joins (None: its own new casus), on what ground, and what is proposed to a person."""

    casus_id: str | None
    grond: str
    voorstellen: tuple[str, ...] = ()


def link(aanknoping: Aanknoping) -> Koppeling:
    """Decide where the message belongs: (a) to (d) of domain 6; everything else opens its own casus at once."""
    for casus_id, grond in (
        (aanknoping.verwijzing, "casusverwijzing"),
        (aanknoping.eigen_referentie, "eigen referentie"),
        (aanknoping.betreft_bericht, "bericht van deze casus"),
    ):
        if casus_id is not None:
            return Koppeling(casus_id, grond)
    zeker = [k for k in aanknoping.kandidaten if k.leden >= LEDEN_NODIG and k.slachtoffer]
    if len(zeker) == 1 and not zeker[0].op_pleger:
        return Koppeling(zeker[0].casus_id, "burgerservicenummers")
    return Koppeling(None, "nieuw", tuple(sorted(k.casus_id for k in aanknoping.kandidaten if not k.op_pleger)))
