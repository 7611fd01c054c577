"""``opentoclose diff``."""
