"""Reading over real HTTP: a view of one's own, its mark, what was missed, and what someone knew; hidden looks absent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ketenhub.keys import nieuw_id
from ketenhub.store import uitgaand
from ketenhub.web import openapi_besluiten as besluiten
from ketenhub.web import openapi_deelregels as deelregels
from ketenhub.web import openapi_toegang as toegang
from ketenhub.web.beschrijving import describe
from ketenhub.web.openapi import operations
from tests.integration.flow.keten import OINS
from tests.integration.web.beloften import check_described, check_problem, check_quiet
from tests.integration.web.gastheer import KANARIE, Gastheer, a_message, as_bytes

if TYPE_CHECKING:
    import httpx


pytestmark = pytest.mark.asyncio(loop_scope="module")
ZOEK = "/v1/verstrekkingen/_zoek"
VOORSTELLEN = "/v1/koppelvoorstellen"


def address(plan: Gastheer, wie: str) -> str:
    return f"/v1/veiligheidsplannen/{plan.keten.stand.verwijzingen[wie]}"


async def fetch(plan: Gastheer, wie: str, pad: str, kop: dict[str, str] | None = None) -> httpx.Response:
    return await plan.client.get(pad, headers=plan.headers(wie) | (kop or {}))


async def say_something(plan: Gastheer, wie: str, feit: dict[str, Any]) -> None:
    """Let an organisation add one fact to the plan."""
    body = {
        "berichtId": nieuw_id(),
        "opgesteldOp": "2026-11-20T10:00:00Z",
        "verwijzing": plan.keten.stand.verwijzingen[wie],
        "feiten": [{"ref": nieuw_id(), "geldigOp": "2026-11-20", **feit}],
    }
    antwoord = await plan.post(as_bytes(body), wie=wie)
    assert antwoord.status_code == 201, antwoord.text


async def audit(plan: Gastheer) -> list[str]:
    async with plan.keten.hub.opslag.walk() as tx:
        return [row["regel"] for row in await tx.fetch("select regel from audit order by keten, volgnummer")]


async def test_the_view_is_never_kept_by_anyone_on_the_way(plan: Gastheer) -> None:
    antwoord = await fetch(plan, "politie", address(plan, "politie"))
    assert (antwoord.status_code, antwoord.headers["cache-control"], antwoord.headers["api-version"]) == (200, "no-store", "1.0.0")
    assert antwoord.headers["etag"].startswith('"')


@pytest.mark.parametrize("vorm", ["{}", "W/{}", '"ander", {}', '"ander",W/{} , "x"', "*"])
async def test_who_has_the_same_gets_304_recorded_as_a_look_and_not_as_a_disclosure(plan: Gastheer, vorm: str) -> None:
    pad = address(plan, "politie")
    merk = (await fetch(plan, "politie", pad)).headers["etag"]
    verstrekt, regels = await plan.count("verstrekking"), len(await audit(plan))
    antwoord = await fetch(plan, "politie", pad, {"If-None-Match": vorm.format(merk)})
    assert (antwoord.status_code, antwoord.content, antwoord.headers["etag"], antwoord.headers["cache-control"]) == (
        304,
        b"",
        merk,
        "no-store",
    )
    assert await plan.count("verstrekking") == verstrekt
    nieuw = await audit(plan)
    assert len(nieuw) == regels + 1
    assert any('"uitkomst":"ongewijzigd"' in regel for regel in nieuw)


@pytest.mark.parametrize("vorm", ['"ander"', "{}x", "zonder", '"', "W/", KANARIE, ",,,", "**"])
async def test_a_mark_that_fits_nothing_gives_the_whole_view(plan: Gastheer, vorm: str) -> None:
    pad = address(plan, "politie")
    merk = (await fetch(plan, "politie", pad)).headers["etag"].strip('"')
    assert (await fetch(plan, "politie", pad, {"If-None-Match": vorm.format(merk)})).status_code == 200


async def test_the_mark_depends_on_ones_own_view_alone(plan: Gastheer) -> None:
    voor = {wie: (await fetch(plan, wie, address(plan, wie))).headers["etag"] for wie in ("veilig_thuis", "politie", "gemeente")}
    persoon = (await fetch(plan, "veilig_thuis", address(plan, "veilig_thuis"))).json()["personen"][0]["id"]
    await say_something(plan, "veilig_thuis", {"soort": "gezondheidsfeit", "persoon": persoon, "tekst": "Een blauwe plek."})
    na = {wie: (await fetch(plan, wie, address(plan, wie))).headers["etag"] for wie in voor}
    assert [voor[wie] == na[wie] for wie in voor] == [False, True, True]


@pytest.mark.parametrize("achter", ["", "/notificaties?baan=hoog"])
async def test_a_reference_of_another_is_as_absent_as_one_that_never_was(plan: Gastheer, achter: str) -> None:
    vreemd = plan.keten.stand.verwijzingen["veilig_thuis"]
    niets = "i" + "x" * (len(vreemd) - 1)
    voor, regels = await plan.fingerprint(), len(await audit(plan))
    een = await fetch(plan, "politie", f"/v1/veiligheidsplannen/{vreemd}{achter}")
    twee = await fetch(plan, "politie", f"/v1/veiligheidsplannen/{niets}{achter}")
    check_problem(een, 404, "niet-gevonden", f"/v1/veiligheidsplannen/{vreemd}{achter.partition('?')[0]}")
    assert een.text.replace(vreemd, niets) == twee.text
    assert [(k, v) for k, v in een.headers.items() if k != "date"] == [(k, v) for k, v in twee.headers.items() if k != "date"]
    assert await plan.fingerprint() == voor
    assert len(await audit(plan)) == regels + 2


async def test_a_question_about_anothers_reference_sounds_like_one_about_nothing(plan: Gastheer) -> None:
    antwoorden = []
    for verwijzing in (plan.keten.stand.verwijzingen["veilig_thuis"], "bestaat-niet"):
        body = {"verwijzing": verwijzing, "organisatie": OINS["gemeente"]}
        antwoorden.append(await plan.post(as_bytes(body), ZOEK, {"Content-Type": "application/json"}, wie="politie"))
    check_problem(antwoorden[0], 404, "niet-gevonden", ZOEK)
    assert antwoorden[0].content == antwoorden[1].content


async def test_a_message_about_anothers_reference_sounds_like_one_about_nothing(plan: Gastheer) -> None:
    voor = await plan.fingerprint()
    antwoorden = []
    for verwijzing in (plan.keten.stand.verwijzingen["veilig_thuis"], "bestaat-niet"):
        body = {
            "berichtId": "zelfde",
            "opgesteldOp": "2026-11-20T10:00:00Z",
            "verwijzing": verwijzing,
            "feiten": [{"soort": "incident", "ref": "i", "geldigOp": "2026-11-20", "aard": "geweld", "omschrijving": KANARIE}],
        }
        antwoorden.append(await plan.post(as_bytes(body), wie="politie"))
    check_problem(antwoorden[0], 400, "onbekende-verwijzing", "/v1/bijdragen")
    check_quiet(plan, antwoorden[0])
    assert antwoorden[0].content == antwoorden[1].content
    assert await plan.fingerprint() == voor


async def test_only_regie_may_ask_who_knew_what(plan: Gastheer) -> None:
    body = {"verwijzing": plan.keten.stand.verwijzingen["politie"], "organisatie": OINS["gemeente"]}
    antwoord = await plan.post(as_bytes(body), ZOEK, {"Content-Type": "application/json"}, wie="politie")
    check_problem(antwoord, 403, "geen-toegang", ZOEK)


async def test_only_regie_may_move_regie_and_the_refusal_is_on_record(plan: Gastheer) -> None:
    body = {
        "berichtId": nieuw_id(),
        "opgesteldOp": "2026-11-20T10:00:00Z",
        "verwijzing": plan.keten.stand.verwijzingen["politie"],
        "feiten": [
            {
                "soort": "regie",
                "ref": "r",
                "geldigOp": "2026-11-20",
                "regierol": "casusregie",
                "organisatie": OINS["politie"],
                "stap": "aangeboden",
                "reden": KANARIE,
            }
        ],
    }
    voor = await plan.fingerprint()
    antwoord = await plan.post(as_bytes(body), wie="politie")
    check_problem(antwoord, 403, "alleen-regie", "/v1/bijdragen")
    assert await plan.fingerprint() == voor
    assert any('"handeling":"bericht geweigerd"' in regel and '"uitkomst":"alleen-regie"' in regel for regel in await audit(plan))


@pytest.mark.parametrize(
    ("vraag", "plaats"),
    [
        ("", "query/baan"),
        ("?baan=", "query/baan"),
        (f"?baan={KANARIE}", "query/baan"),
        ("?baan=HOOG", "query/baan"),
        ("?baan=hoog&baan=hoog", "query/baan"),
        (f"?baan=hoog&{KANARIE}=1", "query"),
        (f"?baan=hoog&na={KANARIE}", "query/na"),
        ("?baan=hoog&na=-1", "query/na"),
        ("?baan=hoog&na=1.5", "query/na"),
        ("?baan=hoog&na=01", "query/na"),
        ("?baan=hoog&na=%EF%BC%91", "query/na"),
        ("?baan=hoog&na=" + "9" * 19, "query/na"),
        ("?baan=hoog&na=" + "9" * 4_000, "query/na"),
        ("?baan", "query"),
        ("?" + "&".join(f"baan{n}=x" for n in range(30)), "query"),
    ],
)
async def test_a_bad_question_for_missed_notifications_names_the_parameter(plan: Gastheer, vraag: str, plaats: str) -> None:
    pad = f"{address(plan, 'politie')}/notificaties"
    antwoord = await fetch(plan, "politie", pad + vraag)
    check_problem(antwoord, 400, "ongeldige-aanvraag", pad)
    assert antwoord.json()["plaats"] == plaats
    check_quiet(plan, antwoord)


@pytest.mark.parametrize("pad", ["", "/v1/berichten/x"])
async def test_a_parameter_that_the_hub_does_not_know_is_refused_everywhere(plan: Gastheer, pad: str) -> None:
    pad = pad or address(plan, "politie")
    antwoord = await fetch(plan, "politie", f"{pad}?{KANARIE}=1")
    check_problem(antwoord, 400, "ongeldige-aanvraag", pad)
    check_quiet(plan, antwoord)


async def number_rows(plan: Gastheer, wie: str, staten: list[str]) -> None:
    """Put numbered notifications of a lane in the outbox, as the worker would have left them."""
    async with plan.keten.hub.opslag.walk() as tx:
        casus = await tx.fetchval("select casus_id from casus order by geopend_op limit 1")
        await tx.execute("delete from outbox where organisatie = $1 and baan = 'direct'", OINS[wie])
        for nummer, staat in enumerate(staten, 1):
            await tx.execute(
                """insert into outbox (outbox_id, casus_id, organisatie, spoor, soort, baan, aanleiding, ernst, volgnummer, status)
                values ($1, $2, $3, 'onverdeeld', 'notificatie', 'direct', 'signaal', 'direct', $4, $5)""",
                nieuw_id(), casus, OINS[wie], nummer, staat,
            )  # fmt: skip


async def test_what_was_missed_comes_in_order_and_a_withdrawn_one_is_only_a_number(plan: Gastheer) -> None:
    await number_rows(plan, "politie", ["bezorgd", "ingetrokken", "wacht"])
    antwoord = await fetch(plan, "politie", f"{address(plan, 'politie')}/notificaties?baan=direct&na=0")
    rows = antwoord.json()["notificaties"]
    assert [(row["volgnummer"], row["staat"], row.get("ernst")) for row in rows] == [
        (1, "geldig", "direct"),
        (2, "vervallen", None),
        (3, "geldig", "direct"),
    ]
    assert set(rows[1]) == {"volgnummer", "staat"}
    assert "volgende" not in antwoord.json()


async def test_pages_of_missed_notifications_hold_each_number_once(plan: Gastheer) -> None:
    await number_rows(plan, "gemeente", ["bezorgd"] * 230)
    pad, na, nummers = f"{address(plan, 'gemeente')}/notificaties?baan=direct&na=", 5, []
    for _ in range(3):
        antwoord = (await fetch(plan, "gemeente", f"{pad}{na}")).json()
        nummers += [row["volgnummer"] for row in antwoord["notificaties"]]
        na = antwoord.get("volgende", 0)
    assert nummers == list(range(6, 231))
    assert na == 0


async def test_missed_notifications_are_ones_own_and_the_question_is_on_record(plan: Gastheer) -> None:
    await number_rows(plan, "politie", ["bezorgd"])
    regels = len(await audit(plan))
    antwoord = await fetch(plan, "veilig_thuis", f"{address(plan, 'veilig_thuis')}/notificaties?baan=direct")
    assert antwoord.json() == {"notificaties": []}
    assert len(await audit(plan)) == regels + 1


async def test_the_database_itself_gives_only_ones_own_notifications(plan: Gastheer) -> None:
    await number_rows(plan, "politie", ["bezorgd"])
    async with plan.keten.hub.opslag.walk() as tx:
        casus = await tx.fetchval("select casus_id from casus order by geopend_op limit 1")
    async with plan.keten.hub.opslag.request(OINS["gemeente"]) as tx:
        assert await uitgaand.read_after(tx, casus, "direct", 1_000) == []
        assert {row["organisatie"] for row in await tx.fetch("select organisatie from outbox")} <= {OINS["gemeente"]}


async def test_pages_of_disclosures_hold_each_one_once(plan: Gastheer) -> None:
    for _ in range(105):
        await fetch(plan, "politie", address(plan, "politie"))
    body = {
        "verwijzing": plan.keten.stand.verwijzingen["veilig_thuis"],
        "organisatie": OINS["politie"],
        "bekendOp": plan.keten.hub.nu().isoformat(),
    }
    idents: list[str] = []
    for _ in range(4):
        antwoord = await plan.post(as_bytes(body), ZOEK, {"Content-Type": "application/json"})
        assert antwoord.status_code == 200, antwoord.text
        idents += [row["verstrekkingId"] for row in antwoord.json()["verstrekkingen"]]
        if "volgende" not in antwoord.json():
            break
        body["na"] = antwoord.json()["volgende"]
    assert len(idents) == len(set(idents)) > 100


async def test_a_page_after_anothers_disclosure_is_refused(plan: Gastheer) -> None:
    body = {"verwijzing": plan.keten.stand.verwijzingen["veilig_thuis"], "organisatie": OINS["politie"], "na": "bestaat-niet"}
    antwoord = await plan.post(as_bytes(body), ZOEK, {"Content-Type": "application/json"})
    check_problem(antwoord, 400, "ongeldig-bericht", ZOEK)
    assert antwoord.json()["plaats"] == "/na"


async def propose(plan: Gastheer) -> str:
    """Let two organisations tell of one person without knowing of each other; gives the path of the decision about it."""
    person = {"soort": "persoon", "ref": "p", "geldigOp": "2026-11-20", "bsn": "999990019"}
    for wie in ("politie", "gemeente"):
        body = {"berichtId": nieuw_id(), "opgesteldOp": "2026-11-20T10:00:00Z", "feiten": [person]}
        assert (await plan.post(as_bytes(body), wie=wie)).status_code == 201
    (row,) = (await fetch(plan, "veilig_thuis", VOORSTELLEN)).json()["koppelvoorstellen"]
    return f"{VOORSTELLEN}/{row['voorstelId']}/besluiten"


async def acknowledgements(plan: Gastheer) -> list[httpx.Response]:
    """Acknowledge a signal of one's own twice, and one that is nobody's."""
    pad = f"{address(plan, 'veilig_thuis')}/signalen"
    row, *_ = (await fetch(plan, "veilig_thuis", pad)).json()["signalen"]
    body, soort = as_bytes({"professional": "J. Kramer"}), {"Content-Type": "application/json"}
    return [await plan.post(body, f"{pad}/{ident}/bevestigingen", soort) for ident in (row["signaalId"], row["signaalId"], "x")]


async def registers(plan: Gastheer) -> list[httpx.Response]:
    """Ask for the register of a person of the plan, and of nobody."""
    people = (await fetch(plan, "veilig_thuis", address(plan, "veilig_thuis"))).json()["personen"]
    pad, soort = "/v1/verstrekkingenregister/_zoek", {"Content-Type": "application/json"}
    asked = [{"verwijzing": plan.keten.stand.verwijzingen["veilig_thuis"], "persoon": who} for who in (people[0]["id"], "x")]
    return [await plan.post(as_bytes(body), pad, soort) for body in asked]


async def test_answers_are_what_the_description_promises(plan: Gastheer) -> None:
    zoek, soort = (
        {"verwijzing": plan.keten.stand.verwijzingen["veilig_thuis"], "organisatie": OINS["politie"]},
        {"Content-Type": "application/json"},
    )
    ident = (await plan.post(as_bytes(a_message()))).json()["bericht"]
    await number_rows(plan, "politie", ["bezorgd", "ingetrokken"])
    besluit, words = await propose(plan), {"besluit": "samengevoegd", "reden": "Hetzelfde gezin.", "professional": "casusregisseur"}
    antwoorden = {
        "stuurBijdrage": [
            await plan.post(as_bytes(a_message())),
            await plan.post(b"{"),
            await plan.post(b"{}", kop={"Content-Type": "a/b"}),
        ],
        "stuurBericht": [await plan.post(as_bytes(a_message()), "/partners/canoniek/berichten")],
        "geefBerichtstatus": [await fetch(plan, "veilig_thuis", f"/v1/berichten/{ident}"), await fetch(plan, "politie", "/v1/berichten/x")],
        "geefVeiligheidsplan": [await fetch(plan, wie, address(plan, wie)) for wie in ("veilig_thuis", "politie", "gemeente")],
        "geefTijdlijn": [await fetch(plan, wie, f"{address(plan, wie)}/tijdlijn") for wie in ("veilig_thuis", "politie", "gemeente")],
        "geefMonitor": [await fetch(plan, wie, f"{address(plan, wie)}/monitor") for wie in ("veilig_thuis", "politie", "gemeente")],
        "geefPlanbord": [await fetch(plan, wie, f"{address(plan, wie)}/planbord") for wie in ("veilig_thuis", "politie")],
        "geefRegieoverzicht": [await fetch(plan, wie, f"{address(plan, wie)}/regieoverzicht") for wie in ("veilig_thuis", "politie")],
        "probeerFeit": [await plan.post(b"{}", f"{address(plan, 'politie')}/_watals", soort, wie="politie")],
        "controleerBijdrage": [await plan.post(as_bytes(a_message()), "/v1/bijdragen/_controleer")],
        "haalNotificatiesIn": [await fetch(plan, "politie", f"{address(plan, 'politie')}/notificaties?baan=direct")],
        "zoekVerstrekkingen": [await plan.post(as_bytes(zoek), ZOEK, soort)],
        "geefKoppelvoorstellen": [await fetch(plan, "veilig_thuis", VOORSTELLEN), await fetch(plan, "politie", f"{VOORSTELLEN}?na=x")],
        "geefPersoonskoppelingen": [
            await fetch(plan, wie, f"{address(plan, wie)}/persoonskoppelingen") for wie in ("veilig_thuis", "politie")
        ],
        "geefInformeerplichten": [await fetch(plan, wie, f"{address(plan, wie)}/informeerplichten") for wie in ("veilig_thuis", "politie")],
        "zoekVerstrekkingenregister": await registers(plan),
        "geefInzage": [await plan.post(as_bytes({"persoon": "x"}), f"{address(plan, 'veilig_thuis')}/inzagen", soort)],
        "bevestigSignaal": await acknowledgements(plan),
        "geefAfwegingen": [await fetch(plan, wie, f"{address(plan, wie)}/afwegingen") for wie in ("veilig_thuis", "politie", "gemeente")],
        "geefSignalen": [await fetch(plan, wie, f"{address(plan, wie)}/signalen") for wie in ("veilig_thuis", "politie", "gemeente")],
        "besluitPersoonskoppeling": [await plan.post(b"{}", "/v1/persoonskoppelingen", soort)],
        "besluitKoppelvoorstel": [
            await plan.post(as_bytes(words), besluit, soort, wie="politie"),
            await plan.post(as_bytes(words | {"besluit": "misschien"}), besluit, soort),
            await plan.post(as_bytes(words), besluit, soort),
            await plan.post(as_bytes(words | {"besluit": "afgewezen"}), besluit, soort),
        ],
        "vraagToken": [await plan.client.post("/v1/token", data={"grant_type": "x"})],
        "haalAuditwortelsOp": [await plan.client.get("/v1/auditwortels"), await plan.client.get("/v1/auditwortels?na=2026-02-30")],
        "haalSleutelsOp": [await plan.client.get("/v1/jwks")],
        "haalBeschrijvingOp": [await plan.client.get("/v1/openapi.json")],
    }
    # those about rules, decisions and access are asked elsewhere, where every answer is held to its description
    elders = {*deelregels.OPERATIES, *besluiten.OPERATIES, *toegang.OPERATIES}
    assert set(antwoorden) == {operatie["operationId"] for _, _, operatie in operations(describe())} - elders
    for operatie, gekregen in antwoorden.items():
        for antwoord in gekregen:
            check_described(antwoord, operatie)
