"""Reports of the office over all members, and how many minutes members need for a step."""
