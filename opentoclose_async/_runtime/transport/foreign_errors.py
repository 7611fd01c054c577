"""
Errors of transports that are not ours, without the credential.

Such an error may quote the request's URL or headers, hold the request as an attribute, and so may
any error it was caused by. Error reporters send all of these along, and the local variables of the
frames in its traceback. Errors of types we know are cleaned in place, as callers may expect them.
Others could keep the credential where we cannot look, so a text that names them replaces them.
"""

import contextlib
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from opentoclose_async._protocol.redaction.secrets import MARK, Secrets
from opentoclose_async._protocol.redaction.tracebacks import forget_frames
from opentoclose_async._runtime.transport.credentials import Credential, Headers
from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = ["ERRORS", "ForeignError", "clean_error"]

KNOWN = frozenset(
    {"anyio", "asyncio", "builtins", "h11", "httpcore", "httpx", "socket", "ssl", "trio"}
)
"""Packages whose errors are cleaned in place."""
BUGS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    NameError,
    RuntimeError,
    SyntaxError,
    TypeError,
)
"""What a mistake in the transport raises, or a test's assertion: its author needs to see it."""
MEMBERS = (
    *("doc", "filename", "filename2", "msg", "name", "name_from", "obj", "object", "path"),
    *("print_file_and_line", "reason", "strerror", "text", "value"),
)
"""Attributes of built-in errors that ``vars`` does not show."""
DEEPEST = 20
"""Causes of causes that are kept, and how deep values are searched."""
LONGEST_TEXT = 20_000
"""Characters of a text that are kept, and searched for secrets."""


class ForeignError(Exception):
    """
    An error of a custom transport.

    Args:
        text: Its type and message.
        timed_out: Whether a timeout ended the request.
    """

    def __init__(self, text: str, *, timed_out: bool = False) -> None:
        super().__init__(text)
        self.timed_out = timed_out


ERRORS: tuple[type[Exception], ...] = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    OSError,
    ForeignError,
)
"""What ``clean_error`` returns if the network, the server or the transport failed."""


def clean_error(
    error: BaseException,
    credential: Credential,
    before: BaseException | None,
    request: Callable[[], httpx.Request],
) -> BaseException:
    """
    Return an error of a transport without secrets.

    Args:
        error: The error.
        credential: The credential of the request that it ended.
        before: The error that was being handled before the request, which is left alone.
        request: Return the request without its credential.

    Returns:
        One of ``ERRORS`` if the transport failed. A cancellation is returned as it is, and so is
        a bug or an exception of the program itself, whose traceback becomes a note. A group of
        them is returned as an equal one.
    """
    cleaner = _Cleaner(credential, before, request)
    if isinstance(error, OpenToCloseAPIError):
        return cleaner.scrub_ours(error)
    is_bug = isinstance(error, Exception) and _is_bug(error)
    if (is_bug or isinstance(error, ValueError)) and error.__traceback__ is not None:
        lines = "".join(traceback.format_tb(error.__traceback__))
        error.add_note(f"Raised in the transport:\n{lines}")
    if isinstance(error, Exception) and not is_bug:
        if _is_known(error) and isinstance(error, ERRORS):
            return cleaner.clean(error)
        return cleaner.replace(error)
    if isinstance(error, BaseExceptionGroup):
        return cleaner.clean(error)
    return cleaner.clean_in_place(error)


def _is_bug(error: BaseException) -> bool:
    """Return whether something went wrong that is neither the network's fault nor the server's."""
    if isinstance(error, BaseExceptionGroup):
        return any(_is_bug(each) for each in error.exceptions)
    if isinstance(error, (OSError, ValueError, EOFError)):  # a broken response may cause these
        return False
    if isinstance(error, BUGS) and not isinstance(error, httpx.StreamError):
        return True
    return not any(_is_of_library(kind) for kind in type(error).__mro__)


def _is_of_library(kind: type) -> bool:
    """Return whether a class is a library's, rather than Python's or the program's own."""
    package = kind.__module__.partition(".")[0]
    file = getattr(sys.modules.get(package), "__file__", None) or ""
    return package != "builtins" and (
        package in KNOWN or bool({"site-packages", "dist-packages"} & {*Path(file).parts})
    )


def _is_known(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] in KNOWN


class _Cleaner:
    def __init__(
        self,
        credential: Credential,
        before: BaseException | None,
        request: Callable[[], httpx.Request],
    ) -> None:
        target, headers = _attached(credential)
        # In the forms that the transport got, whose base64 is not that of the secret itself.
        sent = [target.rpartition(b"=")[2], *(value.rpartition(b" ")[2] for _, value in headers)]
        self._secrets = [credential.secrets, Secrets(*_escaped(sent))]
        parameter = target.partition(b"=")[0].lstrip(b"?").decode("ascii")
        before_it = rf"\b{re.escape(parameter)}(?:=|%3d)" if parameter else r"\bbearer\s+"
        # Even if only part of a credential is quoted.
        self._quoted = re.compile(rf"""({before_it})[^\s&"'<>\\,)]+""", re.IGNORECASE)
        self._request = request
        self._before = before
        self._done: dict[int, BaseException | None] = {id(before): before}
        self._kept: list[BaseException] = []  # so that no id is used again

    def clean(self, error: BaseException, depth: int = 0) -> BaseException:
        """Return an error without secrets: itself if its type is known."""
        if isinstance(error, BaseExceptionGroup):
            return self._clean_group(error, depth)
        if _is_known(error):
            return self.clean_in_place(error, depth)
        return self.replace(error, depth)

    def scrub_ours(self, error: OpenToCloseAPIError) -> BaseException:
        """Remove secrets from an error of this package, which holds nothing but text and data."""
        for secrets in self._secrets:
            secrets.scrub_error(error)
        forget_frames(error, self._before)
        return error

    def clean_in_place(self, error: BaseException, depth: int = 0) -> BaseException:
        """Remove secrets from an error, and from what caused it."""
        self._done[id(error)] = error
        self._link(error, error, depth)
        error.__traceback__ = None
        args = self._scrub(error.args)
        if args != error.args:
            error.args = args
        for name, value in list(vars(error).items()):
            if name == "_request" and isinstance(value, httpx.Request):
                vars(error)[name] = self._request()
            else:
                vars(error)[name] = self._scrub(value, _nothing)
        for name in MEMBERS:
            if hasattr(type(error), name):
                with contextlib.suppress(Exception):  # it cannot be read, or not be set
                    setattr(error, name, self._scrub(getattr(error, name), _nothing))
        return error

    def replace(self, error: BaseException, depth: int = 0) -> BaseException:
        """Return a stand-in for an error."""
        kind, text = type(error), self._text(error, str)
        origin = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
        stand_in = ForeignError(
            f"{origin}{kind.__qualname__}{': ' * bool(text)}{text}",
            timed_out=isinstance(error, (httpx.TimeoutException, TimeoutError)),
        )
        self._done[id(error)] = stand_in
        self._link(error, stand_in, depth)
        self._copy_notes(error, stand_in)
        return stand_in

    def _clean_group(self, error: "BaseExceptionGroup[BaseException]", depth: int) -> BaseException:
        self._done[id(error)] = None
        each = [self.clean(each, depth + 1) for each in error.exceptions[:DEEPEST]]
        group = BaseExceptionGroup(self._scrub_text(error.message), each)
        self._done[id(error)] = group
        self._link(error, group, depth)
        self._copy_notes(error, group)
        return group

    def _copy_notes(self, error: BaseException, cleaned: BaseException) -> None:
        for note in getattr(error, "__notes__", ()):
            cleaned.add_note(self._text(note, str))

    def _link(self, error: BaseException, cleaned: BaseException, depth: int) -> None:
        """Set the causes of a cleaned error to those of the original, cleaned."""
        self._kept.append(error)
        cause, context = error.__cause__, error.__context__
        silent = error.__suppress_context__
        cleaned.__cause__ = self._caused(cause, depth)
        cleaned.__context__ = self._caused(context, depth)
        cleaned.__suppress_context__ = silent

    def _caused(self, cause: BaseException | None, depth: int) -> BaseException | None:
        if cause is None or depth >= DEEPEST:
            return None
        if id(cause) in self._done:
            return self._done[id(cause)]
        return self.clean(cause, depth + 1)

    def _scrub(
        self, value: Any, of_other: Callable[[Any], Any] | None = None, depth: int = 0
    ) -> Any:
        """Return a value without secrets; what is not plain data as text, or by a function."""
        if value is None or isinstance(value, (bool, int, float)):
            return value
        if isinstance(value, str):
            return self._scrub_text(value)
        if isinstance(value, (bytes, bytearray)):
            data = bytes(value[:LONGEST_TEXT])
            for secrets in self._secrets:
                data = secrets.scrub_bytes(data)
            return data
        if depth < DEEPEST and type(value) in (list, tuple, set, frozenset):
            return type(value)(self._scrub(each, of_other, depth + 1) for each in value)
        if depth < DEEPEST and isinstance(value, Mapping):
            return {
                self._scrub(key, None, depth + 1): self._scrub(each, of_other, depth + 1)
                for key, each in value.items()
            }
        return self._text(value, repr) if of_other is None else of_other(value)

    def _text(self, value: Any, show: Callable[[Any], str]) -> str:
        try:
            text = show(value)
        except Exception:  # noqa: BLE001 - the error is worth reporting without it
            return type(value).__name__
        return self._scrub_text(text)

    def _scrub_text(self, text: str) -> str:
        kept = text[:LONGEST_TEXT]
        for secrets in self._secrets:
            kept = secrets.scrub(kept)
        kept = self._quoted.sub(rf"\1{MARK}", kept)
        if len(text) > LONGEST_TEXT:  # which may have cut a secret
            kept = kept.rpartition(" ")[0] + "…"
        return text if kept == text else kept


def _attached(credential: Credential) -> tuple[bytes, Headers]:
    """Return a credential as it is added to a request; nothing if there is none yet."""
    try:
        return credential.attach(b"", [])
    except OpenToCloseAPIError:
        return b"", []


def _escaped(secrets: Iterable[bytes]) -> Iterator[str]:
    """Yield secrets as they are, then escaped for a URL, and again."""
    for secret in secrets:
        text = secret.decode("latin-1")
        for _ in range(3):
            yield text
            text = quote(text, safe="")


def _nothing(_: Any) -> None:
    """Stand for an object that may hold anything."""
