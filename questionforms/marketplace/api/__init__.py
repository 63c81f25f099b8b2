"""The requester API for boto3: checking and dispatching requests, paginating lists, and formatting results.

The web application imports this package, which imports the core.
"""
