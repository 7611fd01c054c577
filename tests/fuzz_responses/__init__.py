"""Responses of all kinds to all public calls: each results in a value or a package error."""
