"""The engine of the blocking clients: a loop in a thread, and twins of async methods."""
