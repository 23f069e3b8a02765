"""Rulebooks in words for people who are no lawyers; the pages of every edge may use them."""
