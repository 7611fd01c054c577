"""Run pipelines and look at what they loaded."""

from typing import Any

__all__ = ["loaded", "query"]


def loaded(pipeline: Any, source: Any, **options: Any) -> dict[str, int]:
    """Run a pipeline, and return the rows that it loaded into each table."""
    pipeline.run(source, **options)
    info = pipeline.last_trace.last_normalize_info
    counts: dict[str, int] = {} if info is None else dict(info.row_counts)
    return {table: count for table, count in counts.items() if count and table[0] != "_"}


def query(pipeline: Any, text: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query, sorted."""
    with pipeline.sql_client() as client:
        return sorted(client.execute_sql(text) or [], key=repr)
