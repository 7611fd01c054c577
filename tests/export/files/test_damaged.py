"""Damaged files of an interrupted export: resumed as they were written, or refused."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async.exceptions import ValidationError
from tests.export.formats.batches import open_files, run
from tests.thoroughness import repeatable

FORMATS = ["jsonl", "jsonl.gz", "csv"]
CHECKPOINT, RECORD, PART = FILES = ".checkpoint", ".delivered", ".part"
MEMBERS = [
    "version",
    "digest",
    "fingerprint",
    "position",
    "rows",
    "pages",
    "size",
    "sha256",
    "record_size",
    "record_sha256",
    "seams",
    "total",
    "complete",
]
DEEP = 100_000
ODD_TEXTS = [
    "NaN",
    "-Infinity",
    "1e400",
    "-1",
    "0.5",
    "1" + "0" * 30,
    "9" * 5_000,
    "true",
    "null",
    '""',
    '"\\ud800"',
    '"é"',
    "[]",
    "{}",
    "[" * DEEP + "]" * DEEP,
    "[" * DEEP,
    '{"a":' * DEEP + "1" + "}" * DEEP,
]
"""JSON of all kinds, and what only looks like it."""
STATES: list[dict[str, Any]] = [{"stop_after": 1}, {"stop_after": 2}, {"finish": False}]
"""How an export was stopped: after some batches, or when only its final name was missing."""

Left = dict[str, bytes]
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where waiting for the disk takes no time."""


@frozen
class Stopped:
    """
    An interrupted export.

    Attributes:
        suffix: The suffix of the file.
        state: How it was stopped, as an index.
    """

    suffix: str
    state: int

    def left(self) -> Left:
        """Return the files it left, by suffix."""
        return dict(_left_by(self))

    def whole(self) -> bytes:
        """Return the file that it produces in the end."""
        return _made_by(self.suffix)


@cache
def _left_by(stopped: Stopped) -> Left:
    with TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / f"users.{stopped.suffix}"
        run(path, **STATES[stopped.state])
        return {file: Path(f"{path}{file}").read_bytes() for file in FILES}


@cache
def _made_by(suffix: str) -> bytes:
    with TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / f"users.{suffix}"
        run(path)
        return path.read_bytes()


@contextmanager
def laid_out(suffix: str, left: Left) -> Iterator[Path]:
    """Put the files of an interrupted export into a folder."""
    with TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / f"users.{suffix}"
        for file, content in left.items():
            Path(f"{path}{file}").write_bytes(content)
        yield path


def is_resumed(stopped: Stopped, left: Left) -> bool:
    """Return whether the export was resumed; check that it was refused otherwise."""
    whole = stopped.whole()
    with laid_out(stopped.suffix, left) as path:
        try:
            run(path, resume=True)
        except ValidationError as error:
            message = str(error)
            assert "overwrite" in message
            assert str(path) in message
            assert not path.exists()
            resumed = False
        else:
            assert path.read_bytes() == whole
            resumed = True
        assert open_files() == []
        run(path, overwrite=True)
        assert path.read_bytes() == whole
        assert [each.name for each in path.parent.iterdir()] == [path.name]
    return resumed


def sealed(checkpoint: dict[str, Any]) -> bytes:
    """Return a checkpoint with its valid digest."""
    content = {name: value for name, value in checkpoint.items() if name != "digest"}
    digest = hashlib.sha256(written(content)).hexdigest()
    return written({**content, "digest": digest})


def written(content: dict[str, Any]) -> bytes:
    """Return JSON as written in a checkpoint."""
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def with_member(checkpoint: bytes, name: str, text: str) -> bytes:
    """Return a checkpoint with a member's value replaced by any text."""
    content = json.loads(checkpoint)
    content[name] = "HERE"
    return written(content).replace(b'"HERE"', text.encode())


EXPORTS = [Stopped(suffix, state) for suffix in FORMATS for state in range(len(STATES))]
exports = st.sampled_from(EXPORTS)
files = st.sampled_from(FILES)
places = st.floats(0, 1, exclude_max=True)


@repeatable(38)
@given(exports, files, places, st.integers(1, 255))
def test_a_changed_byte(
    stopped: Stopped,
    file: str,
    place: float,
    difference: int,
) -> None:
    left = stopped.left()
    content = bytearray(left[file])
    content[int(place * len(content))] ^= difference
    left[file] = bytes(content)
    assert not is_resumed(stopped, left)


@repeatable(25)
@given(exports, files, places)
def test_a_truncated_file(stopped: Stopped, file: str, place: float) -> None:
    left = stopped.left()
    left[file] = left[file][: int(place * len(left[file]))]
    assert not is_resumed(stopped, left)


@repeatable(25)
@given(exports, files, places, st.binary(min_size=1, max_size=20))
def test_inserted_bytes(
    stopped: Stopped,
    file: str,
    place: float,
    more: bytes,
) -> None:
    left = stopped.left()
    middle = int(place * (len(left[file]) + 1))
    changed = left[file][:middle] + more + left[file][middle:]
    same = changed.startswith(left[file])
    left[file] = changed
    resumed = is_resumed(stopped, left)
    if file != CHECKPOINT:
        assert resumed == same


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
texts = st.sampled_from(ODD_TEXTS) | json_values.map(json.dumps)


@repeatable(50)
@given(exports, st.sampled_from(MEMBERS), texts)
def test_a_changed_member(stopped: Stopped, name: str, text: str) -> None:
    left = stopped.left()
    before = json.loads(left[CHECKPOINT])[name]
    left[CHECKPOINT] = with_member(left[CHECKPOINT], name, text)
    resumed = is_resumed(stopped, left)
    assert not resumed or json.dumps(before) == text


def fits(name: str, value: object) -> bool:
    """Return whether a value has a member's type and is plausible."""
    if name == "fingerprint":
        return False  # another fingerprint belongs to another export
    if name == "complete":
        return isinstance(value, bool)
    if name == "total" and value is None:
        return True
    return type(value) is int and value >= 0


@repeatable(50)
@given(exports, st.sampled_from(MEMBERS[2:]), texts)
def test_a_member_of_another_type_with_a_valid_digest(
    stopped: Stopped, name: str, text: str
) -> None:
    left = stopped.left()
    checkpoint = json.loads(left[CHECKPOINT])
    try:
        checkpoint[name] = json.loads(text)
        if fits(name, checkpoint[name]):
            return
        left[CHECKPOINT] = sealed(checkpoint)
    except (ValueError, RecursionError):
        left[CHECKPOINT] = with_member(left[CHECKPOINT], name, text)
    assert not is_resumed(stopped, left)


@repeatable(25)
@given(exports, st.sampled_from(MEMBERS), st.booleans(), json_values)
def test_a_missing_or_additional_member(
    stopped: Stopped,
    name: str,
    missing: bool,
    value: object,
) -> None:
    left = stopped.left()
    checkpoint = json.loads(left[CHECKPOINT])
    if missing:
        del checkpoint[name]
    else:
        checkpoint[f"{name}s"] = value
    left[CHECKPOINT] = (
        json.dumps(checkpoint).encode() if name == "digest" and missing else sealed(checkpoint)
    )
    assert not is_resumed(stopped, left)


@repeatable(30)
@given(exports, st.sampled_from(MEMBERS), texts, st.booleans())
def test_a_duplicate_member(
    stopped: Stopped,
    name: str,
    text: str,
    in_front: bool,
) -> None:
    left = stopped.left()
    inside = left[CHECKPOINT].decode().removeprefix("{").removesuffix("}")
    second = f'"{name}":{text}'
    pair = (second, inside) if in_front else (inside, second)
    left[CHECKPOINT] = f"{{{','.join(pair)}}}".encode()
    assert not is_resumed(stopped, left)


@repeatable(30)
@given(exports, files, exports)
def test_a_file_of_another_run(stopped: Stopped, file: str, another: Stopped) -> None:
    left, others = stopped.left(), another.left()
    ours = left[file]
    left[file] = others[file]
    if file == CHECKPOINT:
        # An earlier checkpoint is valid as well: it counts less.
        good = another.suffix == stopped.suffix and another.state <= stopped.state
    else:
        good = others[file].startswith(ours)
    assert is_resumed(stopped, left) == good


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("stopped", EXPORTS, ids=str)
def test_a_missing_file_next_to_the_export(stopped: Stopped, file: str) -> None:
    left = stopped.left()
    del left[file]
    assert not is_resumed(stopped, left)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it is damaged"),
        (b"\xff", "it is damaged"),
        (b"[]", "it is damaged"),
        (b'{"version":1}', "it was written by another version"),
        (b'{"version":3,"new":1}', "it was written by another version"),
        (b"{}", "it is not as it was written"),
        (b" " * (2 << 20), "it is too large"),
        (sealed({"version": 2}), "it does not have the expected members"),
    ],
)
def test_an_invalid_checkpoint_is_reported_with_the_reason(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    path = tmp_path / "users.jsonl"
    run(path, stop_after=1)
    checkpoint = tmp_path / "users.jsonl.checkpoint"
    checkpoint.write_bytes(content)
    with pytest.raises(ValidationError) as caught:
        run(path, resume=True)
    assert str(caught.value).startswith(f"{checkpoint} cannot be read: {problem}")
    assert str(caught.value).endswith("Start over with overwrite=True. Nothing was sent.")
    assert list(caught.value.field_errors) == ["path"]
