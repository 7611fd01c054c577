"""The quota of an account: its windows, what is used of them, and the pace after refusals."""
