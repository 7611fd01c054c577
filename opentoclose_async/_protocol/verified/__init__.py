"""Reading a list that may change: pages joined so that no row is lost or repeated."""
