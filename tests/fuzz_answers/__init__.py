"""Answers of all kinds, to all public calls: what comes of them is a value or an error of ours."""
