"""The page of an HTMLQuestion: its HTML, forms, fields and scripts."""
