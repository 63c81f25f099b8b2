"""`questionforms marketplace`: what an operator does with a marketplace, one module per subcommand or group of them."""

from __future__ import annotations

from importlib import import_module

import click

from questionforms.words import did_you_mean, nearest, quoted

#: The subcommands -> the modules that they are in.
SUBCOMMANDS = {
    "backup": "backup",
    "deposit": "deposit",
    "keys": "access_keys",
    "layouts": "layouts",
    "purge": "purge",
    "upgrade": "upgrade",
    "workers": "workers",
}


class _Subcommands(click.Group):
    """Imports only the subcommand that is run."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in SUBCOMMANDS:
            return None
        command = getattr(import_module(f"{__name__}.{SUBCOMMANDS[name]}"), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand. For an unknown one, the error says which was probably meant."""
        name = args[0]
        if name not in SUBCOMMANDS and not name.startswith("-") and not context.resilient_parsing:
            context.fail(f"there is no command {quoted(name)}{did_you_mean(nearest(name, SUBCOMMANDS))}")
        return super().resolve_command(context, args)


@click.group(cls=_Subcommands)
def marketplace() -> None:
    """Manage a marketplace: its keys, workers, money, layouts and database.

    These commands work on the database, whether or not `questionforms serve` is running.

    Exit codes: 0 done, 2 the command failed, and nothing was changed.
    """
