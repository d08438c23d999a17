"""The merged picture of one household: a disposable fold over contributions."""

from datetime import date

from ketenhub.domain.bijdrage import Item, Opening
from ketenhub.domain.moment import Tijdstip
from ketenhub.domain.partijen import Rol, Spoor
from ketenhub.domain.regie import Regierol
from ketenhub.domain.waarde import Kort, Oin, Sleutel, Waarde


class Deelname(Waarde):
    """The part an organisation takes in the casus, as the fold derives it."""

    organisatie: Oin
    van: date
    tot: date | None = None
    spoor: Spoor = Spoor.ONVERDEELD
    toegewezen: bool = False
    grond: Kort

    def on(self, dag: date) -> bool:
        """Tell whether the organisation takes part on the day."""
        return self.van <= dag and (self.tot is None or dag <= self.tot)


class Regiehouder(Waarde):
    """Who holds a regie role now; provisional until a person accepts."""

    regierol: Regierol
    organisatie: Oin
    houder: Kort | None = None
    voorlopig: bool = False
    sinds: date
    item: Sleutel | None = None


class PersoonInBeeld(Waarde):
    """A person of the casus: the statements about identity stay items, here only what the fold knows of them.

    `volwassen_vanaf` is the 18th birthday of a minor, `lid_tot` the last day in the household; the evaluator knows which day it is.
    """

    id: Sleutel
    verklaringen: tuple[Sleutel, ...]
    rollen: tuple[Rol, ...] = ()
    volwassen: bool = True
    volwassen_vanaf: date | None = None
    lid: bool = True
    lid_tot: date | None = None
    spoor: Spoor = Spoor.ONVERDEELD


class Splitsing(Waarde):
    """The moment the tracks were separated, by which item, and who stands where (domain F12)."""

    op: date
    item: Sleutel
    plegers: tuple[Sleutel, ...]


class Ingetrokken(Waarde):
    """What an organisation took back: a statement of before, arriving late, does not bring it back."""

    organisatie: Oin
    ref: Sleutel
    opgesteld_op: Tijdstip
    bericht: Sleutel


class Casus(Waarde):
    """One household, one plan, one director; every item with its source.

    `sleutels` maps (organisation, own reference) to ids, so that a later message of the same organisation can refer to them.
    `plegerkant` gives the persons as the perpetrator's side alone knows them, once the tracks are separated.
    `gekoppeld` names the casussen whose contributions this one reads too, `opgenomen_in` the casus that reads this one's;
    `zelfde` who a person decided to be someone else of this casus: (id of before, id of now).
    """

    id: Sleutel
    versie: int
    opening: Opening
    items: tuple[Item, ...] = ()
    personen: tuple[PersoonInBeeld, ...] = ()
    plegerkant: tuple[PersoonInBeeld, ...] = ()
    deelnames: tuple[Deelname, ...] = ()
    regie: tuple[Regiehouder, ...] = ()
    splitsing: Splitsing | None = None
    sleutels: tuple[tuple[str, str, str], ...] = ()
    bsns: tuple[tuple[str, str], ...] = ()
    ingetrokken: tuple[Ingetrokken, ...] = ()
    gekoppeld: tuple[Sleutel, ...] = ()
    opgenomen_in: Sleutel | None = None
    zelfde: tuple[tuple[str, str], ...] = ()
