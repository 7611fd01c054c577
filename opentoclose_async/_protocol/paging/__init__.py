"""Read a list by pages: which to request, and when the list ends."""
