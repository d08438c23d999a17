"""The example of every kind of fact goes in over HTTP and stands in its sender's view; it is corrected and withdrawn by nobody else."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import pytest

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.bijdrage import Bijdrage, Feit
from ketenhub.domain.catalogus import kind_of
from ketenhub.domain.waarde import Waarde
from ketenhub.keys import nieuw_id
from ketenhub.web.voorbeelden import OPGESTELD, examples
from tests.integration.flow.keten import OINS
from tests.integration.web.beloften import check_problem, check_quiet
from tests.integration.web.gastheer import KANARIE, Gastheer, as_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from ketenhub.web.voorbeelden import Voorbeeld

pytestmark = pytest.mark.asyncio(loop_scope="module")
VOORBEELDEN = sorted(examples().values(), key=lambda example: example.soort)
MODELLEN = {kind_of(model): model for model in get_args(Feit)}
LATER, NOG_LATER, ANDERE_DAG = "2026-11-02T10:00:00Z", "2026-11-03T10:00:00Z", "2026-10-31"
VERWIJZINGEN = "select organisatie, verwijzing from betrokkenheid where casus_id = (select casus_id from bijdrage where bericht_id = $1)"
PAD = "/v1/bijdragen"


@dataclass(slots=True)
class Gesprek:
    """One casus that began with an example of Veilig Thuis, to which probation was called."""

    gastheer: Gastheer
    voorbeeld: Voorbeeld
    feit: dict[str, Any]
    verwijzingen: dict[str, str]

    async def send(self, wie: str, opgesteld: str, **rest: Any) -> httpx.Response:
        """Send something more about this casus."""
        body = {"berichtId": nieuw_id(), "opgesteldOp": opgesteld, "verwijzing": self.verwijzingen[OINS[wie]], **rest}
        return await self.gastheer.post(as_bytes(body), wie=wie)

    async def own(self) -> list[dict[str, Any]]:
        """Give what stands in the view of Veilig Thuis under the reference of the example: by itself, or beside others about a person."""
        pad = f"/v1/veiligheidsplannen/{self.verwijzingen[OINS['veilig_thuis']]}"
        view = (await self.gastheer.client.get(pad, headers=self.gastheer.headers())).json()
        said = [row for part in view.get(DELEN[self.voorbeeld.soort], []) for row in (part, *part.get("bronnen", []))]
        own = [row for row in said if row["herkomst"]["organisatie"]["oin"] == OINS["veilig_thuis"]]
        return [row for row in own if row["herkomst"]["eigenId"] == self.voorbeeld.feit["ref"]]


async def begin(gastheer: Gastheer, voorbeeld: Voorbeeld) -> Gesprek:
    """Open a casus with the example, or with what it is about and then the example, and see that it was taken in."""
    bericht = nieuw_id()
    body = voorbeeld.bijdrage(bericht) | {"geadresseerden": [OINS["reclassering"]]}
    # what is about another fact of that message names the message as it goes
    earlier = [{**feit, "bericht": bericht} if "bericht" in feit else feit for feit in voorbeeld.eerder]
    antwoord = await gastheer.post(as_bytes(body | {"feiten": earlier} if earlier else body))
    assert antwoord.status_code == 201, antwoord.text
    async with gastheer.keten.hub.opslag.walk() as tx:
        rows = await tx.fetch(VERWIJZINGEN, bericht)
    gesprek = Gesprek(gastheer, voorbeeld, dict(voorbeeld.feit), {row["organisatie"]: row["verwijzing"] for row in rows})
    if voorbeeld.eerder:
        gesprek.feit |= {"bericht": bericht}
        assert (await gesprek.send("veilig_thuis", OPGESTELD, feiten=[gesprek.feit])).status_code == 201
    return gesprek


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda one: one.soort)
async def test_example_is_taken_in_corrected_and_withdrawn_by_who_said_it(gastheer: Gastheer, voorbeeld: Voorbeeld) -> None:
    gesprek = await begin(gastheer, voorbeeld)
    (first,) = await gesprek.own()
    changed = gesprek.feit | {"geldigOp": ANDERE_DAG}
    assert (await gesprek.send("veilig_thuis", LATER, feiten=[*voorbeeld.naast, changed])).status_code == 201
    (second,) = await gesprek.own()
    assert (second.get("id"), second["herkomst"]["geldigOp"]) == (first.get("id"), ANDERE_DAG)
    weg = [{"ref": voorbeeld.feit["ref"], "reden": "Een vergissing."}]
    assert (await gesprek.send("veilig_thuis", NOG_LATER, intrekkingen=weg)).status_code == 201
    assert await gesprek.own() == []


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda one: one.soort)
async def test_another_organisation_changes_and_withdraws_nothing_of_it(gastheer: Gastheer, voorbeeld: Voorbeeld) -> None:
    gesprek = await begin(gastheer, voorbeeld)
    before = await gesprek.own()
    changed = gesprek.feit | {"geldigOp": ANDERE_DAG}
    for ref in (voorbeeld.feit["ref"], before[0].get("id", "onbekend")):
        antwoord = await gesprek.send("reclassering", LATER, intrekkingen=[{"ref": ref, "reden": "Wij vinden van niet."}])
        check_problem(antwoord, 400, "onbekende-verwijzing", PAD)
        assert antwoord.json()["plaats"] == "/intrekkingen/0/ref"
    antwoord = await gesprek.send("reclassering", LATER, feiten=[*voorbeeld.naast, changed])
    assert antwoord.status_code == {"regie": 403, "bron": 400}.get(voorbeeld.wie, 201), antwoord.text
    assert await gesprek.own() == before


def required(value: Any, model: type[Waarde], path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give every field that must be there, in the value and in what stands inside it."""
    for name, info in model.model_fields.items():
        alias = info.alias or name
        if info.is_required():
            yield path, alias
        inner = next(iter(models_in(info.annotation)), None)
        held = value.get(alias)
        for step, part in enumerate(held) if isinstance(held, list) else (("", held),):
            if inner is not None and isinstance(part, dict):
                yield from required(part, inner, (*path, alias, *([step] if isinstance(held, list) else [])))


def models_in(annotation: object) -> Iterator[type[Waarde]]:
    """Give the models that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Waarde):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def places(voorbeeld: Voorbeeld) -> list[tuple[tuple[str | int, ...], str]]:
    """Give every required field of the message and of the fact of the example."""
    n = len(voorbeeld.naast)
    message = [((), info.alias or name) for name, info in Bijdrage.model_fields.items() if info.is_required()]
    return [*message, *required(voorbeeld.feit, MODELLEN[voorbeeld.soort], ("feiten", n))]


def inside(body: Any, path: tuple[str | int, ...]) -> Any:
    """Give what stands at a path."""
    for step in path:
        body = body[step]
    return body


async def refused(gastheer: Gastheer, body: dict[str, Any], place: str) -> None:
    """See that a message is refused at this place, and that nothing of it comes back or is kept in a log."""
    antwoord = await gastheer.post(as_bytes(body))
    check_problem(antwoord, 400, "ongeldig-bericht", PAD)
    assert antwoord.json()["plaats"] == place
    check_quiet(gastheer, antwoord)


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda one: one.soort)
async def test_example_without_a_required_field_or_with_a_wrong_one_is_refused_with_its_place(
    gastheer: Gastheer, voorbeeld: Voorbeeld
) -> None:
    found = places(voorbeeld)
    assert {alias for _, alias in found} >= {"berichtId", "opgesteldOp", "ref", "geldigOp"}
    for path, alias in found:
        place = "".join(f"/{step}" for step in (*path, alias))
        bare, wrong = (copy.deepcopy(voorbeeld.bijdrage(nieuw_id())) for _ in range(2))
        del inside(bare, path)[alias]
        inside(wrong, path)[alias] = KANARIE * 200
        for body in (bare, wrong):
            await refused(gastheer, body, place)


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda one: one.soort)
async def test_example_of_an_unknown_kind_is_refused_at_the_fact(gastheer: Gastheer, voorbeeld: Voorbeeld) -> None:
    n = len(voorbeeld.naast)
    for feit in ({k: v for k, v in voorbeeld.feit.items() if k != "soort"}, {**voorbeeld.feit, "soort": KANARIE}):
        await refused(gastheer, voorbeeld.bijdrage(nieuw_id()) | {"feiten": [*voorbeeld.naast, feit]}, f"/feiten/{n}")
