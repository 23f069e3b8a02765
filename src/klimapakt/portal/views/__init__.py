"""The pages of the members; each module is one journey."""
