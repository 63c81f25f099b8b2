"""Tests of `questionforms.mturk`, with the real boto3 over real HTTP on loopback."""
