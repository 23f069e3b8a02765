"""Pages of the pact office, one module per journey."""
