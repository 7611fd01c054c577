"""One module per way to read a list; ``read(job, meter)`` reads it."""
