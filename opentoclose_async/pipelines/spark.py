"""
A data source for Spark: ``spark.dataSource.register(OpenToCloseDataSource)``.

Spark plans on the driver, which needs the accounts file, and reads on the executors, which need the
secrets in their environment. A partition is an account, because the quota is the account's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.pipelines._columns import columns_for
from opentoclose_async.pipelines._reading import WhatToRead
from opentoclose_async.pipelines._spark.changes import check_stream, filters_of_period, offset_at
from opentoclose_async.pipelines._spark.columns import select_columns, spark_schema
from opentoclose_async.pipelines._spark.options import OF_STREAMS, Options, read_options
from opentoclose_async.pipelines._spark.pushdown import Pushed, push
from opentoclose_async.pipelines._spark.reading import Share, read_shares

try:
    from pyspark.sql.datasource import (
        DataSource,
        DataSourceReader,
        DataSourceStreamReader,
        InputPartition,
    )
except ModuleNotFoundError as error:
    if error.name is None or error.name.partition(".")[0] != "pyspark":
        raise
    from opentoclose_async._extras import install_command

    raise ModuleNotFoundError(
        "pyspark is not installed, or older than 4.0; this data source needs the extra 'spark': "
        + install_command("spark"),
        name=error.name,
    ) from error

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql.types import StructType

__all__ = ["OpenToCloseDataSource"]


class OpenToCloseDataSource(DataSource):
    """
    The lists of accounts of Open To Close or Rooms as data frames.

    The columns are ``account``, the fields of the list's model under the names that the API gives
    them, and ``extra``, a JSON object of everything else. The options are those of the guide
    "Spark". Secrets are read from environment variables of the executors; options that look like
    secrets are refused.

    Raises:
        ConfigurationError: If an option is unknown, missing or invalid. Nothing was sent.
        OSError: If the accounts file cannot be read.
    """

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self._options = read_options({name.lower(): value for name, value in options.items()})

    @classmethod
    def name(cls) -> str:
        """Return the name for ``spark.read.format``."""
        return "opentoclose"

    def schema(self) -> str:
        """Return the columns, which are known without a request."""
        return spark_schema(columns_for(self._options.api, self._options.name))

    def reader(self, schema: "StructType") -> DataSourceReader:
        """Return what reads the lists once."""
        given = [option for option in OF_STREAMS if option in self.options]
        if given:
            raise ConfigurationError(f"{given[0]} applies to streams only. Nothing was sent.")
        if self._options.pushdown and not hasattr(DataSourceReader, "pushFilters"):
            raise ConfigurationError("pushdown needs Spark 4.1 or later. Nothing was sent.")
        kind = _PushingReader if self._options.pushdown else _Reader
        return kind(self._options, self._names(schema))

    def streamReader(self, schema: "StructType") -> DataSourceStreamReader:  # noqa: N802 - Spark's
        """Return what reads the rows that changed, again and again."""
        check_stream(self._options)
        return _StreamReader(self._options, self._names(schema))

    def _names(self, schema: "StructType") -> tuple[str, ...]:
        return select_columns(schema, columns_for(self._options.api, self._options.name))


class _Shares(InputPartition):
    """What one task reads: usually an account. It contains no secret."""

    def __init__(self, shares: Sequence[Share]) -> None:
        super().__init__(tuple(account.name for account, _ in shares))
        self.shares = shares

    def __repr__(self) -> str:
        return f"accounts {', '.join(self.value)}"


class _ReadsShares:
    """What both readers have in common."""

    def __init__(self, options: Options, names: tuple[str, ...]) -> None:
        self._options = options
        self._names = names

    def read(self, partition: InputPartition) -> Iterator["pyarrow.RecordBatch"]:
        # Without partitions, Spark reads one of its own.
        shares = partition.shares if isinstance(partition, _Shares) else ()
        return read_shares(self._options, self._names, shares)

    def _divide(self, shares: Sequence[Share]) -> list[InputPartition]:
        count = min(self._options.partitions or len(shares), len(shares))
        return [_Shares(shares[first::count]) for first in range(count)]


class _Reader(_ReadsShares, DataSourceReader):
    _pushed = Pushed()

    def partitions(self) -> list[InputPartition]:
        options, pushed = self._options, self._pushed
        shares = []
        for account in options.accounts:
            filters = {**pushed.filters, **options.filters[account.name]}
            if pushed.accounts is None or account.name in pushed.accounts:
                for group in range(options.groups):
                    what = WhatToRead(options.name, filters, share=(group, options.groups))
                    shares.append((account, what))
        return self._divide(shares)


class _PushingReader(_Reader):
    """
    Takes filters from Spark.

    Spark 4.3 reads whatever it last planned for a data frame: after a query with a filter,
    one without it, or another part of the same query, would miss rows. So this is an option.
    """

    def pushFilters(self, filters: list[Any]) -> Iterable[Any]:  # noqa: N802 - Spark's name
        self._pushed, rest = push(self._options.api, self._options.name, filters)
        return rest


class _StreamReader(_ReadsShares, DataSourceStreamReader):
    _next_poll = 0.0
    _offset: Mapping[str, str] = {}

    def initialOffset(self) -> dict[str, str]:  # noqa: N802 - Spark's name
        return {}

    def latestOffset(self) -> dict[str, str]:  # type: ignore[override]  # noqa: N802 - that of 4.0
        if not self._offset or monotonic() >= self._next_poll:
            self._next_poll = monotonic() + self._options.poll_seconds
            self._offset = offset_at(self._options, datetime.now(UTC))
        return dict(self._offset)

    def partitions(self, start: Mapping[str, str], end: Mapping[str, str]) -> list[InputPartition]:
        shares = []
        for account in self._options.accounts:
            filters = filters_of_period(self._options, account.name, start, end)
            if filters is not None:
                shares.append((account, WhatToRead(self._options.name, filters)))
        return self._divide(shares)
