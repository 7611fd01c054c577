"""The options of an export that decide its columns."""

from typing import Any

import typer

from opentoclose_async.cli.completion import offer
from opentoclose_async.cli.values import one_of

__all__ = ["field_layout_option", "fields_option", "names_option", "nested_option"]


def fields_option(panel: str) -> Any:
    """Declare ``--fields``."""
    return typer.Option(
        "--fields",
        metavar="KEYS",
        help="For properties: custom fields by key, such as closing_date,purchase_amount, or all. "
        "Each becomes a column of its own type.",
        rich_help_panel=panel,
    )


def field_layout_option(panel: str) -> Any:
    """Declare ``--field-layout``."""
    return _choice(
        "--field-layout",
        "LAYOUT",
        ("flat", "nested"),
        "With --fields: flat for a column for each (the default), or nested for one column, "
        "fields, that holds them all.",
        panel,
    )


def nested_option(panel: str) -> Any:
    """Declare ``--nested``."""
    return _choice(
        "--nested",
        "FORM",
        ("struct", "json"),
        "For parquet: objects and lists as struct (the default), as far as the models know them, "
        "or as json.",
        panel,
    )


def names_option(panel: str) -> Any:
    """Declare ``--names``."""
    return _choice(
        "--names",
        "STYLE",
        ("wire", "python"),
        "Names of the columns: wire for the API's, python for those of the models, "
        "such as user_id for userId.",
        panel,
    )


def _choice(name: str, metavar: str, values: tuple[str, ...], text: str, panel: str) -> Any:
    return typer.Option(
        name,
        parser=one_of(name, values, str),
        autocompletion=offer(*values),
        metavar=metavar,
        help=text,
        rich_help_panel=panel,
    )
