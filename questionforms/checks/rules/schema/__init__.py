"""What does not fit the schema. The other rules only check documents that fit it."""
