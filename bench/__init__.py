"""The calculation against other engines and against the limit of the machine: ``python -m bench``."""
