"""The newsletter of a pact: who asked for it and confirmed it, and what was sent."""
