"""Send the MTurk calls of any program to a marketplace, whatever endpoint it names. Used by the command and by tests.

A client stays as its program made it. Each request gets another address just before it is signed, so that the signature
is made for the host that is called. Names of Mechanical Turk's hosts are not resolved, so nothing else reaches them.
"""
