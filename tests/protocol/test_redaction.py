"""Secrets are found in text however they are escaped, and however often."""

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.messages import Response
from opentoclose_async._protocol.redaction.secrets import MARK, OVERLAP, PIECE, SHORTEST, Secrets
from opentoclose_async._protocol.stepwise import run_steps

SECRETS = st.text(
    st.characters(min_codepoint=33, max_codepoint=126),
    min_size=8,
    max_size=60,
).filter(lambda secret: len(set(secret)) > 4 and secret.lower() not in MARK)
AROUND = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="%&\\"), max_size=20)
WAYS: dict[str, Callable[[str], str]] = {
    "quote": lambda text: quote(text, safe=""),
    "plus": quote_plus,
    "small": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    "html": html.escape,
    "decimal": lambda text: "".join(f"&#{ord(each)};" for each in text),
    "hexadecimal": lambda text: "".join(f"&#x{ord(each):X};" for each in text),
    "json": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "repr": lambda text: repr(text.encode("ascii", "backslashreplace"))[2:-1],
    "unicode": lambda text: "".join(
        f"\\u{ord(each):04x}" if ord(each) < 256 else each for each in text
    ),
}


@given(SECRETS, AROUND, AROUND, st.lists(st.sampled_from(sorted(WAYS)), max_size=3))
def test_only_the_secret_is_removed(secret: str, before: str, after: str, ways: list[str]) -> None:
    written = secret
    for way in ways:
        written = WAYS[way](written)
    clean = Secrets(secret).scrub(f"{before} {written} {after}")
    assert MARK in clean
    assert written.rstrip("=") not in clean
    if secret.lower() not in (before + after).lower():
        assert clean.startswith(f"{before} ")
        assert clean.endswith(f" {after}")


@given(AROUND)
def test_a_text_without_secrets_is_returned_as_is(text: str) -> None:
    assert Secrets("not-in-any-text").scrub(text) is text


@given(SECRETS, st.binary(max_size=10), st.binary(max_size=10))
def test_a_secret_within_base64_is_found(secret: str, before: bytes, after: bytes) -> None:
    encoded = base64.b64encode(before + secret.encode() + after).decode()
    assert MARK in Secrets(secret).scrub(encoded)


@pytest.mark.parametrize("before", [195, 1995, 75])
def test_case_does_not_matter(before: int) -> None:
    text = "x" * before + "SECRET-8F3A9C"
    assert Secrets("secret-8f3a9c").scrub(text) == "x" * before + MARK


def test_short_secrets_are_found_as_whole_words() -> None:
    secrets = Secrets("Abcd")
    assert secrets.scrub("Cannot GET /?api_token=Abcd&x") == f"Cannot GET /?api_token={MARK}&x"
    assert secrets.scrub("?api_token%3DAbcd%26x") == f"?api_token%3D{MARK}%26x"
    assert secrets.scrub("abcd XAbcd Abcde") == "abcd XAbcd Abcde"
    assert Secrets("x" * (SHORTEST - 1)).scrub("xxx") == "xxx"
    assert Secrets("", " ").scrub("as it is") == "as it is"


def test_passing_secrets_are_found_until_many_others_follow() -> None:
    secrets = Secrets("the-lasting-one")
    for number in range(100):
        secrets.add_passing(f"token-number-{number:03}")
    text = "token-number-000 token-number-099 the-lasting-one"
    assert secrets.scrub(text) == f"token-number-000 {MARK} {MARK}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32-be", "latin-1"])
def test_bytes_of_any_encoding_are_searched(encoding: str) -> None:
    body = '{"message": "ü secret-8f3a9c"}'.encode(encoding)
    clean = Secrets("secret-8f3a9c").scrub_bytes(body)
    assert clean.decode(encoding) == f'{{"message": "ü {MARK}"}}'


def test_a_clean_response_is_returned_as_is() -> None:
    secrets = Secrets("secret-8f3a9c")
    clean = Response(404, {"x": "y"}, b"{}")
    assert run_steps(secrets.scrubbing_response(clean)) is clean
    full = Response(404, {"x": "secret-8f3a9c"}, b"secret-8f3a9c")
    scrubbed = run_steps(secrets.scrubbing_response(full))
    assert scrubbed == Response(404, {"x": MARK}, MARK.encode())
    full = Response(200, {}, b"secret-8f3a9c")
    kept = run_steps(secrets.scrubbing_response(full, body=False))
    assert kept.body == b"secret-8f3a9c"


def test_errors_and_their_causes_are_searched() -> None:
    secret = "secret-8f3a9c"
    cause = LookupError(f"no {secret}", 5, [secret.encode(), {secret: (secret,)}])
    error = ValueError(secret)
    error.__cause__ = cause
    error.add_note(f"of {secret}")
    group = ExceptionGroup("all", [error, UnicodeDecodeError("utf-8", secret.encode(), 0, 1, "x")])
    Secrets(secret).scrub_error(group)
    assert cause.args == (f"no {MARK}", 5, [MARK.encode(), {MARK: (MARK,)}])
    assert error.args == (MARK,)
    assert error.__notes__ == [f"of {MARK}"]
    unreadable = group.exceptions[1]
    assert isinstance(unreadable, UnicodeDecodeError)
    assert unreadable.object == MARK.encode()


WRITTEN = "".join(f"\\u{ord(each):04x}" for each in "secret-8f3a9c")


@given(
    st.lists(
        st.sampled_from([WRITTEN, "x" * (PIECE - 40), "x" * (OVERLAP - 40), "\\", "x" * 7]),
        max_size=9,
    )
)
def test_a_long_text_is_searched_like_a_short_one(parts: list[str]) -> None:
    text = " ".join(parts)
    assert Secrets("secret-8f3a9c").scrub(text) == text.replace(WRITTEN, MARK)


def test_the_repr_shows_no_secret() -> None:
    assert "secret" not in repr(Secrets("secret-8f3a9c"))
