"""
Benchmarks of the SDK against its peers: ``python -m benchmarks``.

The load server and every client run in separate processes, on the loopback interface only.
"""
