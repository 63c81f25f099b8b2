"""The one way to the service: the boto3 client, a call with its errors, and responses as records.

What makes calls imports it; it imports no other folder of this package.
"""
