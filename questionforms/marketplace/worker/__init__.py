"""The worker's API: what workers do, over HTTP, and what their pages post.

The web application imports it; it imports the core.
"""
