"""The formats that an export can be written in."""
