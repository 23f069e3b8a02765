"""A city's pact: its host name and looks, the rulebook in force, and who does what in its office."""
