"""The subcommands, one module each, found by `questionforms.cli`.

Nothing else imports them; they import the other folders of the command.
"""
