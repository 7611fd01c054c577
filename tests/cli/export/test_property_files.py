"""``opentoclose export`` of all lists of Open To Close, including those of properties."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from opentoclose_async._accounts.lists import LISTS, PARENTS
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox, serve
from tests.cli.in_process import invoke, is_one_line, names_in, rows_in

PARTS = PARENTS[Api.OTC].lists
NESTED = {ListName("property-fields")}  # the sandbox keeps definitions flat


@pytest.fixture(scope="module")
def server() -> Iterator[RunningSandbox]:
    with serve(Sandbox(users=20, properties=60)) as server:
        yield server


@pytest.fixture(autouse=True)
def _as_it_was(server: RunningSandbox) -> None:
    server.sandbox.reset()


def export(server: RunningSandbox, *arguments: str) -> tuple[int, str, str]:
    return invoke(
        *arguments,
        *("--api", "otc", "--quota", "off", "--quiet"),
        OPEN_TO_CLOSE_API_KEY=server.sandbox.config.otc_token,
        OPEN_TO_CLOSE_BASE_URL=server.otc_base_url,
    )


def rows_of(server: RunningSandbox, name: str, property_id: int) -> list[dict[str, Any]]:
    """Return a list of a property, from the API."""
    part = name.removeprefix("property-")
    answer: list[dict[str, Any]] = []
    while True:
        page = httpx.get(
            f"{server.otc_base_url}/properties/{property_id}/{part}",
            params={
                "api_token": server.sandbox.config.otc_token,
                "limit": 100,
                "offset": len(answer),
            },
        ).json()
        if not page:
            return answer
        answer += page


@pytest.mark.parametrize("name", sorted(set(LISTS[Api.OTC]) - set(PARTS)))
def test_every_list_of_the_account(
    name: ListName, server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = export(server, name)
    assert (code, err) == (0, "")
    assert is_one_line(out)
    rows = rows_in(tmp_path / f"otc-{name}.jsonl")
    assert rows
    if name not in NESTED:
        assert rows == server.sandbox.otc_rows(name.replace("-", "_"))  # type: ignore[arg-type]  # by its name


@pytest.mark.parametrize("name", PARTS)
def test_a_list_of_one_property(
    name: ListName, server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = export(server, name, "--property", "1")
    assert (code, err) == (0, "")
    assert out.startswith(f"otc-{name}-1.jsonl: ")
    assert rows_in(tmp_path / f"otc-{name}-1.jsonl") == rows_of(server, name, 1)


@pytest.mark.parametrize("format_name", ["jsonl", "csv"])
def test_a_list_of_all_properties_goes_to_a_folder(
    format_name: str, server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = export(server, "property-notes", "--format", format_name)
    assert (code, err) == (0, "")
    assert is_one_line(out)
    assert out.startswith("otc-property-notes: ")
    assert "60 files" in out
    folder = tmp_path / "otc-property-notes"
    ids = [row["id"] for row in server.sandbox.otc_rows("properties")]
    assert names_in(folder) == sorted(f"{each}.{format_name}" for each in ids)
    if format_name == "jsonl":
        for each in ids[:5]:
            assert rows_in(folder / f"{each}.jsonl") == rows_of(server, "property-notes", each)


def test_some_properties_to_a_chosen_folder(server: RunningSandbox, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    code, out, err = export(
        server, "property-notes", "--property", "1", "--property", "2", "--output", str(folder)
    )
    assert (code, err) == (0, "")
    assert names_in(folder) == ["1.jsonl", "2.jsonl"]
    assert "2 files" in out


def test_a_property_for_an_unrelated_list_is_refused(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = export(server, "users", "--property", "1")
    assert (code, out) == (2, "")
    assert "--property is for" in err
    assert names_in(tmp_path) == []


def test_rooms_has_no_such_lists(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = invoke("property-notes", "--api", "rooms")
    assert code == 2
    assert "rooms has no list property-notes, but --api otc has. Its lists: form-groups," in err


def test_failed_files_are_reported_and_the_printed_command_completes_them(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    broken = [Fault(kind="status", status=404, path=f"/v1/properties/{each}/") for each in (3, 4)]
    server.sandbox.faults = broken
    code, out, err = export(server, "property-tasks")
    assert (code, out) == (1, "")
    assert "GET /properties/3/tasks answered 404" in err
    assert "GET /properties/4/tasks answered 404" in err
    assert "58 files are complete in otc-property-tasks" in err
    assert "--resume" in err
    server.sandbox.faults = []
    asked = len(server.sandbox.stats.otc.log)
    code, out, err = export(server, "property-tasks", "--resume")
    assert (code, err) == (0, "")
    assert "60 files" in out
    assert len(names_in(tmp_path / "otc-property-tasks")) == 60
    # The properties again, and the two missing lists.
    later = list(server.sandbox.stats.otc.log)[asked:]
    assert {each.path.split("/")[3] for each in later if "tasks" in each.path} == {"3", "4"}


@pytest.mark.parametrize(
    "row", [{"title": "x"}, {"id": None}, {"id": "../up"}, {"id": True}, {"id": 2**63}, {"id": -1}]
)
def test_a_property_without_an_id_does_not_affect_the_others(
    row: object, server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    server.sandbox.faults = [
        Fault(kind="status", status=200, path="/v1/properties", body=body, times=1)
        for body in ([{"id": 1}, row, {"id": "2"}], [])
    ]
    code, out, err = export(server, "property-notes", "--no-verify")
    assert (code, out) == (1, "")
    assert "GET /properties: expected an id in the property at position 1, got " in err
    assert "2 files are complete in otc-property-notes" in err
    assert names_in(tmp_path / "otc-property-notes") == ["1.jsonl", "2.jsonl"]


def test_a_row_that_is_not_a_property_is_reported_in_one_line(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    server.sandbox.faults = [
        Fault(kind="status", status=200, path="/v1/properties", body=[{"id": 1}, None])
    ]
    for options in ([], ["--no-verify"]):
        code, out, err = export(server, "property-notes", *options)
        assert (code, out) == (1, "")
        assert err.startswith("error: GET /properties")
        assert is_one_line(err)
        assert names_in(tmp_path) == []


def test_two_properties_with_one_id_make_one_file(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [{"id": 1, "title": "x"}, {"id": 1, "title": "y"}]
    server.sandbox.faults = [
        Fault(kind="status", status=200, path="/v1/properties", body=body, times=1)
        for body in (rows, [])
    ]
    code, out, err = export(server, "property-notes", "--no-verify")
    assert (code, err) == (0, "")
    assert names_in(tmp_path / "otc-property-notes") == ["1.jsonl"]
    assert ", 1 file\n" in out
