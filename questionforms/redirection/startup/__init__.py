"""The folder that goes on a program's PYTHONPATH. Python runs its `sitecustomize` before the program."""
