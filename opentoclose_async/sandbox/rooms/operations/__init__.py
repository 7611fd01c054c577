"""The Rooms operations that the sandbox serves, by group."""
