"""A Spark session on this machine, for tests where pyspark is installed; Java must be, too."""

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pipelines.spark.accounts import TOKENS

if TYPE_CHECKING:
    from tests.pipelines.spark.sessions import Session

HAS_SPARK = find_spec("pyspark") is not None
collect_ignore_glob = [] if HAS_SPARK else ["test_*.py"]
"""The extra 'spark' is not among those of 'dev': it is large. ``.ci/run`` installs it."""


@pytest.fixture(scope="session")
def spark_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Session"]:
    """Start Spark once, which takes seconds, with the credentials in its environment."""
    from tests.pipelines.spark.sessions import start_session

    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.fail("Spark needs Java 17: apt-get install openjdk-17-jre-headless")
    folder: Path = tmp_path_factory.mktemp("spark")
    before = dict(os.environ)
    os.environ.update(TOKENS)
    os.environ["PYSPARK_PYTHON"] = sys.executable  # not the first on the PATH
    os.environ["XDG_STATE_HOME"] = str(folder / "state")  # where readers share a quota
    os.environ["OPENTOCLOSE_QUOTA_STORE"] = "off"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # that it is not tested with pandas 3
            session = start_session(folder)
    finally:
        os.environ.clear()
        os.environ.update(before)
    yield session
    session.spark.stop()
