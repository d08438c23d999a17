"""One table decides what a refusal looks like; a refusal never repeats what was sent."""

from pathlib import Path
from typing import Annotated

import httpx
import pytest
from fastapi import FastAPI, Query
from pydantic import BaseModel, ConfigDict

from ketenhub.domain import errors
from ketenhub.domain.errors import GeenToegang, Instellingsfout, KetenhubError, NietGevonden, OngeldigBericht, TeDruk
from ketenhub.web import problems
from ketenhub.web.openapi import document
from ketenhub.web.problems import TABEL, Afhandeling, NietIngelogd, add_handlers, known_names, problem, problem_response, status_of

FOUTEN = Path(__file__).parents[4] / "docs" / "naslag" / "fouten.md"


class Ding(BaseModel):
    model_config = ConfigDict(extra="forbid")
    score: int


def an_app(gemeld: list[tuple[str, str]] | None = None) -> FastAPI:
    app = FastAPI(title="t", version="1.0.0")

    async def ding(ding: Ding) -> None:
        raise KeyError("999990019")

    async def zoek(aantal: Annotated[int, Query()]) -> None:
        raise NietGevonden("/geheim", "Hij bestaat wel.")

    async def stuk() -> None:
        raise Instellingsfout("x", "geheim")

    app.add_api_route("/v1/ding", ding, methods=["POST"])
    app.add_api_route("/v1/zoek", zoek, methods=["GET"])
    app.add_api_route("/v1/stuk", stuk, methods=["GET"])
    bekend = known_names(document(app))
    add_handlers(
        app, Afhandeling(lambda: "inc", lambda *deel: (gemeld if gemeld is not None else []).append((deel[0], deel[1])), lambda: bekend)
    )
    return app


async def ask(methode: str, pad: str, app: FastAPI | None = None, **rest: object) -> httpx.Response:
    transport = httpx.ASGITransport(app or an_app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://hub.example") as client:
        return await client.request(methode, pad, **rest)  # type: ignore[arg-type]  # the keywords of httpx, passed on


def every_error(module: object) -> set[type[KetenhubError]]:
    return {soort for soort in vars(module).values() if isinstance(soort, type) and issubclass(soort, KetenhubError)}


def test_every_error_class_has_a_row_and_its_own_code() -> None:
    assert every_error(errors) | every_error(problems) == set(TABEL)
    assert all(code == soort.code for soort, (_, code) in TABEL.items())
    assert len({code for _, code in TABEL.values()}) == len(TABEL)


def test_every_code_has_a_section_in_the_docs_and_no_section_is_left_over() -> None:
    koppen = {regel.removeprefix("## ").strip() for regel in FOUTEN.read_text(encoding="utf-8").splitlines() if regel.startswith("## ")}
    assert koppen == {code for _, code in TABEL.values()}


def test_every_status_has_a_response_in_the_description() -> None:
    antwoorden = document(an_app())["components"]["responses"]
    assert set(antwoorden) == {f"Probleem{status}" for status, _ in TABEL.values()}


def test_a_subclass_without_a_row_takes_the_nearest() -> None:
    class Nieuw(GeenToegang):
        code = "nieuw"

    assert status_of(Nieuw()) == 403
    assert status_of(KetenhubError()) == 500


@pytest.mark.parametrize("fout", [NietGevonden("/a", "bestaat wel"), NietIngelogd("kid", "verlopen")])
def test_hidden_and_nonexistent_sound_the_same(fout: KetenhubError) -> None:
    assert problem(fout, "/v1/x") == problem(type(fout)(), "/v1/x")


def test_the_place_is_named_and_the_address_is_kept_short_and_printable() -> None:
    document_ = problem(OngeldigBericht("/a/0", "Dit veld ontbreekt."), "/v1/<x>\ud800" + "y" * 500)
    assert document_["plaats"] == "/a/0"
    assert str(document_["instance"]).startswith("/v1/%3Cx%3E")
    assert len(str(document_["instance"])) < 300


def test_busy_tells_when_to_come_back() -> None:
    assert problem_response(TeDruk(), "/").headers["retry-after"] == "5"
    assert "DPoP" in problem_response(NietIngelogd(), "/").headers["www-authenticate"]


async def test_validation_is_400_and_names_known_members_only() -> None:
    antwoord = await ask("POST", "/v1/ding", json={"score": "Jan 999990019"})
    assert antwoord.status_code == 400
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert antwoord.json()["plaats"] == "/score"
    antwoord = await ask("POST", "/v1/ding", json={"score": 1, "Jan Jansen": "x"})
    assert antwoord.json()["plaats"] == "/(onbekend veld)"
    assert "999990019" not in antwoord.text
    assert "Jan" not in antwoord.text


async def test_a_wrong_query_is_400_with_the_name_of_the_parameter() -> None:
    antwoord = await ask("GET", "/v1/zoek?aantal=Jan")
    assert (antwoord.status_code, antwoord.json()["plaats"]) == (400, "query/aantal")
    assert "Jan" not in antwoord.text


async def test_not_found_wrong_method_and_wrong_path_are_problems() -> None:
    assert (await ask("GET", "/v1/zoek?aantal=1")).json()["detail"] == (await ask("GET", "/v1/niets")).json()["detail"]
    antwoord = await ask("DELETE", "/v1/zoek")
    assert (antwoord.status_code, antwoord.json()["code"], antwoord.headers["allow"]) == (405, "methode-niet-toegestaan", "GET")


async def test_the_last_resort_gives_an_incident_code_and_nothing_else() -> None:
    gemeld: list[tuple[str, str]] = []
    antwoord = await ask("POST", "/v1/ding", an_app(gemeld), json={"score": 1})
    assert (antwoord.status_code, antwoord.json()["incident"]) == (500, "inc")
    assert "999990019" not in antwoord.text
    assert "geheim" not in (await ask("GET", "/v1/stuk", an_app(gemeld))).text
    assert gemeld == [("inc", "KeyError"), ("inc", "Instellingsfout")]
