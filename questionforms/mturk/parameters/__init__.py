"""Turns arguments into the parameters of a call, and finds everything that is wrong with them.

The calls, the qualifications and the review policies import this package.
"""
