"""The fixes, one module for each family of rules or part of it. The registry imports them."""
