"""Klimapakt: the platform on which a city runs its climate pact with its businesses."""
