"""One module for each way to read a list; ``read(job, meter)`` does it."""
