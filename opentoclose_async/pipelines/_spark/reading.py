"""Read accounts as record batches for Spark."""

import os
from collections.abc import Iterator, Sequence
from typing import Any

from opentoclose_async._accounts.accounts_file import Account
from opentoclose_async._runtime.quota.opening import VARIABLE
from opentoclose_async._tables.arrow import ROWS_AT_ONCE
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.pipelines._reading import Clients, WhatToRead, find_settings
from opentoclose_async.pipelines._spark.columns import BatchMaker
from opentoclose_async.pipelines._spark.options import FROM_ENVIRONMENT, Options

__all__ = ["Share", "read_shares"]

Share = tuple[Account, WhatToRead]
"""An account, and what one task reads of it."""


def read_shares(options: Options, shares: Sequence[Share], maker: BatchMaker) -> Iterator[Any]:
    """
    Read several accounts at the same time, each within its own quota.

    Credentials are read from this process's environment.

    Args:
        options: What to read.
        shares: The accounts, and how much of each.
        maker: Converts the rows.

    Yields:
        ``pyarrow.RecordBatch`` objects, in any order of the accounts.

    Raises:
        ConfigurationError: If an environment variable is missing; nothing was sent by then.
        OpenToCloseAPIError: If a page failed.
        DataFormatError: If a list did not change, yet its rows are not as many as the server says.
    """
    store: str | None = options.quota_store
    if store == FROM_ENVIRONMENT:
        store = None
        if not os.environ.get(VARIABLE, "").strip():
            raise ConfigurationError(
                f"quota_store is {FROM_ENVIRONMENT!r}, but {VARIABLE} is not set on the executor. "
                "Nothing was sent."
            )
    accounts = find_settings(
        options.source, [account for account, _ in shares], os.environ, options.quota
    )
    with Clients(options.api, accounts, store).opened() as clients:
        rows: dict[str, list[Any]] = {account.name: [] for account in accounts}
        reading = [
            clients.read(account, what) for account, (_, what) in zip(accounts, shares, strict=True)
        ]
        while reading:
            clients.arrived.wait()
            clients.arrived.clear()
            for each in list(reading):
                own = rows[each.account.name]
                while (batch := each.poll()) is not None:
                    own += batch.rows
                    if len(own) >= ROWS_AT_ONCE:
                        yield from maker.batches(each.account.name, own)
                        own.clear()
                if each.ended:
                    reading.remove(each)
                    if own:
                        yield from maker.batches(each.account.name, own)
