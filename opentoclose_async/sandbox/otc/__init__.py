"""Open To Close, as the sandbox plays it."""
