"""How fast the library is beside its peers: `python -m tests.benchmarks` measures all in one run and prints ratios."""
