"""The subcommands, one module each, registered in `questionforms.cli`.

Nothing else imports them; they import the command's other packages.
"""
