"""What the text of any document may hold, wherever it is."""
