"""Targets of the members: what was promised in percent, its revisions, its path, what is to be expected."""
