"""``python -m opentoclose_async.cli``: the command where its script is not on the PATH."""

from opentoclose_async.cli import main

main()
