"""The parts of the dlt sources."""
