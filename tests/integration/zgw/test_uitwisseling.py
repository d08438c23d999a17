"""The exchange with the municipality end to end: notification, fetch, casus, and the notification back, over real connections."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from ketenhub.deliver.transport import Antwoord
from ketenhub.domain.json import at, rows, text
from tests.integration.flow.test_scenario import MELDING
from tests.integration.testing.wereld import OINS, Wereld, the_workers, until

if TYPE_CHECKING:
    from ketenhub.deliver.transport import Transport, Verzoek
    from ketenhub.domain.json import Json, Object

MILA: Object = {
    "rol": "A",
    "bsn": "999970008",
    "voornamen": "Mila",
    "achternaam": "Terpoorten",
    "geboortedatum": "1991-03-14",
    "geslacht": "V",
}
FENNA: Object = {
    "rol": "K1",
    "bsn": "999970100",
    "voornamen": "Fenna",
    "achternaam": "Ravenhorst",
    "geboortedatum": "2016-05-20",
    "geslacht": "V",
}
JELLE: Object = {"rol": "B", "bsn": "999970057", "voornamen": "Jelle", "achternaam": "Ravenhorst", "geslacht": "M"}
STAND = "select status from ophaaltaak"
CASUSSEN = "select count(*) from casus"


def a_zaak(*personen: Object, **changes: Json) -> Object:
    """Make the order for a zaak with its notification."""
    named = {"identificatie": "ZAAK-2026-0042", "startdatum": "${dag:-15}", "tijdstip": "${moment:-15}", **changes}
    return {**named, "personen": list(personen)}


def a_report(rol: str | None) -> Object:
    """Make the report that opened the casus; an organisation may have said who is the victim."""
    role: Object = {"soort": "persoonsrol", "ref": "r", "geldigOp": "${dag:-18}", "persoon": "a", "rol": rol}
    return {**MELDING, "feiten": [*rows(MELDING, "feiten"), *([role] if rol else [])]}


async def notify(wereld: Wereld, zaak: Object) -> Json:
    """Let the municipality's system notify; gives the status of the receipt."""
    return (await wereld.order("gemeente", "zgw_notificatie", zaak))["status"]


async def has_status(wereld: Wereld, status: str) -> bool:
    """Tell whether the one job stands so."""
    return await wereld.value(STAND) == status


async def lease_ran_out(wereld: Wereld) -> None:
    """Let the time of the lease pass."""
    await wereld.change("update ophaaltaak set lease_tot = now() - interval '1 second', volgende_poging = now() where status = 'wacht'")


async def test_notification_gets_its_receipt_before_anything_is_fetched(wereld: Wereld) -> None:
    assert await notify(wereld, a_zaak(MILA, JELLE)) == 201
    assert await has_status(wereld, "wacht")
    assert await wereld.value(CASUSSEN) == 0


async def test_zaak_of_unknown_persons_opens_a_casus_of_its_own(wereld: Wereld) -> None:
    async with the_workers(wereld):
        assert await notify(wereld, a_zaak(MILA, JELLE)) == 201
        await until(lambda: has_status(wereld, "klaar"))
    assert await wereld.value(CASUSSEN) == 1
    assert await wereld.value("select count(*) from zoeksleutel") == 2


@pytest.mark.req("MDA-03")
async def test_zaak_links_by_two_numbers_of_which_one_is_a_victim(wereld: Wereld) -> None:
    assert (await wereld.order("politie", "bijdrage", a_report("slachtoffer")))["status"] == 201
    async with the_workers(wereld):
        await notify(wereld, a_zaak(MILA, JELLE))
        await until(lambda: has_status(wereld, "klaar"))
    assert await wereld.value(CASUSSEN) == 1
    assert await wereld.value("select count(*) from bijdrage where organisatie = $1", OINS["gemeente"]) == 1


@pytest.mark.req("MDA-03")
@pytest.mark.parametrize(("rol", "personen"), [(None, (MILA, JELLE)), ("slachtoffer", (MILA, FENNA)), ("slachtoffer", (MILA, MILA))])
async def test_zaak_that_does_not_fit_surely_opens_its_own_casus_with_a_proposal(
    wereld: Wereld, rol: str | None, personen: tuple[Object, ...]
) -> None:
    assert (await wereld.order("politie", "bijdrage", a_report(rol)))["status"] == 201
    async with the_workers(wereld):
        await notify(wereld, a_zaak(*personen))
        await until(lambda: has_status(wereld, "klaar"))
    assert await wereld.value(CASUSSEN) == 2
    assert await wereld.value("select count(*) from koppelvoorstel") == 1


async def test_same_notification_twice_is_one_job_and_the_same_answer(wereld: Wereld) -> None:
    zaak = a_zaak(MILA, JELLE)
    first = await wereld.order("gemeente", "zgw_notificatie", zaak)
    again = await wereld.order("gemeente", "zgw_notificatie", zaak)
    assert at(first, "inhoud") == at(again, "inhoud")
    assert text(again, "kop", "idempotent-replayed") == "true"
    assert await wereld.value("select count(*) from ophaaltaak") == 1


async def test_later_notification_of_the_same_zaak_comes_in_the_same_casus(wereld: Wereld) -> None:
    async with the_workers(wereld):
        await notify(wereld, a_zaak(MILA, JELLE))
        await notify(wereld, a_zaak(MILA, JELLE, FENNA, tijdstip="${moment:-14}"))
        await until(lambda: _all_done(wereld, 2))
    assert await wereld.value(CASUSSEN) == 1
    assert await wereld.value("select count(distinct persoon) from zoeksleutel") == 3


async def _all_done(wereld: Wereld, jobs: int) -> bool:
    return await wereld.value("select count(*) from ophaaltaak where status = 'klaar'") == jobs


async def test_zaaksysteem_that_is_down_is_asked_again_and_then_the_casus_opens(wereld: Wereld) -> None:
    assert await notify(wereld, a_zaak(MILA, JELLE)) == 201
    await wereld.ask("gemeente", "/_storing", {"status": 503})
    async with the_workers(wereld):
        await until(lambda: _tried(wereld))
        assert await has_status(wereld, "wacht")
        await wereld.ask("gemeente", "/_storing", {"status": 0})
        await lease_ran_out(wereld)
        await until(lambda: has_status(wereld, "klaar"))
    assert await wereld.value(CASUSSEN) == 1


async def _tried(wereld: Wereld) -> bool:
    return await wereld.value("select pogingen > 0 and lease_tot is null from ophaaltaak") is True


@dataclass(slots=True)
class Sterft:
    """A way out that takes its worker with it, once everything was fetched."""

    transport: Transport
    opgehaald: int = 0

    async def send(self, verzoek: Verzoek) -> Antwoord:
        """Fetch, and die with the last answer in hand."""
        answer = await self.transport.send(verzoek)
        self.opgehaald += verzoek.methode == "GET"
        if b'"next": null' in answer.inhoud:
            raise asyncio.CancelledError
        return answer


async def test_worker_that_dies_between_fetch_and_settle_leaves_the_job_to_the_next(wereld: Wereld) -> None:
    await notify(wereld, a_zaak(MILA, JELLE))
    dying = Sterft(wereld.weg.transport)
    async with the_workers(wereld, replace(wereld.weg, transport=dying)):
        await until(lambda: dying.opgehaald == 3)
    assert await wereld.value("select lease_tot > now() from ophaaltaak where status = 'wacht'") is True
    assert await wereld.value(CASUSSEN) == 0
    await lease_ran_out(wereld)
    async with the_workers(wereld):
        await until(lambda: has_status(wereld, "klaar"))
    assert await wereld.value(CASUSSEN) == 1
    assert await wereld.value("select count(*) from bijdrage") == 1


@dataclass(slots=True)
class Treuzelt:
    """A way out that answers only when it is let go."""

    transport: Transport
    antwoord: Antwoord | None
    gevraagd: asyncio.Event
    los: asyncio.Event

    async def send(self, verzoek: Verzoek) -> Antwoord:
        """Wait, then give what was told or what came."""
        found = await self.transport.send(verzoek)
        self.gevraagd.set()
        await self.los.wait()
        return self.antwoord or found


async def _overtaken(wereld: Wereld, antwoord: Antwoord | None) -> None:
    """Let one worker outlive its lease while another finishes the job."""
    slow = Treuzelt(wereld.weg.transport, antwoord, asyncio.Event(), asyncio.Event())
    await notify(wereld, a_zaak(MILA, JELLE))
    async with the_workers(wereld, replace(wereld.weg, transport=slow)):
        await asyncio.wait_for(slow.gevraagd.wait(), 10)
        await lease_ran_out(wereld)
        async with the_workers(wereld):
            await until(lambda: has_status(wereld, "klaar"))
        slow.los.set()


@pytest.mark.parametrize("antwoord", [None, Antwoord(503), Antwoord(404)], ids=["haalt", "storing", "weigering"])
async def test_worker_that_outlived_its_lease_changes_nothing(wereld: Wereld, antwoord: Antwoord | None) -> None:
    await _overtaken(wereld, antwoord)
    assert await has_status(wereld, "klaar")
    assert await wereld.value("select count(*) from bijdrage") == 1
    assert not [line for line in await wereld.audit_lines(f"org:{OINS['gemeente']}") if "opgegeven" in line]


async def test_hub_whose_token_is_not_taken_keeps_the_job_until_its_owner_put_that_right(wereld: Wereld) -> None:
    good = wereld.systemen["gemeente"].geheim
    await notify(wereld, a_zaak(MILA, JELLE))
    wereld.systemen["gemeente"].geheim = "een heel ander geheim van ruim genoeg lengte"
    async with the_workers(wereld):
        await until(lambda: _tried(wereld))
        assert await has_status(wereld, "wacht")
        wereld.systemen["gemeente"].geheim = good
        await lease_ran_out(wereld)
        await until(lambda: has_status(wereld, "klaar"))
    assert wereld.systemen["gemeente"].geweigerd >= 1


async def judge(wereld: Wereld) -> None:
    """Let regie give a figure that everyone must hear of."""
    reference = await wereld.value("select verwijzing from betrokkenheid where organisatie = $1", OINS["veilig_thuis"])
    figure: Object = {
        "soort": "veiligheidsbeoordeling",
        "ref": "vt-c1",
        "geldigOp": "${dag:0}",
        "professional": {"ref": "w1", "functie": "Casemanager"},
        "beoordelaar": {"soort": "professional"},
        "over": {"soort": "huishouden"},
        "cijfer": "2",
        "reden": "Er is gevaar in huis.",
    }
    body: Object = {"berichtId": "vt-1", "opgesteldOp": "${nu}", "verwijzing": reference, "feiten": [figure]}
    assert (await wereld.order("veilig_thuis", "bijdrage", body))["status"] == 201


async def test_municipality_hears_in_zgw_that_something_changed_and_fetches_its_view(wereld: Wereld) -> None:
    async with the_workers(wereld):
        await notify(wereld, a_zaak(MILA, JELLE))
        await until(lambda: has_status(wereld, "klaar"))
        await judge(wereld)
        await until(lambda: bool(wereld.systemen["gemeente"].notificaties))
    (notice,) = wereld.systemen["gemeente"].notificaties
    assert at(notice, "inhoud", "kenmerken") == {"soort": "signaal", "volgnummer": "1", "ernst": "direct"}
    view = await wereld.fetch("gemeente", "/v1/veiligheidsplannen/" + (text(notice, "inhoud", "hoofdObject") or "").rpartition("/")[2])
    assert "direct" in {text(row, "ernst") for row in rows(view, "inhoud", "signalen")}


async def test_persons_of_a_zaak_marked_secret_are_seen_by_the_municipality_alone(wereld: Wereld) -> None:
    async with the_workers(wereld):
        await notify(wereld, a_zaak(MILA, JELLE, vertrouwelijkheidaanduiding="zeer_geheim"))
        await until(lambda: has_status(wereld, "klaar"))
    seen = [json.dumps((await _own_view(wereld, wie))["inhoud"]) for wie in ("gemeente", "veilig_thuis")]
    assert ["Terpoorten" in view for view in seen] == [True, False]


async def _own_view(wereld: Wereld, wie: str) -> Object:
    reference = await wereld.value("select verwijzing from betrokkenheid where organisatie = $1", OINS[wie])
    return await wereld.fetch(wie, f"/v1/veiligheidsplannen/{reference}")


async def test_notifications_of_one_zaak_that_come_together_open_one_casus(wereld: Wereld) -> None:
    for n in range(4):
        await notify(wereld, a_zaak(MILA, JELLE, tijdstip=f"${{moment:-{n}}}"))
    async with the_workers(wereld):
        await until(lambda: _all_done(wereld, 4))
    assert await wereld.value(CASUSSEN) == 1


async def test_zaken_about_the_same_persons_that_come_together_are_each_proposed_to_those_before(wereld: Wereld) -> None:
    for n in range(4):
        await notify(wereld, a_zaak(MILA, JELLE, identificatie=f"ZAAK {n}/2026"))
    async with the_workers(wereld):
        await until(lambda: _all_done(wereld, 4))
    assert await wereld.value(CASUSSEN) == 4
    assert await wereld.value("select count(*) from koppelvoorstel") == 0 + 1 + 2 + 3
