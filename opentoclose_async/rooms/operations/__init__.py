"""The operations of both clients."""
# Written by tools/rooms; change that, and run python -m tools.rooms.
