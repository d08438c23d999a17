"""Every wrapped key in the database: which generation of the master key it stands under, and how it is wrapped again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ketenhub.keys.kluis import NAAMLOOS, Plek

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.store.opslag import Tx


@dataclass(frozen=True, slots=True)
class Bron:
    """A table with wrapped keys: its primary key, and of what the place is made for which a key is wrapped."""

    tabel: str
    sleutel: tuple[str, ...]
    rij: tuple[str, ...]
    kolom: str = "inhoud"
    organisatie: str = "organisatie"


EIGENAAR = "(select s.organisatie from signaal s where s.casus_id = t.casus_id and s.signaal_id = t.signaal_id)"
BRONNEN = (
    Bron("geheim", ("soort", "generatie"), ("soort", "generatie"), "gewikkeld", "'hub'"),
    Bron("sleutel", ("casus_id", "houder"), ("casus_id",), "gewikkeld", "houder"),
    Bron("verstrekking", ("verstrekking_id",), ("verstrekking_id",), "manifest"),
    Bron("lijstverstrekking", ("verstrekking_id",), ("verstrekking_id",), "manifest"),
    Bron("outbox", ("outbox_id",), ("outbox_id",)),
    Bron("quarantaine", ("quarantaine_id",), ("quarantaine_id",)),
    Bron("ophaaltaak", ("taak_id",), ("taak_id",)),
    Bron("besluitlog", ("besluit_id",), ("besluit_id",)),
    Bron("conflict", ("conflict_id",), ("conflict_id",), organisatie="door"),
    Bron("conflicteinde", ("conflict_id",), ("conflict_id",), organisatie="door"),
    Bron("noodtoegang", ("noodtoegang_id",), ("noodtoegang_id",)),
    Bron("noodbeoordeling", ("noodtoegang_id",), ("noodtoegang_id",)),
    Bron("koppelbesluit", ("casus_id", "volgnummer"), ("voorstel_id", "op")),
    Bron("persoonsbesluit", ("casus_id", "volgnummer"), ("casus_id", "op")),
    Bron("signaalstap", ("casus_id", "volgnummer"), ("signaal_id",), organisatie=EIGENAAR),
)
# an empty key is one that was destroyed
ANDERS = f"(length(t.gewikkeld) = {NAAMLOOS} or length(t.gewikkeld) > {NAAMLOOS} and substring(t.gewikkeld for 4) <> $1)"
NAMEN = f"""select case when length(gewikkeld) > {NAAMLOOS} then substring(gewikkeld for 4) else ''::bytea end as naam, count(*) as aantal
from {{0}} where length(gewikkeld) >= {NAAMLOOS} group by 1"""  # noqa: S608 - a figure of ours
# messages of before migration 0014 hold their key in front of the bytes
LOS = f"""update outbox set gewikkeld = substring(inhoud for {NAAMLOOS}), inhoud = substring(inhoud from {NAAMLOOS + 1})
where soort = 'bericht' and inhoud is not null and gewikkeld is null"""  # noqa: S608 - a figure of ours


@dataclass(frozen=True, slots=True)
class Gewikkeld:
    """One wrapped key: which row it stands in, and for which place."""

    sleutel: tuple[object, ...]
    plek: Plek
    gewikkeld: bytes


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


async def read_batch(tx: Tx, bron: Bron, naam: bytes, na: Sequence[object], most: int) -> list[Gewikkeld]:
    """Give the next keys of a table that do not stand under this master key, in the order of its primary key, after a row."""
    keys = ", ".join(f"t.{one}" for one in bron.sleutel)
    after = f"and ({keys}) > ({', '.join(f'${n}' for n in range(3, 3 + len(na)))})" if na else ""
    org = bron.organisatie if "'" in bron.organisatie or "(" in bron.organisatie else f"t.{bron.organisatie}"
    rij = ", ".join(f"t.{one} as rij{n}" for n, one in enumerate(bron.rij))
    found = await tx.fetch(
        f"select {keys}, t.gewikkeld, {org} as wie, {rij} from {bron.tabel} t where {ANDERS} {after} order by {keys} limit $2",  # noqa: S608 - names of ours
        naam,
        most,
        *na,
    )
    return [
        Gewikkeld(
            tuple(row[one] for one in bron.sleutel),
            Plek(bron.tabel, bron.kolom, "/".join(_text(row[f"rij{n}"]) for n in range(len(bron.rij))), row["wie"]),
            row["gewikkeld"],
        )
        for row in found
    ]


async def write_batch(tx: Tx, bron: Bron, nieuw: Sequence[tuple[Gewikkeld, bytes]]) -> None:
    """Put each new wrapping in place of the one that was read; a row that changed meanwhile is left for the next time."""
    where = " and ".join(f"{one} = ${n}" for n, one in enumerate(bron.sleutel, 3))
    await tx.executemany(
        f"update {bron.tabel} set gewikkeld = $1 where gewikkeld = $2 and {where}",  # noqa: S608 - names of ours
        [(wrapped, old.gewikkeld, *old.sleutel) for old, wrapped in nieuw],
    )


async def split_old_messages(tx: Tx) -> None:
    """Let the key of every message stand beside its bytes."""
    await tx.execute(LOS)


async def count_by_name(tx: Tx) -> Counter[bytes]:
    """Count the wrapped keys under each master key by its name; without a name they are of before master keys had one."""
    found: Counter[bytes] = Counter()
    for bron in BRONNEN:
        found.update({row["naam"]: row["aantal"] for row in await tx.fetch(NAMEN.format(bron.tabel))})
    return found
