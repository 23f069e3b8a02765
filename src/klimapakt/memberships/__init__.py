"""Memberships: from first interest to the end, each stage with date, reason and whoever looks after it."""
