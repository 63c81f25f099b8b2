"""Read JSON Lines and CSV into Arrow columns with pyarrow's own readers, block by block, where they read the same.

It builds on the rest of `arrow`, and makes the chunks of sources that are files.
"""
