"""The pytest plugin, as its users run it."""

import os
import socket
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import opentoclose_async.testing.plugin
from opentoclose_async._extras import install_command
from opentoclose_async.sandbox import Sandbox, serve
from tests.documents.examples import ROOT, blocks_of

pytest_plugins = ["pytester"]

HERE = Path(__file__).parent
GUIDE = ROOT / "docs" / "guides" / "testing.md"
ALONE = ("-p", "no:opentoclose", "-p", opentoclose_async.testing.plugin.__name__)
"""The plugin by its module, so that the tests do not depend on how the package is installed."""
STRICT = "[pytest]\nasyncio_default_fixture_loop_scope = function\nfilterwarnings = error\n"
SECRETS = ("OPEN_TO_CLOSE_API_KEY", "DOCUSIGN_PRIVATE_KEY")


@pytest.fixture(autouse=True)
def _plugins_by_name_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # each takes time to start


def copy(pytester: pytest.Pytester, name: str) -> None:
    pytester.makepyfile(**{f"test_{name}": (HERE / f"{name}.py").read_text("utf-8")})


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess(*ALONE, *options)


def test_fixtures_and_marks(pytester: pytest.Pytester) -> None:
    """On both event loops, in two workers, with warnings as errors."""
    pytester.makeini(STRICT.replace("asyncio_default_fixture_loop_scope = function\n", ""))
    copy(pytester, "users_tests")
    result = run(pytester, "-p", "anyio", "-p", "xdist", "-n", "2")
    result.assert_outcomes(passed=18)


def test_the_guide_under_the_strict_mode(pytester: pytest.Pytester) -> None:
    pytester.makeini(STRICT)
    files = [block for block in blocks_of(GUIDE) if block.language == "py"]
    pytester.makepyfile(**{str(block.title).removesuffix(".py"): block.text for block in files})
    pytester.makepyfile(
        test_mistakes="""
        import pytest

        pytestmark = pytest.mark.usefixtures("opentoclose_sandbox")

        @pytest.mark.opentoclose(user=250)
        def test_keyword(): ...

        @pytest.mark.opentoclose(faults=["dorp"])
        def test_fault(): ...

        @pytest.mark.opentoclose(users=-1)
        def test_value(): ...

        @pytest.mark.opentoclose(250)
        def test_position(): ...

        @pytest.mark.opentoclose(client_quota="fast")
        def test_quota(): ...

        @pytest.mark.opentoclose(faults=[{"kind": "status", "status": 1}])
        def test_object(): ...
        """
    )
    result = run(pytester, "-p", "pytest_asyncio.plugin", "--strict-markers")
    tests = sum(block.text.count("def test_") for block in files)
    result.assert_outcomes(passed=tests, errors=6)
    assert tests > 7
    for problem in (
        "there is no keyword 'user'; did you mean 'users'?",
        "there is no fault 'dorp'; did you mean 'drop'?",
        "users is invalid: users must not be negative: -1",
        "it takes keywords only, such as users=250.",
        "client_quota is invalid: *fast*",
        "faults: not a valid fault: *status*",
    ):
        result.stdout.fnmatch_lines([f"@pytest.mark.opentoclose: {problem}*"])


def test_protected_without_the_extra(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", "real-secret")
    monkeypatch.setenv("DOCUSIGN_BASE_URL", "https://gateway.example/restapi")
    monkeypatch.setenv("DOCUSIGN_ACCESS_TOKEN", "")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    pytester.makeconftest(
        """
        import os, sys

        assert "real-secret" not in os.environ.values()
        sys.modules["starlette"] = None  # as if it were not installed
        """
    )
    copy(pytester, "protected_tests")
    result = run(pytester)
    result.assert_outcomes(passed=14, errors=1)
    result.stdout.fnmatch_lines(
        [
            "opentoclose: OPEN_TO_CLOSE_API_KEY hidden from tests",
            "starlette is not installed; the fixtures of opentoclose-async need the extra *",
            "opentoclose: tests saw a placeholder instead of OPEN_TO_CLOSE_API_KEY. *_live=true",
        ]
    )
    assert install_command("testing") in result.stdout.str()
    assert "real-secret" not in result.stdout.str() + result.stderr.str()


@pytest.mark.parametrize("live", [False, True])
def test_the_environment_is_restored(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, live: bool
) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, "real-secret")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: ["found"])
    before, look_up = dict(os.environ), socket.getaddrinfo
    pytester.makepyfile(
        f"""
        import os, socket

        def test_secrets():
            values = [os.environ[name] for name in {SECRETS}]
            assert {live} == (values == ["real-secret", "real-secret"])

        def test_look_up():
            assert socket.getaddrinfo("rooms.docusign.com", 443) == ["found"]
        """
    )
    result = pytester.runpytest_inprocess(*ALONE, "-o", f"opentoclose_live={live}")
    result.assert_outcomes(passed=1 + live, failed=1 - live)
    environ = {**os.environ, "PYTEST_CURRENT_TEST": before["PYTEST_CURRENT_TEST"]}
    assert environ == before
    assert socket.getaddrinfo is look_up


def test_the_environment_of_a_sandbox_stays(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `opentoclose sandbox --env` prints it."""
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", "real-secret")
    monkeypatch.setenv("OPEN_TO_CLOSE_BASE_URL", "https://gateway.example/v1")
    pytester.makepyfile(
        """
        import os

        from opentoclose_async import Rooms

        def test_rooms():
            assert "real-secret" not in os.environ.values()
            assert "OPEN_TO_CLOSE_BASE_URL" not in os.environ
            with Rooms() as rooms:
                assert len(rooms.users.list_users()) == 3
        """
    )
    with serve(Sandbox(users=3)) as running:
        config = running.sandbox.config
        monkeypatch.setenv("DOCUSIGN_ACCOUNT_ID", config.account_id)
        monkeypatch.setenv("DOCUSIGN_ACCESS_TOKEN", config.rooms_token)
        monkeypatch.setenv("DOCUSIGN_BASE_URL", running.rooms_base_url)
        result = run(pytester)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["opentoclose: OPEN_TO_CLOSE_API_KEY hidden from tests"])
    assert "placeholder" not in result.stdout.str()  # nothing failed


def test_pytest_finds_the_plugin() -> None:
    (found,) = entry_points(group="pytest11", name="opentoclose")
    assert found.load() is opentoclose_async.testing.plugin


def test_runs_without_a_fixture_load_nothing() -> None:
    program = "import pytest, sys; before = {*sys.modules}; import opentoclose_async.testing.plugin"
    done = subprocess.run(
        [sys.executable, "-c", f"{program}; print(*({{*sys.modules}} - before))"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = {name for name in done.stdout.split() if not name.startswith("opentoclose_async")}
    assert loaded <= {"_socket", "array", "selectors", "select", "socket"}
    assert len(done.stdout.split()) < 15
