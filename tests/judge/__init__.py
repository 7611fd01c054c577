"""An independent judge of readings, written from the documented guarantees, not from the code."""
