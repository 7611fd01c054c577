"""Progress displays."""
