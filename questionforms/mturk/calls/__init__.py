"""The calls to the service: one way to make them, the client, and what comes back, as records.

The public package imports it; it imports the parameters.
"""
