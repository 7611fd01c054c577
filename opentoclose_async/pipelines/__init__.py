"""Sources for data engines: a module for each, which needs its extra."""

__all__: list[str] = []
