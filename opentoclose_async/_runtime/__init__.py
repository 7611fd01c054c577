"""The I/O, on httpx and anyio, shared by both APIs."""
