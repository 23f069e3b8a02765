"""Ends with an error."""

raise ValueError("the table has no columns")
