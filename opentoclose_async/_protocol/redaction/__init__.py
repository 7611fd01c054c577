"""Keeping secrets out of logs, errors, reprs and tracebacks."""
