"""Tests of the rules past the schema."""
