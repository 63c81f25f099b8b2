"""Calls to the service: making them, creating the client, and reading the responses as records.

The public package imports this one, which imports the parameters.
"""
