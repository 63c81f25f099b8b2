"""What a command prints and writes: reports, summaries, files of tables.

The runs and the subcommands import it.
"""
