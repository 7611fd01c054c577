"""The I/O: httpx and anyio, and nothing of either API."""
