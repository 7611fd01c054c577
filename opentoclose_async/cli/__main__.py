"""``python -m opentoclose_async.cli``: the command line where its script is not on the path."""

from opentoclose_async.cli import main

main()
