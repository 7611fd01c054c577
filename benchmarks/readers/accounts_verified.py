"""Read the users of all accounts of a file, verified and as Arrow tables, in one event loop."""

import asyncio
import json
import os
import resource
import sys
import time
from pathlib import Path

from opentoclose_async._accounts.accounts_file import read_accounts, settings_of
from opentoclose_async._accounts.lists import kind_of, open_client, open_list
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._tables.arrow import GrowingTable, import_pyarrow
from opentoclose_async._tables.columns import columns_of
from opentoclose_async._tables.table_plan import TablePlan

__all__: list[str] = []


async def _read(file: Path) -> int:
    accounts = read_accounts(file)
    settings = settings_of(file, accounts, os.environ)
    counts = []

    async def read_one(number: int) -> None:
        account = accounts[number]
        async with open_client(
            account.api, settings[number], quota=account.quota, quota_store="off"
        ) as client:
            pager = open_list(client, ListName("users"), {})
            kind = pager.description.kind
            table = GrowingTable(TablePlan(columns_of(kind.model, kind.wire_name)))
            async for page in pager.raw().verified():
                table.add(page.items)
            counts.append(table.finish().num_rows)

    async with asyncio.TaskGroup() as group:
        for number in range(len(accounts)):
            group.create_task(read_one(number))
    return sum(counts)


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _peak_memory() -> float:
    status = Path("/proc/self/status").read_text().split()
    return int(status[status.index("VmHWM:") + 1]) / 1024.0


def main() -> None:
    """Read, and print what it took as JSON."""
    kind_of(Api.ROOMS, ListName("users"))  # loads what the first client would
    import_pyarrow()
    base = _peak_memory()
    before, began = _cpu(), time.perf_counter()
    rows = asyncio.run(_read(Path(sys.argv[1])))
    print(
        json.dumps(
            {
                "rows": rows,
                "seconds": time.perf_counter() - began,
                "cpu": _cpu() - before,
                "peak": _peak_memory(),
                "base": base,
            }
        )
    )


if __name__ == "__main__":
    main()
