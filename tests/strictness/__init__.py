"""Rules that every test obeys without asking for them, each a plugin loaded by ``tests/conftest.py``."""
