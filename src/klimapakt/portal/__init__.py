"""The pages of the members."""
