"""Whole responses: a status, headers and a body, as a server may send them, or worse."""

import gzip
import json
import zlib
from random import Random

from attrs import field, frozen

from tests.fuzz_responses.values import Texts

__all__ = ["Answer", "draw_answer", "value_of"]

Header = tuple[bytes, bytes]

STATUSES = (
    0, 100, 103, 201, 202, 203, 204, 204, 205, 206, 226, 299, 300, 301, 302, 303, 304, 305, 307,
    308, 399, 400, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 412, 415, 418, 422, 425, 429,
    429, 431, 451, 499, 500, 502, 503, 503, 504, 511, 520, 599, 600, 999,
)  # fmt: skip
MEDIA_TYPES = (
    b"text/html", b"text/html; charset=UTF-8", b"TEXT/HTML", b"text/plain", b"application/xml",
    b"; ;", b"", b"/", b"application/json; charset=klingon", b"application/json, text/html",
    b"image/png", b"\xff\xfe", b"multipart/mixed", b"application/json;;;=;",
    b"application/problem+json",
)  # fmt: skip
ENCODINGS = (
    b"utf-8", b"none", b"binary", b"aws-chunked", b"gzip", b"GZIP", b"deflate", b"br", b"zstd",
    b"compress", b",,", b"", b"identity", b"gzip, gzip", b"x-gzip", b"*", b"\xe9", b"gzip;q=1",
    b"identity, utf-8", b", ".join([b"gzip"] * 50), b"aws-chunked, gzip",
)  # fmt: skip
DATES = (
    b"Mon, 01 Jan 99999999999999999999 00:00:00 GMT", b"Mon, 01 Jan 2026 00:00:00 +99999999999999",
    b"Mon, 01 Jan 0000 00:00:00 GMT", b"Mon, 99 Foo 2026 99:99:99 GMT",
    b"Sunday, 06-Nov-94 08:49:37 GMT", b"Sun Nov  6 08:49:37 1994",
    b"Mon, 01 Jan 2026 00:00:00 GMT", b"Fri, 31 Dec 9999 23:59:59 -1400", b"now", b"",
    b"2026-01-01T00:00:00+23:59", b"0001-01-01T00:00:00+23:59", b"9999-12-31T23:59:59-23:59",
    b"\xe2\x82\xac", b",", b"Mon, 01 Jan 2026 " + b"0" * 3000, b"(" * 500, b"1 1 1 1 1 1 1 1 1",
    b"Mon, 01 Jan -1 00:00:00 GMT", b"::::",
)  # fmt: skip
COUNTS = (
    b"0", b"-1", b"-0", b"0.5", b"1e9", b"NaN", b"inf", b"-inf", b"9" * 400, b"\xd9\xa3", b"1, 2",
    b"5;5", b" 7 ", b"", b"0x10", b"1_0", b"\xb2", b"3600", b"1700000000", b"86401", b"+5",
    b"None",
)  # fmt: skip
PLACES = (
    b"/v1/users", b"//", b"///x", b"http://[::1", b"http://sandbox.test:99999/",
    b"http://sandbox.test:x/", b"?a=b&" * 40, b"http://elsewhere.example/", b"\xff\xfe",
    b"javascript:1", b"/" + b"x" * 70_000, b"../../..", b"", b"#", b"%zz%",
    b"http://sandbox.test/v1/users?api_token=x", b"http://a@sandbox.test/",
    b"/\xc3\xa9?\xc3\xa9=%e9",
)  # fmt: skip
PAGES = (
    b"<!DOCTYPE html><html><form>Password</form></html>", b"<h1>Oops! An Error Occurred</h1>",
    b"<", b"<?xml version='1.0'?><a/>", b"\xef\xbb\xbf<html>", b"OK", b"\x00", b"\x1f\x8b",
    b"\xff\xfe", b"\xef\xbb\xbf", b" \r\n\t", b"", b"", b"%PDF-1.7\n\xe2\xe3", b"callback([1]);",
    b")]}',\n[1]", b"[1][2]", b"\xff\xfe[\x001\x00]\x00", b"Bad Request", b"null", b"0", b'"text"',
)  # fmt: skip
BOMB = gzip.compress(b" " * 5_000_000, 1, mtime=0)


@frozen
class Answer:
    """
    A response, independent of how it is sent.

    Attributes:
        status: The status.
        headers: The headers, in order.
        body: The body as it is sent.
        plain: The body before compression.
        sound: The body is intact; what its headers say about it may be wrong.
    """

    status: int
    headers: tuple[Header, ...]
    body: bytes = field(repr=False)
    plain: bytes = field(repr=False)
    sound: bool = True


def draw_answer(random: Random, kind: str, odd: float) -> Answer:
    """
    Draw a response.

    Args:
        random: The source of randomness.
        kind: The usual kind of its body, as ``Texts`` names it.
        odd: How much of it is unusual, from 0 to 1.
    """
    status = random.choice(STATUSES) if random.random() < 0.1 + odd * 0.3 else 200
    plain = _body(random, "problem" if status >= 400 else kind, odd)
    headers: list[Header] = [(b"Content-Type", b"application/json")]
    if random.random() < odd * 0.5:
        headers[0] = (b"Content-Type", random.choice(MEDIA_TYPES))
    body, encoding, sound = _packed(random, plain, odd)
    if encoding is not None:
        headers.append((b"Content-Encoding", encoding))
    for name, texts in (
        (b"Date", DATES),
        (b"Retry-After", COUNTS + DATES),
        (b"X-RateLimit-Reset", COUNTS + DATES),
        (b"X-RateLimit-Remaining", COUNTS),
        (b"X-BurstLimit-Remaining", COUNTS),
        (b"Location", PLACES),
        (b"X-DocuSign-TraceToken", COUNTS + PLACES),
        (b"Set-Cookie", PLACES),
        (b"WWW-Authenticate", PLACES),
        (b"Link", PLACES),
    ):
        while random.random() < odd * 0.4:
            headers.append((name, random.choice(texts)))
    if random.random() < odd * 0.03:
        headers += [(b"X-%d" % number, b"x" * 20) for number in range(random.choice((50, 5000)))]
    random.shuffle(headers)
    return Answer(status, tuple(headers), body, plain, sound)


def value_of(answer: Answer) -> str | None:
    """Return the repr of a body's value by Python's own reader; None if it has none."""
    try:
        return repr(json.loads(answer.plain))
    except (ValueError, RecursionError):
        return None


def _body(random: Random, kind: str, odd: float) -> bytes:
    if random.random() < odd * 0.25:
        return random.choice(PAGES)
    text = Texts(random, odd).fitting(kind)
    coding = "utf-8"
    if random.random() < odd * 0.1:
        coding = random.choice(("utf-8-sig", "utf-16", "utf-16-be", "utf-32-le", "latin-1"))
    try:
        body = text.encode(coding, "surrogatepass" if coding != "latin-1" else "replace")
    except UnicodeEncodeError:
        body = text.encode("utf-8", "replace")
    while random.random() < odd * 0.15:
        body = _damaged(random, body)
    return body


def _damaged(random: Random, body: bytes) -> bytes:
    at = random.randrange(len(body) + 1)
    end = min(len(body), at + random.choice((0, 1, 1, 5, 100)))
    put = random.choice(
        (b"", random.randbytes(1), random.randbytes(4), b",", b'"', body[:50], b"\xed\xa0\x80")
    )
    return body[:at] + put + body[end:]


def _packed(random: Random, body: bytes, odd: float) -> tuple[bytes, bytes | None, bool]:
    """Compress a body, or only claim to; return it, the header, and whether it is recoverable."""
    draw = random.random()
    if draw < 0.7:
        return body, None, True
    if draw > 1 - odd * 0.2:
        return body, random.choice(ENCODINGS), True
    if draw > 1 - odd * 0.23:
        return BOMB, b"gzip", False
    if draw < 0.85:
        packed = gzip.compress(body, 1, mtime=0)
        said = random.choice((b"gzip", b"x-gzip", b"Gzip", b"gzip, identity", b"gzip, gzip"))
    else:
        packed, said = zlib.compress(body), b"deflate"
    if random.random() < odd * 0.2:
        return _damaged(random, packed), said, False
    return packed, said, True
