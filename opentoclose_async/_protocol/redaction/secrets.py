"""
Secrets taken out of what quotes a server: it may repeat what it was sent, in whatever writing.

Pages and messages escape what they repeat: in a URL, in JSON, in HTML, in one within another. So a
text is read as it stands, and again with its escapes undone, until there are none left; where a
secret stands in a reading, what it was read from is taken out.
"""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from html import unescape
from itertools import chain
from typing import Any

from attrs import evolve, field, frozen

from opentoclose_async._protocol.messages import Response
from opentoclose_async._protocol.stepwise import at_once

__all__ = ["MARK", "SHORTEST", "Secrets"]

MARK = "[credential]"
"""What stands in a secret's place."""

SHORTEST = 4
"""Characters of a secret that is looked for: shorter ones are in every other word."""
UNMISTAKABLE = 8
"""Characters of a secret that is no word: it is found in any case, and within words."""
MOST_PASSING = 20
"""Passing secrets that are looked for, the latest ones."""
MOST_READINGS = 5
"""How often escapes are undone: for escapes within escapes."""
DEEPEST = 50
"""How deep values are looked into."""
PIECE = 192 * 1024
"""Characters of a text that are looked through in one step: a tenth of a second's work at most."""
OVERLAP = 64 * 1024
"""Characters behind a piece that are looked through with it, for a secret that begins in it."""

_ESCAPE = re.compile(
    r"%u00([0-9a-f]{2})"  # in URLs, as Windows reads them
    r"|%([0-9a-f]{2})"
    r"|\\u00([0-9a-f]{2})"
    r"|\\u\{0*([0-9a-f]{2})\}"
    r"|\\x([0-9a-f]{2})"
    r"|(&#x[0-9a-f]{1,6};?|&#[0-9]{1,7};?|&[a-z]{2,9};)"
    r"|\\([\\/\"'])",
    re.IGNORECASE,
)
_OF_HTML, _ITSELF = 6, 7
"""The groups that are no hexadecimal number."""
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
"""``str.lower`` makes some letters two, which would move what is behind them."""

Span = tuple[int, int]


class Secrets:
    """
    What a client must not show, and what it knows about finding it.

    Args:
        *lasting: Secrets that stay for good.
    """

    def __init__(self, *lasting: str) -> None:
        self._lasting: list[_Needle] = []
        self._passing: deque[list[_Needle]] = deque(maxlen=MOST_PASSING)
        self.add(*lasting)

    def __repr__(self) -> str:
        return "Secrets('***')"

    def add(self, *lasting: str) -> None:
        """Look for these as well."""
        for secret in lasting:
            self._lasting += _needles(secret)

    def add_passing(self, secret: str) -> None:
        """Look for one that is of use for a while, until enough others have come after it."""
        needles = _needles(secret)
        if needles not in self._passing:
            self._passing.append(needles)

    def scrub(self, text: str) -> str:
        """Give a text without the secrets."""
        return at_once(self._scrubbing(text))

    def _scrubbing(self, text: str) -> Generator[None, None, str]:
        needles = [*self._lasting, *chain.from_iterable(list(self._passing))]
        if not needles or len(text) < SHORTEST:
            return text
        parts: list[str] = []
        at = 0
        for begin in range(0, len(text), PIECE):
            if begin:
                yield
            piece = text if len(text) <= PIECE else text[begin : begin + PIECE + OVERLAP]
            for start, end in _spans(needles, piece):
                if start >= PIECE:
                    break  # the next piece has it, too
                if begin + start >= at:
                    parts += [text[at : begin + start], MARK]
                at = max(at, begin + end)
        return "".join([*parts, text[at:]]) if parts else text

    def scrub_bytes(self, data: bytes) -> bytes:
        """Give bytes without the secrets, whatever text they are."""
        return at_once(self._scrubbing_bytes(data))

    def _scrubbing_bytes(self, data: bytes) -> Generator[None, None, bytes]:
        encoding = "latin-1"  # which takes all bytes, and ASCII for what it is
        if b"\0" in data:
            encoding = json.detect_encoding(data).replace("utf-8", "latin-1")
        try:
            text = data.decode(encoding, "surrogatepass")
        except UnicodeDecodeError:
            encoding, text = "latin-1", data.decode("latin-1")
        clean = yield from self._scrubbing(text)
        return data if clean is text else clean.encode(encoding, "surrogatepass")

    def scrub_value(self, value: Any, depth: int = 0) -> Any:
        """Give a value, as JSON or an error's arguments have it, without the secrets."""
        if isinstance(value, str):
            return self.scrub(value)
        if isinstance(value, (bytes, bytearray)):
            return self.scrub_bytes(bytes(value))
        if depth > DEEPEST:
            return value
        if isinstance(value, dict):
            return {
                self.scrub_value(key, depth + 1): self.scrub_value(each, depth + 1)
                for key, each in value.items()
            }
        if type(value) in (list, tuple, set, frozenset):
            return type(value)(self.scrub_value(each, depth + 1) for each in value)
        return value

    def scrubbing_response(
        self, response: Response, *, body: bool = True
    ) -> Generator[None, None, Response]:
        """
        Look through an answer, a piece at a time: a hostile one costs a second for some megabytes.

        Args:
            response: The answer.
            body: Look through its body, and not through its headers alone.

        Returns:
            The answer as errors, hooks and logs may hold it; the same one if it is clean.
        """
        headers = self._scrub_headers(response.headers)
        content = (yield from self._scrubbing_bytes(response.body)) if body else response.body
        if content is response.body and headers is response.headers:
            return response
        packed = response.still_packed
        if packed is not None and headers is not response.headers:
            packed = "its encoding is not known"  # what was said may quote a header, and cut it
        return evolve(response, headers=headers, body=content, still_packed=packed)

    def _scrub_headers(self, headers: Mapping[str, str]) -> Mapping[str, str]:
        together = "\n".join(chain.from_iterable(headers.items()))
        if self.scrub(together) is together:  # as good as always, and ten times as fast
            return headers
        return {self.scrub(name): self.scrub(value) for name, value in headers.items()}

    def scrub_error(self, error: BaseException) -> None:
        """Take the secrets out of the texts of an error, and of all that led to it."""
        todo: list[BaseException | None] = [error]
        seen: set[int] = set()
        while todo:
            each = todo.pop()
            if each is None or id(each) in seen:
                continue
            seen.add(id(each))
            self._scrub_one(each)
            todo += [each.__cause__, each.__context__]
            if isinstance(each, BaseExceptionGroup):
                todo += each.exceptions

    def _scrub_one(self, error: BaseException) -> None:
        args = self.scrub_value(error.args)
        if args != error.args:
            error.args = args
        for name, value in list(vars(error).items()):
            clean = self.scrub_value(value)
            if clean is not value and clean != value:
                vars(error)[name] = clean
        if isinstance(error, UnicodeDecodeError):  # it holds all that it could not read
            error.object = self.scrub_bytes(error.object)


@frozen
class _Needle:
    """
    A writing of a secret that is looked for.

    Attributes:
        text: The writing; in small letters if ``loose``.
        loose: It is found in any case, and within words.
    """

    text: str = field(repr=False)
    loose: bool

    def find(self, reading: str, folded: str) -> Iterator[Span]:
        """Find it in a text, which is there in small letters, too."""
        text, size = self.text, len(self.text)
        hay = folded if self.loose else reading
        at = hay.find(text)
        while at >= 0:
            end = at + size
            if self.loose or not (hay[at - 1 : at].isalnum() or hay[end : end + 1].isalnum()):
                yield at, end
            at = hay.find(text, at + 1)


def _needles(secret: str) -> list[_Needle]:
    """Give the writings of a secret that escapes do not explain."""
    secret = secret.strip()
    if len(secret) < SHORTEST:
        return []
    writings = {secret, secret.rstrip("=")}  # what pads tokens is often left out
    # What looks like an escape in it is undone with those around it.
    writings |= {reading for reading, _ in _readings(secret) if len(reading) >= SHORTEST}
    if not secret.isascii():  # as bytes are looked through
        writings.add(secret.encode().decode("latin-1"))
    if " " in secret:
        writings.add(secret.replace(" ", "+"))
    if len(secret) < UNMISTAKABLE:
        return [_Needle(text, loose=False) for text in sorted(writings)]
    for encode in (b64encode, urlsafe_b64encode):
        # A secret within something encoded has one of three writings, but for where it is cut.
        for before in range(3):
            encoded = encode(b"\0" * before + secret.encode()).decode()
            whole = (before + len(secret.encode())) * 8 // 6
            writings.add(encoded[(before * 8 + 5) // 6 : whole])
    return [_Needle(_folded(text), loose=True) for text in sorted(writings)]


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_LOWER)


def _found(needles: list[_Needle], reading: str) -> Iterator[Span]:
    folded = _folded(reading)
    for needle in needles:
        yield from needle.find(reading, folded)


def _spans(needles: list[_Needle], text: str) -> list[Span]:
    """Find where secrets are in a text, in order."""
    return sorted(
        (to_text(start), to_text(end))
        for reading, to_text in _readings(text)
        for start, end in _found(needles, reading)
    )


def _unmoved(position: int) -> int:
    return position


def _readings(text: str) -> Iterator[tuple[str, Callable[[int], int]]]:
    """Give a text as it stands, then with its escapes undone, each with the way back."""
    back: Callable[[int], int] = _unmoved
    yield text, back
    for _ in range(MOST_READINGS):
        read = _unescaped(text)
        if read is None:
            return
        text, step = read
        back = _chained(step, back)
        yield text, back


def _chained(first: Callable[[int], int], then: Callable[[int], int]) -> Callable[[int], int]:
    return lambda position: then(first(position))


def _unescaped(text: str) -> tuple[str, Callable[[int], int]] | None:
    """Undo the escapes of a text once; None if it has none."""
    if not any(mark in text for mark in "%\\&"):  # sooner said than by going through it
        return None
    parts: list[str] = []
    ends: list[int] = []  # positions behind each escape's character, in what is read
    shifts = [0]  # how much further on the same place is in the text: first, and behind each
    at = length = 0
    for match in _ESCAPE.finditer(text):
        group = match.lastindex
        assert group is not None
        told = match[group]
        if group == _OF_HTML:
            character = unescape(told)
            if len(character) != 1:  # an "&" that begins no escape
                continue
        else:
            character = told if group == _ITSELF else chr(int(told, 16))
        parts += [text[at : match.start()], character]
        length += match.start() - at + 1
        at = match.end()
        ends.append(length)
        shifts.append(at - length)
    if not ends:
        return None
    parts.append(text[at:])
    return "".join(parts), lambda position: position + shifts[bisect_right(ends, position)]
