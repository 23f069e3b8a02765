"""The pages the pact office writes itself, kept and edited with Wagtail; no other room knows Wagtail."""
