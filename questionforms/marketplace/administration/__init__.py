"""What the operator of a marketplace does, inside the caller's transaction. Only the command imports it."""
