"""Tests of the quality figures."""
