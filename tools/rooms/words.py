"""
What the docstrings of Rooms say: the TOML files of ``words/``, one for each generated module.

A file has these tables; what several modules need is in ``shared.toml``:

- ``groups``: what a class of methods does, by the description's tag.
- ``operations``: the summary, details, body and return value of a method, by operationId.
- ``arguments``: ids and query parameters by wire name, or by operationId and wire name.
- ``models``: the models by the names of their definitions.
- ``fields``: fields by wire name, or by definition and wire name.
- ``phrases``: texts that others contain as ``{name}``.

The most specific words win: an operation's or a model's own, then the file's, then the shared ones.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["WORDS", "OperationWords", "Words"]

FOLDER = Path(__file__).parent / "words"
SHARED = "shared"


@dataclass(frozen=True, kw_only=True)
class OperationWords:
    """
    What the docstring of a method says.

    Attributes:
        summary: What it does, as an imperative sentence.
        details: What else callers must know.
        body: What the ``body`` argument is.
        returns: What it returns.
    """

    summary: str
    details: str = ""
    body: str = ""
    returns: str = ""


class Words:
    """
    The words of all files.

    Attributes:
        unused: Entries that nothing has asked for yet, as "users: fields.email".
    """

    def __init__(self) -> None:
        self._files = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in _files()}
        self.unused = {
            f"{name}: {entry}"
            for name, tables in self._files.items()
            for table, content in tables.items()
            for entry in _leaves(table, content)
        }

    def group(self, module: str, tag: str) -> str:
        """Return what a class of methods does."""
        return self._find(module, "groups", tag)

    def operation(self, module: str, operation_id: str) -> OperationWords:
        """Return what is said about an operation."""
        known = self._files[module]["operations"][operation_id]
        return OperationWords(
            **{name: self._find(module, "operations", operation_id, name) for name in known}
        )

    def argument(self, module: str, operation_id: str, name: str) -> str:
        """Return what an id of a path or a query parameter is."""
        return self._find(module, "arguments", operation_id, name, general=True)

    def model(self, module: str, name: str) -> str:
        """Return what a model is."""
        return self._find(module, "models", name)

    def field(self, module: str, model: str, name: str) -> str:
        """Return what a field of a model is."""
        return self._find(module, "fields", model, name, general=True)

    def _find(self, module: str, table: str, *keys: str, general: bool = False) -> str:
        paths = [(module, keys)]
        if general:
            paths += [(module, keys[1:]), (SHARED, keys[1:])]
        for file, path in paths:
            value: Any = self._files[file].get(table, {})
            for key in path:
                value = value.get(key, {}) if isinstance(value, dict) else {}
            if isinstance(value, str):
                self.unused.discard(f"{file}: {'.'.join((table, *path))}")
                return self._completed(file, value)
        raise KeyError(f"words/{module}.toml has no {table}.{'.'.join(keys)}")

    def _completed(self, file: str, text: str) -> str:
        """Put phrases in, and make one line of the text."""
        for name in dict.fromkeys((file, SHARED)):
            for phrase, content in self._files[name].get("phrases", {}).items():
                if f"{{{phrase}}}" in text:
                    self.unused.discard(f"{name}: phrases.{phrase}")
                    text = text.replace(f"{{{phrase}}}", content)
        return " ".join(text.split())


def _files() -> list[Path]:
    return sorted(FOLDER.glob("*.toml"))


def _leaves(path: str, content: Any) -> list[str]:
    if not isinstance(content, dict):
        return [path]
    return [leaf for key, value in content.items() for leaf in _leaves(f"{path}.{key}", value)]


WORDS = Words()
