"""What the marketplace does, inside the caller's transaction: assignments, approvals, reviews, expiry.

The requester's API, the worker's API and, later, the pages import this package; it knows none of them, and imports the
store.
"""
