"""Pure calculation methods: no Django, no clock, no database, no network."""
