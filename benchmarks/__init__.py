"""
Measurements of the SDK beside its peers: ``python -m benchmarks``.

A load server and every client run in processes of their own, on the loopback interface only.
"""
