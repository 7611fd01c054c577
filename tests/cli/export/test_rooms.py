"""``opentoclose export`` of every list that a Rooms account has."""

from pathlib import Path

import pytest

from opentoclose_async._accounts.lists import LISTS, PARENTS
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async.sandbox import RunningSandbox
from tests.cli.in_process import invoke, is_one_line, rows_in
from tests.cli.processes import base_url, credentials

IDS = {"users": "userId", "offices": "officeId", "regions": "regionId", "roles": "roleId"}


def export(running: RunningSandbox, name: str, *options: str) -> tuple[int, str, str]:
    return invoke(
        *[name, "--api", "rooms", "--base-url", base_url(running, "rooms"), "--quota", "off"],
        *["--quiet", *options],
        **credentials(running),
    )


@pytest.mark.parametrize("name", sorted(set(LISTS[Api.ROOMS]) - set(PARENTS[Api.ROOMS].lists)))
@pytest.mark.parametrize("format_name", ["jsonl", "csv", "parquet"])
def test_every_list_of_the_account(
    name: ListName,
    format_name: str,
    running: RunningSandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = export(running, name, "--format", format_name)
    assert (code, err) == (0, "")
    assert is_one_line(out)
    assert out.startswith(f"rooms-{name}.{format_name}: ")
    if format_name == "jsonl":
        rows = rows_in(tmp_path / f"rooms-{name}.jsonl")
        assert rows
        if name in IDS:
            kept = running.sandbox.rooms_rows(name.value)  # type: ignore[arg-type]  # one of its names
            assert [row[IDS[name]] for row in rows] == [row[IDS[name]] for row in kept]


def test_closed_rooms_are_exported_on_request(running: RunningSandbox, tmp_path: Path) -> None:
    path = tmp_path / "rooms.jsonl"
    code, _, err = export(
        running, "rooms", "--filter", "room_status=open,closed", "--output", str(path)
    )
    assert (code, err) == (0, "")
    assert [row["roomId"] for row in rows_in(path)] == [
        row["roomId"] for row in running.sandbox.rooms_rows("rooms")
    ]


def test_filters_have_the_types_of_their_keywords(running: RunningSandbox, tmp_path: Path) -> None:
    path = tmp_path / "rooms.jsonl"
    office = running.sandbox.rooms_rows("rooms")[0]["officeId"]
    code, _, err = export(
        *(running, "rooms", "--filter", f"office_id={office}", "--output", str(path)),
    )
    assert (code, err) == (0, "")
    assert {row["officeId"] for row in rows_in(path)} <= {office}
    code, _, err = export(running, "offices", "--filter", "only_accessible=perhaps")
    assert code != 0
    assert "only_accessible must be true or false" in err


def test_a_filter_of_another_list_is_refused(running: RunningSandbox) -> None:
    code, out, err = export(running, "regions", "--filter", "locked_only=true")
    assert (code, out) == (2, "")
    assert "--filter locked_only: the list regions has no such filter" in err
