"""What the pact office does day by day: contacts, tasks, views of its lists, and work on many at once."""
