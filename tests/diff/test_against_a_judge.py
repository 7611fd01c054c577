"""Small tables in every format, compared by the package and by a naive judge."""

import csv
import gzip
import io
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async.diff import diff
from tests.diff.judge import frozen_row, opinion_on
from tests.thoroughness import repeatable

Rows = Sequence[dict[str, Any]]

numbers = st.sampled_from(
    [0, 1, 1.0, -1, 100, 1e2, 0.1, 1e-7, 2**53, 2**53 + 1, 2.0**53, 10**40, 1e40, -(10**25)]
)
texts = st.text("ab1,\"'\n\r\t;{[ é\x1f\u202e😀", max_size=4)
scalars = st.none() | st.booleans() | numbers | texts
values = st.recursive(
    scalars,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(texts, part, max_size=3),
    max_leaves=5,
)
keys = st.none() | st.sampled_from([1, 2, 3, 1.0, "1", "", True])


def tables(names: Sequence[str], cells: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Rows]]:
    """Draw two lists of rows, of which many are equal."""
    row = st.fixed_dictionaries({}, optional=dict.fromkeys(names, cells))
    rows = st.lists(
        st.builds(
            lambda key, others: {**others, **key},
            st.fixed_dictionaries({}, optional={"id": keys}),
            row,
        ),
        max_size=5,
    )
    return st.builds(lambda common, old, new: [common + old, new + common[::-1]], rows, rows, rows)


def shuffled(rows: Rows, seed: int) -> list[dict[str, Any]]:
    """Return the same rows with their members in another order."""
    order = random.Random(seed)
    return [dict(order.sample(list(row.items()), len(row))) for row in rows]


def as_json_lines(rows: Rows, seed: int) -> bytes:
    lines = [json.dumps(row, ensure_ascii=seed % 2 == 0) for row in shuffled(rows, seed)]
    return "".join(f"{line}\n" for line in lines).encode()


def as_json(rows: Rows, seed: int) -> bytes:
    return json.dumps(shuffled(rows, seed), indent=seed % 3 or None).encode()


WRITERS: dict[str, Callable[[Rows, int], bytes]] = {
    "jsonl": as_json_lines,
    "jsonl.gz": lambda rows, seed: gzip.compress(as_json_lines(rows, seed)),
    "json": as_json,
}


def check(
    old: tuple[str, bytes],
    new: tuple[str, bytes],
    expected: Counter[Any],
    *,
    is_table: bool = False,
) -> None:
    with TemporaryDirectory() as folder:
        paths = [
            Path(folder, f"{side}.{name}")
            for side, (name, _) in zip(("old", "new"), (old, new), strict=True)
        ]
        for path, (_, data) in zip(paths, (old, new), strict=True):
            path.write_bytes(data)
        with diff(*paths, key="id") as result:
            found: Counter[Any] = Counter()
            for each in result:
                rows = [
                    None if row is None else frozen_row(row, is_table=is_table)
                    for row in (each.old, each.new)
                ]
                found[str(each.change), *rows] += 1
                if each.change == "changed":
                    before, after = (dict(row or ()) for row in rows)
                    names = {
                        name for name in {**before, **after} if before.get(name) != after.get(name)
                    }
                    assert set(each.fields) == names
            assert found == expected
            counts = Counter(change for change, *_ in expected.elements())
            assert (result.added, result.removed, result.changed) == (
                counts["added"],
                counts["removed"],
                counts["changed"],
            )
            assert result.differs == bool(expected)


@given(
    tables(["a", "b", "extra"], values),
    st.tuples(st.sampled_from(list(WRITERS)), st.sampled_from(list(WRITERS))),
    st.integers(0, 9),
)
@repeatable(150)
def test_json(rows: list[Rows], formats: tuple[str, str], seed: int) -> None:
    # A file without the column of the key is refused.
    rows = [[*side, {"id": 7}] for side in rows]
    old, new = (
        (name, WRITERS[name](each, seed + side))
        for side, (name, each) in enumerate(zip(formats, rows, strict=True))
    )
    check(old, new, opinion_on(rows[0], rows[1], ["id"]))


def as_csv(rows: Rows, names: Sequence[str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


cells = texts | st.sampled_from(['{"a": 1, "b": 2}', '{"b": 2.0, "a": 1}', "[1]", "[", "1", "1.0"])


@given(tables(["a", "b,\n"], cells), st.permutations(["id", "a", "b,\n"]))
@repeatable(80)
def test_csv(rows: list[Rows], names: list[str]) -> None:
    said = [
        [
            {name: str(value) for name, value in row.items() if value is not None and str(value)}
            for row in side
        ]
        for side in rows
    ]
    old = as_csv(said[0], ["id", "a", "b,\n"])
    new = gzip.compress(as_csv(said[1], names))
    check(
        ("csv", old),
        ("csv.gz", new),
        opinion_on(said[0], said[1], ["id"], is_table=True),
        is_table=True,
    )


def as_parquet(rows: Rows, schema: pa.Schema) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema), sink)
    return sink.getvalue()


SCHEMA = pa.schema(
    [("id", pa.int64()), ("text", pa.string()), ("float", pa.float64()), ("flag", pa.bool_())]
)
typed = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.none() | st.sampled_from([1, 2, 2**53, 2**53 + 1]),
            "text": st.none() | cells,
            "float": st.none() | st.sampled_from([0.1, 1.0, 1e40]),
            "flag": st.none() | st.booleans(),
        }
    ),
    max_size=6,
)


@given(typed, typed, typed, st.permutations(list(SCHEMA)))
@repeatable(50)
def test_parquet(common: Rows, old: Rows, new: Rows, fields: list[pa.Field]) -> None:
    rows = [[*common, *old], [*new, *common]]
    files = (
        ("parquet", as_parquet(rows[0], SCHEMA)),
        ("parquet", as_parquet(rows[1], pa.schema(fields))),
    )
    check(files[0], files[1], opinion_on(rows[0], rows[1], ["id"], is_table=True), is_table=True)
