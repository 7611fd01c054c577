"""What the command line says about every export, and how its options fit together."""

from collections.abc import Mapping
from pathlib import Path

from attrs import evolve, field, frozen

from opentoclose_async._accounts.lists import PARENTS, ParentKind, parents_of
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.cli.export.dates import Period
from opentoclose_async.cli.names import DASH
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.export.options import ExportOptions

__all__ = ["ExportChoices", "read_names"]


@frozen
class ExportChoices:
    """
    What the command line says about every export.

    Attributes:
        name: The list.
        output: The file; with several accounts, ``{name}`` stands for the account's name.
        quota: The quota of each client.
        quota_store: Where the quotas are shared with others.
        filters: The filters, as text.
        options: The options of each export.
        ids: The ids of properties and of rooms, by API, for a list that each of them has; empty for
            all of them.
        together: Whether the lists of all properties or rooms go to one file.
        period: Which rows, by date.
    """

    name: ListName
    output: Path | None
    quota: QuotaChoice
    quota_store: str = field(repr=False)  # it may contain a password
    filters: Mapping[str, str]
    options: ExportOptions
    ids: Mapping[Api, tuple[int, ...]] = field(factory=dict)
    together: bool = False
    period: Period = field(factory=Period)

    def __attrs_post_init__(self) -> None:
        for api, ids in self.ids.items():
            known = PARENTS[api]
            if ids and self.name not in known.lists:
                raise ConfigurationError(
                    f"--{known.noun} is for {', '.join(known.lists)}; {self.name} do not belong to "
                    f"a {known.noun}."
                )
        if self.ids.get(Api.ROOMS) and self.period.options:
            raise ConfigurationError(
                f"{self.period.options} would select rooms by date, but --room names them."
            )
        if self.together and self.parents is None:
            lists = ", ".join(name for kind in PARENTS.values() for name in kind.lists)
            raise ConfigurationError(f"--together is for {lists}; {self.name} are one list.")
        if self.to_standard_output and self.options.resume:
            raise ConfigurationError(
                "--output - writes to standard output, which leaves nothing to --resume."
            )
        if self.to_standard_output and self.parents is not None and self.fills_a_folder:
            noun = self.parents.noun
            raise ConfigurationError(
                f"--output - takes one list, and each {noun} has its own {self.name}: select one "
                f"{noun} with --{noun}, put them --together, or pass a folder as --output."
            )

    @property
    def to_standard_output(self) -> bool:
        """Whether the rows go to standard output."""
        return self.output == DASH

    @property
    def fills_a_folder(self) -> bool:
        """Whether there is one file per property or room, in a folder."""
        return self.parents is not None and not self.together and len(self.parent_ids) != 1

    @property
    def parents(self) -> ParentKind | None:
        """What has such a list each; None for a list of the account."""
        return parents_of(self.name)

    @property
    def parent_ids(self) -> tuple[int, ...]:
        """The ids of those whose lists are wanted; empty for all."""
        return next((ids for ids in self.ids.values() if ids), ())

    @property
    def file_name(self) -> str:
        """The part of the default name of the file or folder that follows the API's name."""
        is_one = len(self.parent_ids) == 1 and not self.together
        return f"{self.name}-{self.parent_ids[0]}" if is_one else str(self.name)

    @property
    def ending(self) -> str:
        """The ending of the default name of the file or folder."""
        return "" if self.fills_a_folder else f".{self.suffix}"

    @property
    def suffix(self) -> str:
        """The suffix of files without a given name."""
        return self.options.format or ("csv" if self.options.excel else "jsonl")

    @property
    def file_options(self) -> ExportOptions:
        """The options of each file, with the format where no path implies it."""
        if self.to_standard_output or self.fills_a_folder:
            return evolve(self.options, format=self.suffix)
        return self.options


def read_names(text: str | None) -> tuple[str, ...] | None:
    """Parse names, separated by commas and optional blanks."""
    return None if text is None else tuple(name.strip() for name in text.split(","))
