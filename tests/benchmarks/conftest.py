"""Benchmarks take long, so they are tried in thorough runs and by ``.ci/run`` only."""

from tests.thoroughness import THOROUGH

collect_ignore = [] if THOROUGH else ["test_smoke.py"]
