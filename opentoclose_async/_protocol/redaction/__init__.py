"""Keep credentials out of everything that is shown."""
