"""Showing how far an export is."""
