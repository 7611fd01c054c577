"""Collect the test that builds the site only where the extra ``docs`` is installed, as in CI."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("mkdocs") else ["test_site_build.py"]
