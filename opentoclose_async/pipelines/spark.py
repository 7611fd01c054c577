"""
A data source for Spark: ``spark.dataSource.register(OpenToCloseDataSource)``.

Spark plans on the driver, which needs the accounts file, and reads on the executors, which need the
secrets in their environment. A partition is an account, because the quota is the account's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from opentoclose_async._accounts.lists import parents_of
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.pipelines._columns import columns_for
from opentoclose_async.pipelines._reading import WhatToRead
from opentoclose_async.pipelines._spark.changes import check_stream, filters_of_period, offset_at
from opentoclose_async.pipelines._spark.columns import (
    BatchMaker,
    check_filters,
    select_columns,
    spark_schema,
)
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
        check_filters(self._options)

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
        return kind(self._options, self._maker(schema))

    def streamReader(self, schema: "StructType") -> DataSourceStreamReader:  # noqa: N802 - Spark's
        """Return what reads the rows that changed, again and again."""
        check_stream(self._options)
        return _StreamReader(self._options, self._maker(schema))

    def _maker(self, schema: "StructType") -> BatchMaker:
        columns = columns_for(self._options.api, self._options.name)
        return BatchMaker(columns, select_columns(schema, columns))


class _Shares(InputPartition):
    """What one task reads: usually an account. It contains no secret."""

    def __init__(self, shares: tuple[Share, ...]) -> None:
        super().__init__(tuple(account.name for account, _ in shares))
        self.shares = shares

    def __repr__(self) -> str:
        return f"accounts {', '.join(self.value)}"


class _Reader(DataSourceReader):
    def __init__(self, options: Options, maker: BatchMaker) -> None:
        self._options = options
        self._maker = maker
        self._pushed = Pushed()

    def partitions(self) -> list[InputPartition]:
        groups = self._options.groups if parents_of(self._options.name) else 1
        shares = [
            (account, WhatToRead(self._options.name, filters, share=(group, groups)))
            for account in self._options.accounts
            if self._pushed.accounts is None or account.name in self._pushed.accounts
            for filters in [{**self._pushed.filters, **self._options.filters[account.name]}]
            for group in range(groups)
        ]
        return _partitions(self._options, shares)

    def read(self, partition: InputPartition) -> Iterator["pyarrow.RecordBatch"]:
        return _read(self._options, self._maker, partition)


class _PushingReader(_Reader):
    """
    Takes filters from Spark.

    Spark 4.3 reads whatever it last planned for a data frame: after a query with a filter,
    one without it, or another part of the same query, would miss rows. So this is an option.
    """

    def pushFilters(self, filters: list[Any]) -> Iterable[Any]:  # noqa: N802 - Spark's name
        self._pushed, rest = push(self._options.api, self._options.name, filters)
        return rest


class _StreamReader(DataSourceStreamReader):
    def __init__(self, options: Options, maker: BatchMaker) -> None:
        self._options = options
        self._maker = maker
        self._polled: tuple[float, dict[str, str]] | None = None

    def initialOffset(self) -> dict[str, str]:  # noqa: N802 - Spark's name
        return {}

    def latestOffset(self) -> dict[str, str]:  # type: ignore[override]  # noqa: N802 - that of 4.0
        now = monotonic()
        if self._polled is None or now >= self._polled[0] + self._options.poll_seconds:
            self._polled = now, offset_at(self._options, datetime.now(UTC))
        return self._polled[1]

    def partitions(self, start: Mapping[str, str], end: Mapping[str, str]) -> list[InputPartition]:
        shares: list[Share] = []
        for account in self._options.accounts:
            filters = filters_of_period(self._options, account.name, start, end)
            if filters is not None:
                shares.append((account, WhatToRead(self._options.name, filters)))
        return _partitions(self._options, shares)

    def read(self, partition: InputPartition) -> Iterator["pyarrow.RecordBatch"]:
        return _read(self._options, self._maker, partition)


def _partitions(options: Options, shares: Sequence[Share]) -> list[InputPartition]:
    count = min(options.partitions or len(shares), len(shares))
    return [_Shares(tuple(shares[first::count])) for first in range(count)]


def _read(
    options: Options, maker: BatchMaker, partition: InputPartition
) -> Iterator["pyarrow.RecordBatch"]:
    # Without partitions, Spark reads one of its own.
    return read_shares(options, partition.shares if isinstance(partition, _Shares) else (), maker)
