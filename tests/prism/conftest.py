"""Leave these tests out unless there is a Prism to run them against."""

from tests.prism.mock_server import prism_binary

collect_ignore = [] if prism_binary() else ["test_every_operation.py"]
