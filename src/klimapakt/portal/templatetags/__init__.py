"""Tags of the members' pages."""
