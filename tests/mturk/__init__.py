"""Tests of the hand-off to boto3, with the real boto3 over real HTTP on loopback."""
