"""The tests of the strategies."""
