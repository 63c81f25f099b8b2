"""The workers' API: what workers do over HTTP, and the forms that their pages post.

The web application imports this package, which imports the core.
"""
