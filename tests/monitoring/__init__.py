"""Monitoring, as a room of its own."""
