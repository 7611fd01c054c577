"""The engine of the blocking clients: an event loop in a thread, and twins of async methods."""
