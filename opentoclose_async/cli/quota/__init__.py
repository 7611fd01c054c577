"""The quota that an account's clients share."""
