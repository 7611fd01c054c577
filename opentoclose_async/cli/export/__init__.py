"""``opentoclose export``."""
