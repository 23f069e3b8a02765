"""Reports, as a room of its own."""
