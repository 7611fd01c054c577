"""How a caller wants the columns of a table, validated before anything is sent."""

from collections.abc import Sequence

from attrs import frozen

from opentoclose_async._protocol.argument_names import named, passed
from opentoclose_async._protocol.arguments import refuse
from opentoclose_async._protocol.conversion.custom_fields import CustomFields
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async.exceptions import ValidationError

__all__ = ["ALL_FIELDS", "TableOptions", "invalid_option"]

ALL_FIELDS = "all"
"""What stands for every field of the account."""

_KEYS = "a list of keys of fields, or 'all'"


@frozen(kw_only=True)
class TableOptions:
    """
    How a caller wants the columns of a table; ``export`` documents them.

    Raises:
        ValidationError: For an invalid option. Which fields there are is checked once they are
            known.
    """

    fields: Sequence[str] | str | None = None
    field_layout: str | None = None
    nested: str | None = None
    names: str = "wire"

    def __attrs_post_init__(self) -> None:
        _check_fields(self.fields)
        _one_of("field_layout", self.field_layout, (None, "flat", "nested"))
        _one_of("nested", self.nested, (None, "struct", "json"))
        _one_of("names", self.names, ("wire", "python"))
        if self.field_layout is not None and self.fields is None:
            raise invalid_option(
                "field_layout",
                f"is for the columns of fields: pass {passed('fields', 'all')}, or their keys",
            )

    @property
    def structs(self) -> bool:
        """Whether objects and lists that the model knows are structs and lists, not JSON."""
        return self.nested != "json"

    def check_list(self, custom: CustomFields | None) -> None:
        """
        Check that a list has custom fields, if the caller wants some.

        Raises:
            ValidationError: If it has none.
        """
        if self.fields is not None and custom is None:
            raise invalid_option(
                "fields",
                "is for the list of properties only, whose fields each account defines; "
                f"{named('columns')} selects among the columns of other lists",
            )


def invalid_option(name: str, problem: str) -> ValidationError:
    """Make the error for an option that does not apply."""
    return ValidationError(
        f"{named(name)} {problem}. Nothing was sent.", field_errors={name: [problem]}
    )


def _one_of(name: str, value: object, allowed: Sequence[str | None]) -> None:
    if not (value is None or isinstance(value, str)) or value not in allowed:
        raise refuse(name, value, f"one of: {', '.join(filter(None, allowed))}")


def _check_fields(fields: object) -> None:
    if fields is None or (isinstance(fields, str) and fields == ALL_FIELDS):
        return
    if not isinstance(fields, (list, tuple)) or not fields:
        raise invalid_option("fields", f"must be {_KEYS}, not {shorten(fields)}")
    for place, key in enumerate(fields):
        if not isinstance(key, str):
            raise invalid_option(
                "fields", f"must be {_KEYS}, each of them a string, not {shorten(fields)}"
            )
        if key in fields[:place]:
            raise invalid_option("fields", f"must be distinct, but {shorten(key)} is named twice")
