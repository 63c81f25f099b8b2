"""HITs and HIT types: their parameters checked, the calls that make them, what comes back, what was submitted.

The public package and the costs import it; it imports the other folders.
"""
