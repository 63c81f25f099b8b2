"""Faults for tests: a plan says which calls fail and how, and the server cuts, delays or refuses them."""
