"""``opentoclose archive``."""
