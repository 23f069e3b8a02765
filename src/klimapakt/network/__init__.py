"""Meetings of the pact: places, registration, waiting list, attendance and what was decided."""
