"""CORV over HTTP on a real database: the police report to Veilig Thuis, Veilig Thuis answers, and nobody else hears."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from lxml import etree

from ketenhub.contract.bericht import Bericht
from ketenhub.demo.invullen import fill
from ketenhub.demo.regio import DEELNEMERS
from ketenhub.demo.spel import load_scenario
from ketenhub.dialects.stuf.antwoord import Antwoordkop, Fout, write_bv03, write_fout
from ketenhub.dialects.stuf.bericht import MEDIATYPE, read_head, read_values
from ketenhub.dialects.stuf.delen import REFERENTIENUMMER, ZENDER
from ketenhub.dialects.stuf.vtmelding import INCIDENTPLAATS, VT_MELDING, involved
from ketenhub.dialects.stuf.vtterugkoppeling import MELDING, STATUSPAD, VT_TERUGKOPPELING
from ketenhub.domain.errors import AlleenRegie, KetenhubError, NogBezig, TeDruk, Vernietigd
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import rows
from ketenhub.main import load_rules
from ketenhub.testing.simulator import Opdracht, Simulator, Zending, load_system
from ketenhub.web.api.stuf import refuse
from tests.integration.flow.keten import OINS, Keten, a_keten, part
from tests.integration.flow.test_carry import Antwoord, a_way_out, drain, hurry
from tests.unit.dialects.stuf.wereld import a_melding

if TYPE_CHECKING:
    from ketenhub.domain.delen import Regelset
    from ketenhub.store.server import Server
    from tests.integration.deliver.wereld import Ontvanger

XSD = Path(__file__).parents[4] / "shared/standards/corv/xsd-vtberichten/jz0100_msg_vtberichten_resolved2025.xsd"
BSNS = ("999970008", "999970057", "999970100", "999970148")


def from_scenario(keten: Keten, wie: str, vorm: str) -> Zending:
    """Give what an organisation's system sends in the demo."""
    (d,) = (d for d in DEELNEMERS if d.sleutel == wie)
    system = Simulator(d.naam, d.oin, d.partner, "", "", {}, (), "", "", load_system(d.partner))
    acties = [actie for stap in rows(load_scenario(), "stappen") for actie in rows(stap, "acties") if actie["vorm"] == vorm]
    filled = fill(acties[0]["waarden"], wie, keten.stand)
    assert isinstance(filled, dict)
    return system.systeem.make(Opdracht(vorm, filled), system)


def fits(data: bytes) -> bool:
    """Tell whether bytes fit the official schema."""
    if not XSD.exists():
        pytest.skip("the official schemas do not stand beside this checkout")
    schema = etree.XMLSchema(etree.parse(str(XSD)))
    schema.assertValid(etree.fromstring(data))
    return True


async def report(keten: Keten) -> bytes:
    """Let the police report, as in the demo."""
    zending = from_scenario(keten, "politie", "vtmelding")
    answer = await keten.send("politie", zending.inhoud, zending.pad, zending.mediatype)
    assert answer.status_code == 201, answer.text
    return zending.inhoud


async def answer_report(keten: Keten) -> None:
    """Let Veilig Thuis tell the police what became of it."""
    zending = from_scenario(keten, "veilig_thuis", "vtterugkoppeling")
    answer = await keten.send("veilig_thuis", zending.inhoud, zending.pad, zending.mediatype)
    assert answer.status_code == 201, answer.text


def received(ontvanger: Ontvanger, wie: str) -> list[tuple[dict[str, str], bytes]]:
    return [(kop, body) for _, pad, kop, body in ontvanger.verzoeken if pad == f"/{OINS[wie]}/berichten"]


async def delivered(keten: Keten, wie: str) -> bytes:
    """Carry everything, and give the one message that an organisation got."""
    await hurry(keten)
    async with a_way_out(keten) as (weg, ontvanger):
        await drain(weg)
    ((kop, body),) = received(ontvanger, wie)
    assert kop["Content-Type"] == MEDIATYPE
    return body


async def count(keten: Keten, query: str) -> int:
    async with keten.hub.opslag.walk() as tx:
        found: int = await tx.fetchval(query)
    return found


async def test_report_reaches_veilig_thuis_with_what_its_form_demands(keten: Keten) -> None:
    await report(keten)
    values = read_values(await delivered(keten, "veilig_thuis"), VT_MELDING)
    assert [values[f"{involved(n)}/gerelateerde/inp.bsn"] for n in (1, 2, 3, 4)] == list(BSNS)
    assert [values[f"{involved(n)}/jeugzorgrol"] for n in (3, 4)] == ["kind", "kind"]
    assert values[ZENDER] == OINS["politie"]


async def test_delivered_report_fits_the_official_schema(keten: Keten) -> None:
    await report(keten)
    assert fits(await delivered(keten, "veilig_thuis"))


async def test_report_says_to_veilig_thuis_what_the_police_wrote_and_nothing_else(keten: Keten) -> None:
    def content(data: bytes) -> dict[str, str]:
        return {pad: value for pad, value in read_values(data, VT_MELDING).items() if pad.startswith("object/")}

    sent = await report(keten)
    assert content(await delivered(keten, "veilig_thuis")) == content(sent)


async def test_report_with_every_row_of_the_form_reaches_veilig_thuis_whole(keten: Keten) -> None:
    sent = a_melding()
    assert (await keten.send("politie", sent, "/partners/politie/berichten", MEDIATYPE)).status_code == 201
    body = await delivered(keten, "veilig_thuis")
    assert fits(body)
    before, after = (read_values(data, VT_MELDING) for data in (sent, body))
    assert {pad: value for pad, value in after.items() if pad.startswith("object/")} == {
        pad: value for pad, value in before.items() if pad.startswith("object/")
    }


async def test_answer_lands_in_the_case_of_the_report_it_names(keten: Keten) -> None:
    await report(keten)
    await answer_report(keten)
    assert await count(keten, "select count(*) from casus") == 1
    assert part(await keten.view("politie"), "terugkoppelingen")[0]["identificatieMelding"] == keten.stand.melding


async def test_answer_reaches_the_police_and_fits_the_official_schema(keten: Keten) -> None:
    await report(keten)
    await answer_report(keten)
    body = await delivered(keten, "politie")
    values = read_values(body, VT_TERUGKOPPELING)
    assert (values[MELDING], values[STATUSPAD]) == (keten.stand.melding, "uitkomst veiligheidsbeoordeling")
    assert fits(body)


@pytest.mark.req("VT-18")
async def test_answer_tells_the_police_of_the_handover_and_nothing_of_the_plan(keten: Keten) -> None:
    await report(keten)
    await keten.learn_references()
    plan = next(a for stap in rows(load_scenario(), "stappen") for a in rows(stap, "acties") if a["vorm"] == "bijdrage")
    assert (await keten.play(plan)).status_code == 201
    await answer_report(keten)
    told = (await delivered(keten, "politie")).decode()
    assert "Team Oost" in told
    assert not [word for word in ("Mila", "Ravenhorst", "keuken", "bezoek", "Zilverlindelaan", *BSNS) if word in told]


def _without_numbers(regels: Regelset) -> Regelset:
    """Give the rules with nothing in them about a bsn."""
    kept = [r.model_copy(update={"categorieen": tuple(c for c in r.categorieen if c is not Categorie.BSN)}) for r in regels.regels]
    return regels.model_copy(update={"regels": tuple(kept)})


async def test_number_that_may_not_go_out_stops_the_message_and_regie_hears_it(server: Server, tmp_path: Path) -> None:
    async with a_keten(server, tmp_path, _without_numbers(load_rules())) as keten:
        await report(keten)
        await hurry(keten)
        async with a_way_out(keten) as (weg, ontvanger):
            outcomes = await drain(weg, "bericht")
        assert [uitkomst.reden for _, uitkomst in outcomes] == ["verplicht-veld"]
        assert received(ontvanger, "veilig_thuis") == []
        assert await count(keten, "select count(*) from outbox where aanleiding = 'bericht-niet-te-maken'") == 1


async def test_municipality_hears_nothing_of_report_and_answer(keten: Keten) -> None:
    await report(keten)
    await answer_report(keten)
    assert await count(keten, f"select count(*) from outbox where organisatie = '{OINS['gemeente']}'") == 0
    assert await count(keten, f"select count(*) from betrokkenheid where organisatie = '{OINS['gemeente']}'") == 0


async def test_report_is_acknowledged_with_bv03_and_a_repeat_with_the_same_bytes(keten: Keten) -> None:
    zending = from_scenario(keten, "politie", "vtmelding")
    first = await keten.send("politie", zending.inhoud, zending.pad, zending.mediatype)
    again = await keten.send("politie", zending.inhoud, zending.pad, "text/xml")
    assert b"Bv03Bericht" in first.content
    assert first.headers["content-type"] == MEDIATYPE
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert fits(first.content)


async def test_same_reference_with_other_bytes_is_a_fo03_with_409(keten: Keten) -> None:
    zending = from_scenario(keten, "politie", "vtmelding")
    await keten.send("politie", zending.inhoud, zending.pad, zending.mediatype)
    other = zending.inhoud.replace(b"Melding van geweld", b"Melding van ruzie")
    answer = await keten.send("politie", other, zending.pad, zending.mediatype)
    assert (answer.status_code, answer.headers["content-type"]) == (409, MEDIATYPE)
    assert b"StUF016" in answer.content
    assert fits(answer.content)


async def test_refused_report_is_a_fo03_that_names_the_place_and_not_the_value(keten: Keten) -> None:
    zending = from_scenario(keten, "politie", "vtmelding")
    wrong = zending.inhoud.replace(b"999970008", b"999970009")
    answer = await keten.send("politie", wrong, zending.pad, zending.mediatype)
    assert answer.status_code == 400
    assert b"heeftBetrokken[1]/gerelateerde/inp.bsn" in answer.content
    assert b"999970009" not in answer.content
    assert fits(answer.content)


async def test_refused_report_may_come_again_corrected_under_its_own_reference(keten: Keten) -> None:
    zending = from_scenario(keten, "politie", "vtmelding")
    await keten.send("politie", zending.inhoud.replace(b"999970008", b"999970009"), zending.pad, zending.mediatype)
    assert (await keten.send("politie", zending.inhoud, zending.pad, zending.mediatype)).status_code == 201


@pytest.mark.parametrize("data", [b"geen xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", b"<x/>"])
async def test_before_the_stuurgegevens_a_problem_document_answers(keten: Keten, data: bytes) -> None:
    answer = await keten.send("politie", data, "/partners/politie/berichten", MEDIATYPE)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


async def test_sender_in_the_message_must_be_the_one_that_logged_in(keten: Keten) -> None:
    zending = from_scenario(keten, "politie", "vtmelding")
    forged = zending.inhoud.replace(OINS["politie"].encode(), OINS["gemeente"].encode())
    answer = await keten.send("politie", forged, zending.pad, zending.mediatype)
    assert answer.status_code == 400
    assert b"stuurgegevens/zender/organisatie" in answer.content


async def test_corrected_report_lands_in_its_own_case_and_goes_out_again(keten: Keten) -> None:
    first = await report(keten)
    number = read_values(first, VT_MELDING)[REFERENTIENUMMER]
    again = first.replace(number.encode(), b"verbeterd-1").replace(b"De kinderen waren thuis", b"De kinderen sliepen")
    assert (await keten.send("politie", again, "/partners/politie/berichten", MEDIATYPE)).status_code == 201
    assert await count(keten, "select count(*) from casus") == 1
    assert len(part(await keten.view("veilig_thuis"), "meldingen")) == 1
    assert await count(keten, "select count(*) from outbox where aanleiding = 'melding'") == 2


async def test_place_of_the_incident_reaches_the_one_addressed(keten: Keten) -> None:
    zending = from_scenario(keten, "politie", "vtmelding")
    assert (await keten.send("politie", zending.inhoud, zending.pad, zending.mediatype)).status_code == 201
    assert read_values(await delivered(keten, "veilig_thuis"), VT_MELDING)[INCIDENTPLAATS] == "Lindehof 12, Westerveen"


@pytest.mark.parametrize(
    ("fout", "status", "code"),
    [
        (TeDruk("vertaling"), 503, b"StUF046"),
        (NogBezig("berichtId"), 409, b"StUF046"),
        (AlleenRegie("/feiten/0"), 403, b"StUF052"),
        (Vernietigd(), 410, b"StUF058"),
    ],
)
async def test_refusal_of_the_rooms_is_a_fo03_with_its_own_status(keten: Keten, fout: KetenhubError, status: int, code: bytes) -> None:
    answer = refuse(keten.hub, Bericht(OINS["politie"], MEDIATYPE, a_melding(), keten.hub.nu()), fout)
    assert answer is not None
    assert (answer.status_code, answer.media_type, "retry-after" in answer.headers) == (status, MEDIATYPE, fout.opnieuw)
    assert code in bytes(answer.body)
    assert fits(bytes(answer.body))


def _acknowledges(code: str | None) -> Antwoord:
    """Give a partner that takes a message in, or refuses it with this fault."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if not request.path.endswith("/berichten"):
            return web.Response(status=204)
        kop = read_head(await request.read())
        assert kop is not None
        own = Antwoordkop(OINS["veilig_thuis"], OINS["politie"], "antwoord-1", datetime(2026, 1, 1, tzinfo=UTC), kop)
        body = write_bv03(own) if code is None else write_fout(own, Fout(code, "client", "geweigerd"))
        return web.Response(status=200, body=body, content_type=MEDIATYPE)

    return answer


@pytest.mark.parametrize(("code", "status"), [(None, "bezorgd"), ("StUF055", "dood"), ("StUF046", "wacht")])
async def test_acknowledgement_in_the_body_decides_and_not_the_status(keten: Keten, code: str | None, status: str) -> None:
    await report(keten)
    await hurry(keten)
    async with a_way_out(keten, _acknowledges(code)) as (weg, _):
        await drain(weg)
    async with keten.hub.opslag.walk() as tx:
        assert await tx.fetchval("select status from outbox where soort = 'bericht'") == status
