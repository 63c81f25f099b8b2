"""The requester's API, as boto3 speaks it: requests checked and dispatched, lists in pages, results in shape.

The web application imports it; it imports the core.
"""
