"""The facts of this room, and what the database guards."""
