"""Both APIs as logic: no I/O, no clock, neither httpx nor anyio."""
