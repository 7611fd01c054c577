"""Objects and lists that the model knows: structs and lists, and nothing lost."""

import json
from typing import Any

import pyarrow as pa
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.conversion.model import CamelCaseModel, camel_case
from opentoclose_async._tables.arrow import ArrowConverter
from opentoclose_async._tables.columns import ListOf, Objects, columns_of
from opentoclose_async._tables.row_editing import RowEditor, with_python_names
from tests.thoroughness import repeatable


@frozen(kw_only=True)
class Leaf(CamelCaseModel):
    leaf_id: int | None = None
    any_value: Any = None


@frozen(kw_only=True)
class Tree(CamelCaseModel):
    tree_id: int | None = None
    one_leaf: Leaf | None = None
    all_leaves: list[Leaf] | None = None
    whole_numbers: list[int] | None = None
    next_tree: "Tree | None" = None


COLUMNS = columns_of(Tree, camel_case)


def table_of(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ArrowConverter(COLUMNS, structs=True).table(rows).to_pylist()
    return found


def test_types_follow_the_model() -> None:
    leaf = pa.struct([("leafId", pa.int64()), ("anyValue", pa.string())])
    schema = ArrowConverter(COLUMNS, structs=True).schema
    assert dict(zip(schema.names, schema.types, strict=True)) == {
        "treeId": pa.int64(),
        "oneLeaf": leaf,
        "allLeaves": pa.list_(leaf),
        "wholeNumbers": pa.list_(pa.int64()),
        "nextTree": pa.string(),  # it has no end
        "extra": pa.string(),
    }
    as_json = ArrowConverter(COLUMNS).schema
    assert {str(each) for each in as_json.types} == {"int64", "string"}


def test_values_that_fit() -> None:
    (found,) = table_of(
        {
            "oneLeaf": {"leafId": 1, "anyValue": [1.5, None]},
            "allLeaves": [{"leafId": 2, "anyValue": None}, {}, None],
            "wholeNumbers": [],
            "nextTree": {"treeId": 2},
        }
    )
    empty = {"leafId": None, "anyValue": None}
    assert found == {
        "treeId": None,
        "oneLeaf": {"leafId": 1, "anyValue": "[1.5,null]"},
        "allLeaves": [{"leafId": 2, "anyValue": None}, empty, None],
        "wholeNumbers": [],
        "nextTree": '{"treeId":2}',
        "extra": None,
    }


@pytest.mark.parametrize(
    ("value", "cell", "extra"),
    [
        ({"leafId": "5"}, {"leafId": None, "anyValue": None}, {"leafId": "5"}),
        ({"leafId": 5, "new": None}, {"leafId": 5, "anyValue": None}, {"new": None}),
        ([], None, []),
        ("text", None, "text"),
    ],
)
def test_of_an_object_only_what_does_not_fit_is_in_extra(value: Any, cell: Any, extra: Any) -> None:
    (found,) = table_of({"oneLeaf": value})
    assert found["oneLeaf"] == cell
    assert json.loads(found["extra"]) == {"oneLeaf": extra}


def test_of_a_list_all_of_it_is_in_extra() -> None:
    (found,) = table_of({"wholeNumbers": [1, "2"], "allLeaves": {"leafId": 1}})
    assert (found["wholeNumbers"], found["allLeaves"]) == ([1, None], None)
    assert json.loads(found["extra"]) == {
        "wholeNumbers": [1, "2"],
        "allLeaves": {"leafId": 1},
    }


LEAVES = st.fixed_dictionaries(
    {},
    optional={
        "leafId": st.integers() | st.sampled_from(["5", None, True]),
        "anyValue": st.none() | st.lists(st.integers()),
        "new": st.none() | st.text(max_size=2),
    },
)


def joined(cell: Any, extra: Any) -> Any:
    """Rebuild an object from its cell and from what is in extra."""
    members = {name: each for name, each in (cell or {}).items() if each is not None}
    if "anyValue" in members:
        members["anyValue"] = json.loads(members["anyValue"])
    return members | extra


@repeatable(60)
@given(LEAVES, st.lists(LEAVES, max_size=3))
def test_nothing_is_lost(one: dict[str, Any], leaves: list[dict[str, Any]]) -> None:
    (found,) = table_of({"oneLeaf": one, "allLeaves": leaves})
    extra = {} if found["extra"] is None else json.loads(found["extra"])
    known = {name: each for name, each in one.items() if each is not None or name == "new"}
    assert repr(sorted(joined(found["oneLeaf"], extra.get("oneLeaf", {})).items())) == repr(
        sorted(known.items())
    )
    if "allLeaves" in extra:
        assert repr(extra["allLeaves"]) == repr(leaves)
    else:
        rebuilt = [joined(each, {}) for each in found["allLeaves"]]
        assert rebuilt == [
            {name: each for name, each in leaf.items() if each is not None} for leaf in leaves
        ]


def test_python_names_reach_every_level() -> None:
    editor = RowEditor(COLUMNS, python_names=True)
    row = {"treeId": 1, "oneLeaf": {"leafId": 2, "newOne": 3}, "allLeaves": [{"leafId": 4}, None]}
    edited = editor.edit({**row, "newTwo": 5})
    assert edited == {
        "tree_id": 1,
        "one_leaf": {"leaf_id": 2, "newOne": 3},
        "all_leaves": [{"leaf_id": 4}, None],
        "newTwo": 5,
    }
    columns = tuple(map(with_python_names, COLUMNS))
    (found,) = ArrowConverter(columns, structs=True).table([edited]).to_pylist()
    assert found["one_leaf"] == {"leaf_id": 2, "any_value": None}
    assert json.loads(found["extra"]) == {"newTwo": 5, "one_leaf": {"newOne": 3}}


def test_a_member_whose_name_another_one_gets_is_not_lost() -> None:
    row = {"treeId": 1, "tree_id": "other", "tree_id_": "third"}
    edited = RowEditor(COLUMNS, python_names=True).edit(row)
    assert edited == {"tree_id": 1, "tree_id__": "other", "tree_id_": "third"}


def test_columns_say_what_is_in_them() -> None:
    nested = {column.name: column.nested for column in COLUMNS}
    assert isinstance(nested["oneLeaf"], Objects)
    assert [each.python_name for each in nested["oneLeaf"].members] == ["leaf_id", "any_value"]
    assert isinstance(nested["allLeaves"], ListOf)
    assert isinstance(nested["allLeaves"].item.nested, Objects)
    assert nested["nextTree"] is None
