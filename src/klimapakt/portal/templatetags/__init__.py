"""Template tags of the members' pages; one module per subject."""
