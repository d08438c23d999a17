"""No step in the life of rules is taken out of turn, by one person alone, or over the limits; the database refuses it too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Actie
from ketenhub.domain.errors import GeenToegang, Instellingsfout, NietGevonden, OngeldigBericht, Tegenstrijdig
from ketenhub.domain.gegeven import Categorie
from ketenhub.flow.regelbron import Regelbron
from ketenhub.flow.regelleven import Ingehaald, Publicatie, approve, draft, publish, roll_back, simulate
from ketenhub.share.grenzen import Grenzen
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.regels import (
    ANNEKE,
    BRAM,
    a_household,
    a_rule,
    approved,
    does,
    dossier,
    drafted,
    opens_incidents,
    published,
    refused_by_database,
    simulated,
    with_rule,
    with_rules,
)

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub

MEENS = Publicatie(bevestiging="Zo bedoeld.")


@pytest.fixture
async def hub(keten: Keten) -> Hub:
    """Give a hub that asks the database which rules hold."""
    return await with_rules(keten)


async def rolls_back_the_first(hub: Hub) -> None:
    """Take back the only version there is."""
    await roll_back(hub, does(ANNEKE, hub.regels.versie))


async def rolls_back_what_was_superseded(hub: Hub) -> None:
    """Take back a version that another replaced."""
    await published(hub, opens_incidents())
    await published(hub, opens_incidents("v3"))
    await roll_back(hub, does(ANNEKE, "v2"))


async def publishes_twice(hub: Hub) -> None:
    """Publish a version that was taken back."""
    await published(hub, opens_incidents())
    await roll_back(hub, does(ANNEKE))
    await publish(hub, does(ANNEKE), MEENS)


async def publishes_unsimulated(hub: Hub) -> None:
    """Publish a bare draft."""
    await drafted(hub, opens_incidents())
    await publish(hub, does(ANNEKE), MEENS)


async def approves_unsimulated(hub: Hub) -> None:
    """Approve a bare draft."""
    await drafted(hub, opens_incidents())
    await approve(hub, does(BRAM))


async def publishes_unapproved(hub: Hub) -> None:
    """Publish what nobody approved."""
    await drafted(hub, opens_incidents())
    await simulated(hub)
    await publish(hub, does(ANNEKE), MEENS)


async def publishes_what_was_simulated_again(hub: Hub) -> None:
    """Publish on an approval of an earlier simulation."""
    await approved(hub, opens_incidents())
    await simulated(hub)
    await publish(hub, does(ANNEKE), MEENS)


async def publishes_against_another_version(hub: Hub) -> None:
    """Publish what was simulated against a version that no longer holds."""
    await approved(hub, opens_incidents())
    await published(hub, opens_incidents("v3"))
    await publish(hub, does(ANNEKE), MEENS)


async def publishes_beside_one_that_waits(hub: Hub) -> None:
    """Publish while another waits for its moment."""
    await approved(hub, opens_incidents())
    await published(hub, opens_incidents("v3"), Publicatie(datetime.now(UTC) + timedelta(hours=1), "Zo bedoeld."))
    await publish(hub, does(ANNEKE), MEENS)


async def publishes_in_the_past(hub: Hub) -> None:
    """Publish from a moment that has passed."""
    await published(hub, opens_incidents(), Publicatie(datetime.now(UTC) - timedelta(hours=1), "Zo bedoeld."))


async def publishes_an_old_simulation(hub: Hub) -> None:
    """Publish on a simulation that is too old."""
    await published(replace(hub, grenzen=Grenzen(dagen=0)), opens_incidents())


async def publishes_a_rule_that_begins_later(hub: Hub) -> None:
    """Publish a rule that no simulation of today has seen at work."""
    later = a_rule("later", Categorie.INCIDENT, "incident.omschrijving", naar="gemeente")
    await published(hub, with_rule("v2", later.model_copy(update={"van": date(2199, 1, 1)})))


async def approves_without_an_example(hub: Hub) -> None:
    """Approve a rule that has no example."""
    bare = a_rule("bloot", Categorie.INCIDENT, "incident.omschrijving", naar="gemeente").model_copy(update={"voorbeelden": ()})
    await approved(hub, with_rule("v2", bare))


async def approves_what_breaks_an_example(hub: Hub) -> None:
    """Approve a rule that makes the example of another turn out otherwise."""
    await approved(
        hub, with_rule("v2", a_rule("dicht", Categorie.CIJFER, "veiligheidsbeoordeling.cijfer", naar="politie", actie=Actie.ONTHOUDEN))
    )


async def drafts_another_under_one_name(hub: Hub) -> None:
    """Keep other rules under a name that there is."""
    await drafted(hub, opens_incidents())
    await drafted(hub, with_rule("v2"))


@pytest.mark.parametrize(
    "attempt",
    [
        rolls_back_the_first,
        rolls_back_what_was_superseded,
        publishes_twice,
        publishes_unsimulated,
        approves_unsimulated,
        publishes_unapproved,
        publishes_what_was_simulated_again,
        publishes_against_another_version,
        publishes_beside_one_that_waits,
        publishes_in_the_past,
        publishes_an_old_simulation,
        publishes_a_rule_that_begins_later,
        approves_without_an_example,
        approves_what_breaks_an_example,
        drafts_another_under_one_name,
    ],
)
async def test_step_that_does_not_follow_is_refused(hub: Hub, attempt: Callable[[Hub], Awaitable[None]]) -> None:
    with pytest.raises(Tegenstrijdig):
        await attempt(hub)


async def test_author_never_approves_the_own_version(hub: Hub) -> None:
    await drafted(hub, opens_incidents())
    await simulated(hub)
    with pytest.raises(GeenToegang):
        await approve(hub, does(ANNEKE))


@pytest.mark.parametrize("wie", ["niemand", "regie", "Anneke"])
async def test_only_a_registered_administrator_acts(hub: Hub, wie: str) -> None:
    with pytest.raises(GeenToegang):
        await drafted(hub, opens_incidents(), wie)


async def test_administrator_acts_for_the_own_organisation_alone(hub: Hub) -> None:
    with pytest.raises(GeenToegang):
        await draft(hub, replace(does(ANNEKE), organisatie=OINS["politie"]), opens_incidents())


async def test_step_on_another_state_than_the_caller_saw_is_not_taken(hub: Hub) -> None:
    await drafted(hub, opens_incidents())
    seen = (await dossier(hub)).etag
    await simulated(hub)
    with pytest.raises(Ingehaald):
        await approve(hub, does(BRAM, stand=seen))


async def test_version_that_does_not_exist_is_not_found(hub: Hub) -> None:
    with pytest.raises(NietGevonden):
        await simulate(hub, does(ANNEKE, "v9"))


async def test_draft_with_a_field_that_does_not_exist_is_refused_with_its_place(hub: Hub) -> None:
    wrong = a_rule("fout", Categorie.INCIDENT, "incident.omschrijving", naar="gemeente").model_copy(update={"velden": ("verzonnen",)})
    with pytest.raises(OngeldigBericht) as fout:
        await drafted(hub, with_rule("v2", wrong))
    assert fout.value.plaats == f"/regels/{len(hub.regels.regels)}/velden/0"


async def test_same_draft_again_changes_nothing(hub: Hub) -> None:
    await drafted(hub, opens_incidents())
    before = await dossier(hub)
    await drafted(hub, opens_incidents())
    assert await dossier(hub) == before


async def test_category_that_stays_closed_blocks_publication(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    with pytest.raises(Tegenstrijdig) as fout:
        await published(hub, with_rule("v2", a_rule("gem-bsn", Categorie.BSN, "persoon.bsn", naar="gemeente")))
    assert "persoon.bsn" in fout.value.reden


async def test_more_than_the_limit_needs_a_confirmation(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    strict = replace(hub, grenzen=Grenzen(bevestig_boven=0))
    await approved(strict, opens_incidents())
    with pytest.raises(Tegenstrijdig) as fout:
        await publish(strict, does(ANNEKE), Publicatie())
    assert fout.value.plaats == "bevestiging"


async def test_confirmation_is_kept_with_the_step(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    await published(replace(hub, grenzen=Grenzen(bevestig_boven=0)), opens_incidents())
    assert (await dossier(hub)).stappen[-1].stap.bevestiging == "Zo bedoeld."


async def test_rules_that_were_changed_in_the_database_are_not_used(hub: Hub) -> None:
    async with hub.opslag.rules() as tx:
        await tx.execute("insert into deelregelversie (versie, hash, inhoud) values ('vals', 'vals', '{}')")
        await tx.execute("insert into deelregelstap (versie, stap, door, organisatie, reden) values ('vals', 'ontworpen', 'x', 'x', 'x')")
    with pytest.raises(Instellingsfout):
        async with hub.opslag.rules() as tx:
            await Regelbron().load(tx, "vals", "vals")


APPROVE_OWN = """insert into deelregelstap (versie, stap, door, organisatie, reden, simulatie_id)
select 'v2', 'goedgekeurd', 'anneke', 'x', 'x', simulatie_id from deelregelsimulatie"""


@pytest.mark.parametrize(
    ("rol", "statement"),
    [
        ("request", "insert into deelregelversie (versie, hash, inhoud) values ('x', 'x', 'x')"),
        ("request", "select door from deelregelstap"),
        ("request", "insert into deelregelstap (versie, stap, door, organisatie, reden) values ('v2', 'ontworpen', 'x', 'x', 'x')"),
        ("walk", "insert into deelregelversie (versie, hash, inhoud) values ('x', 'x', 'x')"),
        (
            "walk",
            "insert into deelregelstap (versie, stap, door, organisatie, reden, van) values ('v2', 'gepubliceerd', 'x', 'x', 'x', now())",
        ),
        ("rules", "update deelregelversie set inhoud = 'x'"),
        ("rules", "delete from deelregelstap"),
        ("rules", "select inhoud from projectie"),
        ("rules", "select inhoud from bijdrage"),
        ("rules", "select casus_id from casus"),
        ("rules", "select laatste from deelregelsimulatie"),
        ("rules", "update deelregelverschil set nieuw = 0"),
        ("rules", "insert into audit (keten, volgnummer, vorige, hash, regel) values ('org:x', 1, '', '', '')"),
        ("rules", APPROVE_OWN),
    ],
)
async def test_database_itself_refuses(hub: Hub, rol: str, statement: str) -> None:
    await drafted(hub, opens_incidents())
    await simulated(hub)
    assert await refused_by_database(hub, rol, statement)


async def test_database_itself_refuses_to_publish_what_nobody_approved(hub: Hub) -> None:
    await drafted(hub, opens_incidents())
    statement = (
        "insert into deelregelstap (versie, stap, door, organisatie, reden, van) values ('v2', 'gepubliceerd', 'x', 'x', 'x', now())"
    )
    assert await refused_by_database(hub, "rules", statement)
