"""Inventories in words and pictures, for the pages of every edge and for documents; knows no request."""
