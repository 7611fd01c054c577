"""``opentoclose demo``."""
