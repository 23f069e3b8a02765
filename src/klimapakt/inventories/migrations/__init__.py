"""Database changes of the inventories room."""
