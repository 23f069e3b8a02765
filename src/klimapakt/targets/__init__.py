"""Targets of the members: what was promised in percent, its revisions, its path and what is to be expected."""
