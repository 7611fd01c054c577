"""``opentoclose login`` and ``opentoclose whoami``."""
