"""What members fill in; each module belongs to one journey."""
