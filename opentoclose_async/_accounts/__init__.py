"""Accounts to read, from a file or the environment, and their lists by name."""
