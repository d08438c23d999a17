"""A form counts only when our own page sent it, and the cookie is held as tightly as the address allows."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.domain.errors import GeenToegang, Instellingsfout
from ketenhub.main import Databank, serve_hub
from ketenhub.settings import Instellingen
from ketenhub.web.ui.session import Deurpost, check_origin, come_back, fits_token, make_token

VEILIG = Deurpost("https://hub.example", demo=False)
DEMO = Deurpost("http://127.0.0.1:8400", demo=True)


def a_request(**koppen: str) -> Request:
    headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in koppen.items()]
    return Request({"type": "http", "method": "POST", "path": "/inloggen", "headers": headers})


@pytest.mark.parametrize(
    ("deurpost", "koppen"),
    [
        (VEILIG, {"origin": "https://hub.example"}),
        (VEILIG, {"origin": "https://hub.example", "sec_fetch_site": "same-origin"}),
        (VEILIG, {"origin": "null", "sec_fetch_site": "same-origin"}),
        (VEILIG, {"sec_fetch_site": "same-origin"}),
        (DEMO, {"origin": "http://localhost:8400", "host": "localhost:8400"}),
    ],
)
def test_form_of_our_own_page_passes(deurpost: Deurpost, koppen: dict[str, str]) -> None:
    check_origin(a_request(**koppen), deurpost)


@pytest.mark.parametrize(
    "koppen",
    [
        {},
        {"origin": "null"},
        {"origin": "https://kwaad.example"},
        {"origin": "https://hub.example.kwaad.example"},
        {"origin": "http://hub.example"},
        {"origin": "https://hub.example:444"},
        {"origin": "null", "sec_fetch_site": "cross-site"},
        {"origin": "null", "sec_fetch_site": "same-site"},
        {"origin": "https://hub.example", "sec_fetch_site": "cross-site"},
        {"origin": "https://kwaad.example", "sec_fetch_site": "same-origin"},
        {"origin": "http://localhost:8400"},
    ],
)
def test_form_from_elsewhere_is_refused(koppen: dict[str, str]) -> None:
    with pytest.raises(GeenToegang):
        check_origin(a_request(**koppen), VEILIG)


@pytest.mark.parametrize("host", ["kwaad.example:8400", "127.0.0.1", "localhost:8401"])
def test_demo_under_another_name_takes_no_form(host: str) -> None:
    with pytest.raises(GeenToegang):
        check_origin(a_request(origin="null", sec_fetch_site="same-origin", host=host), DEMO)


async def test_demo_that_others_could_reach_does_not_start() -> None:
    settings = Instellingen(demo=True, host="0.0.0.0")  # noqa: S104 - this is what is refused
    with pytest.raises(Instellingsfout, match="KETENHUB_HOST"):
        await serve_hub(settings, Databank("", "", ingebouwd=False), lambda _: None)


def test_cookie_over_https_is_bound_to_the_host() -> None:
    answer = Response()
    VEILIG.set_cookie(answer, "waarde")
    assert answer.headers["set-cookie"] == "__Host-ketenhub=waarde; HttpOnly; Path=/; SameSite=lax; Secure"


def test_cookie_of_the_demo_is_out_of_reach_of_scripts_and_other_sites() -> None:
    answer = Response()
    DEMO.set_cookie(answer, "waarde")
    assert answer.headers["set-cookie"] == "ketenhub=waarde; HttpOnly; Path=/; SameSite=lax"


@pytest.mark.parametrize("adres", ["/werk", "/h/iAbc-_9"])
def test_one_of_our_pages_may_be_come_back_to(adres: str) -> None:
    assert come_back(adres) == adres


@pytest.mark.parametrize("adres", [None, "", "//kwaad.example", "https://kwaad.example", "/h/", "/h/a/b", "/h/a?x", "/h/a\n", "/uitloggen"])
def test_any_other_address_becomes_the_work_list(adres: str | None) -> None:
    assert come_back(adres) == "/werk"


def test_token_fits_its_own_session_and_differs_per_page() -> None:
    one, other = make_token("geheim", "a"), make_token("geheim", "b")
    assert (fits_token("geheim", one), fits_token("geheim", other), one == other) == (True, True, False)


@pytest.mark.parametrize("token", ["", ".", "a", "a.", make_token("anders", "a"), make_token("geheim", "a")[:-1], "é.é"])
def test_any_other_token_does_not_fit(token: str) -> None:
    assert not fits_token("geheim", token)
