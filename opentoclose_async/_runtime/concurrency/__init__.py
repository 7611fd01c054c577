"""Event loops, threads, locks and background jobs."""
