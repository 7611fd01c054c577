"""Data frames of lists of models."""

import pandas as pd
import polars as pl

from opentoclose_async.otc.models import Status, Team, TeamMember

TEAMS = [
    Team(id=1, name="North", status=Status.ACTIVE, team_members=[TeamMember(id=7)]),
    Team(id=2, name=None, status="New", raw={"unknown": 1}),
]


def test_pandas_makes_a_column_of_each_field() -> None:
    frame = pd.DataFrame(TEAMS)
    assert list(frame.columns) == list(Team().to_dict())
    assert frame["id"].tolist() == [1, 2]
    assert frame["status"].tolist() == ["Active", "New"]
    assert frame["team_members"].tolist() == [[{"id": 7}], None]


def test_pandas_takes_their_dicts_with_unknown_fields_too() -> None:
    frame = pd.DataFrame(map(Team.to_dict, TEAMS))
    assert list(frame.columns) == [*Team().to_dict(), "unknown"]


def test_polars_makes_a_column_of_each_field() -> None:
    frame = pl.DataFrame(TEAMS)
    assert frame.columns == list(Team().to_dict())
    assert frame["name"].to_list() == ["North", None]
    assert frame["status"].to_list() == ["Active", "New"]
