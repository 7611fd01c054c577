"""``opentoclose people``."""
