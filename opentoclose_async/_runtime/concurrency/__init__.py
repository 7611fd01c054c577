"""Event loops, threads, locks and background work."""
