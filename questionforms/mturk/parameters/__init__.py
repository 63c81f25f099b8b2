"""The parameters of calls: their kinds, documents and layouts among them, and all that is wrong with what is given.

The hits, the qualifications and the review policies import it.
"""
