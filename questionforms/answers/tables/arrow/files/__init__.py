"""Read JSON Lines and CSV into Arrow columns with pyarrow's own readers, block by block, where they read the same.

It stands on the rest of `arrow`; the chunks of a source that is a file come from here.
"""
