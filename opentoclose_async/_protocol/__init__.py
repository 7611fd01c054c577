"""Both APIs as pure logic: no I/O, no clock, no httpx or anyio."""
