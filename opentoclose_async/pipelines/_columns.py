"""The columns of a list, known from the models without a request."""

from opentoclose_async._accounts.lists import kind_of, parents_of
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._tables.columns import Column, Kind, columns_of

__all__ = ["ACCOUNT", "columns_for"]

ACCOUNT = "account"
"""Name of the first column: the name of the row's account."""


def columns_for(api: Api, name: ListName) -> tuple[Column, ...]:
    """Return the columns of a list, without the account and what has no column."""
    kind = kind_of(api, name)
    columns = columns_of(kind.model, kind.wire_name)
    parent = parents_of(name)
    if parent is None:
        return columns
    others = (column for column in columns if column.name != parent.id_column)
    return (Column(parent.id_column, Kind.WHOLE), *others)
