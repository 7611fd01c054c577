"""Untrusted text on one printed line."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._docusign.oauth import token_dialect
from opentoclose_async._protocol.messages import Request, Response
from opentoclose_async._protocol.printable import printable
from opentoclose_async._protocol.responses.decode import Dialect, error_for
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async.otc.dialect import DIALECT as OTC
from opentoclose_async.rooms.dialect import DIALECT as ROOMS

STEERING = "\x1b[2J\r\n\x07\u202ebad\u2066\x9b31m"
ESCAPED = r"\x1b[2J\r\n\x07\u202ebad\u2066\x9b31m"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Zoë \U0001f600 東京 [red]x[/red]", "Zoë \U0001f600 東京 [red]x[/red]"),
        ("a\u00a0b\u3000c", "a\u00a0b\u3000c"),
        (STEERING, ESCAPED),
        ("\x00\x7f\x85", r"\x00\x7f\x85"),
        ("half \ud83d", r"half \ud83d"),
        ("lines\u2028and\u2029paragraphs", r"lines\u2028and\u2029paragraphs"),
        ("\u200b\ufeff\U000e0041", r"\u200b\ufeff\U000e0041"),
    ],
)
def test_invisible_characters_are_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters()))
def test_any_text_becomes_one_harmless_line(text: str) -> None:
    shown = printable(text)
    assert shown.splitlines() in ([], [shown])
    assert all(each.isprintable() or each.isspace() for each in shown)
    shown.encode()  # no lone surrogate is left
    assert printable(shown) == shown


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_visible_text_is_unchanged(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("dialect", "body"),
    [
        (OTC, {"message": STEERING}),
        (OTC, {"detail": STEERING}),
        (OTC, {"errors": {"email": [STEERING]}}),
        (OTC, {"errors": {STEERING: "is taken"}}),
        (ROOMS, {"errorCode": "BAD", "message": STEERING}),
        (ROOMS, {"errorCode": STEERING, "message": "bad"}),
    ],
)
def test_an_error_message_is_escaped_but_the_data_is_unchanged(
    dialect: Dialect, body: object
) -> None:
    response = Response(400, {"content-type": "application/json"}, json.dumps(body).encode())
    error = error_for(
        Request("GET", "/users"), response, dialect, LimitSignals(), datetime.now(UTC)
    )
    assert ESCAPED in str(error)
    assert str(error).isprintable()
    assert error.response_data == body


def test_a_refused_sign_in_is_shown_escaped() -> None:
    body = {"error": "invalid_grant", "error_description": "a\x1b[2Jb"}
    response = Response(400, {"content-type": "application/json"}, json.dumps(body).encode())
    error = error_for(
        *(Request("POST", "/oauth/token"), response, token_dialect(""), LimitSignals()),
        datetime.now(UTC),
    )
    assert r"a\x1b[2Jb" in str(error)
    assert str(error).isprintable()
