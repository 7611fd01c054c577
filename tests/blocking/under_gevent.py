"""
Run the tests of the blocking clients under gevent's monkey patching.

``python -m tests.blocking.under_gevent`` patches before anything else is loaded. Its arguments are
passed on to pytest.
"""

import os
import sys

__all__ = ["DOES_NOT_APPLY"]

DOES_NOT_APPLY = {
    "test_lifetime.py": "its processes are their own, and unpatched; test_gevent.py has some",
    "test_gevent.py": "it is what runs this",
    "test_inside_a_running_event_loop": "the sandbox's server runs in a greenlet of that thread",
    "test_no_thread_runs_before_the_first_call": "it counts threads, and gevent counts greenlets",
}
"""Tests that are skipped, and why."""

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()
    os.environ["TESTS_UNDER_GEVENT"] = "yes"

    import pytest

    left_out = [f"--ignore=tests/blocking/{name}" for name in DOES_NOT_APPLY if "." in name]
    tests = [f"not {name}" for name in DOES_NOT_APPLY if "." not in name]
    options = ["-p", "no:cacheprovider", "--numprocesses=0", *left_out, "-k", " and ".join(tests)]
    sys.exit(pytest.main(["tests/blocking", *options, *sys.argv[1:]]))
