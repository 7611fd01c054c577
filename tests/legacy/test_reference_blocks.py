"""
The Python blocks of the reference documents run with nothing but the import changed.

Each block runs on its own, over real sockets, against a sandbox as new: none needs more of the
others than a `client` and `datetime`.
"""

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.legacy import engine
from opentoclose_async.legacy.resources import TeamsAPI, UsersAPI
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox, serve
from tests.legacy.document_blocks import (
    REFERENCE,
    indent,
    read_document,
    split_without_indentation,
)

pytestmark = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference documents are not beside the project"
)

Names = dict[str, Any]
Run = Callable[[str, int], Names]

PRINTS = {
    ("users", 1): r"",
    ("users", 2): r"Found 200 users\n(User \d+: \S+ .+ \([A-Z][\w ]+\)\n){200}",
    ("users", 3): r"Created \D+: 201\nUsername: jsmith\nCreated Team Lead: Michael Wilson\n",
    ("users", 4): r"User: .+\nEmail: .+\nRole: .+\n=+ .+ =+\nID: 123\n(\w+: .+\n){7}",
    ("users", 5): r"Updated user 123\n",
    ("users", 6): r"Created user: Alex Smith \(ID: 201\)\n",
    ("users", 7): r"",
    ("users", 8): r"",
    ("teams", 1): r"",
    ("teams", 2): r"Created team Luxury Properties Team \D+ 10\n",
    ("teams", 3): r"=+ .+ =+\nID: 123\n([\w ]+: .+\n){6}",
    ("teams", 4): r"",
    ("teams", 5): r"Created team: Commercial Division \(ID: 131\)\n",
    ("teams", 6): r"",
    ("teams", 7): r"",
}
"""What each block prints against 200 users and 130 teams. A block that is not here is an error."""

UNRESTORED: dict[tuple[str, int], str] = {}
"""Blocks that the rules cannot restore, and why: none."""

SIGNATURES = {
    "users": ["list_users", "create_user", "retrieve_user", "update_user", "delete_user"],
    "teams": [],
}
"""What is shown as a signature without a body, which cannot run."""

UNKNOWN_ID = 99999
each_block = pytest.mark.parametrize(("document", "number"), sorted(set(PRINTS) - set(UNRESTORED)))


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    """One server for all tests: starting and stopping one takes longer than any of them."""
    with serve(Sandbox(users=200, teams=130)) as running:
        yield running


@pytest.fixture
def server(running: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> RunningSandbox:
    """The server as new, where `OpenToCloseAPI()` finds it; it has a user 123 and a team 123."""
    running.sandbox.reset()
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", running.sandbox.config.otc_token)
    monkeypatch.setenv("OPEN_TO_CLOSE_BASE_URL", running.otc_base_url)
    # The class has no argument for the quota, and one request a second would be slow.
    monkeypatch.setattr(engine, "PlainOpenToClose", partial(engine.PlainOpenToClose, quota=None))
    return running


@pytest.fixture
def run(server: RunningSandbox) -> Iterator[Run]:
    """Run a block and give the names that it leaves; clients are closed when the test ends."""
    with ExitStack() as clients:

        def run(document: str, number: int) -> Names:
            client = clients.enter_context(OpenToCloseAPI())
            names: Names = {"__name__": "block", "client": client, "datetime": datetime}
            exec(compile(migrated(document, number), f"{document}, block {number}", "exec"), names)
            clients.callback(names["client"].close)
            return names

        yield run


def migrated(document: str, number: int) -> str:
    """Give a block as somebody has it who followed the one instruction for migrating."""
    block = read_document(document).blocks[number - 1]
    return re.sub(r"^(from|import) open_to_close\b", r"\1 opentoclose_async", block, flags=re.M)


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    """Take what was printed; the blocks catch all errors, and what they then print is a failure."""
    text = capsys.readouterr().out
    assert not re.search(r"Unexpected error|Error getting", text), text
    return text


def row(server: RunningSandbox, document: str, row_id: int) -> dict[str, Any]:
    rows = server.sandbox.otc_rows("users" if document == "users" else "teams")
    return next(row for row in rows if row["id"] == row_id)


def contains(whole: dict[str, Any], part: dict[str, Any]) -> bool:
    return {**whole, **part} == whole


def results(names: Names) -> list[dict[str, Any]]:
    """Find the rows among what a block leaves, alone or in lists."""
    values = [value for name, value in names.items() if not name.startswith("__")]
    lists = [value for value in values if isinstance(value, list)]
    everything = [*values, *(item for items in lists for item in items)]
    return [value for value in everything if isinstance(value, dict) and "id" in value]


@pytest.mark.parametrize("document", ["users", "teams"])
def test_each_block_of_a_document_is_known(document: str) -> None:
    found = read_document(document).blocks
    assert [(document, place) for place in range(1, len(found) + 1)] == [
        key for key in PRINTS if key[0] == document
    ]


@pytest.mark.parametrize("document", ["users", "teams"])
def test_just_the_listed_blocks_cannot_be_restored(document: str) -> None:
    broken = set()
    for number, block in enumerate(read_document(document).blocks, 1):
        try:
            compile(block, document, "exec")
        except SyntaxError:
            broken.add((document, number))
    assert broken == {key for key in UNRESTORED if key[0] == document}


@pytest.mark.parametrize("document", ["users", "teams"])
def test_no_line_of_code_is_left_in_the_prose(document: str) -> None:
    for line in read_document(document).prose:
        try:
            compile(line.strip(), document, "exec")
        except SyntaxError:
            continue
        assert re.fullmatch(r"\w+(\(\))?", line), "only a heading of one name would compile"


def test_the_rules_restore_the_indentation_that_one_document_kept() -> None:
    for block in read_document("users").blocks:
        restored = "\n".join(indent(split_without_indentation(block)))
        assert ast.dump(ast.parse(restored)) == ast.dump(ast.parse(block))


@pytest.mark.parametrize(("document", "api"), [("users", UsersAPI), ("teams", TeamsAPI)])
def test_a_bare_signature_fits_the_method_of_that_name(document: str, api: type) -> None:
    names = []
    for signature in read_document(document).signatures:
        (function,) = ast.parse(f"{signature}: ...").body
        assert isinstance(function, ast.FunctionDef)
        documented = [argument.arg for argument in function.args.args]
        own = list(inspect.signature(getattr(api, function.name)).parameters)
        assert own[: len(documented)] == documented
        names.append(function.name)
    assert names == SIGNATURES[document]


@each_block
def test_a_block_prints_what_it_should(
    run: Run, capsys: pytest.CaptureFixture[str], document: str, number: int
) -> None:
    run(document, number)
    assert re.fullmatch(PRINTS[document, number], printed(capsys))


@each_block
def test_a_blocks_results_are_plain_and_as_the_server_has_them(
    run: Run, server: RunningSandbox, document: str, number: int
) -> None:
    names = run(document, number)
    written = [request.body for request in server.sandbox.stats.otc.log if request.method == "PUT"]
    changed = {field for body in written for field in body}  # perhaps after a result was taken
    for result in results(names):
        assert type(result) is dict
        assert json.loads(json.dumps(result)) == result
        there = row(server, document, result["id"])
        assert result.keys() - changed == there.keys() - changed
        assert all(result[field] == there[field] for field in result.keys() - changed)


@each_block
def test_what_a_block_says_literally_reaches_the_server_and_stays(
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
    assert names[document] == rows[:-1]  # all pages, and not yet the row that it goes on to create
    assert names[f"{noun}_data"] == rows[122]
    assert names[f"new_{noun}"] == rows[-1]
    assert type(names["client"]) is OpenToCloseAPI


def test_the_lists_of_users_are_filtered_sorted_and_limited(
    run: Run, server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    names = run("users", 2)
    rows = server.sandbox.otc_rows("users")
    active = [row for row in rows if (row["role"], row["status"]) == ("Agent", "Active")]
    administrators = [row for row in rows if row["role"] == "Administrator"]
    assert len(active) > 25
    assert names["agents"] == active[:25]
    assert names["admins"] == sorted(administrators, key=lambda row: row["last_name"].lower())
    assert len(names["admins"]) > 1
    lines = printed(capsys).splitlines()[1:]
    for line, shown in zip(lines, rows, strict=True):
        assert line.endswith(f"{shown['first_name']} {shown['last_name']} ({shown['role']})")


def test_three_users_are_created(run: Run, server: RunningSandbox) -> None:
    names = run("users", 3)
    first, second, third = server.sandbox.otc_rows("users")[200:]
    assert first["email"] == "jane.smith@company.com"
    assert second == names["new_user"]
    assert contains(second, names["user_data"])
    assert third == names["admin_user"]
    assert third["permissions"] == ["full_access", "user_management", "system_config"]


@pytest.mark.parametrize(("document", "number"), [("users", 4), ("teams", 3)])
def test_a_profile_shows_what_the_server_has(
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


def test_users_are_promoted_and_change_their_status(run: Run, server: RunningSandbox) -> None:
    names = run("users", 5)
    there = row(server, "users", 123)
    assert names["promoted_user"] == there
    assert names["updated_user"]["role"] == "Senior Agent"  # which the promotion came after
    assert (there["role"], there["permissions"]) == ("Team Lead", ["read", "write", "manage_team"])
    assert (there["email"], there["department"]) == ("new.email@company.com", "Luxury Sales")
    assert re.match(r"\d{4}-\d\d-\d\dT", there["promotion_date"])

    plain = names["change_user_status"](124, "Inactive")
    assert plain == row(server, "users", 124)
    assert plain["status"] == "Inactive"
    assert "status_change_reason" not in plain
    reasoned = names["change_user_status"](124, "Active", reason="back from leave")
    assert reasoned == row(server, "users", 124)
    assert (reasoned["status"], reasoned["status_change_reason"]) == ("Active", "back from leave")


def test_a_user_is_onboarded(run: Run, server: RunningSandbox) -> None:
    names = run("users", 6)
    there = row(server, "users", 201)
    assert names["new_user"] == there
    assert (there["role"], there["status"], there["phone"]) == ("Agent", "Active", "+1555147258")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", there["hire_date"])

    person = {"username": "bo", "email": "bo@example.test", "first_name": "Bo", "last_name": "Li"}
    second = names["onboard_new_user"](person, role="Administrator")
    assert second == row(server, "users", 202)
    assert contains(second, person)
    assert (second["role"], second["phone"], second["department"]) == ("Administrator", None, None)


def test_the_user_manager_reads_and_deactivates(
    run: Run, server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    names = run("users", 7)
    rows = server.sandbox.otc_rows("users")
    manager = names["user_manager"]
    active = [row for row in rows if row["status"] == "Active"]
    assert manager.get_active_users() == active
    assert names["agents"] == [row for row in active if row["role"] == "Agent"]
    summary = names["user_summary"]
    assert summary == json.loads(json.dumps(summary))
    assert summary["basic_info"]["name"] == f"{rows[122]['first_name']} {rows[122]['last_name']}"
    assert summary["role_info"]["role"] == rows[122]["role"]
    assert summary["dates"]["hire_date"] == rows[122]["hire_date"]

    assert "deactivation_reason" not in manager.deactivate_user(active[0]["id"])
    left = manager.deactivate_user(active[1]["id"], reason="has left")
    assert left == row(server, "users", active[1]["id"])
    assert (left["status"], left["deactivation_reason"]) == ("Inactive", "has left")
    assert manager.get_active_users() == active[2:]
    assert printed(capsys) == ""


def test_a_team_is_created_with_all_its_fields(run: Run, server: RunningSandbox) -> None:
    names = run("teams", 2)
    there = row(server, "teams", 131)
    assert names["new_team"] == there
    assert contains(there, names["team_data"])
    assert (there["commission_split"], there["target_revenue"]) == (0.7, 5000000)


def test_a_team_is_restructured_and_gets_targets(run: Run, server: RunningSandbox) -> None:
    names = run("teams", 4)
    there = row(server, "teams", 123)
    assert names["updated_team"] == there
    assert (there["team_lead_id"], there["territory"]) == (20, "Financial District")
    assert there["specialization"] == "Commercial Properties"

    targets = {"revenue": 900_000, "deals": 12, "period": "2025"}
    updated = names["update_team_targets"](123, targets)
    assert updated == row(server, "teams", 123)
    assert (updated["target_revenue"], updated["target_deals"]) == (900_000, 12)
    assert updated["target_period"] == "2025"
    assert updated["team_lead_id"] == 20


def test_a_specialized_team_is_created(run: Run, server: RunningSandbox) -> None:
    names = run("teams", 5)
    there = row(server, "teams", 131)
    assert names["new_team"] == there
    assert (there["team_lead_id"], there["status"]) == (25, "Active")

    about = {"name": "Bay", "description": "Boats", "specialization": "Waterfront"}
    second = names["create_specialized_team"](about, 5)
    assert second == row(server, "teams", 132)
    assert contains(second, about)
    assert second["territory"] is None


def test_the_team_manager_reads_and_reassigns(
    run: Run, server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    names = run("teams", 6)
    rows = server.sandbox.otc_rows("teams")
    manager = names["team_manager"]
    assert names["active_teams"] == [row for row in rows if row["status"] == "Active"]
    assert manager.get_team_by_lead(rows[4]["team_lead_id"]) == [
        row for row in rows if row["team_lead_id"] == rows[4]["team_lead_id"]
    ]
    summary = names["team_summary"]
    assert summary == json.loads(json.dumps(summary))
    assert summary["basic_info"]["name"] == rows[122]["name"]
    assert summary["organization"]["lead_id"] == rows[122]["team_lead_id"]
    assert summary["performance"]["target_revenue"] == rows[122]["target_revenue"]

    assert "lead_change_reason" not in manager.reassign_team_lead(123, 10)
    reassigned = manager.reassign_team_lead(123, 20, reason="rotation")
    assert reassigned == row(server, "teams", 123)
    assert (reassigned["team_lead_id"], reassigned["lead_change_reason"]) == (20, "rotation")
    assert reassigned in manager.get_team_by_lead(20)
    assert printed(capsys) == ""


@pytest.mark.parametrize(("document", "number"), [("users", 7), ("teams", 6)])
def test_a_summary_of_nothing_is_an_error_that_a_manager_catches(
    run: Run, capsys: pytest.CaptureFixture[str], document: str, number: int
) -> None:
    noun = document.removesuffix("s")
    manager = run(document, number)[f"{noun}_manager"]
    assert getattr(manager, f"get_{noun}_summary")(UNKNOWN_ID) is None
    message = capsys.readouterr().out
    assert message.startswith(f"Error getting {noun} summary: ")
    assert f"/{document}/{UNKNOWN_ID}" in message


@pytest.fixture(params=[("users", 8), ("teams", 7)], ids=["users", "teams"])
def robust(request: pytest.FixtureRequest, run: Run) -> tuple[str, Names]:
    """The document and the names of the block that tells all errors apart."""
    document, number = request.param
    return document, run(document, number)


def operate(robust: tuple[str, Names], row_id: Any) -> Any:
    document, names = robust
    return names[f"robust_{document.removesuffix('s')}_operations"](row_id)


def test_robust_operations_activate(
    robust: tuple[str, Names], server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    document, _ = robust
    server.sandbox.update("otc", document, 5, {"status": "Inactive"})
    updated = operate(robust, 5)
    assert updated == row(server, document, 5)
    assert updated["status"] == "Active"
    assert printed(capsys) == ""


def test_robust_operations_say_what_does_not_exist(
    robust: tuple[str, Names], capsys: pytest.CaptureFixture[str]
) -> None:
    assert operate(robust, UNKNOWN_ID) is None
    noun = robust[0].removesuffix("s").title()
    assert printed(capsys) == f"{noun} {UNKNOWN_ID} does not exist\n"


def test_robust_operations_refuse_what_is_no_id(
    robust: tuple[str, Names], server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    assert operate(robust, "five") is None
    assert re.fullmatch(r"Invalid data provided: .*_id.*\n", printed(capsys))
    assert server.sandbox.stats.otc.requests == 0


def test_robust_operations_tell_when_the_server_refuses_the_data(
    robust: tuple[str, Names], server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    server.sandbox.faults = [Fault(kind="status", status=400, method="PUT")]
    assert operate(robust, 5) is None
    assert re.fullmatch(r"Invalid data provided: .+\n", printed(capsys))


def test_robust_operations_tell_of_a_wrong_key(
    robust: tuple[str, Names], capsys: pytest.CaptureFixture[str]
) -> None:
    with OpenToCloseAPI("wrong") as client:
        robust[1]["client"] = client
        assert operate(robust, 5) is None
    assert re.fullmatch(r"Authentication failed\b.+\n", printed(capsys))
