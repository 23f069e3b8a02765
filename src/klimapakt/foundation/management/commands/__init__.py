"""Management commands of the foundation."""
