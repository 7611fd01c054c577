"""An independent judge of readings: written from what is promised, not from how it is done."""
