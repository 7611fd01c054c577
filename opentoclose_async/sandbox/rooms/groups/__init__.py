"""The groups of Rooms operations that the sandbox serves."""
