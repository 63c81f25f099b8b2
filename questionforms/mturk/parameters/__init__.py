"""From what a caller gives to the parameters of a call, with all that is wrong with them.

The calls, the qualifications and the review policies import it.
"""
