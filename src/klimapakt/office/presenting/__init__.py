"""What the pages of the pact office say, put into words; no page decides anything here."""
