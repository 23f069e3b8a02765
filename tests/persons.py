"""The four persons of every test: Ada (pact office), Bruno (a company), Carla (another), Dora (public)."""
