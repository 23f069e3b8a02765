"""What members ask and answer, whom they may ask, what they offer and need."""
