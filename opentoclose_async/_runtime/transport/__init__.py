"""Sending one request: connections, TLS, proxies, credentials and cancellation."""
