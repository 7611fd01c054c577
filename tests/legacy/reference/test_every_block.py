"""Every block runs with only its import changed."""

import ast
import json
import re

import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.sandbox import RunningSandbox
from tests.legacy.reference.blocks import (
    PRINTS,
    Run,
    contains,
    each_block,
    migrated,
    printed,
    results,
    row,
)


@each_block
def test_a_block_prints_the_expected_text(
    run: Run, capsys: pytest.CaptureFixture[str], document: str, number: int
) -> None:
    run(document, number)
    assert re.fullmatch(PRINTS[document, number], printed(capsys))


@each_block
def test_the_results_of_a_block_are_the_plain_rows_of_the_server(
    run: Run, server: RunningSandbox, document: str, number: int
) -> None:
    names = run(document, number)
    written = [request.body for request in server.sandbox.stats.otc.log if request.method == "PUT"]
    changed = {field for body in written for field in body}  # maybe later
    for result in results(names):
        assert type(result) is dict
        assert json.loads(json.dumps(result)) == result
        there = row(server, document, result["id"])
        assert result.keys() - changed == there.keys() - changed
        assert all(result[field] == there[field] for field in result.keys() - changed)


@each_block
def test_the_literals_of_a_block_reach_the_server_and_are_stored(
    run: Run, server: RunningSandbox, document: str, number: int
) -> None:
    run(document, number)
    log = server.sandbox.stats.otc.log
    carried = [[*request.query.values(), *(request.body or {}).values()] for request in log]
    statements = [
        statement
        for statement in ast.parse(migrated(document, number)).body
        if not isinstance(statement, (ast.FunctionDef, ast.ClassDef))
    ]
    for node in (node for statement in statements for node in ast.walk(statement)):
        if isinstance(node, ast.Dict):
            said = ast.literal_eval(node).values()
            assert any(all(v in sent or str(v) in sent for v in said) for sent in carried)
    assert {request.status for request in log} <= {200, 201}
    rows = server.sandbox.otc_rows("users" if document == "users" else "teams")
    last = {request.path: request.body for request in log if request.method == "PUT"}
    created = [request.body for request in log if request.method == "POST"]
    for body in (*created, *last.values()):
        assert any(contains(row, body) for row in rows)


@pytest.mark.parametrize("document", ["users", "teams"])
def test_the_quick_start_lists_reads_and_creates(
    run: Run, server: RunningSandbox, document: str
) -> None:
    names = run(document, 1)
    rows = server.sandbox.otc_rows("users" if document == "users" else "teams")
    noun = document.removesuffix("s")
    assert names[document] == rows[:-1]  # all pages, without the row that is created next
    assert names[f"{noun}_data"] == rows[122]
    assert names[f"new_{noun}"] == rows[-1]
    assert type(names["client"]) is OpenToCloseAPI


@pytest.mark.parametrize(("document", "number"), [("users", 4), ("teams", 3)])
def test_a_profile_shows_the_fields_of_the_server(
    run: Run,
    server: RunningSandbox,
    capsys: pytest.CaptureFixture[str],
    document: str,
    number: int,
) -> None:
    run(document, number)
    shown = printed(capsys)
    there = row(server, document, 123)
    assert {"id", "status"} <= there.keys()
    for field in re.findall(r"_data(?:\.get\(|\[)'(\w+)'", migrated(document, number)):
        assert str(there[field]) in shown
