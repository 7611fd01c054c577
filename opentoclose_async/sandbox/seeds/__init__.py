"""The rows that a sandbox starts with."""
