"""The blocks of the document about users."""

import json
import re

import pytest

from opentoclose_async.sandbox import RunningSandbox
from tests.legacy.reference.blocks import Run, contains, printed, row


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


def test_users_are_promoted_and_change_their_status(run: Run, server: RunningSandbox) -> None:
    names = run("users", 5)
    there = row(server, "users", 123)
    assert names["promoted_user"] == there
    assert names["updated_user"]["role"] == "Senior Agent"  # before the promotion
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
