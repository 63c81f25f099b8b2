"""What the marketplace does, each thing in one transaction of the caller's: assignments, approvals, reviews, expiry.

The requester's API, the worker's API and, later, the pages import it; it knows none of them, and imports the store.
"""
