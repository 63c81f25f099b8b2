"""What prevents text from being read as XML. Reading stops there."""
