"""Reads of the reports room, one module for each report; each asks the database a fixed number of times."""
