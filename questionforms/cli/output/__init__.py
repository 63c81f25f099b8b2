"""What a command prints and writes: reports, summaries, table files.

The runs and the subcommands import it.
"""
