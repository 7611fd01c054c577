"""The programs of the guide run as printed, against sandboxes."""

from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from opentoclose_async.sandbox import Sandbox, serve
from tests.documents.examples import ROOT, blocks_of
from tests.pipelines.spark.accounts import TOKENS
from tests.pipelines.spark.sessions import Session

BLOCKS = {block.title: block for block in blocks_of(ROOT / "docs" / "guides" / "spark.md")}


def test_the_programs_of_the_guide_run(
    spark_session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(title: str) -> str:
        text = BLOCKS[title].text
        for name in ("accounts.toml", "checkpoint", "rooms_of_all"):
            text = text.replace(
                f'"{name}"', repr(str(tmp_path / name))
            )  # Spark's folder is its own
        exec(compile(text, title, "exec"), {"__name__": "__main__"})
        return capsys.readouterr().out

    with (
        serve(Sandbox(users=12, rooms=4, rooms_token=TOKENS["NORTH_TOKEN"])) as north,
        serve(Sandbox(users=7, rooms=3, rooms_token=TOKENS["SOUTH_TOKEN"])) as south,
    ):
        file = BLOCKS["accounts.toml"].text
        for server, name in ((north, "NORTH"), (south, "SOUTH")):
            variable = f'access_token_env = "{name}_TOKEN"\n'
            file = file.replace(variable, f'{variable}base_url = "{server.rooms_base_url}"\n')
        (tmp_path / "accounts.toml").write_text(file)
        shown = run("users.py")
        assert "| north|" in shown.replace("|  north|", "| north|")
        active = [
            user
            for server in (north, south)
            for user in server.sandbox.rooms_rows("users")
            if user["status"] == "Active"
        ]
        assert run("active.py") == f"{len(active)}\n"
        run("changes.py")
        rooms = SparkSession.builder.getOrCreate().read.parquet(str(tmp_path / "rooms_of_all"))
        assert rooms.count() == 4 + 3
