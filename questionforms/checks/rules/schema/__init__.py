"""What does not fit the schema. The other rules are asked of what fits it."""
