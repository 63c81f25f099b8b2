"""Tests of the marketplace: a real boto3 against a real server on this machine."""
