"""Names in a text are marked with the role that may stand in their place; everything else stays plain text."""

from __future__ import annotations

import pytest

from ketenhub.web.ui.names import make_namer, veiled

NAMER = make_namer({"Mila": "moeder", "Mila Terpoorten": "moeder", "Jelle": "vader"})


@pytest.mark.parametrize(
    ("tekst", "html"),
    [
        ("Mila belde.", '<span class="kh-n" data-rol="moeder">Mila</span> belde.'),
        ("Mila Terpoorten", '<span class="kh-n" data-rol="moeder">Mila Terpoorten</span>'),
        ("Milanees", "Milanees"),
        ("<b>Jelle</b>", '&lt;b&gt;<span class="kh-n" data-rol="vader">Jelle</span>&lt;/b&gt;'),
        ("", ""),
        (None, ""),
    ],
)
def test_whole_names_are_marked_and_the_rest_is_escaped(tekst: str | None, html: str) -> None:
    assert NAMER.mark(tekst) == html


def test_without_names_the_text_is_only_escaped() -> None:
    assert make_namer({}).mark("a < b") == "a &lt; b"


def test_role_cannot_break_out_of_its_attribute() -> None:
    assert veiled("Mila", '"><img>') == '<span class="kh-n" data-rol="&#34;&gt;&lt;img&gt;">Mila</span>'
