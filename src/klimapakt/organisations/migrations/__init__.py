"""Database changes of the organisations room."""
