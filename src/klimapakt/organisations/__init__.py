"""Members of a pact: organisations, their sites and the people who may act for them."""
