"""Read accounts as record batches for Spark."""

import os
from collections.abc import Iterator, Sequence
from typing import Any

from opentoclose_async._accounts.accounts_file import Account, settings_of
from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._runtime.quota.opening import VARIABLE
from opentoclose_async._tables.arrow import (
    ROWS_AT_ONCE,
    ArrowConverter,
    NoPlaceError,
    import_pyarrow,
)
from opentoclose_async._tables.columns import EXTRA
from opentoclose_async.exceptions import ConfigurationError, DataFormatError
from opentoclose_async.pipelines._columns import ACCOUNT, columns_for
from opentoclose_async.pipelines._reading import Clients, WhatToRead, poll
from opentoclose_async.pipelines._spark.options import FROM_ENVIRONMENT, Options

__all__ = ["Share", "read_shares"]

Share = tuple[Account, WhatToRead]
"""An account, and what one task reads of it."""


def read_shares(options: Options, names: Sequence[str], shares: Sequence[Share]) -> Iterator[Any]:
    """
    Read several accounts at the same time, each within its own quota.

    Credentials are read from this process's environment.

    Yields:
        ``pyarrow.RecordBatch`` objects with the named columns, in any order of the accounts.

    Raises:
        ConfigurationError: If an environment variable is missing; nothing was sent by then.
        OpenToCloseAPIError: If a page failed.
        DataFormatError: If a list did not change, yet its rows are not as many as the server says;
            or if a value does not fit its column, and there is no column ``extra``.
    """
    store = options.quota_store
    if store == FROM_ENVIRONMENT:
        store = None
        if not os.environ.get(VARIABLE, "").strip():
            raise ConfigurationError(
                f"quota_store is {FROM_ENVIRONMENT!r}, but {VARIABLE} is not set on the executor. "
                "Nothing was sent."
            )
    columns = columns_for(options.api, options.name)
    converter = ArrowConverter(columns, [name for name in names if name != ACCOUNT])
    accounts = [account for account, _ in shares]
    clients = Clients(
        accounts,
        Hidden(settings_of(options.source, accounts, os.environ)),  # in no variable of this frame
        options.quota,
        store,
    )
    with clients.opened():
        rows: dict[str, list[Any]] = {account.name: [] for account in accounts}
        for arrived in poll([clients.read(*share) for share in shares]):
            if arrived is None:
                clients.arrived.wait()
                clients.arrived.clear()
                continue
            reading, batch = arrived
            own = rows[reading.account.name]
            own += () if batch is None else batch.rows
            if len(own) >= ROWS_AT_ONCE or (own and batch is None):
                yield from _batches(converter, names, reading.account.name, own)
                own.clear()


def _batches(
    converter: ArrowConverter, names: Sequence[str], account: str, rows: Sequence[Any]
) -> list[Any]:
    pa = import_pyarrow()
    try:
        table = converter.table(rows)
    except NoPlaceError as error:
        raise DataFormatError(
            f"account {account!r} has a value that does not fit its column. Add {EXTRA!r} to "
            "the schema, which holds such values, or leave the schema out."
        ) from error
    arrays = [
        pa.repeat(pa.scalar(account), len(rows)) if name == ACCOUNT else table[name]
        for name in names
    ]
    found: list[Any] = pa.Table.from_arrays(arrays, list(names)).to_batches()
    return found
