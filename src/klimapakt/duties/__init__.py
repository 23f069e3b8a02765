"""What every member owes and when: computed, reminded, extended, explained, waived, done."""
