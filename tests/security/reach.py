"""Search everything that a person, a log or an error reporter could see for secrets."""

import contextlib
import logging
import pickle
import re
import traceback
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from html import unescape
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote

import attrs

__all__ = ["Reach"]

TESTS = str(Path(__file__).parents[1])
DEEPEST = 12


class Reach(logging.Handler):
    """
    Collect what can be reached, and find secrets in it in any encoding.

    Within a ``with`` block, it also collects all records of all loggers.

    Args:
        *secrets: The secrets to find.
    """

    def __init__(self, *secrets: str) -> None:
        super().__init__(level=1)
        self.secrets = set(secrets)
        self.texts: dict[str, str] = {}
        self.records = 0
        self._before: dict[str, int] = {}

    def __enter__(self) -> "Reach":
        root = logging.getLogger()
        known = [name for name in root.manager.loggerDict if not name.startswith("faker")]
        for name in ("", "httpx", "httpcore", "asyncio", "opentoclose_async", *known):
            logger = logging.getLogger(name)
            self._before.setdefault(name, logger.level)  # some names are listed twice
            logger.setLevel(1)
        root.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        root = logging.getLogger()
        root.removeHandler(self)
        for name, level in self._before.items():
            logging.getLogger(name).setLevel(level)

    def emit(self, record: logging.LogRecord) -> None:
        """Collect a log record."""
        self.records += 1
        where = f"log record of {record.name}"
        self.add(where, record.getMessage())
        self.add(where, vars(record) | {"exc_info": None})
        if record.exc_info is not None and record.exc_info[1] is not None:
            self.add(where, record.exc_info[1])

    def add(self, where: str, thing: Any) -> None:
        """Collect anything: text, a value, an object, or an error with its causes."""
        if isinstance(thing, BaseException):
            self._add_error(where, thing)
        else:
            for text in _texts_in(thing, 0):
                self.texts.setdefault(text, where)

    def found(self) -> list[str]:
        """Return where secrets are, without showing them."""
        found = set()
        known = re.compile("|".join(map(re.escape, self._encodings())))
        for text, where in self.texts.items():
            for reading in _readings(text):
                if known.search(reading):
                    shown = known.sub("***", reading)
                    at = shown.index("***")
                    found.add(f"{where}: {shown[max(0, at - 80) : at + 80]!r}")
        self.texts.clear()
        return sorted(found)

    def _encodings(self) -> Iterator[str]:
        for secret in self.secrets:
            yield secret
            yield b64encode(secret.encode()).decode().rstrip("=")[:-1]

    def _add_error(self, where: str, error: BaseException) -> None:
        where = f"{where}, {type(error).__name__}"
        with contextlib.suppress(TypeError, AttributeError, pickle.PicklingError):
            self.add(f"{where}, pickle", pickle.dumps(error))  # errors of libraries may not pickle
        rendered = traceback.TracebackException.from_exception(error, capture_locals=False)
        self.add(f"{where}, traceback", "".join(rendered.format()))
        todo: list[BaseException | None] = [error]
        seen: set[int] = set()
        while todo:
            each = todo.pop()
            if each is None or id(each) in seen:
                continue
            seen.add(id(each))
            name = f"{where} < {type(each).__name__}"
            self.add(f"{name}, str", str(each))
            self.add(f"{name}, repr", repr(each))
            self.add(f"{name}, args", each.args)
            self.add(f"{name}, attributes", vars(each))
            for attribute in ("doc", "object", "request", "response"):
                try:
                    value = getattr(each, attribute, None)
                except RuntimeError:  # httpx, without a request
                    continue
                self.add(f"{name}, {attribute}", value)
                self.add(f"{name}, {attribute}", getattr(value, "url", None))
            for frame, held in _locals_of(each.__traceback__):
                self.add(f"{name}, frame of {frame}", held)
            todo += [each.__cause__, each.__context__]
            if isinstance(each, BaseExceptionGroup):
                todo += each.exceptions


def _locals_of(tb: TracebackType | None) -> Iterator[tuple[str, dict[str, Any]]]:
    while tb is not None:
        code = tb.tb_frame.f_code
        # The frames of a test, like those of any caller, contain its own secrets.
        if not code.co_filename.startswith(TESTS):
            yield f"{Path(code.co_filename).name}:{code.co_name}", dict(tb.tb_frame.f_locals)
        tb = tb.tb_next


def _texts_in(thing: Any, depth: int) -> Iterator[str]:
    """Yield the texts of a value and its contents, as error reporters show them."""
    if isinstance(thing, str):
        yield thing
        return
    if depth > DEEPEST or thing is None or isinstance(thing, (int, float)):
        return  # no secret is a number
    if isinstance(thing, (bytes, bytearray)):
        yield bytes(thing).decode("latin-1")
    elif isinstance(thing, Mapping) and type(thing).__module__ != "os":
        for key, value in list(thing.items()):
            yield from _texts_in(key, depth + 1)
            yield from _texts_in(value, depth + 1)
    elif isinstance(thing, partial):
        yield from _texts_in([thing.args, thing.keywords], depth + 1)
    elif isinstance(thing, Iterable) and isinstance(thing, (list, tuple, set, frozenset)):
        for value in list(thing):
            yield from _texts_in(value, depth + 1)
    else:
        with contextlib.suppress(ValueError):  # an int with too many digits
            yield repr(thing)
    if attrs.has(type(thing)):
        names = [each.name for each in attrs.fields(type(thing)) if each.repr]
        yield from _texts_in([getattr(thing, name, None) for name in names], depth + 1)


def _readings(text: str) -> set[str]:
    """Return a text with its escapes undone, in every order."""
    known = {text}
    if not any(mark in text for mark in "%&\\"):
        return known
    new = {text}
    for _ in range(4):
        new = {undo(each) for each in new for undo in (unquote, unescape, _unslashed)} - known
        known |= new
    return known


def _unslashed(text: str) -> str:
    text = re.sub(r"\\u00([0-9a-fA-F]{2})", lambda found: chr(int(found[1], 16)), text)
    return text.replace("\\/", "/").replace("\\\\", "\\")
