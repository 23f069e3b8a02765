"""People: who may sign in, and in which language they read."""
