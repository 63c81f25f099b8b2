"""The only code that calls the service: the boto3 client, calls and their errors, and responses as records.

Everything that makes calls imports this package; it imports no other part of `questionforms.mturk`.
"""
