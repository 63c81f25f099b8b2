"""What prevents a text from being read as XML. Reading stops there."""
