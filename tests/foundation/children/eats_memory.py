"""Asks for more memory than it may have."""

piece = bytearray(1024 * 1024)
eaten = []
while True:
    eaten.append(bytes(piece))
