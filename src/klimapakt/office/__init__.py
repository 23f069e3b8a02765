"""The pages of the pact office."""
