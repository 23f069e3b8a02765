"""Hand-over: a member for the successor in the office, and a whole pact for another installation."""
