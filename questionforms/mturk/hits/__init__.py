"""HITs and HIT types: the checks of their parameters, the calls that create them, and the work submitted for them.

The public package and the costs import this package; it imports the other folders.
"""
