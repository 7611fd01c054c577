"""Everyday commands: ``nox --list`` shows them, ``nox -s lint`` runs one."""

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["lint", "types", "tests"]

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests; arguments after -- go to pytest."""
    session.install("--editable", ".[dev]")
    session.run("pytest", *session.posargs)


@nox.session(python=PYTHONS[0])
def thorough(session: nox.Session) -> None:
    """Run the tests with 40 times the examples, and every combination; takes hours."""
    session.install("--editable", ".[dev]")
    session.run("pytest", *session.posargs, env={"OPENTOCLOSE_TESTS": "thorough"})


@nox.session(python=PYTHONS[0], venv_backend="uv")
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest versions that pyproject.toml allows."""
    session.install("--resolution", "lowest-direct", "--editable", ".[dev]")
    session.run("pytest", *session.posargs)


@nox.session(python=PYTHONS[0])
def lint(session: nox.Session) -> None:
    """Check formatting and style."""
    session.install("ruff>=0.8")
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")


@nox.session(python=PYTHONS[0])
def types(session: nox.Session) -> None:
    """Check types with mypy and pyright."""
    session.install("--editable", ".[bench,dev,spark]")
    session.run("mypy")
    session.run("pyright")


@nox.session(python=PYTHONS[0])
def docs(session: nox.Session) -> None:
    """Build the documentation, run its examples, and check that it covers everything public."""
    session.install("--editable", ".[dev,docs]")
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    session.run("mkdocs", "build", "--strict", "--quiet", env=quiet)
    session.run("pytest", "tests/documents", *session.posargs, env=quiet)


@nox.session(python=PYTHONS[0])
def generate(session: nox.Session) -> None:
    """Write the generated files, and fail if that changed any."""
    session.install("--editable", ".[dev]")
    before = _differences(session)
    for generator in ("tools.otc", "tools.rooms", "tools.reference"):
        session.run("python", "-m", generator)
    if _differences(session) != before:
        session.error("Generated files were out of date. They are written now: commit them.")


@nox.session(python=PYTHONS[0])
def coverage(session: nox.Session) -> None:
    """Run the tests with branch coverage, and fail below the limit in pyproject.toml."""
    session.install("--editable", ".[dev]")
    # Left out: what fills the disk or kills processes at every step would do that to the data, too.
    left_out = [
        f"--ignore=tests/export/files/test_{name}.py" for name in ("disk", "forks", "killed")
    ]
    # Coverage itself imports what the package must not.
    left_out.append("--ignore=tests/test_import_cost.py")
    report = "--cov-report=term-missing:skip-covered"
    session.run("pytest", "--cov", report, *left_out, *session.posargs)


@nox.session(python=PYTHONS[0])
def benchmarks(session: nox.Session) -> None:
    """Measure against other clients; arguments after -- go to the benchmarks."""
    session.install("--editable", ".[all,bench]")
    session.run("python", "-m", "benchmarks", *session.posargs)


def _differences(session: nox.Session) -> tuple[object, object]:
    """Return what differs from the last commit, and which files are new."""
    return (
        session.run("git", "diff", silent=True, external=True),
        session.run(
            "git", "ls-files", "--others", "--exclude-standard", silent=True, external=True
        ),
    )
