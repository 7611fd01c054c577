"""The blocks of the document about teams."""

import json

import pytest

from opentoclose_async.sandbox import RunningSandbox
from tests.legacy.reference.blocks import Run, contains, printed, row


def test_a_team_is_created_with_all_its_fields(run: Run, server: RunningSandbox) -> None:
    names = run("teams", 2)
    there = row(server, "teams", 131)
    assert names["new_team"] == there
    assert contains(there, names["team_data"])
    assert (there["commission_split"], there["target_revenue"]) == (0.7, 5000000)


def test_a_team_is_restructured_and_given_targets(run: Run, server: RunningSandbox) -> None:
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
