"""Inventories: what an organisation consumed in a year, where each figure came from, what follows."""
