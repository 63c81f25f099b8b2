"""How far the parse errors of a page are those of the Nu HTML checker; a development tool, not run by pytest."""
