"""Template tags of the members' pages."""
