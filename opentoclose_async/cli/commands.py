"""Commands and groups with our own help and errors instead of typer's."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from opentoclose_async._protocol.argument_names import naming_options
from opentoclose_async.cli.help_text import help_text
from opentoclose_async.cli.usage_errors import (
    INVALID_USAGE,
    UsageError,
    did_you_mean,
    write_usage_error,
)
from opentoclose_async.cli.zsh_script import complete_at_first_tab

__all__ = ["Command", "Group", "RememberingCommand", "arguments_of"]

_ARGUMENTS = "opentoclose_async arguments"


@contextlib.contextmanager
def _naming(context: Any) -> Iterator[None]:
    """Let usage errors within this context say which command they concern."""
    try:
        yield
    except UsageError as error:
        failed: Any = error
        if failed.ctx is None:
            failed.ctx = context
        raise


class Command(TyperCommand):
    """A command whose help is plain text, and whose errors say which command it was."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments."""
        if ctx.resilient_parsing and args and self._lacks_its_value(args[-1]):
            # Without it, what is before it can be parsed, for completion.
            args = args[:-1]
        with _naming(ctx):
            return super().parse_args(ctx, args)

    def _lacks_its_value(self, last: str) -> bool:
        options: list[Any] = list(self.params)
        return any(last in each.opts and not getattr(each, "is_flag", True) for each in options)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with _naming(ctx):
            return super().invoke(ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(help_text(self, ctx))


class RememberingCommand(Command):
    """A command that keeps its arguments as they were typed."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Keep the arguments, then parse them."""
        ctx.meta[_ARGUMENTS] = tuple(args)
        return super().parse_args(ctx, args)


def arguments_of(context: Any) -> tuple[str, ...]:
    """Return the arguments of a ``RememberingCommand`` as they were typed."""
    arguments: tuple[str, ...] = context.meta[_ARGUMENTS]
    return arguments


class Group(TyperGroup):
    """A group of such commands; its errors are one line each, in any terminal."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(help_text(self, ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command; suggest another one if there is none of that name."""
        name = args[0]
        if not (ctx.resilient_parsing or name.startswith("-") or name in self.commands):
            hint = did_you_mean(name, self.commands)
            known = ", ".join(self.commands)
            raise UsageError(f"there is no command {name}{hint or f', only: {known}.'}", ctx)
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line and, unless another program does that, report errors and exit."""
        run = partial(
            super().main, args, prog_name, complete_var, False, windows_expand_args, **extra
        )
        complete_at_first_tab()
        if not standalone_mode:
            return run()
        try:
            with naming_options():
                status = run()
        except UsageError as error:
            if type(error).__name__ == "NoArgsIsHelpError":
                typer.echo(error.message, err=True)
            else:
                write_usage_error(error)
            status = INVALID_USAGE
        except typer.Abort:
            status = 1
        sys.exit(status if isinstance(status, int) else 0)
