"""What errors about an unknown name suggest."""

import pytest

from opentoclose_async._protocol.suggestions import did_you_mean, known_or_meant, nearest

KNOWN = ("first_name", "email", "access_level", "FirstNameAsc", "--version")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("emial", "email"),
        ("EMAIL", "email"),
        ("firstName", "first_name"),
        ("access", "access_level"),
        ("--versoin", "--version"),
        ("ac", None),
        ("colour", None),
        ("", None),
        (5, None),
        ("x" * 1_000_000, None),
    ],
)
def test_the_nearest_name(name: object, meant: str | None) -> None:
    assert nearest(name, KNOWN) == meant


def test_a_suggestion_is_a_question() -> None:
    assert did_you_mean("emial", KNOWN) == "did you mean 'email'?"
    assert did_you_mean("emial", KNOWN, str) == "did you mean email?"
    assert did_you_mean("colour", KNOWN) == ""


def test_without_a_suggestion_the_known_names_follow() -> None:
    assert known_or_meant("emial", KNOWN, "keys") == "did you mean 'email'?"
    assert known_or_meant("colour", ("a", "b"), "keys") == "known keys are a, b."
    many = [f"k{n}" for n in range(20)]
    assert known_or_meant("colour", many, "keys").endswith("k13, k14 and 5 more.")
