"""The main job over HTTP on a real database: the scenario of the demo, as far as it is canonical JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ketenhub.demo.spel import load_scenario
from ketenhub.domain.json import at, rows
from tests.integration.flow.keten import OINS, Keten, missing_voices, part

if TYPE_CHECKING:
    from ketenhub.domain.json import Object

MELDING: Object = {
    "berichtId": "melding-1",
    "opgesteldOp": "2026-01-01T10:00:00Z",
    "geadresseerden": [OINS["veilig_thuis"]],
    "feiten": [
        {
            "soort": "persoon",
            "ref": "a",
            "geldigOp": "${dag:-18}",
            "bsn": "999970008",
            "naam": {"voornamen": "Mila", "achternaam": "Terpoorten"},
        },
        {
            "soort": "persoon",
            "ref": "b",
            "geldigOp": "${dag:-18}",
            "bsn": "999970057",
            "naam": {"voornamen": "Jelle", "achternaam": "Ravenhorst"},
        },
        {
            "soort": "melding",
            "ref": "m",
            "geldigOp": "${dag:-18}",
            "identificatie": "PL-1",
            "ontvangen": "${dag:-18}",
            "omschrijving": "Melding van geweld.",
            "personen": ["a", "b"],
            "nietVerder": True,
        },
    ],
}


async def play_until(keten: Keten, last: int) -> None:
    """Play the report and the canonical contributions of the scenario up to a step."""
    assert (await keten.play({"van": "politie", "waarden": MELDING})).status_code == 201
    await keten.learn_references()
    for stap in rows(load_scenario(), "stappen"):
        if int(str(stap["nr"])) > last:
            return
        for actie in rows(stap, "acties"):
            if actie["vorm"] == "bijdrage" and "herhaling" not in actie:
                answer = await keten.play(actie)
                assert answer.status_code == 201, answer.text
                if "verwachtMist" in actie:
                    assert missing_voices(await keten.view("veilig_thuis")) == actie["verwachtMist"]


async def outbox(keten: Keten) -> set[tuple[str, str, str | None]]:
    """Give (organisation, kind, severity) of everything that waits to go out."""
    names = {oin: name for name, oin in OINS.items()}
    async with keten.hub.opslag.walk() as tx:
        return {(names[r["organisatie"]], r["soort"], r["ernst"]) for r in await tx.fetch("select organisatie, soort, ernst from outbox")}


async def test_report_involves_the_one_addressed_and_nobody_else(keten: Keten) -> None:
    await play_until(keten, 1)
    assert set(keten.stand.verwijzingen) == {"politie", "veilig_thuis"}
    assert part(await keten.view("veilig_thuis"), "meldingen")[0]["identificatie"] == "PL-1"


async def test_scores_below_six_reach_everyone_involved_as_hoog(keten: Keten) -> None:
    await play_until(keten, 2)
    waiting = await outbox(keten)
    assert {(wie, "notificatie", "hoog") for wie in ("politie", "veilig_thuis", "gemeente")} <= waiting


async def test_each_sees_only_what_it_may_see(keten: Keten) -> None:
    await play_until(keten, 2)
    views = {wie: await keten.view(wie) for wie in ("veilig_thuis", "politie", "gemeente")}
    assert [at(view, "fase", "fase") for view in views.values()] == [1, 1, 1]
    assert {wie for wie, view in views.items() if part(view, "gezondheidsfeiten")} == {"veilig_thuis"}
    assert {wie for wie, view in views.items() if part(view, "proactieveScenarios")} == {"veilig_thuis", "politie"}
    assert {wie for wie, view in views.items() if part(view, "meldingen")} == {"veilig_thuis", "politie"}
    assert {wie for wie, view in views.items() if "Zilverlindelaan" in json.dumps(view)} == {"veilig_thuis"}


async def test_consensus_of_the_required_voices_opens_phase_two(keten: Keten) -> None:
    await play_until(keten, 3)
    assert [at(await keten.view(wie), "fase", "fase") for wie in ("veilig_thuis", "politie", "gemeente")] == [2, 2, 2]


async def test_breach_puts_the_phase_back_and_police_see_it(keten: Keten) -> None:
    await play_until(keten, 4)
    view = await keten.view("politie")
    assert at(view, "fase", "fase") == 1
    assert part(view, "veiligheidsvoorwaarden")[0]["stand"] == "geschonden"
    assert not part(view, "gezondheidsfeiten")


async def test_perpetrators_side_learns_nothing_of_the_other_track(keten: Keten) -> None:
    await play_until(keten, 5)
    text = json.dumps(await keten.view("reclassering"))
    for word in ("Mila", "Terpoorten", "Fenna", "Siem", "Zilverlindelaan", "oma", OINS["politie"], OINS["gemeente"]):
        assert word not in text


async def test_threat_crosses_as_kind_and_severity_only(keten: Keten) -> None:
    await play_until(keten, 5)
    assert "sprak in een gesprek" in json.dumps(await keten.view("veilig_thuis"))
    for wie in ("politie", "gemeente"):
        view = await keten.view(wie)
        assert "sprak in een gesprek" not in json.dumps(view)
        (threat,) = [s for s in part(view, "signalen") if s["soort"] == "dreiging"]
        assert threat["ernst"] == "direct"
        assert "bel de regie" in str(threat["tekst"]).lower()
    assert {(wie, "notificatie", "direct") for wie in ("politie", "veilig_thuis", "gemeente")} <= await outbox(keten)


async def test_late_fact_stands_at_its_own_time(keten: Keten) -> None:
    await play_until(keten, 6)
    incidents = part(await keten.view("veilig_thuis"), "incidenten")
    assert [str(at(item, "herkomst", "geldigOp")) for item in incidents] == sorted(str(at(i, "herkomst", "geldigOp")) for i in incidents)
    assert len(incidents) == 2


async def test_regie_sees_what_an_organisation_knew_rebuilt_to_its_hash(keten: Keten) -> None:
    await play_until(keten, 2)
    shown = await keten.view("politie")
    moment = keten.hub.nu()
    await keten.view("veilig_thuis")
    question = {"verwijzing": keten.stand.verwijzingen["veilig_thuis"], "organisatie": OINS["politie"], "bekendOp": moment.isoformat()}
    answer = await keten.send("veilig_thuis", question, "/v1/verstrekkingen/_zoek", "application/json")
    found = rows(answer.json(), "verstrekkingen")
    assert [row["staat"] for row in found] == ["gelijk"] * len(found)
    conditions = [(at(row, "id"), at(row, "tekst")) for row in rows(shown, "veiligheidsvoorwaarden")]
    assert conditions
    assert [(at(row, "id"), at(row, "tekst")) for row in rows(at(found[-1], "uitsnede"), "veiligheidsvoorwaarden")] == conditions


async def test_only_regie_may_ask_what_another_knew(keten: Keten) -> None:
    await play_until(keten, 2)
    question = {"verwijzing": keten.stand.verwijzingen["politie"], "organisatie": OINS["gemeente"]}
    assert (await keten.send("politie", question, "/v1/verstrekkingen/_zoek", "application/json")).status_code == 403


async def test_view_of_before_a_correction_still_rebuilds_to_its_hash(keten: Keten) -> None:
    await play_until(keten, 2)
    shown = await keten.view("politie")
    await keten.view("veilig_thuis")
    condition: Object = {
        "soort": "veiligheidsvoorwaarde",
        "ref": "vw-1",
        "geldigOp": "${dag:-13}",
        "tekst": "Anders gezegd.",
        "termijn": "${dag:60}",
        "beschermt": ["a"],
    }
    body: Object = {"berichtId": "verbetering", "opgesteldOp": "2099-01-01T00:00:00Z", "verwijzing": "${verwijzing}", "feiten": [condition]}
    assert (await keten.play({"van": "veilig_thuis", "waarden": body})).status_code == 201
    question = {"verwijzing": keten.stand.verwijzingen["veilig_thuis"], "organisatie": OINS["politie"]}
    found = rows((await keten.send("veilig_thuis", question, "/v1/verstrekkingen/_zoek", "application/json")).json(), "verstrekkingen")
    assert {row["staat"] for row in found} == {"gelijk"}
    before = [at(row, "tekst") for row in part(shown, "veiligheidsvoorwaarden")]
    assert [at(row, "tekst") for row in rows(at(found[-1], "uitsnede"), "veiligheidsvoorwaarden")] == before
    assert "Anders gezegd." not in before
    assert part(await keten.view("politie"), "veiligheidsvoorwaarden")[0]["tekst"] == "Anders gezegd."
