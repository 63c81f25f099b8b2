"""Turns arguments, including documents and layouts, into parameters of calls, and finds what is wrong with them.

The hits, the qualifications and the review policies import this package.
"""
