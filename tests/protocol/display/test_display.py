"""What models, pages and reports show in terminals and notebooks."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async import Page
from opentoclose_async.archive import ArchiveReport, MissingItem
from opentoclose_async.export import ExportReport
from opentoclose_async.otc.models import Contact, Created, PropertyDocument, Team, TeamMember, User
from opentoclose_async.rooms.models import RoomSummary, RoomUserForUpdate

SIGNED = "https://files.test/a.pdf?X-Amz-Signature=s3cret#s3cret"
LONG: Any = "x" * 500
HOSTILE = '<script>alert("x")</script>&'
MISSING = MissingItem(what="document", id=3, of=None, name="x", why="404", request="GET /x")


def test_a_model_names_itself_and_what_it_has() -> None:
    user = User(id=7, name="Ana", permissions=[])
    assert repr(user) == "User(id=7, name='Ana', permissions=[])"
    assert repr(User()) == "User()"
    member = Contact(id=1, created=Created(timezone="UTC"))
    assert repr(member) == "Contact(id=1, created=Created(timezone='UTC'))"
    assert repr(User(raw={"a": "b"})) == "User()"


@pytest.mark.parametrize(
    "model",
    [
        User(username=LONG, email=LONG, name=LONG, phone=LONG, role=LONG, status=LONG),
        Team(team_members=[TeamMember(id=number) for number in range(1000)]),
        User(name="two\nlines\x1b[31m\u202e\ud800"),
        Contact(address={"a": ["x" * 99] * 99, "b": {"c": {"d": 1}}}),  # type: ignore[arg-type]
        Contact(zip=10**5000),
    ],
    ids=["long texts", "a long list", "controls", "objects", "a long number"],
)
def test_a_model_is_one_short_line_whatever_it_holds(model: Any) -> None:
    shown = repr(model)
    assert len(shown) < 300
    assert shown.isprintable()
    assert shown.startswith(f"{type(model).__name__}(")


def test_fields_after_a_long_text_are_counted() -> None:
    user = User(id=1, username=LONG, email=LONG, name=LONG, first_name=LONG, role="Agent")
    assert re.search(r"^User\(id=1, username='x+…, email='x+…, .*… 2 more\)$", repr(user))


def test_a_request_shows_what_is_sent_as_null_and_not_what_is_not_sent() -> None:
    assert repr(RoomUserForUpdate(role_id=None)) == "RoomUserForUpdate(role_id=None)"


@pytest.mark.parametrize("show", [repr, lambda each: each._repr_html_()])
def test_the_query_of_a_url_is_not_shown(show: Any) -> None:
    for shown in (
        show(PropertyDocument(id=1, url=SIGNED)),
        show(Page([PropertyDocument(id=1, url=SIGNED)], 0)),
        show(Page([{"url": SIGNED, "all": [SIGNED]}], 0)),
    ):
        assert "s3cret" not in shown
    assert "https://files.test/a.pdf?…" in show(PropertyDocument(url=SIGNED))


def test_html_is_a_table_with_everything_escaped_and_nothing_loaded() -> None:
    shown = User(id=7, name=HOSTILE, role="r" * 5000)._repr_html_()
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;" in shown
    assert not re.search(r"<script|<img|<link|src=|href=|color|background", shown)
    assert len(shown) < 1200
    assert "email" not in shown
    strange: Any = {HOSTILE: HOSTILE, "a\u202e\ud800": 1}
    rows: list[Any]
    for rows in ([strange], [User(name=HOSTILE)], [HOSTILE]):
        table = Page(rows, 0)._repr_html_()
        assert "<script" not in table
        table.encode()
        assert "\u202e" not in table


def test_a_page_says_where_it_is_and_shows_its_first_rows() -> None:
    page = Page([User(id=number, name=f"n{number}") for number in range(100)], 200, 1234)
    assert repr(page) == "<Page of User: 100 of 1234 rows from position 200>"
    html = page._repr_html_()
    assert "100 of 1234 rows from position 200" in html
    assert html.count("<tr>") == 1 + 10
    assert re.findall(r"<th[^>]*>(\w+)</th>", html) == ["id", "name"]
    assert "90 more rows" in html
    assert repr(Page([{"id": 1}], 0)) == "<Page of dict: 1 row from position 0>"
    assert repr(Page([], 0, 0)) == "<Page of 0 of 0 rows from position 0>"
    wide = Page([{f"f{number}": number for number in range(40)}], 0)._repr_html_()
    assert "28 more fields" in wide


def test_reports_are_short_and_have_tables() -> None:
    report = ExportReport(Path("users.csv"), 3, 1, 1, 0, 0, 0, 0.5, "ab" * 32)
    assert repr(report).startswith("ExportReport(path='users.csv', rows=3, pages=1, ")
    assert "total" not in repr(report)
    assert ">users.csv<" in report._repr_html_()
    run = ArchiveReport(
        directory=Path("archive"),
        run=1,
        complete=True,
        stopped=None,
        places=2,
        documents=3,
        downloaded=3,
        bytes=9,
        requests=7,
        retries=0,
        missing=(MISSING,) * 5000,
        remarks=(),
        seconds=1.0,
    )
    assert len(repr(run)) < 300
    assert len(run._repr_html_()) < 4000
    assert re.search(r"… 499\d more\)<", run._repr_html_())


def test_dates_are_shown_in_iso_format() -> None:
    room = RoomSummary(created_date=datetime(2026, 1, 2, tzinfo=UTC))
    assert repr(room) == "RoomSummary(created_date=2026-01-02T00:00:00+00:00)"
