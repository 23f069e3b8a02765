"""Duties of members, as a room of its own."""
