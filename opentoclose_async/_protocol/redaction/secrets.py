"""
Remove secrets from text that quotes a server, which may repeat what it was sent, in any encoding.

Pages and messages escape what they repeat: for URLs, JSON, HTML, or one within another. So a text
is searched as it is, and again with its escapes undone, until none are left. Where a secret is
found in such a reading, the original text it was read from is removed.
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
from opentoclose_async._protocol.stepwise import run_steps

__all__ = ["MARK", "SHORTEST", "Secrets"]

MARK = "[credential]"
"""Replaces a secret."""

SHORTEST = 4
"""Characters of the shortest secret searched for: shorter ones occur in ordinary words."""
UNMISTAKABLE = 8
"""Characters from which a secret cannot be a word: it is found in any case, and within words."""
MOST_PASSING = 20
"""Passing secrets searched for: the latest ones."""
MOST_READINGS = 5
"""How often escapes are undone, for escapes within escapes."""
DEEPEST = 50
"""How deep values are searched."""
PIECE = 192 * 1024
"""Characters of a text searched in one step: at most a tenth of a second's work."""
OVERLAP = 64 * 1024
"""Characters after a piece searched with it, for a secret that begins in the piece."""

_ESCAPE = re.compile(
    r"%u00([0-9a-f]{2})"  # in URLs, as Windows decodes them
    r"|%([0-9a-f]{2})"
    r"|\\u00([0-9a-f]{2})"
    r"|\\u\{0*([0-9a-f]{2})\}"
    r"|\\x([0-9a-f]{2})"
    r"|(&#x[0-9a-f]{1,6};?|&#[0-9]{1,7};?|&[a-z]{2,9};)"
    r"|\\([\\/\"'])",
    re.IGNORECASE,
)
_OF_HTML, _ITSELF = 6, 7
"""The groups that are not hexadecimal numbers."""
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
"""``str.lower`` expands some letters to two, which would shift the positions after them."""

Span = tuple[int, int]


class Secrets:
    """
    The secrets that a client must not show, and how to find them.

    Args:
        *lasting: Secrets to keep searching for.
    """

    def __init__(self, *lasting: str) -> None:
        self._lasting: list[_Needle] = []
        self._passing: deque[list[_Needle]] = deque(maxlen=MOST_PASSING)
        self.add(*lasting)

    def __repr__(self) -> str:
        return "Secrets('***')"

    def add(self, *lasting: str) -> None:
        """Search for these too."""
        for secret in lasting:
            self._lasting += _needles(secret)

    def add_passing(self, secret: str) -> None:
        """Search for a short-lived secret, until enough others have followed it."""
        needles = _needles(secret)
        if needles not in self._passing:
            self._passing.append(needles)

    def scrub(self, text: str) -> str:
        """Return a text without the secrets."""
        return run_steps(self._scrubbing(text))

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
                    break  # the next piece has it too
                if begin + start >= at:
                    parts += [text[at : begin + start], MARK]
                at = max(at, begin + end)
        return "".join([*parts, text[at:]]) if parts else text

    def scrub_bytes(self, data: bytes) -> bytes:
        """Return bytes without the secrets, whatever their encoding."""
        return run_steps(self._scrubbing_bytes(data))

    def _scrubbing_bytes(self, data: bytes) -> Generator[None, None, bytes]:
        encoding = "latin-1"  # accepts all bytes, and is compatible with ASCII
        if b"\0" in data:
            encoding = json.detect_encoding(data).replace("utf-8", "latin-1")
        try:
            text = data.decode(encoding, "surrogatepass")
        except UnicodeDecodeError:
            encoding, text = "latin-1", data.decode("latin-1")
        clean = yield from self._scrubbing(text)
        return data if clean is text else clean.encode(encoding, "surrogatepass")

    def scrub_value(self, value: Any, depth: int = 0) -> Any:
        """Return a value, such as decoded JSON or an error's arguments, without the secrets."""
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
        Search a response in steps: some megabytes of a hostile one take a second.

        Args:
            response: The response.
            body: Search its body as well as its headers.

        Returns:
            The response as errors, hooks and logs may hold it; the same object if it is clean.
        """
        headers = self._scrub_headers(response.headers)
        content = (yield from self._scrubbing_bytes(response.body)) if body else response.body
        if content is response.body and headers is response.headers:
            return response
        packed = response.still_packed
        if packed is not None and headers is not response.headers:
            packed = "its encoding is not known"  # the reason may quote part of a header
        return evolve(response, headers=headers, body=content, still_packed=packed)

    def _scrub_headers(self, headers: Mapping[str, str]) -> Mapping[str, str]:
        together = "\n".join(chain.from_iterable(headers.items()))
        if self.scrub(together) is together:  # almost always, and ten times as fast
            return headers
        return {self.scrub(name): self.scrub(value) for name, value in headers.items()}

    def scrub_error(self, error: BaseException) -> None:
        """Remove the secrets from the texts of an error and of its causes."""
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
        if isinstance(error, UnicodeDecodeError):  # it holds everything that it could not decode
            error.object = self.scrub_bytes(error.object)


@frozen
class _Needle:
    """
    One form of a secret to search for.

    Attributes:
        text: The form; lower case if ``loose``.
        loose: It is found in any case, and within words.
    """

    text: str = field(repr=False)
    loose: bool

    def find(self, reading: str, folded: str) -> Iterator[Span]:
        """Find it in a text, which is also passed in lower case."""
        text, size = self.text, len(self.text)
        hay = folded if self.loose else reading
        at = hay.find(text)
        while at >= 0:
            end = at + size
            if self.loose or not (hay[at - 1 : at].isalnum() or hay[end : end + 1].isalnum()):
                yield at, end
            at = hay.find(text, at + 1)


def _needles(secret: str) -> list[_Needle]:
    """Return the forms of a secret that undoing escapes does not cover."""
    secret = secret.strip()
    if len(secret) < SHORTEST:
        return []
    forms = {secret, secret.rstrip("=")}  # padding is often omitted
    # Anything in it that looks like an escape is undone along with real ones.
    forms |= {reading for reading, _ in _readings(secret) if len(reading) >= SHORTEST}
    if not secret.isascii():  # as bytes are searched
        forms.add(secret.encode().decode("latin-1"))
    if " " in secret:
        forms.add(secret.replace(" ", "+"))
    forms = {form for form in forms if len(form) >= SHORTEST}  # not if it is padding only
    if len(secret) < UNMISTAKABLE:
        return [_Needle(text, loose=False) for text in sorted(forms)]
    for encode in (b64encode, urlsafe_b64encode):
        # Within a longer encoded text, a secret has one of three forms, except at its ends.
        for before in range(3):
            encoded = encode(b"\0" * before + secret.encode()).decode()
            whole = (before + len(secret.encode())) * 8 // 6
            forms.add(encoded[(before * 8 + 5) // 6 : whole])
    return [_Needle(_folded(text), loose=True) for text in sorted(forms)]


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_LOWER)


def _found(needles: list[_Needle], reading: str) -> Iterator[Span]:
    folded = _folded(reading)
    for needle in needles:
        yield from needle.find(reading, folded)


def _spans(needles: list[_Needle], text: str) -> list[Span]:
    """Return where secrets are in a text, in order."""
    return sorted(
        (to_text(start), to_text(end))
        for reading, to_text in _readings(text)
        for start, end in _found(needles, reading)
    )


def _unmoved(position: int) -> int:
    return position


def _readings(text: str) -> Iterator[tuple[str, Callable[[int], int]]]:
    """Yield a text as it is, then with its escapes undone, each with the mapping back."""
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
    if not any(mark in text for mark in "%\\&"):  # faster than a full search
        return None
    parts: list[str] = []
    ends: list[int] = []  # positions after each escape's character, in the reading
    shifts = [0]  # offsets to the original text: initially, and after each
    at = length = 0
    for match in _ESCAPE.finditer(text):
        group = match.lastindex
        assert group is not None
        escape = match[group]
        if group == _OF_HTML:
            character = unescape(escape)
            if len(character) != 1:  # an "&" that does not begin an escape
                continue
        else:
            character = escape if group == _ITSELF else chr(int(escape, 16))
        parts += [text[at : match.start()], character]
        length += match.start() - at + 1
        at = match.end()
        ends.append(length)
        shifts.append(at - length)
    if not ends:
        return None
    parts.append(text[at:])
    return "".join(parts), lambda position: position + shifts[bisect_right(ends, position)]
