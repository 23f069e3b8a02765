"""The whole way of the newsletter: subscribe, confirm, write, send, read in the archive, leave."""
