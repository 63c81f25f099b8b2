"""Fixes for problems in documents and pages: edits of the text that leave everything else as it was written.

A fix is a function in the module of its family. It has the names of the rules that it is for, and yields edits.
"""
