"""Filters of lists: misspelt names, and whether rows match what was asked for."""
